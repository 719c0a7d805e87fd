"""The levers of the page: every disposition and parameter, and which of them stand on its face."""

from __future__ import annotations

from typing import Any

from sim.scenario import Declared, Scenario
from sim.vocabulary.claims import claims
from sim.vocabulary.signals import ACTORS, ALLIES
from sim.vocabulary.theory_names import PART_UNDER

Data = dict[str, Any]

GROUPS: dict[str, tuple[tuple[str, ...], str]] = {
    "Washington": (("US",), "stick carrot secondary headlines"),
    "Seoul": (("ROK",), "stick carrot"),
    "The alliance": (
        ALLIES,
        "steadiness conditionality quiet coordination_effort suspend overreaction",
    ),
    "Beijing": (("China",), "enforcement mediation coercion"),
    "Pyongyang": (("DPRK",), "pace provocation openness"),
}
"""Whose levers stand together on the face, and which: one of the alliance moves both allies."""


def levers(baseline: Scenario) -> Data:
    """Groups on the face; then all dispositions, by actor, and all parameters, each with what is known of it;
    and the claims they stand for.
    """
    of_actors = {
        actor: [name for name, it in baseline.dispositions.items() if actor in it.of] for actor in ACTORS
    }
    return {
        "face": [{"title": t, "of": of, "names": names.split()} for t, (of, names) in GROUPS.items()],
        "dispositions": {
            name: {**_about(it), "default": it.default if it.value is None else it.value}
            for name, it in baseline.dispositions.items()
        },
        "of_actors": of_actors,
        "parameters": {
            name: {**_about(it), "span": it.span, "under": PART_UNDER.get(name, ())}
            for name, it in baseline.parameters.items()
        },
        "claims": {name: it.says for name, it in claims().items()},
    }


def _about(it: Declared) -> Data:
    return {"range": it.range, "unit": it.unit, "says": it.says, "source": it.source, "ids": it.ids}
