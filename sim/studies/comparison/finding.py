"""The finding of a comparison in three to five paragraphs, made by rules from its tables and nothing else.

What differs most surely; war, clashes and sure dangers; what does not differ, and what theories contest; what
each scenario costs; and when differences last.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.plots.comparison_overview_data import RANKED
from sim.plots.comparison_overview_data import SHOWN as FIRST
from sim.results import verdicts
from sim.results.sureness import sureness
from sim.results.verdicts import Judged
from sim.studies.comparison.amounts import from_to, noun
from sim.studies.comparison.found_tables import Row, Tables, names_of, under
from sim.studies.comparison.peace import PEACE, peace, progress
from sim.studies.comparison.price import price
from sim.studies.comparison.run_finding import roughly
from sim.studies.comparison.when import lasting
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import listed_words, opened, spaced
from sim.vocabulary.likelihood import confidence, it_is, percent

CLEAR = (verdicts.BETTER, verdicts.WORSE)
NO_MERIT = "In peace and progress nothing in the first picture is clear and matters."
COUNTED = {
    verdicts.SAME: "are too small to matter",
    verdicts.DEPENDS: "depend on what we do not know",
    verdicts.TOO_FEW: "would need more worlds",
    verdicts.CONTESTED: "are contested between theories",
    verdicts.SATURATED: "cannot be told since all scenarios end alike",
    verdicts.BETTER: "are better",
    verdicts.WORSE: "are worse",
}
"""The words for differences with these verdicts where none is clear."""
NEXT = 2
"""Scenarios of which the surest difference is reported after that of the first."""


def finding(tables: Tables) -> tuple[str, ...]:
    """The paragraphs."""
    rows = tables.rows
    if not rows:
        return ()
    ranked = surest(rows)
    first = [_most(tables, ranked) if ranked else _nothing_clear(tables), roughly(tables.few)]
    parted = [progress(tables), _alike(rows) if ranked else "", _unjudged(tables), _contested(tables)]
    told = [
        " ".join(filter(None, first)),
        peace(tables),
        " ".join(filter(None, parted)),
        price(tables),
        lasting(tables),
    ]
    return tuple(filter(None, told))


def surest(rows: Sequence[Row]) -> list[Row]:
    """Of each scenario its surest clear difference among the outcomes of the first picture, the surest
    first: in peace and progress, or where none is clear there, in price.
    """
    for outcomes in (RANKED, FIRST):
        best: dict[str, Row] = {}
        clear = [row for row in rows if row["verdict"] in CLEAR and row["outcome"] in outcomes]
        for row in sorted(clear, key=sureness, reverse=True):
            best.setdefault(str(row["scenario"]), row)
        if best:
            return list(best.values())
    return []


def _most(tables: Tables, ranked: Sequence[Row]) -> str:
    """What differs most surely, then the surest difference of the next scenarios."""
    lead, *others = ranked
    base, many = spaced(tables.baseline), len(tables.scenarios)
    name, outcome = spaced(str(lead["scenario"])), noun(str(lead["outcome"]))
    what = (
        f"Of {many} scenarios {name} differs most surely from {base}, in {outcome}: {_moved(tables, lead)}"
        if many > 1
        else f"{opened(name)} differs from {base} most surely in {outcome}: {_moved(tables, lead)}"
    )
    rest = "; ".join(_next(tables, row) for row in others[:NEXT])
    told = [f"{what}.", surely(lead, not tables.few), f"Next: {rest}." if rest else ""]
    told.append(_nothing_clear_under(tables, ranked) if lead["outcome"] in RANKED else NO_MERIT)
    return " ".join(filter(None, told))


def _nothing_clear_under(tables: Tables, ranked: Sequence[Row]) -> str:
    """Scenarios without a clear difference in peace and progress."""
    found = {str(row["scenario"]) for row in ranked}
    names = [name for name in tables.scenarios if name not in found]
    what = "Of peace and progress nothing in the first picture is clear and matters under"
    return f"{what} {names_of(names)}." if names else ""


def _next(tables: Tables, row: Row) -> str:
    """The surest difference of another scenario."""
    scenario, outcome = str(row["scenario"]), noun(str(row["outcome"]))
    return f"{under([scenario])} {outcome} {_moved(tables, row)} ({_borne_out(row)})"


def _moved(tables: Tables, row: Row) -> str:
    """The levels of an outcome under the baseline and the scenario."""
    outcome = str(row["outcome"])
    levels = tables.levels(outcome)
    moves = "up" if row["difference"] > 0 else "down"
    return f"{moves} {from_to(outcome, levels[tables.baseline], levels[str(row['scenario'])])}"


def _sides(row: Row) -> tuple[str, float, str, float]:
    """The side of a verdict with its share of draws, then the other."""
    side, other = ("better", "worse") if row["verdict"] == verdicts.BETTER else ("worse", "better")
    return side, float(row[f"share_{side}"]), other, float(row[f"share_{other}"])


def _agree(row: Row) -> str:
    return f"{row['agree']} of {row['of']} theories agree" if int(row["of"]) > 1 else "under one theory"


def _borne_out(row: Row) -> str:
    side, share, other, against = _sides(row)
    but = f", {other} in {percent(against)}" if against >= 0.005 else ""
    return f"{side} in {percent(share)} of draws{but}; {_agree(row)}"


def surely(row: Row, enough: bool) -> str:
    """How sure a verdict is: the share of draws that bear it out, and the confidence it deserves."""
    side, share, other, against = _sides(row)
    draws = f"{percent(share)} of draws" + (f", {other} in {percent(against)}" if against >= 0.005 else "")
    why = _agree(row) if enough else f"few draws; {_agree(row)}"
    sure = confidence(int(row["agree"]), int(row["of"]), share, enough)
    return f"{it_is(share)} ({draws}) that this is {side} by what matters; confidence is {sure} ({why})."


def _nothing_clear(tables: Tables) -> str:
    """How the differences come out where none is clear in the first picture, and what is clear elsewhere."""
    judged = [row for row in tables.rows if row["verdict"] != verdicts.NOT_JUDGED]
    if all(row["verdict"] == verdicts.SAME for row in judged):
        who = opened(names_of(tables.scenarios))
        differ = "differs" if len(tables.scenarios) == 1 else "differ"
        known = f"all {len(judged)} differences that are judged are known to be smaller"
        return f"{who} {differ} from {spaced(tables.baseline)} in nothing that matters: {known}."
    counts = {word: sum(row["verdict"] == word for row in judged) for word in COUNTED}
    parts = [f"{count} {COUNTED[word]}" for word, count in counts.items() if count]
    clear = [row for row in judged if row["verdict"] in CLEAR]
    named = [f"{noun(str(row['outcome']))} {under([str(row['scenario'])])}" for row in clear]
    where = f" Clear, outside the first picture: {listed_words(named)}." if named else ""
    which = " of the first picture" if clear else ""
    return f"No difference{which} is clear and matters: of all {len(judged)}, {', '.join(parts)}.{where}"


def _alike(rows: Sequence[Row]) -> str:
    """In which outcomes no scenario differs by what matters."""
    names = list(dict.fromkeys(str(row["outcome"]) for row in rows))
    alike = [
        name for name in names
        if name not in PEACE and all(r["verdict"] == verdicts.SAME for r in rows if r["outcome"] == name)
    ]  # fmt: skip
    if not alike:
        return ""
    return f"No difference that matters in {listed_words([noun(name) for name in alike], most=4)}."


def _unjudged(tables: Tables) -> str:
    """What nobody judges, where it moves by what matters; where few scenarios are compared, in any case."""
    said: list[str] = []
    for row in tables.rows:
        outcome, scenario = str(row["outcome"]), str(row["scenario"])
        moves = Judged.of(row).reading in (verdicts.MORE, verdicts.LESS)
        if row["verdict"] == verdicts.NOT_JUDGED and (moves or len(tables.scenarios) == 1):
            levels = tables.levels(outcome)
            size = "" if moves else " (less than what matters)"
            who = f" {under([scenario])}" if len(tables.scenarios) > 1 else ""
            change = from_to(outcome, levels[tables.baseline], levels[scenario])
            said.append(f"{noun(outcome)}{who} {change}{size}")
    return f"Not judged: {listed_words(said, most=4)}." if said else ""


def _contested(tables: Tables) -> str:
    """What theories contest: how many differences of which scenario, and the largest of them."""
    rows = tables.rows
    found = sorted((row for row in rows if row["verdict"] == verdicts.CONTESTED), key=_size, reverse=True)
    if not found:
        return ""
    first = found[0]
    largest = f"{noun(str(first['outcome']))} {under([str(first['scenario'])])}"
    sides = f"more under {first['more_under']}, less under {first['less_under']}".replace("_", " ")
    if len(found) == 1:
        return f"One difference is contested between theories, {largest}: {sides}."
    counts = {name: sum(row["scenario"] == name for row in found) for name in tables.scenarios}
    each = ", ".join(f"{count} {under([name])}" for name, count in counts.items() if count)
    whose = f" ({each})" if len(tables.scenarios) > 1 else ""
    return (
        f"{len(found)} of {len(rows)} differences are contested between theories{whose}; the largest, by "
        f"what matters, is {largest}: {sides}."
    )


def _size(row: Row) -> float:
    return abs(float(row["difference"])) / (float(row["delta"]) or OUTCOMES[str(row["outcome"])].delta)
