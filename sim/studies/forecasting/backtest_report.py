"""The result of a back-test: where the model is better, where nobody can tell, where a null model wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from sim.engine.run_info import RunInfo
from sim.evidence.own_record import SHIPPED, Record
from sim.output.markdown import markdown
from sim.output.report import Block, Phrase, Report, Tone, table
from sim.output.result import Result
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.plots.forecasting_data import reliability_data, rivals_data
from sim.plots.forecasting_scores import reliability, rivals
from sim.results.caveats import by_theory, guarded_by, on_forecasts
from sim.results.start_caveats import of_the_past
from sim.studies.forecasting.forecast_tables import POOLED
from sim.studies.forecasting.score_tables import ScoreTables

if TYPE_CHECKING:
    import pandas as pd

KEY = ["what", "days", "score"]
QUESTION = "Would the forecasts have been better than those of simple rivals?"
TONES: Mapping[str, Tone] = {"better": "good", "worse": "bad", "level": "open"}


@dataclass(frozen=True, repr=False, eq=False)
class Backtest(Result):
    """Forecasts of the months of some `years`, scored beside simple rivals (null models).

    `found` holds the tables; `model` is the forecaster that is judged: the theory, or the mixture of several.
    """

    run: RunInfo
    found: ScoreTables
    model: str
    years: tuple[int, int]
    record: Record = SHIPPED

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        caveats = on_forecasts(self.run.cells, POOLED)
        return {
            "forecasts": self.found.forecasts,
            "scores": guarded_by(self.found.scores, "forecaster", caveats),
            "differences": guarded_by(self.found.differences, "forecaster", caveats),
            "to_the_blind": self.found.to_the_blind,
            "reliability": self.found.reliability,
        }

    @cached_property
    def judged(self) -> tuple[Phrase, ...]:
        """One sentence a window and score: the model beside the null model with the best mean score."""
        return tuple(_against_the_best(self, key, part) for key, part in _by_score(self.found.scores))

    @cached_property
    def mean_scores(self) -> pd.DataFrame:
        """Mean scores, forecasters down, windows and scores across; smaller is better."""
        scores = self.found.scores
        named = scores.assign(of=[f"{w} {d} d {s}" for w, d, s in scores[KEY].itertuples(index=False)])
        order = list(dict.fromkeys(named["of"]))
        wide = named.pivot_table(index="forecaster", columns="of", values="mean", sort=False)[order]
        return wide.reset_index()

    @cached_property
    def report(self) -> Report:
        caveats = by_theory(on_forecasts(self.run.cells, POOLED))
        known = of_the_past(self.record, self.run.cells[0].scenario, date(self.years[1], 12, 1))
        return Report(_headline(self), tuple(_blocks(self)), (*caveats, *known), _small_print(self))

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        words = Context(QUESTION, _small_print(self))
        dots = reliability_data(self.found.reliability, self.model)
        gaps = rivals_data(self.found.differences, self.model)
        return [
            Picture("reliability", reliability, (dots, self.model, words)),
            Picture("rivals", rivals, (gaps, self.model, words)),
        ]

    def pages(self) -> Mapping[str, Content]:
        return {"backtest.md": "\n".join([*_page(self), ""]), **self.record.copies()}


def theories_in_words(found: ScoreTables) -> list[str]:
    """One sentence a theory: where it forecasts better or worse than the blind control."""
    sentences: list[str] = []
    for (name, blind), part in found.to_the_blind.groupby(["forecaster", "rival"], sort=False):
        where = {"better": list[str](), "worse": list[str]()}
        for row in _rows(part[part["verdict"] != "level"]):
            where[row["verdict"]].append(f"{row['what']} {row['days']} days {row['score']}")
        clear = [f"{verdict} at {', '.join(each)}" for verdict, each in where.items() if each]
        said = "; ".join(clear) or "cannot be told apart at any window"
        sentences.append(f"{name} beside {blind}: {said}.")
    return sentences


def _against_the_best(test: Backtest, key: Any, part: pd.DataFrame) -> Phrase:
    model, gaps = test.model, test.found.differences
    others = part[part["forecaster"].isin(set(gaps["rival"]))]
    best = _rows(others.sort_values("mean"))[0]
    own = _rows(part[part["forecaster"] == model])[0]["mean"]
    (gap,) = _rows(_of(gaps, {"forecaster": model, "rival": best["forecaster"]}, key))
    interval = f"difference {gap['difference']:+.3f} [{gap['low']:+.3f}, {gap['high']:+.3f}]"
    verdict = {
        "better": f"the model beats every null model, the best of which is {best['forecaster']}",
        "worse": f"A NULL MODEL WINS: {best['forecaster']}",
        "level": f"cannot be told from the best null model, {best['forecaster']}, whose mean score is "
        + ("worse" if gap["difference"] <= 0 else "BETTER"),
    }[gap["verdict"]]
    what, days, score = key
    numbers = f"{own:.3f} against {best['mean']:.3f}; {interval}"
    return Phrase(f"{what}, {days} days, {score}: {verdict} ({numbers}).", TONES[gap["verdict"]])


def _by_score(scores: pd.DataFrame) -> Iterator[tuple[Any, pd.DataFrame]]:
    yield from scores.groupby(KEY, sort=False)


def _of(rows: pd.DataFrame, which: dict[str, object], key: Any) -> pd.DataFrame:
    for column, value in {**which, **dict(zip(KEY, key, strict=True))}.items():
        rows = rows[rows[column] == value]
    return rows


def _rows(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", rows.to_dict("records"))


def _headline(test: Backtest) -> str:
    tones = [phrase.tone for phrase in test.judged]
    better, worse, of = tones.count("good"), tones.count("bad"), len(tones)
    first, last = test.years
    return (
        f"{test.model}, {first}-{last}: better than every null model in {better} of {of} scores, worse than "
        f"the best in {worse}"
    )


def _small_print(test: Backtest) -> str:
    first, last = test.years
    return f"Origins: every month of {first}-{last}; {test.run.worlds} worlds a theory; seed {test.run.seed}"


def _blocks(test: Backtest) -> Iterator[Block]:
    wide = test.mean_scores.set_index("forecaster").T
    rows = [(str(of), *(f"{mean:.3f}" for mean in means)) for of, *means in wide.itertuples()]
    yield table("Mean scores; smaller is better", ("", *map(str, wide.columns)), rows)
    yield from test.judged
    yield from map(Phrase, theories_in_words(test.found))


def _page(test: Backtest) -> Iterator[str]:
    """The back-test in Markdown."""
    yield from ("# Back-test", "", f"{_small_print(test)}. The model is *{test.model}*.", "")
    yield from (f"- {phrase.text}" for phrase in test.judged)
    yield from ("", "Theories beside the blind control, for which nothing that others do matters:", "")
    yield from (f"- {sentence}" for sentence in theories_in_words(test.found))
    if test.caveats:
        yield from ("", "To bear in mind:", "", *(f"- {each}" for each in test.caveats))
    yield from ("", "Mean scores; smaller is better.", "", *markdown(test.mean_scores), "")
    yield "Differences of the model to each rival, below 0 where the model is better; 90 % intervals."
    yield ""
    mine = test.found.differences[test.found.differences["forecaster"] == test.model]
    yield from markdown(mine.drop(columns="forecaster"))
    yield from ("", "![Reliability](reliability.png)", "", "![Rivals](rivals.png)")
