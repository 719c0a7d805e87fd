"""What the pictures of a study say in words: its question, the small print, the events marked in time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from sim.engine.run_info import RunInfo
from sim.plots import Context
from sim.scenario import Fact, Order, Scenario
from sim.vocabulary.days import in_full
from sim.vocabulary.labels import opened, spaced
from sim.vocabulary.likelihood import share_said
from sim.vocabulary.theory_names import BLIND

if TYPE_CHECKING:
    import pandas as pd

CONDITIONS = tuple(
    "season spring tempo tempo_long tempo_local engagement carrot_us carrot_rok stick_us stick_rok "
    "china_attention ban_scope".split()
)
"""Calendar quantities that are there all the time, and no events."""
ACROSS = "What does each of these strategies do to provocations, crises, war and talks?"


def context(run: RunInfo, question: str = "") -> Context:
    """The words around the pictures of a study; `question` where the scenarios' own do not do."""
    scenarios = list({cell.scenario.name: cell.scenario for cell in run.cells}.values())
    questions = {scenario.name: scenario.question for scenario in scenarios}
    asked = question or _asked(scenarios)
    own = {scenario.name: tuple(dict.fromkeys(_events(scenario))) for scenario in scenarios}
    return Context(asked, small_print(run), tuple(events(scenarios)), questions, own=own)


def with_injects(words: Context, orders: pd.DataFrame | None, monday: date) -> Context:
    """The words with a mark for each inject that was carried out, in the median week in which it first was,
    with its share of worlds; in the pictures of its own scenario.
    """
    own = dict(words.own)
    rows = [] if orders is None else cast("list[dict[str, Any]]", orders.to_dict("records"))
    for row in rows:
        if row["kind"] == "inject" and row["share"]:
            week = (date.fromisoformat(row["first_median"]) - monday).days // 7
            mark = week, f"{opened(spaced(row['name']))} in {share_said(row['share'])} of worlds"
            own[row["scenario"]] = (*own.get(row["scenario"], ()), mark)
    return replace(words, own=own)


def counted(count: int, what: str) -> str:
    """How many there are of something."""
    return f"{count:,} {what}" if count == 1 else f"{f'{count:,}' if count else 'no'} {what}s"


def small_print(run: RunInfo) -> str:
    """What was run, in one sentence without an end."""
    weeks = f"{counted(run.weeks, 'week')} from {in_full(run.monday)}"
    each = " each" if len(run.theories) > 1 else ""
    return f"{theories_text(run.theories)}; {draws_text(run)}{each}, seed {run.seed}; {weeks}"


def events(scenarios: Sequence[Scenario]) -> Iterator[tuple[int, str]]:
    """(week, label) of dated facts and orders by week; one that not all scenarios share bears their names."""
    whose: dict[tuple[int, str], list[str]] = {}
    for scenario in scenarios:
        for event in dict.fromkeys(_events(scenario)):
            whose.setdefault(event, []).append(scenario.name)
    for (week, label), names in sorted(whose.items()):
        whom = ", ".join(map(spaced, names)) if len(names) <= 2 else f"in {len(names)} of {len(scenarios)}"
        yield week, label if len(names) == len(scenarios) else f"{label} ({whom})"


def _asked(scenarios: Sequence[Scenario]) -> str:
    """The question of the only variant; of several, what they change."""
    if len(scenarios) <= 2:
        return scenarios[-1].question
    names = [spaced(scenario.name) for scenario in scenarios]
    if len(names) > 4:
        return f"What do {len(names) - 1} other scenarios change beside {names[0]}?"
    return f"What do {', '.join(names[1:-1])} and {names[-1]} change beside {names[0]}?"


def _events(scenario: Scenario) -> Iterator[tuple[int, str]]:
    named: set[str] = set()
    for fact in sorted(scenario.facts, key=lambda fact: fact.start):
        label = _label(fact)
        if label not in named and _marks(fact, scenario):
            named.add(label)  # a season is named where it first comes, not every year
            yield scenario.week_of(fact.start), label
    senders: dict[tuple[date, str], list[str]] = {}
    for order in scenario.orders.values():
        senders.setdefault((order.start, _ordered(order)), []).extend(order.actors)
    for (start, what), actors in senders.items():
        if start < scenario.monday:
            continue  # of before the worlds start
        yield scenario.week_of(start), f"{' and '.join(dict.fromkeys(actors))} {what}"


def _marks(fact: Fact, scenario: Scenario) -> bool:
    """Whether a fact is an event of the run: what holds from the first week on is a condition."""
    return fact.sets not in CONDITIONS and 0 < scenario.week_of(fact.start) < scenario.weeks


def _label(fact: Fact) -> str:
    """The fact's name as words, without its year; exercises have names of their own."""
    words = spaced(re.sub(r"_?\d{4}$", "", fact.name))
    return words.title() if fact.sets == "exercise" else opened(words)


def _ordered(order: Order) -> str:
    return f"{'withhold' if order.withhold else 'ordered'}: {spaced(order.signal)}"


def theories_text(theories: Sequence[str]) -> str:
    """Name the theories, the control as such, for the small print.

    >>> theories_text(["essay", "spiral", "own_calendar"])
    'theories essay, spiral; control own_calendar'
    """
    seen, blind = ([name for name in theories if (name in BLIND) == side] for side in (False, True))
    named = [f"theor{'y' if len(seen) == 1 else 'ies'} {', '.join(seen)}"] if seen else []
    return "; ".join([*named, *([f"control {', '.join(blind)}"] if blind else [])])


def draws_text(run: RunInfo) -> str:
    """Count worlds and parameter draws, for the small print."""
    draws, left = divmod(run.worlds, run.replicates)
    drawn = f"{counted(draws, 'parameter draw')} × {run.replicates} replicates"
    drawn += f" and one × {left}" if left else ""
    if draws + bool(left) == 1 or all(cell.scenario.from_world for cell in run.cells):
        drawn = "one parameter draw"  # that of the world they start from
    return f"{counted(run.worlds, 'world')} ({drawn})"
