"""The result of a divergence: the commonest first decisions, and the story of one world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.engine.run_info import RunInfo
from sim.model.calendar import WEEK
from sim.output.captions import counted
from sim.output.report import Phrase, Report, Table, table
from sim.output.result import Result, sentences
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.plots.divergence_partings import First, partings
from sim.results.scenario_caveats import scenario_sentences
from sim.results.start_caveats import start_sentences
from sim.studies.divergence.pair import KINDS
from sim.studies.divergence.story import Decision, InputDifference, Story
from sim.vocabulary.labels import opened, spaced
from sim.vocabulary.likelihood import percent, share_said

FEW = 30
"""Worlds under which shares are called rough."""
SHOWN, DRAWN = 10, 12
"""First decisions that a reader is shown, and that the picture has."""


@dataclass(frozen=True, repr=False, eq=False)
class Divergence(Result):
    """Where two scenarios diverge in the same worlds.

    `first`: by world the week of the first decision that differs, -1 if none does. `decisions`: one row per
    actor, family and pair of options that differs first, the commonest first; decisions of one week count
    each, so shares may add up to more than one. `parted`: by week and kind (decision, provocation, crisis,
    talks, war, outcome) the share of worlds in which it has differed so far. `ends`: share of worlds by final
    class in either scenario. `story`: one world in detail.
    """

    run: RunInfo
    first: NDArray[np.intp]
    decisions: pd.DataFrame
    parted: pd.DataFrame
    ends: pd.DataFrame
    story: Story

    @cached_property
    def report(self) -> Report:
        text = "\n".join(_story(self.story, self.names))
        blocks = (_commonest(self), Phrase(text))
        said = tuple(_finding(self))
        return Report(_headline(self), blocks, tuple(_caveats(self)), _small_print(self.run), said)

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        worlds = pd.DataFrame({"world": range(len(self.first)), "first_week": self.first})
        return {"decisions": self.decisions, "parted": self.parted, "ends": self.ends, "worlds": worlds}

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        return [_picture(self)]

    def pages(self) -> Mapping[str, Content]:
        story = _story(self.story, self.names)
        return {"words.txt": sentences([self.headline, *story, *self.caveats, self.report.small_print])}

    @property
    def names(self) -> tuple[str, str]:
        """The two scenarios."""
        one, other = self.run.cells
        return one.scenario.name, other.scenario.name


def _headline(found: Divergence) -> str:
    first, second = map(spaced, found.names)
    weeks = found.first[found.first >= 0]
    if not len(weeks):
        return f"{first} and {second} diverge in none of {len(found.first):,} worlds"
    return (
        f"{first} and {second} diverge in {percent(len(weeks) / len(found.first))} of worlds, half of these "
        f"by week {np.median(weeks):.0f}; {percent(float(found.parted['outcome'].iloc[-1]))} of worlds end "
        "in another class"
    )


def _finding(found: Divergence) -> Iterator[str]:
    """In how many worlds the scenarios diverge and from when, by which decision, and what comes of it."""
    yield f"{opened(_headline(found))}."
    if len(found.decisions):
        row = found.decisions.iloc[0]
        first, second = map(spaced, found.names)
        yield (
            f"The commonest first difference is by {row['actor']} in {row['family']}: "
            f"{spaced(str(row['first']))} under {first}, {spaced(str(row['second']))} under {second} (in "
            f"{percent(float(row['share']))} of worlds, half of these by week {row['median_week']:.0f})."
        )


def _commonest(found: Divergence) -> Table:
    rows = [
        (
            str(row["actor"]), str(row["family"]), spaced(str(row["first"])), spaced(str(row["second"])),
            share_said(row["share"]), f"{row['median_week']:.0f}",
            f"{row['low_week']:.0f}..{row['high_week']:.0f}",
        )
        for row in found.decisions.head(SHOWN).to_dict("records")
    ]  # fmt: skip
    names = map(spaced, found.names)
    heads = ("actor", "family", *names, "worlds", "median week", "90 % of weeks")
    return table("First decisions that differ", heads, rows, left=range(4))


def _caveats(found: Divergence) -> Iterator[str]:
    if len(found.first) < FEW:
        yield f"{counted(len(found.first), 'world')}: shares are rough"
    if found.ends.loc[found.ends["first"] == found.ends["second"], "share"].max() > 0.95:
        yield "nearly all worlds end in the same class under both: saturated"
    if len(found.decisions) and found.decisions["share"].sum() > (found.first >= 0).mean() + 1e-9:
        yield "decisions of one week count each, so shares add up to more than the worlds that diverge"
    yield from scenario_sentences(found.run)
    yield from start_sentences(found.run)


def _small_print(run: RunInfo) -> str:
    theory, weeks = run.cells[0].theory, f"{counted(run.weeks, 'week')} from {run.monday}"
    return f"theory {theory}; {counted(run.worlds, 'world')}, seed {run.seed}; {weeks}"


def _story(story: Story, scenarios: tuple[str, str]) -> Iterator[str]:
    """The story line by line."""
    names, ends = tuple(map(spaced, scenarios)), tuple(map(spaced, story.ends))
    if story.week is None:
        yield f"World {story.world}: no decision ever differs; it ends in {ends[0]} under both."
        return
    yield f"World {story.world} diverges in week {story.week} ({story.day(story.week)}):"
    for decision in story.decisions:
        yield (
            f"  {decision.actor}, {decision.family}: {spaced(decision.first)} under {names[0]}, "
            f"{spaced(decision.second)} under {names[1]}"
        )
        yield from (f"    {line}" for line in _reasons(decision))
    for step in story.chain:
        yield f"  week {step.week}, {step.what}: {spaced(step.first)} / {spaced(step.second)}"
    if story.left_out:
        yield f"  … and {story.left_out} decisions more that differ"
    yield f"  at the end: {f'{ends[0]} under both' if ends[0] == ends[1] else ' / '.join(ends)}"


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


def _input(each: InputDifference) -> str:
    return f"{spaced(each.name)} {each.first:.3g} / {each.second:.3g}"


def _picture(found: Divergence) -> Picture:
    monday = found.run.monday
    days = np.array([(monday + week * WEEK - date(1970, 1, 1)).days for week in found.parted["week"]], float)
    shares = {kind: found.parted[kind].to_numpy(np.float64) for kind in KINDS}
    firsts = [
        First(
            f"{row['actor']}, {row['family']}: {spaced(str(row['first']))} → {spaced(str(row['second']))}",
            float(row["share"]), float(row["median_week"]),
        )
        for row in found.decisions.head(DRAWN).to_dict("records")
    ]  # fmt: skip
    first, second = map(spaced, found.names)
    words = Context(f"Where do {first} and {second} diverge?", found.report.small_print)
    return Picture("partings", partings, (days, shares, firsts, found.names, words))
