"""What a scenario is made of: declarations, signals, dated facts, strategies. Pure data.

Each field carries its limits and its meaning; the JSON Schema and the complaints are made from these.
"""

from __future__ import annotations

import datetime as dt
from datetime import date, timedelta
from typing import Annotated, Literal, TypeAlias, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sim.scenario.field_types import (
    Actor,
    Channel,
    Day,
    Extent,
    Family,
    Lean,
    Length,
    Number,
    NumberOrRange,
    OneOf,
    Place,
    Range,
    Rung,
    Scale,
    Share,
    Span,
    Stage,
    Text,
    Title,
    Values,
    WeekOfAStudy,
    Weeks,
    Word,
    day_of,
    span,
)


class FileEntry(BaseModel):
    """Frozen, and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Start(FileEntry):
    """Where worlds start: on a day, as assumed; from the record as it stood on that day; or from a world of a
    finished study as it stood at the beginning of a week, which tells the day.
    """

    date: Day
    source: Literal["record", "world"] | None = Field(
        None, alias="from", description="worlds conditioned on the record, or one world of a study"
    )
    record: Text | None = Field(
        None, description="folder of tables in place of the shipped record, or laid after it"
    )
    history: Text | None = Field(
        None, description="scenario of the years that worlds run through; else history_1990_2017"
    )
    study: Text | None = Field(None, description="folder that `run` or `compare` wrote")
    scenario: Title | None = Field(None, description="scenario of the study; else its first")
    world: Place | None = Field(None, description="number of the world")
    week: WeekOfAStudy | None = Field(
        None, description="week at whose beginning worlds start, from 0; or a day"
    )

    def __hash__(self) -> int:
        """As that of a plain tuple of its fields."""
        return hash(tuple(getattr(self, name) for name in type(self).model_fields))

    @property
    def monday(self) -> dt.date:
        """The first day of week 0: the Monday on or before the day."""
        return self.date - timedelta(days=self.date.weekday())


def _start(given: object) -> object:
    """A bare day is a start from the state that is assumed."""
    if isinstance(given, Start | dict):
        return cast("object", given)
    return {"date": day_of(given)}


StartOrDay: TypeAlias = Annotated[Start, BeforeValidator(_start, json_schema_input_type=Day | Start)]


class Declared(FileEntry):
    """A parameter or disposition: its default, the range it may be drawn from, and where that comes from."""

    default: Number
    range: Range
    unit: Text
    says: Text
    source: Text
    ids: tuple[Text, ...] = Field((), description="claims of the essay it belongs to")
    value: NumberOrRange | None = Field(
        None, description="set by a scenario: a number, or a range to draw from"
    )

    @property
    def span(self) -> Span:
        """(low, high) to draw from: what the scenario set, else the whole range."""
        return self.range if self.value is None else span(self.value)


class Disposition(Declared):
    """A disposition: also of whom."""

    of: tuple[Actor, ...] = Field(("US", "ROK"), description="whose disposition it is")


class Signal(FileEntry):
    """One thing an actor can send."""

    name: str = ""
    senders: dict[Actor, Share] = Field(description="base weight in its family, by sender")
    family: Family
    channel: Channel
    audience: tuple[Actor, ...] = Field(description="whom it is meant for; a private one reaches only these")
    meaning: Lean = Field(description="-1 assurance .. 1 threat")
    sunk_cost: Share = Field(0.0, description="what sending it costs whatever happens")
    tied_hands: Share = Field(0.0, description="what going back on it costs")
    posts: Share = Field(0.0, description="share of senior posts it needs")
    rung: Rung = Field(0, description="rung of the conflict it stands on")
    length: Length = Field(1, description="weeks")
    scale: Scale = 1.0
    forces: Share = Field(0.0, description="kind of forces: 0 defensive .. 1 strategic")
    does: dict[Annotated[str, OneOf("effect")], Extent] = Field(
        default_factory=dict, description="effects, by name"
    )
    stages: tuple[Stage, Stage] = Field((0, 5), description="talks stages in which it can be sent")
    after: Annotated[str, OneOf("event")] | None = Field(
        None,
        description="only while such an event is fresh: the quantity that tells of it is at least one half",
    )
    condition: Literal["attack", "test", "any"] | None = Field(
        None, description="what a threat is made against"
    )
    says: Text
    source: Text
    ids: tuple[Text, ...] = ()


class Fact(FileEntry):
    """A dated fact of the calendar: from `start` to `end` (or from then on) a quantity has a value.

    With `every` it comes back on the same days of later years, known of as long ahead.
    """

    name: str = ""
    sets: Annotated[str, OneOf("calendar")]
    start: Day = Field(alias="from")
    end: Day | None = Field(None, alias="to", description="last day; without it, from then on")
    every: Literal["year"] | None = Field(
        None, description="comes back on the same days of every later year; asks for `to`"
    )
    until: Day | None = Field(
        None, description="last day on which what comes back may begin; without it, no year is the last"
    )
    value: Number
    forces: Share = Field(0.0, description="kind of forces: 0 defensive .. 1 strategic")
    known_from: Day = Field(
        default_factory=lambda known: known.get("start", date.min),
        description="first day it is known; else `from`",
    )
    says: str = ""
    source: Text


class Mix(FileEntry):
    """Dispositions by name: of both allies, then of one of them."""

    both: Values = Field(default_factory=dict)
    US: Values = Field(default_factory=dict)
    ROK: Values = Field(default_factory=dict)


class Posture(Mix):
    """Dispositions by name: of both allies, of one of them, of Beijing and of Pyongyang."""

    China: Values = Field(default_factory=dict)
    DPRK: Values = Field(default_factory=dict)


class Dated(FileEntry):
    """When a step is in force, and how long it takes to get there."""

    start: Day | None = Field(
        None, alias="from", description="first day; without it, the end of the step before, or the start"
    )
    end: Day | None = Field(None, alias="until", description="last day")
    over: Weeks = Field(1, description="weeks that the change takes, in equal parts; without it, at once")


class PostureStep(Posture, Dated):
    """A posture for a time."""


def posture_step(posture: Posture, start: date | None = None) -> PostureStep:
    """A posture as a step that has no end."""
    return PostureStep.model_validate({**dict(posture), "from": start})


class StrategyStep(Dated):
    """A strategy for a time."""

    strategy: Word


class Strategy(Mix):
    """A named mix of dispositions of the allies."""

    extends: Word | None = Field(None, description="the strategy it changes, whose dispositions it has else")
    says: Text
    source: Text
