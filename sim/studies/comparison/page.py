"""What the report of a comparison shows beside its finding: changes, theories, and every outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from sim.engine.run_info import RunInfo
from sim.model.theories import theory
from sim.output.page import Section
from sim.output.report import Fold, Lines, Phrase, cell, table
from sim.plots.comparison_overview_data import SHOWN as FIRST
from sim.studies.comparison.changes import changes, levers
from sim.studies.comparison.scorecard import LEGEND, TONES, card, matters, said
from sim.vocabulary.glossary import OUTCOMES, SHOWN
from sim.vocabulary.labels import figure, opened, outcome_unit, spaced
from sim.vocabulary.likelihood import share_said
from sim.vocabulary.outcome_words import short_label
from sim.vocabulary.theory_names import BLIND

if TYPE_CHECKING:
    import pandas as pd

SIDE_BY_SIDE = "Difference to {} under each theory, with its verdict"
EVERY = "Every difference to {}, over all theories; press a head to order by it"
ACROSS = 9
"""Scenarios that fit beside each other on a card."""
HEADS = (
    *("outcome", "scenario", "unit", "baseline", "scenario's", "difference", "low", "high"),
    *("matters from", "better in", "worse in", "verdict", "agree"),
)


def what_differs(run: RunInfo) -> Section:
    """What each scenario does otherwise than the first, and every lever that is set otherwise."""
    scenarios = list({cell.scenario.name: cell.scenario for cell in run.cells}.values())
    told = [changes(each, scenarios[0]) for each in scenarios[1:]]
    title = f"What differs from {spaced(scenarios[0].name)}"
    found = levers(scenarios)
    line = "All levers that are set otherwise, with their scales"
    return Section("changes", title, (Fold(line, (found,)),) if found.rows else (), tuple(told))


def theories(
    run: RunInfo, effects: pd.DataFrame, agreement: pd.DataFrame, chosen: Sequence[str] = FIRST
) -> Section:
    """What each theory says, and the outcomes that are chosen under each."""
    told = [_theory(name) for name in run.theories]
    names = [str(name) for name in dict.fromkeys(effects["theory"])]
    by_row = {(row["scenario"], row["outcome"], row["theory"]): row for row in _rows(effects)}
    rows = [
        (
            short_label(row["outcome"]),
            spaced(row["scenario"]),
            *(said(by_row[row["scenario"], row["outcome"], name]) for name in names),
            f"{row['agree']} of {row['of']}",
        )
        for row in sorted(_rows(agreement), key=lambda row: _place(chosen, row))
        if row["outcome"] in chosen
    ]
    title = SIDE_BY_SIDE.format(spaced(str(effects["baseline"].iloc[0])))
    heads = ("outcome", "scenario", *map(_named, names), "agree")
    found = table(title, heads, rows, left=(0, 1))
    line = "The outcomes of the first picture under each theory"
    return Section("theories", "What moves Pyongyang: the theories", (Fold(line, (found,)),), tuple(told))


def _theory(name: str) -> str:
    what = "the control, not counted among the theories that agree" if name in BLIND else ""
    return f"{opened(spaced(name))}{f' ({what})' if what else ''}: {theory(name).says}"


def _named(name: str) -> str:
    return f"{spaced(name)} (control)" if name in BLIND else spaced(name)


def _place(names: Sequence[str], row: Mapping[str, Any]) -> int:
    return names.index(row["outcome"]) if row["outcome"] in names else len(names)


def every_outcome(overall: pd.DataFrame, agreement: pd.DataFrame, chosen: Sequence[str] = SHOWN) -> Section:
    """All outcomes that are chosen on a card; every number of it in a table that can be ordered."""
    base = str(agreement["baseline"].iloc[0])
    levels = {(row["scenario"], row["outcome"]): float(row["mean"]) for row in _rows(overall)}
    shown = sorted(
        (row for row in _rows(agreement) if row["outcome"] in chosen), key=lambda row: _place(chosen, row)
    )
    rows = [_row(row, levels[base, row["outcome"]], levels[row["scenario"], row["outcome"]]) for row in shown]
    found = table(EVERY.format(spaced(base)), HEADS, rows, left=(0, 1, 2, 11), sortable=True)
    line = f"All {len(rows)} differences with their intervals, in a table that can be ordered"
    cards = (card(overall, part, chosen) for part in _parts(agreement))
    blocks = (*cards, Phrase(LEGEND, "quiet"), Fold(line, (found,)))
    return Section("differences", "Every outcome", blocks)


def _parts(agreement: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows of so many scenarios at a time as fit on a card, about as many on each."""
    names = list(dict.fromkeys(agreement["scenario"]))
    each = -(-len(names) // -(-len(names) // ACROSS))
    for at in range(0, len(names), each):
        yield agreement[agreement["scenario"].isin(names[at : at + each])]


def _row(row: Mapping[str, Any], before: float, after: float) -> Sequence[str | Lines]:
    name = str(row["outcome"])
    numbers = (
        figure(name, row[column], signed=True) for column in ("difference", "spread_low", "spread_high")
    )
    shares = (
        "–" if row[side] != row[side] else share_said(row[side]) for side in ("share_better", "share_worse")
    )
    unit = outcome_unit(name, OUTCOMES[name].unit, signed=True)
    levels = (figure(name, before), figure(name, after))
    agree = f"{row['agree']} of {row['of']}"
    return (
        short_label(name), spaced(row["scenario"]), unit, *levels, *numbers, matters(name, row["delta"]),
        *shares, _verdict(row), agree,
    )  # fmt: skip


def _verdict(row: Mapping[str, Any]) -> Lines:
    verdict = str(row["verdict"])
    return cell(Phrase(verdict, TONES.get(verdict, "")))


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    return iter(cast("list[dict[str, Any]]", frame.to_dict("records")))


def sections(
    run: RunInfo,
    overall: pd.DataFrame,
    effects: pd.DataFrame,
    agreement: pd.DataFrame,
    chosen: Sequence[str] = SHOWN,
) -> Sequence[Section]:
    """Sections after the pictures; theories for the outcomes of the first one, unless others are chosen."""
    if effects.empty:
        return ()
    few = FIRST if tuple(chosen) == SHOWN else chosen
    several = [theories(run, effects, agreement, few)] if len(run.theories) > 1 else []
    return [every_outcome(overall, agreement, chosen), what_differs(run), *several]
