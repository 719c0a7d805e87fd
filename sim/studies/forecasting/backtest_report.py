"""What a back-test comes to in words: where the model is better, where nobody can tell, where a null wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from sim.output.markdown import markdown

if TYPE_CHECKING:
    import pandas as pd

    from sim.studies.forecasting.scores import Scored

KEY = ["what", "days", "score"]


def in_words(found: Scored, model: str) -> list[str]:
    """One sentence a window and score: the model beside the null model with the best mean score."""
    return [_against_the_best(found, model, key, part) for key, part in found.scores.groupby(KEY, sort=False)]


def _against_the_best(found: Scored, model: str, key: Any, part: pd.DataFrame) -> str:
    rivals = part[part["forecaster"].isin(set(found.differences["rival"]))]
    best = _rows(rivals.sort_values("mean"))[0]
    own = _rows(part[part["forecaster"] == model])[0]["mean"]
    (gap,) = _rows(_of(found.differences, {"forecaster": model, "rival": best["forecaster"]}, key))
    interval = f"difference {gap['difference']:+.3f} [{gap['low']:+.3f}, {gap['high']:+.3f}]"
    said = {
        "better": f"the model beats every null model, the best of which is {best['forecaster']}",
        "worse": f"A NULL MODEL WINS: {best['forecaster']}",
        "level": f"cannot be told from the best null model, {best['forecaster']}, whose mean score is "
        + ("worse" if gap["difference"] <= 0 else "BETTER"),
    }[gap["verdict"]]
    what, days, score = key
    return f"{what}, {days} days, {score}: {said} ({own:.3f} against {best['mean']:.3f}; {interval})."


def _of(table: pd.DataFrame, which: dict[str, object], key: Any) -> pd.DataFrame:
    for column, value in {**which, **dict(zip(KEY, key, strict=True))}.items():
        table = table[table[column] == value]
    return table


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", table.to_dict("records"))


def theories_in_words(found: Scored) -> list[str]:
    """One sentence a theory: where it forecasts better or worse than the blind control."""
    sentences: list[str] = []
    for (name, blind), part in found.to_the_blind.groupby(["forecaster", "rival"], sort=False):
        where = {"better": list[str](), "worse": list[str]()}
        for row in _rows(part[part["verdict"] != "level"]):
            where[row["verdict"]].append(f"{row['what']} {row['days']} days {row['score']}")
        told = [f"{verdict} at {', '.join(each)}" for verdict, each in where.items() if each]
        sentences.append(f"{name} beside {blind}: {'; '.join(told) or 'cannot be told apart at any window'}.")
    return sentences


def mean_scores(found: Scored) -> pd.DataFrame:
    """Forecasters down, windows and scores across; smaller is better."""
    table = found.scores.assign(
        of=[f"{w} {d} d {s}" for w, d, s in found.scores[KEY].itertuples(index=False)]
    )
    order = list(dict.fromkeys(table["of"]))
    wide = table.pivot_table(index="forecaster", columns="of", values="mean", sort=False)[order]
    return wide.reset_index()


def page(found: Scored, model: str, small_print: str, words: Sequence[str] = ()) -> str:
    """The back-test in Markdown, with `words` to bear in mind."""
    return "\n".join([*_page(found, model, small_print, words), ""])


def _page(found: Scored, model: str, small_print: str, words: Sequence[str]) -> Iterator[str]:
    yield from ("# Back-test", "", f"{small_print}. The model is *{model}*.", "")
    yield from (f"- {sentence}" for sentence in in_words(found, model))
    yield from ("", "Theories beside the blind control, for which nothing that others do matters:", "")
    yield from (f"- {sentence}" for sentence in theories_in_words(found))
    if words:
        yield from ("", "To bear in mind:", "", *(f"- {each}" for each in words))
    yield from ("", "Mean scores; smaller is better.", "", *markdown(mean_scores(found)), "")
    yield from (
        "Differences of the model to each rival, below 0 where the model is better; 90 % intervals.",
        "",
    )
    mine = found.differences[found.differences["forecaster"] == model]
    yield from markdown(mine.drop(columns="forecaster"))
    yield from ("", "![Reliability](reliability.png)", "", "![Rivals](rivals.png)")
