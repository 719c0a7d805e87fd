"""Writes `words.py`: the words of a scenario file as types, which editors complete.

`python -m sim.scenario.completion` writes it again; a test says when it is behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill

from sim.scenario.scenario import Scenario, baseline
from sim.vocabulary.glossary import HAPPENINGS, MEASURES, STAGES
from sim.vocabulary.theory_names import NAMES

FILE = Path(__file__).with_name("words.py")
WIDTH = 110
HEAD = '''"""The words of a scenario file as types: an editor completes and checks them in `Scenario.with_`.

Made from the shipped baseline by `python -m sim.scenario.completion`. Scenarios that declare words of their
own may use these too; what is not known is refused when the scenario is made, with the nearest word.
"""

# ruff: noqa: UP013 - one name a line would make 300 lines of it
# fmt: off
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, TypeAlias, TypedDict

Value: TypeAlias = "float | tuple[float, float] | None"
"""A number, a range to draw from, or None to take a setting back."""
Day: TypeAlias = "str | date"
Weeks: TypeAlias = str
"""A number of weeks: "8 weeks"."""
Actor: TypeAlias = Literal["US", "ROK", "DPRK", "China"]
Actors: TypeAlias = 'Actor | Literal["alliance"] | Sequence[Actor]'
'''
TAIL = '''

class Posture(TypedDict, total=False):
    """Dispositions of both allies, of one of them, of Beijing and of Pyongyang."""

    both: Dispositions
    US: Dispositions
    ROK: Dispositions
    China: OfChina
    DPRK: OfNorth


PostureStep = TypedDict(
    "PostureStep",
    {
        "from": Day,
        "until": Day,
        "over": Weeks,
        "both": Dispositions,
        "US": Dispositions,
        "ROK": Dispositions,
        "China": OfChina,
        "DPRK": OfNorth,
    },
    total=False,
)
"""A posture for a time."""
StrategyStep = TypedDict(
    "StrategyStep", {"strategy": str, "from": Day, "until": Day, "over": Weeks}, total=False
)
"""A strategy for a time."""
Order = TypedDict("Order", {
    "actor": Actors, "signal": Signal, "from": Day, "to": "Day | None", "every": str, "scale": float,
    "length": int, "withhold": bool, "whatever_the_stage": bool,
}, total=False)
"""What actors are made to send, or kept from sending; `every` and other spans are written "4 weeks"."""
When = TypedDict("When", {
    "event": "Event | Signal", "by": Actor, "in_the_last": str, "stage": Stage, "after": str, "weeks": int,
    "measure": Measure, "above": float, "below": float, "between": "tuple[float, float] | list[float]",
    "at": float, "comparison": Literal[">", ">=", "<", "<="], "value": float,
    "all": "Sequence[When]", "any": "Sequence[When]", "not": "When", "for": str,
}, total=False)
"""What an inject waits for."""


class Then(TypedDict, total=False):
    """What is sent then."""

    actor: Actors
    signal: Signal
    scale: float
    length: int
    whatever_the_stage: bool


Inject = TypedDict("Inject", {
    "when": When, "then": Then, "within": str, "from": Day, "to": Day, "times": int,
}, total=False)
"""An order that waits for a condition."""


Start = TypedDict("Start", {
    "date": Day, "from": Literal["record", "world"], "record": str, "history": str,
    "study": str, "scenario": str, "world": int, "week": int,
}, total=False)
"""Where worlds start: from the record as it stood on a day, or from a world of a finished study."""


class Words(TypedDict, total=False):
    """The sections of a scenario file."""

    name: str
    question: str
    start: Day | Start
    end: Day
    theory: Theory
    strategy: Strategy | Sequence[StrategyStep]
    params: Literal["prior", "fitted"]
    posture: Posture | Sequence[PostureStep]
    parameters: Parameters
    orders: Mapping[str, Order | None]
    dispositions: Mapping[str, Any]
    strategies: Mapping[str, Any]
    signals: Mapping[str, Any]
    calendar: Mapping[str, Any]
    injects: Mapping[str, Inject | None]
'''


def text(shipped: Scenario) -> str:
    """The text of `words.py`."""
    parts = [
        HEAD,
        *_literal("Theory", NAMES, "What moves Pyongyang."),
        *_literal("Strategy", shipped.strategies, "A strategy of the allies."),
        *_literal("Signal", shipped.signals, "A signal of any actor."),
        *_literal("Event", HAPPENINGS, "What can happen beside the signals that are sent."),
        *_literal("Stage", STAGES, "A stage of talks."),
        *_literal("Measure", MEASURES, "What is measured every week."),
        *_mapping("Parameters", shipped.parameters, "Numbers of the model."),
        *_mapping("Dispositions", _of("US", shipped), "What a strategy or posture sets for an ally."),
        *_mapping("OfChina", _of("China", shipped), "What a posture sets for Beijing."),
        *_mapping("OfNorth", _of("DPRK", shipped), "What a posture sets for Pyongyang."),
        TAIL,
    ]
    return "\n".join(parts)


def _of(actor: str, shipped: Scenario) -> list[str]:
    return [name for name, declared in shipped.dispositions.items() if actor in declared.of]


def _literal(name: str, words: Iterable[str], says: str) -> Iterator[str]:
    entries = _rows(f'"{word}",' for word in words)
    yield f"{name}: TypeAlias = Literal[\n{entries}\n]"
    yield f'"""{says}"""'


def _mapping(name: str, words: Iterable[str], says: str) -> Iterator[str]:
    entries = _rows(f'"{word}":{GLUE}Value,' for word in words).replace(GLUE, " ")
    yield f'{name} = TypedDict("{name}", {{\n{entries}\n}}, total=False)'
    yield f'"""{says}"""'


GLUE = "\0"
"""Stands for a blank at which no line is broken."""


def _rows(words: Iterable[str]) -> str:
    return fill(
        " ".join(words), WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
    )


if __name__ == "__main__":
    FILE.write_text(text(baseline()), encoding="utf-8")
