"""What a scenario holds: the question, the weeks, the numbers and words it runs with, the orders."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag

from sim.scenario.entries import (
    Declared,
    Disposition,
    Fact,
    FileEntry,
    Posture,
    PostureStep,
    Signal,
    StartOrDay,
    Strategy,
    StrategyStep,
    posture_step,
)  # fmt: skip
from sim.scenario.field_types import ONE, STEPS, Day, OneOf, Text, Title, Word, kind_of
from sim.scenario.orders import Inject, Order
from sim.scenario.recurring_facts import written_out

StrategyOrSteps: TypeAlias = Annotated[
    Annotated[Word, Tag(ONE)] | Annotated[tuple[StrategyStep, ...], Tag(STEPS)], Discriminator(kind_of)
]
PostureOrSteps: TypeAlias = Annotated[
    Annotated[Posture, Tag(ONE)] | Annotated[tuple[PostureStep, ...], Tag(STEPS)], Discriminator(kind_of)
]
"""One for the whole run, or a list of steps."""


class Contents(FileEntry, title="Scenario"):
    """All inputs of a run; `scenarios/baseline.yaml` shows what each entry means."""

    name: Title = Field(description="else the file's own name")
    question: Text
    path: Path = Path()
    files: tuple[Path, ...] = Field((), description="the files it came from, root first")
    warnings: tuple[str, ...] = Field((), description="what is sound and may not be what was meant")
    begin: StartOrDay = Field(alias="start")
    end: Day
    theory: Annotated[str, OneOf("theory")]
    strategy: StrategyOrSteps = Field(description="one of `strategies`; or a list of steps, each for a time")
    params: Literal["prior", "fitted"] = Field(
        "prior", description="draw parameters from their ranges, or from what the theory's fit left of them"
    )
    posture: PostureOrSteps = Field(
        default_factory=Posture,
        description="dispositions changed on top of the strategy's; or a list of steps, each for a time",
    )
    parameters: dict[Word, Declared] = Field(default_factory=dict)
    dispositions: dict[Word, Disposition] = Field(default_factory=dict)
    strategies: dict[Word, Strategy] = Field(default_factory=dict)
    signals: dict[Word, Signal] = Field(default_factory=dict)
    calendar: dict[Word, Fact] = Field(default_factory=dict)
    orders: dict[Word, Order] = Field(default_factory=dict)
    injects: dict[Word, Inject] = Field(default_factory=dict)

    @property
    def start(self) -> date:
        """The day it starts."""
        return self.begin.date

    @property
    def from_record(self) -> bool:
        """Whether its worlds start from the record."""
        return self.begin.source == "record"

    @property
    def from_world(self) -> bool:
        """Whether its worlds start from a world of a finished study."""
        return self.begin.source == "world"

    @property
    def assumed(self) -> bool:
        """Whether its worlds start from the state that is assumed."""
        return self.begin.source is None

    def starting(self, day: date) -> Self:
        """The same from another day on."""
        return self.model_copy(update={"begin": self.begin.model_copy(update={"date": day})})

    @property
    def monday(self) -> date:
        """The first day of week 0: the Monday on or before `start`."""
        return self.begin.monday

    @property
    def weeks(self) -> int:
        """Whole weeks from `monday` that end on or before `end`."""
        return (self.end - self.monday + timedelta(days=1)).days // 7

    def week_of(self, day: date) -> int:
        """The week `day` lies in; negative before week 0."""
        return (day - self.monday).days // 7

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the calendar, those that come back written out year by year, beyond the end."""
        return tuple(written_out(self.calendar, self.end).values())

    @property
    def strategy_steps(self) -> tuple[StrategyStep, ...]:
        """The strategies in their order; one alone is a single step without a date."""
        one = self.strategy
        return (StrategyStep.model_validate({"strategy": one}),) if isinstance(one, str) else one

    @property
    def posture_steps(self) -> tuple[PostureStep, ...]:
        """The postures in their order; one alone is a single step without a date."""
        one = self.posture
        return (posture_step(one),) if isinstance(one, Posture) else one

    @property
    def strategy_words(self) -> str:
        """The name of the strategy, of several one after the other."""
        return ", then ".join(step.strategy for step in self.strategy_steps)
