"""What the report of a comparison shows beside its tables: changes, theories side by side, every number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from sim.engine.run_info import RunInfo
from sim.output.page import Section
from sim.output.report import Lines, Phrase, Tone, cell, table
from sim.plots.comparison_overview_data import SHOWN as FIRST
from sim.studies.comparison.changes import changes
from sim.vocabulary.glossary import OUTCOMES, SHOWN
from sim.vocabulary.labels import figure, label, outcome_unit, spaced

if TYPE_CHECKING:
    import pandas as pd

TONES: dict[str, Tone] = {"better": "good", "worse": "bad", "contested": "open"}
SIDE_BY_SIDE = "Difference to {} under each theory, with its verdict"
EVERY = "Every difference to {}, over all theories; press a head to order by it"
HEADS = (
    "scenario",
    "outcome",
    "unit",
    "difference",
    "low",
    "high",
    "better, %",
    "worse, %",
    "verdict",
    "agree",
)


def what_differs(run: RunInfo) -> Section:
    """What each scenario does otherwise than the first."""
    scenarios = list({cell.scenario.name: cell.scenario for cell in run.cells}.values())
    told = [changes(each, scenarios[0]) for each in scenarios[1:]]
    title = f"What differs from {spaced(scenarios[0].name)}"
    return Section("changes", title, sentences=tuple(told))


def side_by_side(effects: pd.DataFrame, agreement: pd.DataFrame, chosen: Sequence[str]) -> Section:
    """The outcomes that are chosen under each theory, a row a scenario and outcome."""
    theories = [str(name) for name in dict.fromkeys(effects["theory"])]
    by_row = {(row["scenario"], row["outcome"], row["theory"]): row for row in _rows(effects)}
    rows = [
        (
            spaced(row["scenario"]),
            label(row["outcome"]),
            *(_difference(by_row[row["scenario"], row["outcome"], theory]) for theory in theories),
            f"{row['agree']} of {row['of']}",
        )
        for row in _rows(agreement)
        if row["outcome"] in chosen
    ]
    title = SIDE_BY_SIDE.format(spaced(str(effects["baseline"].iloc[0])))
    heads = ("scenario", "outcome", *map(spaced, theories), "agree")
    return Section("theories", "Theories side by side", (table(title, heads, rows, left=(0, 1)),))


def every_difference(agreement: pd.DataFrame, chosen: Sequence[str]) -> Section:
    """All differences in the outcomes that are chosen, in a table that can be ordered."""
    title = EVERY.format(spaced(str(agreement["baseline"].iloc[0])))
    rows = [_row(row) for row in _rows(agreement) if row["outcome"] in chosen]
    found = table(title, HEADS, rows, left=(0, 1, 2, 8), sortable=True)
    return Section("differences", "Every difference", (found,))


def _row(row: Mapping[str, Any]) -> Sequence[str | Lines]:
    name, verdict = row["outcome"], str(row["verdict"])
    numbers = (
        figure(name, row[column], signed=True) for column in ("difference", "spread_low", "spread_high")
    )
    shares = (
        "–" if row[side] != row[side] else f"{row[side] * 100:.0f}"
        for side in ("share_better", "share_worse")
    )
    unit = outcome_unit(name, OUTCOMES[name].unit, signed=True)
    agree = f"{row['agree']} of {row['of']}"
    said = cell(Phrase(verdict, TONES.get(verdict, "")))
    return (spaced(row["scenario"]), label(name), unit, *numbers, *shares, said, agree)


def _difference(row: Mapping[str, Any]) -> Lines:
    verdict = str(row["verdict"])
    return cell(
        figure(row["outcome"], row["difference"], signed=True), Phrase(verdict, TONES.get(verdict, "quiet"))
    )


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    return iter(cast("list[dict[str, Any]]", frame.to_dict("records")))


def parts(
    run: RunInfo, effects: pd.DataFrame, agreement: pd.DataFrame, chosen: Sequence[str] = SHOWN
) -> tuple[Sequence[Section], Sequence[Section]]:
    """Sections before the pictures, and after them; theories side by side for the outcomes of the first
    picture, unless others are chosen.
    """
    if effects.empty:
        return (), ()
    few = FIRST if tuple(chosen) == SHOWN else chosen
    theories = [side_by_side(effects, agreement, few)] if len(run.theories) > 1 else []
    return [what_differs(run)], [*theories, every_difference(agreement, chosen)]
