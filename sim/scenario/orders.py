"""Orders and injects as a file holds them, and when each of their signals is sent and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, TypeAlias

from pydantic import Field

from sim.scenario.entries import FileEntry, Posture, Signal
from sim.scenario.field_types import (
    ALLIANCE,
    Actor,
    Actors,
    ComparisonSign,
    Count,
    Day,
    Length,
    Number,
    OneOf,
    Range,
    Scale,
    Weeks,
    Word,
)
from sim.vocabulary.signals import LASTING

Strict: TypeAlias = Annotated[bool, Field(strict=True)]
ALLIES = ("US", "ROK")


def several(actor: str | tuple[str, ...]) -> tuple[str, ...]:
    """The actors that are meant by one, by a list of them, or by the alliance."""
    if isinstance(actor, tuple):
        return actor
    return ALLIES if actor == ALLIANCE else (actor,)


def lasts(signal: Signal) -> bool:
    """Whether a signal is in force for weeks, and not sent in one moment."""
    return not LASTING.isdisjoint(signal.does)


def shaped_by(signal: Signal) -> tuple[str, ...]:
    """What of an order for a signal shapes it: a scale for forces, a length for what lasts."""
    scale = ("scale",) if signal.family == "forces" else ()
    return (*scale, "length") if lasts(signal) else scale


class Order(FileEntry):
    """Actors are made to send (or not send) a signal. One that lasts is in force from `from` to `to`."""

    name: str = ""
    actor: Actors = Field(description="one, a list of them, or `alliance` for US and ROK")
    signal: Word
    start: Day = Field(alias="from", description="day it is sent, or in force from")
    end: Day | None = Field(
        None, alias="to", description="last day it is in force; with `every`, last day it may be sent"
    )
    every: Weeks | None = Field(None, description="sends it again and again: `4 weeks`")
    scale: Scale | None = Field(None, description="of forces: 1 as usual")
    length: Length | None = Field(None, description="weeks that what lasts is in force, in place of `to`")
    withhold: Strict = Field(False, description="keeps the actor from choosing it, until `to`")
    whatever_the_stage: Strict = Field(
        False, description="sends it also where talks or events would not leave it open"
    )
    where: str = Field("", description="FILE:LINE it was written at")
    as_before: bool = Field(False, description="of a study made before what is ordered was kept in force")

    @property
    def actors(self) -> tuple[str, ...]:
        """All that it is for."""
        return several(self.actor)

    @property
    def last(self) -> date:
        """The last day that it names."""
        return self.start if self.end is None else self.end


class When(FileEntry):
    """A condition on the week before: one event, stage, measure or earlier order, or several put together."""

    event: str | None = Field(None, description="a signal that was sent, or something that happened")
    by: Actor | None = Field(None, description="who sent it; else anybody")
    in_the_last: Weeks | None = Field(
        None, description="how long ago the event, or the order or inject, may be; else one week"
    )
    stage: Annotated[str, OneOf("stage")] | None = Field(
        None, description="talks stand at this stage or a further one"
    )
    after: Word | None = Field(None, description="an order or inject that was carried out")
    weeks: Length | None = Field(None, description="how many weeks ago it was, to the week; else one")
    at_least: Weeks | None = Field(None, description="it was so many weeks ago, or more")
    measure: Annotated[str, OneOf("measure")] | None = None
    above: Number | None = None
    below: Number | None = None
    between: Range | None = Field(None, description="from the one to the other, both included")
    at: Number | None = Field(None, description="at this value, give or take a hundredth of its range")
    comparison: ComparisonSign | None = Field(
        None, description="with `value`, in place of `above` and the like"
    )
    value: Number | None = None
    all_of: tuple[When, ...] | None = Field(None, alias="all", description="all of these hold")
    any_of: tuple[When, ...] | None = Field(None, alias="any", description="at least one of these holds")
    not_: When | None = Field(None, alias="not", description="this does not hold")
    for_: Weeks | None = Field(None, alias="for", description="it has held so long without a break")

    def parts(self) -> Iterator[When]:
        """This condition, and all that it is made of."""
        yield self
        for part in (*(self.all_of or ()), *(self.any_of or ()), *((self.not_,) if self.not_ else ())):
            yield from part.parts()

    @property
    def memory(self) -> int:
        """The weeks before this one that it can depend on."""
        return sum(
            max(it.in_the_last or 1, it.weeks or 1, it.at_least or 1) + (it.for_ or 1) for it in self.parts()
        )


class Then(FileEntry):
    """What is done when the condition holds: a signal is sent, or strategy or posture switched to the end."""

    actor: Actors | None = Field(None, description="one, a list of them, or `alliance` for US and ROK")
    signal: Word | None = None
    scale: Scale | None = Field(None, description="of forces: 1 as usual")
    length: Length | None = Field(None, description="weeks that what lasts is in force")
    whatever_the_stage: Strict = Field(
        False, description="sends it also where talks or events would not leave it open"
    )
    strategy: Word | None = Field(None, description="in place of a signal: the strategy from then on")
    posture: Posture | None = Field(None, description="in place of a signal: dispositions from then on")
    over: Weeks | None = Field(None, description="weeks that the switch takes, in equal parts; else at once")

    @property
    def actors(self) -> tuple[str, ...]:
        """All that send it; none where strategy or posture is switched."""
        return () if self.actor is None else several(self.actor)

    @property
    def switches(self) -> bool:
        """Whether it switches strategy or posture, and sends nothing."""
        return self.strategy is not None or self.posture is not None

    @property
    def words(self) -> str:
        """What is done, in a few words."""
        if self.switches:
            return f"strategy {self.strategy}" if self.strategy else "posture"
        return str(self.signal)


class Inject(FileEntry):
    """An order that waits for a condition; at most `times` times, between `from` and `to` (else always)."""

    name: str = ""
    when: When
    then: Then
    within: Weeks = Field(
        1, description="how long it may wait for its signal to be open, once the condition holds"
    )
    start: Day = Field(date.min, alias="from")
    end: Day = Field(date.max, alias="to")
    times: Count = 1
    where: str = Field("", description="FILE:LINE it was written at")


def waits_for_itself(inject: Inject) -> bool:
    """Whether its condition looks at when it was carried out itself."""
    return any(part.after == inject.name for part in inject.when.parts())


def weeks_sent(order: Order, monday: date, weeks: int) -> range:
    """The weeks from `monday` on, of a run of so many, in which an order is sent, or withheld."""
    first = (order.start - monday).days // 7
    if order.withhold:
        return range(first, (order.last - monday).days // 7 + 1)
    if order.every is None:
        return range(first, first + 1)
    last = weeks - 1 if order.end is None else min((order.end - monday).days // 7, weeks - 1)
    return range(first, last + 1, order.every)


def weeks_left(weeks: range) -> range:
    """Of weeks in which something is sent those of the run: none of before its start."""
    return weeks[-(weeks.start // weeks.step) :] if weeks.start < 0 else weeks


def length_in_force(order: Order, signal: Signal, monday: date) -> int | None:
    """The weeks for which what an order sends is in force, where it says so."""
    if order.length is not None or order.every or order.withhold or not lasts(signal):
        return order.length
    return (
        None if order.end is None else (order.end - monday).days // 7 - (order.start - monday).days // 7 + 1
    )
