"""Worlds to try things out in: the baseline with something changed, and what comes of it week by week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import FLOAT, Column
from sim.core.random_streams import Draws
from sim.engine.world_batch import REPLICATES
from sim.model.choice import ally_scores, china_scores, north_scores
from sim.model.situation import Situation
from sim.model.world import World
from sim.scenario import Fact, Inject, Order, Scenario, Signal, Then, When, load
from sim.scenario.cell import Cell
from sim.vocabulary.signals import ACTORS

Series = NDArray[np.float32]
Value = float | tuple[float, float]
Read = Callable[[Situation], Column]


@cache
def baseline(strategy: str = "negotiation_from_strength") -> Scenario:
    """The shipped baseline under one of its strategies."""
    path = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
    return load(path).with_strategy(strategy)


@cache
def still() -> Scenario:
    """A laboratory: nobody sends anything unless ordered, no crisis opens, every number is at its default."""
    return with_parameters(silent(middling(baseline()), *ACTORS), crisis_rate=0, crisis_by_act=0)


def short(s: Scenario, weeks: int) -> Scenario:
    """The scenario cut to its first weeks."""
    return s.model_copy(update={"end": s.monday + timedelta(weeks=weeks, days=-1)})


def with_parameters(s: Scenario, **values: Value) -> Scenario:
    """The scenario with some parameters set, also to values that a file may not give."""
    set_ = {name: s.parameters[name].model_copy(update={"value": value}) for name, value in values.items()}
    return s.model_copy(update={"parameters": s.parameters | set_})


def middling(s: Scenario) -> Scenario:
    """The scenario with every parameter at its default: worlds differ by rng alone."""
    return with_parameters(s, **{name: declared.default for name, declared in s.parameters.items()})


def with_posture(
    s: Scenario,
    both: Mapping[str, Value] | None = None,
    US: Mapping[str, Value] | None = None,
    ROK: Mapping[str, Value] | None = None,
) -> Scenario:
    """The scenario with some dispositions of the allies set on top of what it sets already."""
    posture = s.posture.model_copy(
        update={
            "both": s.posture.both | dict(both or {}),
            "US": s.posture.US | dict(US or {}),
            "ROK": s.posture.ROK | dict(ROK or {}),
        }
    )
    return s.model_copy(update={"posture": posture})


def with_order(
    s: Scenario, actor: str, signal: str, first: int, last: int | None = None, **shape: Any
) -> Scenario:
    """The scenario with one more order, from week `first` on, every week to week `last` if there is one, and
    whatever the stage of talks; `shape` may hold other words of an order.
    """
    start = s.monday + timedelta(weeks=first)
    name = f"order_{len(s.orders)}"
    words: dict[str, Any] = {"name": name, "actor": actor, "signal": signal, "from": start}
    if not shape.get("withhold"):
        words["whatever_the_stage"] = True
    if last is not None:
        words["to"] = start + timedelta(weeks=last - first)
        words["every"] = None if shape.get("withhold") else "1 week"
    order = Order.model_validate(words | shape)
    return s.model_copy(update={"orders": s.orders | {name: order}})


def with_inject(
    s: Scenario, actor: str, signal: str, measure: str, comparison: str, value: float, **limits: Any
) -> Scenario:
    """The scenario with one more inject; `limits` may hold times, from, to."""
    name = f"inject_{len(s.injects)}"
    inject = Inject.model_validate(
        {
            "name": name,
            "when": When.model_validate({"measure": measure, "comparison": comparison, "value": value}),
            "then": Then.model_validate({"actor": actor, "signal": signal}),
            "from": s.start,
            "to": s.end,
            **limits,
        }
    )
    return s.model_copy(update={"injects": s.injects | {name: inject}})


def with_signal(s: Scenario, name: str, **fields: Any) -> Scenario:
    """The scenario with one more signal, or with an old one changed."""
    old = s.signals[name].model_dump() if name in s.signals else {"says": "A word.", "source": "a test"}
    signal = Signal.model_validate(old | fields | {"name": name})
    return s.model_copy(update={"signals": s.signals | {name: signal}})


def with_fact(s: Scenario, sets: str, value: float, first: int, last: int | None = None) -> Scenario:
    """The scenario with one more dated fact, from week `first` to the Sunday of week `last`."""
    name = f"fact_{len(s.calendar)}"
    end = None if last is None else s.monday + timedelta(weeks=last, days=6)
    start = s.monday + timedelta(weeks=first)
    fact = Fact.model_validate(
        {"name": name, "sets": sets, "value": value, "from": start, "to": end, "source": "a test"}
    )
    return s.model_copy(update={"calendar": s.calendar | {name: fact}})


def without_facts(s: Scenario, *sets: str) -> Scenario:
    """The scenario without the dated facts that set any of these quantities."""
    kept = {name: fact for name, fact in s.calendar.items() if fact.sets not in sets}
    return s.model_copy(update={"calendar": kept})


FAINT = 1e-30
"""A base weight that is never chosen, but still gives log-odds to compare."""


def silent(s: Scenario, *actors: str) -> Scenario:
    """The scenario in which these actors weigh their signals, but send nothing unless ordered."""
    return s.model_copy(update={"signals": {n: _muted(signal, actors) for n, signal in s.signals.items()}})


def _muted(signal: Signal, actors: tuple[str, ...]) -> Signal:
    senders = {actor: FAINT if actor in actors else base for actor, base in signal.senders.items()}
    return signal.model_copy(update={"senders": senders})


def world_of(
    *scenarios: Scenario, worlds: int = 1, seed: int = 1, first: int = 0, theory: str = "essay"
) -> World:
    """Worlds at their start, one cell a scenario."""
    cells = [Cell(scenario, theory) for scenario in scenarios]
    return World(cells, Draws(seed, first, worlds, len(cells)), REPLICATES)


def after(weeks: int, *scenarios: Scenario, **how: Any) -> Situation:
    """How worlds stand after some weeks."""
    return world_after(weeks, *scenarios, **how).situation


def world_after(weeks: int, *scenarios: Scenario, **how: Any) -> World:
    """The same worlds, to be stepped on."""
    world = world_of(*scenarios, **how)
    for _ in range(weeks):
        world.step()
    return world


def follow(
    *scenarios: Scenario, weeks: int, worlds: int = 200, read: Mapping[str, Read | str], **how: Any
) -> dict[str, Series]:
    """What was read at the end of every week, shape ``(cell, week, world)``; a text reads that measure."""
    w = world_of(*scenarios, worlds=worlds, **how)
    rows: dict[str, list[Column]] = {name: [] for name in read}
    for _ in range(weeks):
        w.step()
        for name, what in read.items():
            rows[name].append((w.measure(what) if isinstance(what, str) else what(w.situation)).copy())
    shape = (weeks, len(scenarios), worlds)
    return {name: np.stack(row).reshape(shape).swapaxes(0, 1) for name, row in rows.items()}


def trajectory(*scenarios: Scenario, measure: str, weeks: int, worlds: int = 200, **how: Any) -> Series:
    """One measure at the end of every week, shape ``(cell, week, world)``."""
    return follow(*scenarios, weeks=weeks, worlds=worlds, read={measure: measure}, **how)[measure]


def place(s: Situation, actor: str, signal: str) -> tuple[str, int]:
    """Family and row of a signal in an actor's menus."""
    for family, menu in s.actors[actor].menus.items():
        if signal in menu.names[1:]:
            return family, menu.names.index(signal)
    raise KeyError(signal)


