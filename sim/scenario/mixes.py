"""The dispositions that a scenario resolves to, period by period, beside those of the shipped baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sim.scenario.contents import Contents
from sim.scenario.field_types import Span
from sim.scenario.periods import changes, mix_at, posture_periods, strategy_periods
from sim.vocabulary.signals import ACTORS, ALLIES

WIDE = 12
"""Letters of a column of numbers."""


@dataclass(frozen=True)
class ResolvedDisposition:
    """What one disposition of an actor is on the way to, and what it is in the baseline at its start."""

    actor: str
    name: str
    here: Span
    baseline: Span | None

    @property
    def changed(self) -> bool:
        """Whether it differs from the baseline's."""
        return self.here != self.baseline


@dataclass(frozen=True)
class Resolved:
    """A period of a scenario: its first and last day, the strategy in force, and every disposition.

    `over` is the longest that a change takes that begins with it, in weeks.
    """

    first: date
    last: date
    strategy: str
    over: int
    dispositions: tuple[ResolvedDisposition, ...]

    @property
    def words(self) -> str:
        """The period and its strategy, in a line."""
        slowly = f", changing over {self.over} weeks" if self.over > 1 else ""
        return f"{self.first} to {self.last}: {self.strategy}{slowly}"

    def of(self, actor: str) -> dict[str, ResolvedDisposition]:
        """The dispositions of an actor, by name."""
        return {each.name: each for each in self.dispositions if each.actor == actor}


def resolved(scenario: Contents, baseline: Contents) -> list[Resolved]:
    """A scenario's periods: a new one wherever a step of strategy or posture begins or ends."""
    starts = [0, *(week for week in changes(scenario) if 0 < week < scenario.weeks)]
    ends = [*(week - 1 for week in starts[1:]), scenario.weeks - 1]
    return [_period(scenario, baseline, *weeks) for weeks in zip(starts, ends, strict=True)]


def _period(scenario: Contents, baseline: Contents, first: int, last: int) -> Resolved:
    steps = [*strategy_periods(scenario), *posture_periods(scenario)]
    dispositions = [
        ResolvedDisposition(actor, name, here, mix_at(baseline, actor, 0).get(name))
        for actor in ACTORS
        for name, here in mix_at(scenario, actor, first).items()
    ]
    return Resolved(
        scenario.monday + timedelta(weeks=first),
        scenario.monday + timedelta(weeks=last, days=6),
        next(each for each in strategy_periods(scenario) if each.holds(first)).step.strategy,
        max((each.step.over for each in steps if each.first == first), default=1),
        tuple(dispositions),
    )


def mix_lines(periods: Sequence[Resolved]) -> Iterator[str]:
    """The periods as text: all dispositions of the allies, changed ones of the others; * marks a change."""
    for period in periods:
        yield f"  {period.words}"
        yield f"    {'':<20}" + "".join(f"{who:>{WIDE}}" for ally in ALLIES for who in (ally, "baseline"))
        sides = [period.of(ally) for ally in ALLIES]
        for name in sides[0] | sides[1]:
            cells = (cell for side in sides for cell in _cells(side.get(name)))
            yield f"    {name:<20}{''.join(cells)}"
        for each in period.dispositions:
            if each.changed and each.actor not in ALLIES:
                yield f"    {each.actor}: {each.name} {shown(each.here)} *  baseline {shown(each.baseline)}"


def _cells(each: ResolvedDisposition | None) -> tuple[str, str]:
    if each is None:
        return " " * WIDE, " " * WIDE
    mark = " *" if each.changed else "  "
    return f"{shown(each.here) + mark:>{WIDE}}", f"{shown(each.baseline):>{WIDE}}"


def shown(value: Span | None) -> str:
    """A number, or a range to draw from."""
    if value is None:
        return "none"
    low, high = value
    return f"{low:g}" if low == high else f"{low:g}..{high:g}"
