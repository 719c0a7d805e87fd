"""Every outcome of every scenario as a table to be read: the baseline's level, and each difference judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from sim.output.report import Lines, Phrase, Table, Tone, cell, table
from sim.plots.kit.sides import MARKS, SAME
from sim.results.sureness import SIDES, share
from sim.results.verdicts import BETTER, CONTESTED, DEPENDS, NOT_JUDGED, SHORT, WORSE
from sim.vocabulary.glossary import OUTCOMES, SHOWN
from sim.vocabulary.labels import better, figure, is_chance, spaced
from sim.vocabulary.likelihood import share_said
from sim.vocabulary.outcome_words import difference_unit, grouped, short_label

if TYPE_CHECKING:
    import pandas as pd

TONES: dict[str, Tone] = {BETTER: "good", WORSE: "bad", CONTESTED: "open"}
TITLE = "Mean of {}, and each difference to it in the same worlds"
LEGEND = (
    "▲ better, ▼ worse: the mean difference is clear of zero and at least what matters, with the per cent of "
    "parameter draws that bear it out (under half where a few draws differ by much). ◆ contested between "
    "theories. ○ no difference that matters, or open: depends on what we do not know (30%:20%: in 30 % of "
    "draws better, in 20 % worse), too few worlds. 3/4: so many theories agree."
)


def card(overall: pd.DataFrame, agreement: pd.DataFrame, chosen: Sequence[str] = SHOWN) -> Table:
    """A row an outcome, by group; a column a scenario."""
    changes = {(row["scenario"], row["outcome"]): row for row in _rows(agreement)}
    levels = {(row["scenario"], row["outcome"]): float(row["mean"]) for row in _rows(overall)}
    base = str(agreement["baseline"].iloc[0])
    names = list(dict.fromkeys(scenario for scenario, _ in changes))
    rows: list[Sequence[Lines]] = []
    for title, outcomes in grouped(chosen).items():
        rows.append([cell(Phrase(title, "strong")), *[cell()] * (len(names) + 2)])
        for outcome in outcomes:
            mine = [changes[name, outcome] for name in names]
            level = cell(figure(outcome, levels[base, outcome]))
            rows.append([_name(outcome), level, *map(said, mine), cell(_matters(outcome, mine))])
    heads = ("outcome", spaced(base), *map(spaced, names), "matters from")
    return table(TITLE.format(spaced(base)), heads, rows)


def _name(outcome: str) -> Lines:
    """An outcome, the unit of its differences, and which side is better."""
    unit = difference_unit(outcome) or OUTCOMES[outcome].unit
    return cell(short_label(outcome), Phrase(f"{unit}; {better(outcome)}", "quiet"))


def said(row: Mapping[str, Any]) -> Lines:
    """A difference with its mark, and beneath it the verdict with what bears it out."""
    verdict, difference = str(row["verdict"]), figure(str(row["outcome"]), row["difference"], signed=True)
    mark = "" if verdict == NOT_JUDGED else f"{MARKS.get(verdict, MARKS[SAME])} "
    tone = TONES.get(verdict, "quiet")
    agree = f", {row['agree']}/{row['of']}" if int(row.get("of", 1)) > 1 else ""
    return cell(Phrase(f"{mark}{difference}", tone), Phrase(f"{_borne_out(row)}{agree}", tone))


def _borne_out(row: Mapping[str, Any]) -> str:
    """The verdict in few letters, with the shares of draws behind it."""
    verdict = str(row["verdict"])
    if verdict in (BETTER, WORSE):
        return f"{verdict} {share_said(share(row))}"
    sides = [share_said(row[name]) for name in SIDES.values() if verdict == DEPENDS]
    return " ".join(filter(None, [SHORT.get(verdict, verdict), ":".join(sides)]))


def matters(outcome: str, delta: float) -> str:
    """The least difference that matters, as a number of two digits; of a chance in points.

    >>> matters("p_freeze", 0.05), matters("attacks", 0.0264)
    ('5', '0.026')
    """
    return f"{delta * 100 if is_chance(outcome) else delta:.2g}"


def matters_words(agreement: pd.DataFrame) -> dict[str, str]:
    """By outcome from where on a difference matters, with the unit."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in _rows(agreement):
        found.setdefault(str(row["outcome"]), []).append(row)
    return {
        outcome: " ".join(filter(None, [_matters(outcome, rows), difference_unit(outcome)]))
        for outcome, rows in found.items()
    }


def _matters(outcome: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """The least that matters for scenarios, which may differ where theories do not see one."""
    ends = [matters(outcome, end(float(row["delta"]) for row in rows)) for end in (min, max)]
    return " to ".join(dict.fromkeys(ends))


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    return iter(cast("list[dict[str, Any]]", frame.to_dict("records")))
