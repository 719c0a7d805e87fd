"""War, clashes and talks in words, and every sure difference in peace and progress: dangers and gains."""

from __future__ import annotations

from collections.abc import Sequence

from sim.plots.comparison_overview_data import SHOWN as FIRST
from sim.results.sureness import share, sure, sureness
from sim.results.verdicts import BETTER, WORSE
from sim.studies.comparison.amounts import from_to, noun
from sim.studies.comparison.found_tables import Row, Tables, verdicts_of
from sim.vocabulary import outcome_words
from sim.vocabulary.labels import spaced
from sim.vocabulary.likelihood import chances, percent

COMES = {
    "p_war": "War comes",
    "p_serious": "a serious clash comes",
    "p_talks": "Talks open",
    "p_lasting": "a freeze lasts half a year",
}
PEACE, PROGRESS = ("p_war", "p_serious"), ("p_talks", "p_lasting")
"""Outcomes whose levels are reported: the first always, the second where few scenarios are compared."""
FEW = 2
SURE = "in four of five draws or more, for three of four theories"


def peace(tables: Tables) -> str:
    """War and serious clashes, by level and by what comes of them; then what else of peace is sure."""
    levels = f"{'; '.join(level(tables, outcome) for outcome in PEACE)}."
    found = _sure(tables, outcome_words.PEACE)
    told = [
        f"{words} ({SURE}): {'; '.join(_by_outcome(tables, mine))}."
        for words, side in (("Surely worse for peace", WORSE), ("Surely better for peace", BETTER))
        if (mine := [row for row in found if row["verdict"] == side])
    ]
    if not any(row["verdict"] == WORSE for row in found):
        told.insert(0, f"Nothing is surely worse for peace ({SURE}).")
    return " ".join([levels, *told])


def progress(tables: Tables) -> str:
    """How often talks open and a freeze lasts, where few scenarios are compared; then what is sure of
    progress and has no column in the first picture.
    """
    few = len(tables.scenarios) <= FEW
    levels = f"{'; '.join(level(tables, outcome) for outcome in PROGRESS)}." if few else ""
    found = [row for row in _sure(tables, outcome_words.PROGRESS) if row["outcome"] not in FIRST]
    sides = [
        f"surely {side} in {'; '.join(_by_outcome(tables, mine))}"
        for side in (BETTER, WORSE)
        if (mine := [row for row in found if row["verdict"] == side])
    ]
    elsewhere = f"Outside the first picture, progress is {'; it is '.join(sides)}." if sides else ""
    return " ".join(filter(None, [levels, elsewhere]))


def _sure(tables: Tables, kind: str) -> list[Row]:
    """Every sure difference in outcomes of a kind, the surest first."""
    rows = [row for row in tables.rows if outcome_words.kind(str(row["outcome"])) == kind]
    return sorted(filter(sure, rows), key=sureness, reverse=True)


def level(tables: Tables, outcome: str) -> str:
    """How often something comes, under the baseline and the others, and what comes of the difference."""
    rows, levels = tables.of(outcome), tables.levels(outcome)
    base = next(iter(levels))
    others = [levels[str(row["scenario"])] for row in rows]
    what = COMES[outcome]
    first, *rest = chances(levels[base], *((others[0],) if len(rows) == 1 else (min(others), max(others))))
    first = f"{first} of worlds" if first.endswith("%") else first
    if len(rows) == 1:
        here = f"{what} in {first} ({rest[0]} under {spaced(str(rows[0]['scenario']))})"
        return f"{here}: {_said(rows[0])}"
    every = tables.scenarios
    return f"{what} in {first} ({rest[0]} to {rest[1]} under the others): {verdicts_of(rows, every)}"


def _said(row: Row) -> str:
    """A verdict; better and worse with the share of draws that bear it out."""
    verdict = str(row["verdict"])
    return f"{verdict} in {percent(share(row))} of draws" if verdict in (BETTER, WORSE) else verdict


def _by_outcome(tables: Tables, rows: Sequence[Row]) -> list[str]:
    """What is sure, outcome by outcome, with the levels and the share of draws of each scenario."""
    said: list[str] = []
    for outcome in dict.fromkeys(str(row["outcome"]) for row in rows):
        levels = tables.levels(outcome)
        mine = [(str(row["scenario"]), share(row)) for row in rows if row["outcome"] == outcome]
        base = levels[tables.baseline]
        each = [
            f"{spaced(name)} ({from_to(outcome, base, levels[name])}, {percent(part)} of draws)"
            for name, part in mine
        ]
        said.append(f"{noun(outcome)} under {', '.join(each)}")
    return said
