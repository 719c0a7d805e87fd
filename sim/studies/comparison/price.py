"""What scenarios cost, in words: outcome by outcome, beside what the baseline costs."""

from __future__ import annotations

from sim.results.verdicts import BETTER, CONTESTED, DEPENDS, TOO_FEW, WORSE
from sim.studies.comparison.amounts import amount
from sim.studies.comparison.found_tables import Row, Tables, verdicts_of
from sim.vocabulary import outcome_words
from sim.vocabulary.labels import listed_words, spaced
from sim.vocabulary.outcome_words import short

OPEN = (CONTESTED, DEPENDS, TOO_FEW)
MOST = 3
"""Scenarios that are named on a side, those that differ most first; of more their number is given."""


def price(tables: Tables) -> str:
    """Each outcome of price that some scenario moves: the baseline's level, then those of the scenarios."""
    names = [name for group in outcome_words.grouped().values() for name in group]
    rows = {name: tables.of(name) for name in names if outcome_words.kind(name) == outcome_words.PRICE}
    told = [_one(tables, name, moving) for name, found in rows.items() if (moving := _moves(found))]
    open_ = [f"{short(name)} {_left(found)}" for name, found in rows.items() if _left(found)]
    sentences = [f"Price, beside {spaced(tables.baseline)} in brackets: {'; '.join(told)}."] if told else []
    if open_:
        sentences.append(f"Not settled: {'; '.join(open_)}.")
    if not told and not open_ and any(rows.values()):
        what = listed_words([short(name) for name in rows], most=len(rows))
        sentences.append(f"Price: nothing that matters in {what}.")
    return " ".join(sentences)


def _moves(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["verdict"] in (BETTER, WORSE)]


def _left(rows: list[Row]) -> str:
    """Under which scenarios it is open, by what is open about it."""
    return verdicts_of([row for row in rows if row["verdict"] in OPEN], [])


def _one(tables: Tables, outcome: str, rows: list[Row]) -> str:
    """One outcome: the baseline's level, then those of scenarios, the furthest from it first on each side."""
    levels = tables.levels(outcome)
    base = levels[tables.baseline]
    sides: list[str] = []
    for side in (1, -1):
        mine = [str(row["scenario"]) for row in rows if row["difference"] * side > 0]
        mine.sort(key=lambda name: -abs(levels[name] - base))
        each = [f"{amount(outcome, levels[name], bare=True)} under {spaced(name)}" for name in mine]
        sides += [listed_words(each, most=MOST)] if each else []
    return f"{short(outcome)} ({amount(outcome, base)}) {', '.join(sides)}"