def sent(s: Situation, actor: str, signal: str) -> Column:
    """1 where an actor sent a signal this week."""
    family, row = place(s, actor, signal)
    return (s.actors[actor].sent.places[family] == row).astype(FLOAT)


def odds(s: Situation, actor: str, signal: str, **seen: float | Column) -> Column:
    """Log-odds that the actor gives a signal from its last view, with some of what it saw replaced."""
    family, row = place(s, actor, signal)
    return weighed(s, actor, **seen)[family][row]


def weighed(s: Situation, actor: str, **seen: float | Column) -> dict[str, Column]:
    """Log-odds of all options, as in `odds`."""
    who = s.actors[actor]
    view: Any = who.view
    for name, value in seen.items():
        view = view.seeing(name, np.broadcast_to(np.asarray(value, FLOAT), view[name].shape).copy())
    if actor == "DPRK":
        return north_scores(view, who.d, s.p, who.menus, s.theories)
    return (
        china_scores(view, who.d, s.p, who.menus)
        if actor == "China"
        else ally_scores(view, who.d, s.p, who.menus)
    )


def drive(s: Situation, actor: str, signal: str, **seen: float | Column) -> Column:
    """Log-odds that the actor gives a signal against silence in its family."""
    family, row = place(s, actor, signal)
    scores = weighed(s, actor, **seen)[family]
    return scores[row] - scores[0]
