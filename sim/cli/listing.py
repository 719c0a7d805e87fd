"""`list`: what there is, each with its one-line meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import click

from sim.cli.options import Known

if TYPE_CHECKING:
    from sim.scenario import Declared, Scenario

Rows: TypeAlias = Iterator[Sequence[str]]
"""What is listed: a name, what is told of it in a word or two, and its meaning."""


def _scenarios(_: Scenario) -> Rows:
    from sim.scenario import load, shipped

    for path in shipped():
        scenario = load(path)
        yield path.stem, "", scenario.question


def _strategies(baseline: Scenario) -> Rows:
    for name, strategy in baseline.strategies.items():
        yield name, "", strategy.says


def _theories(_: Scenario) -> Rows:
    from sim.model.theories import theory
    from sim.vocabulary.theory_names import NAMES

    for name in NAMES:
        yield name, "", theory(name).says


def _outcomes(_: Scenario) -> Rows:
    from sim.vocabulary.glossary import OUTCOMES

    for it in OUTCOMES.values():
        better = "" if it.better == "neither" else f", {it.better} is better"
        yield it.name, it.unit, f"{it.says}{better}"


def _measures(_: Scenario) -> Rows:
    from sim.vocabulary.glossary import MEASURES

    for it in MEASURES.values():
        yield it.name, f"{it.low:g} to {it.high:g} {it.unit}", it.says


def _signals(baseline: Scenario) -> Rows:
    from sim.vocabulary.signals import ACTORS, FAMILIES

    for actor in ACTORS:
        for family in FAMILIES:
            for signal in baseline.signals.values():
                if actor in signal.senders and signal.family == family:
                    yield signal.name, f"{actor}, {family}, {signal.channel}", signal.says


def _parameters(baseline: Scenario) -> Rows:
    return _declared(baseline.parameters)


def _dispositions(baseline: Scenario) -> Rows:
    return _declared(baseline.dispositions)


def _declared(declared: Mapping[str, Declared]) -> Rows:
    for name, it in declared.items():
        yield name, f"{it.range[0]:g} to {it.range[1]:g} {it.unit}", it.says


def _calendar(_: Scenario) -> Rows:
    from sim.vocabulary.signals import CALENDAR

    for name, says in CALENDAR.items():
        yield name, "", says


def _effects(_: Scenario) -> Rows:
    from sim.vocabulary.signals import EFFECTS

    for name, says in EFFECTS.items():
        yield name, "", says


KINDS: dict[str, tuple[str, Callable[[Scenario], Rows]]] = {
    "scenarios": ("shipped scenarios, and the question each asks", _scenarios),
    "strategies": ("strategies of the allies", _strategies),
    "theories": ("theories of what moves Pyongyang", _theories),
    "outcomes": ("what a run comes to", _outcomes),
    "measures": ("what is recorded every week, and what injects can watch", _measures),
    "signals": ("signals by sender and family", _signals),
    "parameters": ("numbers of the model, with the range they are drawn from", _parameters),
    "dispositions": ("what a strategy or posture sets for Washington and Seoul", _dispositions),
    "calendar": ("quantities that dated facts set", _calendar),
    "effects": ("what signals do", _effects),
}


@click.command("list", short_help="List scenarios, strategies, signals, parameters and more.")
@click.argument("kind", required=False, type=Known("list", lambda: KINDS), metavar="[KIND]")
def list_(kind: str | None) -> None:
    """List what there is, or only one KIND of it: scenarios, strategies, theories, outcomes, measures,
    signals, parameters, dispositions, calendar, effects.
    """
    from sim.scenario import load
    from sim.scenario.library import folder

    baseline = load(folder() / "baseline.yaml")
    for name in [kind] if kind else KINDS:
        heading, rows = KINDS[name]
        click.echo(f"{name}: {heading}")
        _show(list(rows(baseline)))
        click.echo()


def _show(rows: Sequence[Sequence[str]]) -> None:
    """In columns as wide as their contents; the meaning last, so that long lines stay whole for a search."""
    wide = [max(len(row[at]) for row in rows) for at in (0, 1)]
    for name, about, says in rows:
        middle = f"{about:<{wide[1]}}  " if wide[1] else ""
        click.echo(f"  {name:<{wide[0]}}  {middle}{says}")
