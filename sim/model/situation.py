"""The situation: all that a week reads and writes, below everything that acts on it.

Phases, actors, measures and outcome counters take a `Situation`; only `World` builds one and steps it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from sim.core.columns import Column, Flags, smaller
from sim.core.parameters import Numbers
from sim.core.random_streams import RandomNumbers
from sim.core.tree import Tree, passing
from sim.model.actions import Sent
from sim.model.calendar import Calendar, Exercise
from sim.model.choice import CRISIS, CRISIS_OPTIONS, TABLE, TABLE_OPTIONS, Menus, Scores
from sim.model.orders import Plan
from sim.model.postures import Postures
from sim.model.rules import escalate
from sim.model.state import (
    Alliance,
    AllyState,
    Beliefs,
    Chances,
    ChinaState,
    Crisis,
    Fate,
    NorthState,
    Peninsula,
    Talks,
    Tally,
    hearers,
)
from sim.model.theories import Theory
from sim.vocabulary.observations import AllyView, ChinaView, NorthView, View
from sim.vocabulary.signals import FAMILIES

State = TypeVar("State", bound=Tree)
Seen_co = TypeVar("Seen_co", bound=View, covariant=True)


@dataclass(eq=False)
class Actor(Tree, Generic[State, Seen_co]):
    """What one actor holds: its menus and lasting state, and what it saw, weighed and sent this week."""

    name: str
    menus: Menus
    state: State
    is_party: bool = True
    """Whether it has a move in a crisis, and at the table."""
    d: Numbers = passing()
    """Its dispositions under this week's policy."""
    view: Seen_co = passing()
    scores: Scores = passing()
    """Log-odds of every option, by family."""
    sent: Sent = passing()

    @property
    def families(self) -> tuple[str, ...]:
        """Where it has a choice."""
        return (*FAMILIES, CRISIS, TABLE) if self.is_party else FAMILIES

    def options(self, family: str) -> tuple[str, ...]:
        """The names of the options of a family, silence first."""
        fixed = {CRISIS: CRISIS_OPTIONS, TABLE: TABLE_OPTIONS}
        return fixed[family] if family in fixed else self.menus[family].names


AllyActor: TypeAlias = Actor[AllyState, AllyView]
NorthActor: TypeAlias = Actor[NorthState, NorthView]
ChinaActor: TypeAlias = Actor[ChinaState, ChinaView]
AnyActor: TypeAlias = Actor[Any, View]


@dataclass(eq=False)
class Situation(Tree):
    """Where things stand in every world, and what happens this week; columns stand cell after cell."""

    # given by the scenarios, the same in every week
    width: int
    """The number of columns: worlds times cells."""
    theories: Sequence[tuple[Theory, slice]]
    """What moves Pyongyang in which stretch of columns."""
    calendar: Calendar
    plan: Plan
    postures: Postures
    p: Numbers
    dispositions: Mapping[str, Numbers]
    """By actor, every value that strategies and postures give them; `Actor.d` are those of a week."""

    # lasting from week to week
    land: Peninsula
    alliance: Alliance
    crisis: Crisis
    talks: Talks
    fate: Fate
    beliefs: Mapping[str, Beliefs]
    """What the others believe of each sender."""
    us: AllyActor
    rok: AllyActor
    north: NorthActor
    china: ChinaActor
    tally: Tally
    forgone: Column
    """Dose of the exercises on the calendar that were not held last week."""
    rung: Column
    """The rung that the conflict was on last week."""
    week: int = 0

    # the calendar of the week
    random: RandomNumbers = passing()
    exercise: Exercise = passing()
    orders: dict[int, Column] = passing()
    """What became of the orders that are due, by their place in the plan: see `sim.model.orders`."""
    met: Column = passing()
    """The stage of talks that the week began at."""
    # deliver: by actor, or by class of event
    hostile: dict[str, Column] = passing()
    pressing: dict[str, Column] = passing()
    """Hostile meaning with sanctions, as the target feels it."""
    friendly: dict[str, Column] = passing()
    """As Pyongyang hears it, in private too."""
    eased: dict[str, Column] = passing()
    """Friendly meaning that everybody hears."""
    events: dict[str, Column] = passing()
    joint: Column = passing()
    """Hostile meaning of a joint exercise, which counts once."""
    provocation: Column = passing()
    # press
    resolved: Column = passing()
    """1 where a resolution was adopted."""
    # escalate
    failed: Column = passing()
    sent_rung: Column = passing()
    """The highest rung of what was sent."""
    crisis_opened: Flags = passing()
    chances: Chances = passing()
    fire: Column = passing()
    serious: Column = passing()
    war_now: Flags = passing()
    signed: Column = passing()
    """1 where an agreement was signed this week."""
    yielded_north: Column = passing()
    yielded_allies: Column = passing()
    stood: Column = passing()
    """Weeks that the crisis had been stood when the two sides moved."""

    @property
    def allies(self) -> tuple[AllyActor, AllyActor]:
        """Washington and Seoul."""
        return self.us, self.rok

    @property
    def actors(self) -> dict[str, AnyActor]:
        """All four by name, always in this order."""
        return {actor.name: actor for actor in (self.us, self.rok, self.north, self.china)}

    def fact(self, name: str) -> Column:
        """What the calendar sets this week; 0 where it sets nothing."""
        return self.calendar.value(name, self.week)

    def mix(self, actor: str) -> Numbers:
        """The dispositions of an actor this week, as its strategy and posture have them."""
        return self.postures.now(actor, self.dispositions[actor], self.week)

    def policy(self, name: str, strategy: Column) -> Column:
        """What the calendar says of a government's policy this week, else what its strategy says."""
        return self.calendar.policy(name, self.week, strategy)

    def row(self, hearer: str, *, of: str) -> int:
        """The row of a hearer in the beliefs about a sender."""
        return hearers(of).index(hearer)

    def believed(self, sender: str, *, by: str) -> Column:
        """Resolve that one actor believes another to have."""
        return self.beliefs[sender].mean[self.row(by, of=sender)].copy()

    def doubted(self, sender: str, *, by: str) -> Column:
        """Variance of that belief."""
        return self.beliefs[sender].doubt[self.row(by, of=sender)].copy()

    @property
    def exercise_now(self) -> Column:
        """Dose of the exercises under way: the mean of the two allies."""
        return (self.us.state.exercise.now + self.rok.state.exercise.now) * 0.5

    @property
    def display_now(self) -> Column:
        """Dose of the shows of force under way."""
        return smaller(self.us.state.display.now + self.rok.state.display.now, 2)

    @property
    def vulnerable(self) -> Column:
        """How far a first strike could still disarm Pyongyang."""
        s = self.north.state
        return escalate.vulnerable(s.missile, s.nuclear, self.alliance.defence, self.p)
