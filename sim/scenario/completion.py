"""Writes the part of `words.py` that lists what scenarios can name, which editors complete.

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
BEGIN, END = "# made from the shipped baseline:\n", "# written by hand:\n"
"""Between these lines of the file."""


def text(shipped: Scenario) -> str:
    """The text of `words.py`, of which what does not come from the baseline stays."""
    head, _, rest = FILE.read_text(encoding="utf-8").partition(BEGIN)
    tail = rest.partition(END)[2]
    made = "\n".join(
        [
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
        ]
    )
    return f"{head}{BEGIN}{made}\n{END}{tail}"


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
