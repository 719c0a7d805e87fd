"""The catalogue: what there is, each thing with its meaning, for a reader and for a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sim.model.theories import theory
from sim.scenario import Declared, Scenario, load, shipped_files
from sim.vocabulary.glossary import HAPPENINGS, MEASURES, OUTCOMES
from sim.vocabulary.signals import ACTORS, CALENDAR, EFFECTS, FAMILIES
from sim.vocabulary.theory_names import BLIND, NAMES


@dataclass(frozen=True)
class Entry:
    """One thing: its name, a few words on what sort of thing it is, its meaning, and the details by name."""

    name: str
    about: str
    says: str
    details: Mapping[str, Any] = field(default_factory=dict[str, Any])


Entries: TypeAlias = Iterator[Entry]


def entries(kind: str, baseline: Scenario) -> list[Entry]:
    """All entries of a kind (a name in `KINDS`), those that scenarios declare as the `baseline` does."""
    return list(KINDS[kind][1](baseline))


def _scenarios(_: Scenario) -> Entries:
    for path in shipped_files():
        scenario = load(path)
        details = {"strategy": scenario.strategy_words, "start": scenario.start, "weeks": scenario.weeks}
        yield Entry(path.stem, "", scenario.question, details)


def _strategies(baseline: Scenario) -> Entries:
    for name, it in baseline.strategies.items():
        yield Entry(name, "", it.says, {"source": it.source})


def _theories(_: Scenario) -> Entries:
    for name in NAMES:
        yield Entry(name, "", theory(name).says, {"sees_signals": name not in BLIND})


def _outcomes(_: Scenario) -> Entries:
    for it in OUTCOMES.values():
        better = "" if it.better == "neither" else f", {it.better} is better"
        details = {"unit": it.unit, "better": it.better, "what_matters": it.delta}
        yield Entry(it.name, it.unit, f"{it.says}{better}", details)


def _measures(_: Scenario) -> Entries:
    for it in MEASURES.values():
        details = {"unit": it.unit, "low": it.low, "high": it.high}
        yield Entry(it.name, f"{it.low:g} to {it.high:g} {it.unit}", it.says, details)


def _events(_: Scenario) -> Entries:
    return (Entry(name, "", says) for name, says in HAPPENINGS.items())


def _signals(baseline: Scenario) -> Entries:
    for actor in ACTORS:
        for family in FAMILIES:
            for it in baseline.signals.values():
                if actor in it.senders and it.family == family:
                    details = {"sender": actor, "family": family, "channel": it.channel}
                    details |= {name: getattr(it, name) for name in ("meaning", "sunk_cost", "tied_hands")}
                    details |= {"rung": it.rung, "length": it.length, "source": it.source}
                    yield Entry(it.name, f"{actor}, {family}, {it.channel}", it.says, details)


def _parameters(baseline: Scenario) -> Entries:
    return _declared(baseline.parameters)


def _dispositions(baseline: Scenario) -> Entries:
    for name, it in baseline.dispositions.items():
        low, high = it.range
        details = {"of": " and ".join(it.of), "unit": it.unit, "low": low, "high": high}
        details |= {"default": it.default, "source": it.source}
        about = f"{' and '.join(it.of)}, {it.default:g} unless set, {low:g} to {high:g} {it.unit}"
        yield Entry(name, about, it.says, details)


def _declared(declared: Mapping[str, Declared]) -> Entries:
    for name, it in declared.items():
        low, high = it.range
        details = {"unit": it.unit, "low": low, "high": high, "default": it.default, "source": it.source}
        yield Entry(name, f"{low:g} to {high:g} {it.unit}", it.says, details)


def _calendar(_: Scenario) -> Entries:
    return (Entry(name, "", says) for name, says in CALENDAR.items())


def _effects(_: Scenario) -> Entries:
    return (Entry(name, "", says) for name, says in EFFECTS.items())


KINDS: dict[str, tuple[str, Callable[[Scenario], Entries]]] = {
    "scenarios": ("shipped scenarios, and the question each asks", _scenarios),
    "strategies": ("strategies of the allies", _strategies),
    "theories": ("theories of what moves Pyongyang", _theories),
    "outcomes": ("results of a run, one number a world", _outcomes),
    "measures": ("what is recorded every week, and what injects can watch", _measures),
    "signals": ("signals by sender and family", _signals),
    "events": ("what injects can wait for, beside the signals that are sent", _events),
    "parameters": ("numbers of the model, with the range they are drawn from", _parameters),
    "dispositions": (
        "what a strategy or posture sets for an actor, with its default and range",
        _dispositions,
    ),
    "calendar": ("quantities that dated facts set", _calendar),
    "effects": ("what signals do", _effects),
}
"""What can be listed: by name, the heading and the entries."""
