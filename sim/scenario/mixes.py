"""The dispositions that a scenario resolves to, period by period, beside those of the shipped baseline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sim.scenario.contents import Contents
from sim.scenario.field_types import Span
from sim.scenario.periods import changes, mix_at, posture_periods, strategy_periods
from sim.scenario.reach import Reach, together
from sim.scenario.week_sets import first_weeks, from_week
from sim.vocabulary.signals import ACTORS, ALLIES, SET_BY_STRATEGY

WIDE = 12
"""Letters of a column of numbers."""


@dataclass(frozen=True)
class ResolvedDisposition:
    """What one disposition of an actor is on the way to, and what it is in the baseline at its start."""

    actor: str
    name: str
    here: Span
    baseline: Span | None
    fact: str = ""
    """The dated fact that sets it in place of the strategy, if one does."""
    idle: str = ""
    """Why it moves nothing in this period, in words; "" if it may."""

    @property
    def changed(self) -> bool:
        """Whether it differs from the baseline's."""
        return self.here != self.baseline

    @property
    def mark(self) -> str:
        """A star where it differs from the baseline's; a dash where it does, and moves nothing."""
        return ("-" if self.idle else "*") if self.changed else " "


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

    def differs(self, name: str) -> bool:
        """Whether a disposition of an ally differs from the baseline's."""
        return any(each.name == name and each.changed and each.actor in ALLIES for each in self.dispositions)

    def of(self, actor: str) -> dict[str, ResolvedDisposition]:
        """The dispositions of an actor, by name."""
        return {each.name: each for each in self.dispositions if each.actor == actor}


def resolved(scenario: Contents, baseline: Contents) -> list[Resolved]:
    """A scenario's periods: a new one wherever a step of strategy or posture, or a dated fact that stands in
    place of a disposition, begins or ends.
    """
    weeks = {*changes(scenario), *_dated_changes(scenario)}
    starts = [0, *sorted(week for week in weeks if 0 < week < scenario.weeks)]
    ends = [*(week - 1 for week in starts[1:]), scenario.weeks - 1]
    beside = {actor: mix_at(baseline, actor, 0) for actor in ACTORS}
    reach = Reach(scenario)
    return [_period(reach, beside, *span) for span in zip(starts, ends, strict=True)]


def _dated_changes(scenario: Contents) -> Iterator[int]:
    """The weeks in which a dated fact that stands in place of a disposition begins, or is over."""
    for fact in scenario.facts:
        if fact.sets in SET_BY_STRATEGY:
            yield scenario.week_of(fact.start)
            if fact.end is not None:
                yield scenario.week_of(fact.end) + 1


def _dated(scenario: Contents, week: int) -> dict[tuple[str, str], tuple[Span, str]]:
    """What dated facts set dispositions to in a week, and their names: of several the latest to start."""
    found: dict[tuple[str, str], tuple[Span, str]] = {}
    for fact in sorted(scenario.facts, key=lambda each: each.start):
        begun = scenario.week_of(fact.start) <= week
        if (
            fact.sets in SET_BY_STRATEGY
            and begun
            and (fact.end is None or week <= scenario.week_of(fact.end))
        ):
            found[SET_BY_STRATEGY[fact.sets]] = ((fact.value, fact.value), fact.name)
    return found


def _period(reach: Reach, beside: Mapping[str, Mapping[str, Span]], first: int, last: int) -> Resolved:
    scenario, weeks = reach.scenario, from_week(first, first_weeks(last + 1))
    steps = [*strategy_periods(scenario), *posture_periods(scenario)]
    dated = _dated(scenario, first)
    dispositions = [
        ResolvedDisposition(actor, name, span, beside[actor].get(name), fact, reach.idle(actor, name, weeks))
        for actor in ACTORS
        for name, here in mix_at(scenario, actor, first).items()
        for span, fact in [dated.get((name, actor), (here, ""))]
    ]
    return Resolved(
        scenario.monday + timedelta(weeks=first),
        scenario.monday + timedelta(weeks=last, days=6),
        next(each for each in strategy_periods(scenario) if each.holds(first)).step.strategy,
        max((each.step.over for each in steps if each.first == first), default=1),
        tuple(dispositions),
    )


def mix_lines(periods: Sequence[Resolved], *, every: bool = False) -> Iterator[str]:
    """The periods as text: the dispositions that differ from the baseline's, marked by *, or by - where
    that moves nothing; or `every` one.
    """
    for period in periods:
        named = period.of("US") | period.of("ROK")
        names = [name for name in named if every or period.differs(name)]
        others = [
            each for each in period.dispositions if each.actor not in ALLIES and (every or each.changed)
        ]
        if not names and not others:
            yield f"  {period.words}; dispositions as in the baseline"
            continue
        yield f"  {period.words}"
        if names:
            yield f"    {'':<20}" + "".join(f"{who:>{WIDE}}" for ally in ALLIES for who in (ally, "baseline"))
        for name in names:
            sides = [period.of(ally).get(name) for ally in ALLIES]
            cells = (cell for side in sides for cell in _cells(side))
            yield f"    {name:<20}{''.join(cells)}{_set_by(sides)}"
        for each in others:
            mark = f" {each.mark}".rstrip()
            beside = f"baseline {shown(each.baseline)}{_set_by([each])}"
            yield f"    {each.actor}: {each.name} {shown(each.here)}{mark}  {beside}"


def _set_by(sides: Sequence[ResolvedDisposition | None]) -> str:
    """Which dated facts set a disposition, and why a change of it moves nothing."""
    said = [f"{each.actor} by the dated fact {each.fact}" for each in sides if each and each.fact]
    if idle := {each.actor: each.idle for each in sides if each and each.changed and each.idle}:
        said.append(f"- moves nothing: {together(idle)}")
    return f"  ({', '.join(said)})" if said else ""


def _cells(each: ResolvedDisposition | None) -> tuple[str, str]:
    if each is None:
        return " " * WIDE, " " * WIDE
    return f"{shown(each.here)} {each.mark}".rjust(WIDE), f"{shown(each.baseline):>{WIDE}}"


def shown(value: Span | None) -> str:
    """A number, or a range to draw from."""
    if value is None:
        return "none"
    low, high = value
    return f"{low:.12g}" if low == high else f"{low:.12g}..{high:.12g}"
