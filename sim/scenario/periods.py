"""What a scenario's dispositions are in each week: strategy and posture, step by step, and the way between.

A strategy holds until the next. A step of a posture is laid over the strategy, and over the steps above it,
from its first day to its last. Weeks count from week 0 of the run, and may lie outside of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Generic, TypeVar

from sim.scenario.contents import Contents
from sim.scenario.entries import Dated, Mix, PostureStep, StrategyStep
from sim.scenario.field_types import Span, span
from sim.scenario.orders import Then
from sim.vocabulary.signals import ALLIES, NEUTRAL

S_co = TypeVar("S_co", bound=Dated, covariant=True)

ALWAYS: Final = -1_000_000
"""A week before all others."""
EVER: Final = 1_000_000
"""A week after all others."""


@dataclass(frozen=True)
class Period(Generic[S_co]):
    """The weeks in which a step is in force, `end` not included."""

    first: int
    end: int
    step: S_co

    def holds(self, week: int) -> bool:
        """Whether it is in force in a week."""
        return self.first <= week < self.end


@dataclass(frozen=True)
class Move:
    """From week `week` on a disposition moves from where it stood toward `span`, in `over` equal steps.

    None is wherever the strategy has it.
    """

    week: int
    over: int
    span: Span | None


@dataclass(frozen=True)
class Track:
    """How one disposition changes: what the strategies make of it, and the postures laid over them.

    The first move of each is what held before all weeks.
    """

    strategy: tuple[Move, ...]
    posture: tuple[Move, ...]


def strategy_periods(scenario: Contents) -> list[Period[StrategyStep]]:
    """When each strategy is in force: without a gap, from before the start to after the end."""
    found = _periods(scenario, scenario.strategy_steps)
    # the first holds from the start whether it says so or not
    ends = [each.first for each in found[1:]] + [EVER]
    starts = [ALWAYS, *ends[:-1]]
    return [Period(first, end, each.step) for first, end, each in zip(starts, ends, found, strict=True)]


def posture_periods(scenario: Contents) -> list[Period[PostureStep]]:
    """When each posture is in force, those written later over those above them."""
    return _periods(scenario, scenario.posture_steps)


def _periods(scenario: Contents, steps: Sequence[S_co]) -> list[Period[S_co]]:
    found: list[Period[S_co]] = []
    for step in steps:
        above = found[-1].end if found else (ALWAYS if step.over == 1 else 0)
        first = above if step.start is None else scenario.week_of(step.start)
        end = EVER if step.end is None else scenario.week_of(step.end) + 1
        found.append(Period(first, end, step))
    return found


def changes(scenario: Contents) -> list[int]:
    """The weeks in which a step begins or ends, in order."""
    periods = [*strategy_periods(scenario), *posture_periods(scenario)]
    return sorted({week for each in periods for week in (each.first, each.end)} - {ALWAYS, EVER})


def layers(scenario: Contents, strategy: str) -> list[Mix]:
    """The strategies that one is built from, the one that others extend first."""
    found: list[Mix] = []
    name: str | None = strategy
    while name is not None:
        found.insert(0, scenario.strategies[name])
        name = scenario.strategies[name].extends
    return found


def mix_at(scenario: Contents, actor: str, week: int, strategy: str | None = None) -> dict[str, Span]:
    """The span of every disposition of an actor that a week is on the way to: default ← strategy ← posture.

    With `strategy`, what they would be under that one.
    """
    return strategy_at(scenario, actor, week, strategy) | _posture_at(scenario, actor, week)


def strategy_at(scenario: Contents, actor: str, week: int, strategy: str | None = None) -> dict[str, Span]:
    """The same without the posture."""
    named = strategy or next(each for each in strategy_periods(scenario) if each.holds(week)).step.strategy
    spans = _defaults(scenario, actor)
    for layer in layers(scenario, named) if actor in ALLIES else ():
        spans |= _values(layer, actor)
    return spans


def tracks_of(scenario: Contents, actor: str) -> dict[str, Track]:
    """How each disposition of an actor changes."""
    strategies, postures = strategy_periods(scenario), posture_periods(scenario)
    weeks = (ALWAYS, *changes(scenario))
    named = [(week, _over(strategies, week), strategy_at(scenario, actor, week)) for week in weeks]
    said = [(week, _posture_at(scenario, actor, week)) for week in weeks]
    naming = {
        name: [each for each in postures if name in _values(each.step, actor)]
        for name in mix_at(scenario, actor, ALWAYS)
    }
    return {
        name: Track(
            _moves([Move(week, over, spans[name]) for week, over, spans in named]),
            _moves([Move(week, _over(naming[name], week), spans.get(name)) for week, spans in said]),
        )
        for name in mix_at(scenario, actor, ALWAYS)
    }


def tracks_after(scenario: Contents, then: Then, actor: str) -> dict[str, Track]:
    """What each disposition of an actor is once an inject has switched to another strategy, over which the
    posture stays laid, or to a posture of its own, of which only what it names.
    """
    if then.strategy is not None:
        switched = scenario.model_copy(update={"strategy": then.strategy})
        return tracks_of(switched, actor) if actor in ALLIES else {}
    if then.posture is None:
        return {}
    named = _values(then.posture, actor)
    return {name: Track((Move(ALWAYS, 1, each),), (Move(ALWAYS, 1, None),)) for name, each in named.items()}


def _moves(asked: Sequence[Move]) -> tuple[Move, ...]:
    """Only those that go anywhere."""
    pairs = pairwise(asked)
    return (asked[0], *(after for before, after in pairs if after.span != before.span))


def _over(periods: Sequence[Period[Dated]], week: int) -> int:
    """How many weeks it takes to get to the steps that begin in a week; 1 if none does."""
    return max((each.step.over for each in periods if each.first == week), default=1)


def _defaults(scenario: Contents, actor: str) -> dict[str, Span]:
    known = {name: each for name, each in scenario.dispositions.items() if actor in each.of}
    spans = {name: span(each.default if each.value is None else each.value) for name, each in known.items()}
    return dict.fromkeys(NEUTRAL.get(actor, ()), (1.0, 1.0)) | spans


def _posture_at(scenario: Contents, actor: str, week: int) -> dict[str, Span]:
    """What the postures of a week say."""
    said: dict[str, Span] = {}
    for each in posture_periods(scenario):
        said |= _values(each.step, actor) if each.holds(week) else {}
    return said


def _values(layer: Mix, actor: str) -> Mapping[str, Span]:
    """What a layer says of an actor: of both allies, then of it alone."""
    values = {**(layer.both if actor in ALLIES else {}), **getattr(layer, actor)}
    return {name: span(value) for name, value in values.items()}
