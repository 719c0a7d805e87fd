"""What a player in an actor's seat is shown: its view, the signals of its menu, and the coming exercises."""

from __future__ import annotations

from typing import Any

from sim.scenario import Scenario
from sim.scenario.recurring_facts import written_out
from sim.vocabulary.observations import VIEWS
from sim.vocabulary.quantities import QUANTITIES
from sim.vocabulary.signals import AFTER, EVERY_STAGE, FELT

Data = dict[str, Any]

OWN = {
    "US": "seen_tension threat_posed trust_north confidence readiness capacity exercise_due",
    "ROK": "seen_tension threat_posed trust_north exposure exercise_due",
    "DPRK": "resolve_us resolve_rok trust_us trust_rok first_strike strain missile nuclear exercise_next",
    "China": "tension unease friction china_attention",
}
"""Fields of an actor's view that are shown in its seat alone."""
COMMON = {"US": "stage crisis_rung attacked", "DPRK": "offered concession"}
"""Fields that every seat is shown, or that say which signals are open, and in whose view they stand."""
ALIKE = {"ROK": "confidence readiness"}
"""What Seoul sees as Washington does."""


def recorded() -> tuple[str, ...]:
    """What of the views a week has to record."""
    return tuple(
        f"view.{actor}.{name}"
        for part in (OWN, COMMON)
        for actor, names in part.items()
        for name in names.split()
    )


def seat(scenario: Scenario) -> Data:
    """By actor what is shown of its view, and in which row it stands; what opens signals; what they are; and
    the scheduled exercises with the day from which each is known.
    """
    shown = {
        actor: [_seen(name, actor) for name in OWN[actor].split()]
        + [_seen(name, "US") for name in ALIKE.get(actor, "").split()]
        for actor in VIEWS
    }
    rows = {name: _row(name, actor) for actor, names in COMMON.items() for name in names.split()}
    signals = {
        name: {
            "says": it.says, "public": it.channel == "public", "audience": list(it.audience),
            "stages": None if it.stages == EVERY_STAGE else list(it.stages), "after": it.after,
        }
        for name, it in scenario.signals.items()
    }  # fmt: skip
    facts = written_out(scenario.calendar, scenario.end)
    exercises = [
        {"name": name, "from": f.start, "known": f.known_from or f.start, "scale": f.value}
        for name, f in facts.items()
        if f.sets == "exercise"
    ]
    opens = {"after": AFTER, "felt": FELT}
    return {"shown": shown, "rows": rows, "signals": signals, "exercises": exercises, **opens}


def _seen(name: str, actor: str) -> Data:
    it, own = QUANTITIES[name], name in OWN[actor].split()
    return {"row": _row(name, actor), "unit": it.unit, "says": it.says, "own": own}


def _row(name: str, actor: str) -> str:
    return f"view/{actor}/{name}"
