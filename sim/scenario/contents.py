"""What a scenario holds: the question, the weeks, the numbers and words it runs with, the orders."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field

from sim.scenario.entries import Declared, Fact, Inject, Order, Part, Posture, Signal, StartOrDay, Strategy
from sim.scenario.field_types import Day, OneOf, Span, Text, Title, Word, span
from sim.scenario.recurring_facts import written_out

Ally: TypeAlias = Literal["US", "ROK"]


class Contents(Part, title="Scenario"):
    """All inputs of a run; `scenarios/baseline.yaml` shows what each entry means."""

    name: Title = Field(description="else the file's own name")
    question: Text
    path: Path = Path()
    files: tuple[Path, ...] = Field((), description="the files it came from, root first")
    begin: StartOrDay = Field(alias="start")
    end: Day
    theory: Annotated[str, OneOf("theory")]
    strategy: Word
    params: Literal["prior", "fitted"] = Field(
        "prior", description="draw parameters from their ranges, or from what the theory's fit left of them"
    )
    posture: Posture = Field(
        default_factory=Posture, description="dispositions changed on top of the strategy's"
    )
    parameters: dict[Word, Declared] = Field(default_factory=dict)
    dispositions: dict[Word, Declared] = Field(default_factory=dict)
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
        """Whether its worlds start from the record, not from the state that is assumed."""
        return self.begin.source is not None

    def starting(self, day: date) -> Self:
        """The same from another day on."""
        return self.model_copy(update={"begin": self.begin.model_copy(update={"date": day})})

    @property
    def monday(self) -> date:
        """The first day of week 0: the Monday on or before `start`."""
        return self.start - timedelta(days=self.start.weekday())

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

    def dispositions_of(self, actor: Ally) -> dict[str, Span]:
        """The span of every declared disposition: default ← strategy ← posture, actor over both."""
        spans = {n: span(d.default if d.value is None else d.value) for n, d in self.dispositions.items()}
        for layer in (self.strategies[self.strategy], self.posture):
            for values in (layer.both, layer.US if actor == "US" else layer.ROK):
                spans |= {name: span(value) for name, value in values.items()}
        return spans
