"""Where two scenarios part, in words, tables and a picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from sim.engine.run_info import Ran
from sim.model.calendar import WEEK
from sim.output.publish import lines, publish
from sim.plots import Context, Picture
from sim.plots.divergence_partings import First, partings
from sim.scenario.cell import Cell
from sim.studies.divergence.story import Decision, Differing, Story
from sim.studies.divergence.study import KINDS, Partings
from sim.vocabulary.labels import spaced

FEW = 30


def headline(found: Partings, names: tuple[str, str]) -> str:
    """How many worlds part, and when."""
    parted = found.first[found.first >= 0]
    first, second = map(spaced, names)
    if not len(parted):
        return f"{first} and {second} part in none of {len(found.first):,} worlds"
    end = found.parted["outcome"].iloc[-1]
    return (
        f"{first} and {second} part in {len(parted) / len(found.first):.0%} of worlds, half of these by week "
        f"{np.median(parted):.0f}; {end:.0%} of worlds end in another class"
    )


def warnings(found: Partings) -> list[str]:
    """What a reader must bear in mind."""
    said: list[str] = []
    if len(found.first) < FEW:
        said.append(f"{len(found.first)} worlds: shares are rough")
    if found.ends.loc[found.ends["first"] == found.ends["second"], "share"].max() > 0.95:
        said.append("nearly all worlds end in the same class under both: saturated")
    if len(found.decisions) and found.decisions["share"].sum() > (found.first >= 0).mean() + 1e-9:
        said.append(
            "decisions of one week count side by side, so shares add up to more than the worlds that part"
        )
    return said


def small_print(found: Partings, cell: Cell, seed: int) -> str:
    """What was run."""
    s = cell.scenario
    return f"theory {cell.theory}; {len(found.first):,} worlds, seed {seed}; {s.weeks} weeks from {s.monday}"


def story_lines(told: Story, cells: tuple[Cell, Cell]) -> Iterator[str]:
    """The story of one world, line by line."""
    names = [spaced(cell.scenario.name) for cell in cells]
    if told.week is None:
        yield f"World {told.world}: no decision ever differs; it ends in {spaced(told.ends[0])} under both."
        return
    yield f"World {told.world} parts in week {told.week} ({told.day(told.week)}):"
    for decision in told.decisions:
        yield (
            f"  {decision.actor}, {decision.family}: {spaced(decision.first)} under {names[0]}, "
            f"{spaced(decision.second)} under {names[1]}"
        )
        yield from (f"    {line}" for line in _reasons(decision))
    for step in told.chain:
        yield f"  week {step.week}, {step.what}: {spaced(step.first)} / {spaced(step.second)}"
    if told.left_out:
        yield f"  … and {told.left_out} decisions more that differ"
    same = told.ends[0] == told.ends[1]
    ends = (
        f"{spaced(told.ends[0])} under both" if same else f"{spaced(told.ends[0])} / {spaced(told.ends[1])}"
    )
    yield f"  at the end: {ends}"


def _reasons(decision: Decision) -> Iterator[str]:
    yield from (f"ordered by {order}" for order in decision.orders)
    enough = [each for each in decision.inputs if each.enough]
    rest = [each for each in decision.inputs if not each.enough]
    if enough:
        yield f"each alone makes the difference: {'; '.join(map(_input, enough))}"
    elif decision.inputs and not decision.orders:
        yield "no single input makes the difference, all together do"
    if rest:
        yield f"differs too: {'; '.join(map(_input, rest))}"
    if not decision.inputs and not decision.orders:
        yield "the inputs are the same: what the signals are differs"


def _input(each: Differing) -> str:
    return f"{spaced(each.name)} {each.first:.3g} / {each.second:.3g}"


def publish_partings(found: Partings, told: Story, folder: Path, ran: Ran, said: str) -> None:
    """Write the folder. Raises UserError if that cannot be done."""
    one, other = ran.cells
    sentences = [headline(found, (one.scenario.name, other.scenario.name)), *story_lines(told, (one, other))]
    files = {
        "decisions.csv": found.decisions,
        "parted.csv": found.parted,
        "ends.csv": found.ends,
        "worlds.csv": pd.DataFrame({"world": range(len(found.first)), "first_week": found.first}),
        "words.txt": lines([*sentences, *warnings(found), said]),
    }
    publish(folder, ran, files, [_picture(found, (one, other), said)])


def _picture(found: Partings, cells: tuple[Cell, Cell], said: str) -> Picture:
    monday = cells[0].scenario.monday
    days = np.array([(monday + week * WEEK - date(1970, 1, 1)).days for week in found.parted["week"]], float)
    shares = {kind: found.parted[kind].to_numpy(np.float64) for kind in KINDS}
    names = (cells[0].scenario.name, cells[1].scenario.name)
    firsts = [
        First(
            f"{row['actor']}, {row['family']}: {spaced(str(row['first']))} → {spaced(str(row['second']))}",
            float(row["share"]), float(row["median_week"]),
        )
        for row in found.decisions.to_dict("records")
    ]  # fmt: skip
    first, second = map(spaced, names)
    words = Context(f"Where do {first} and {second} part?", said)
    return Picture("partings", partings, (days, shares, firsts[:12], names, words))
