"""What `check` says has no effect has none: worlds are the same without it."""

from __future__ import annotations

from typing import Any

import pytest

from sim.model.outcome_counters import outcomes
from sim.scenario import Scenario
from tests.helpers.worlds import after, baseline


def fact(first: str, **more: Any) -> dict[str, Any]:
    return {"sets": "stick_us", "from": first, "value": 2, "source": "a test", **more}


IDLE: dict[str, dict[str, Any]] = {
    "a posture laid over": {
        "posture": [
            {"US": {"stick": 0.1}, "from": "2017-07-03"},
            {"US": {"stick": 1.3}, "from": "2017-07-03"},
        ]
    },
    "a posture under a dated fact": {
        "posture": {"US": {"stick": 0.1}},
        "calendar": {"firm": fact("2017-06-26"), "same": fact("2017-06-26", value=1.3)},
    },
    "a posture as it is": {"posture": {"US": {"stick": 1.3}, "DPRK": {"pace": 1}}},
    "a dated fact outside": {
        "calendar": {"late": fact("2021-03-01"), "early": fact("2010-01-01", to="2012-01-01")}
    },
    "a dated fact laid over": {
        "calendar": {"a": fact("2017-06-26", to="2017-08-06"), "b": fact("2017-06-27", value=1.3)},
    },
    "a strategy that is in force": {
        "injects": {"i": {"when": {"event": "test"}, "then": {"strategy": "negotiation_from_strength"}}}
    },
    "an exercise under way at the start": {
        "calendar": {"f": fact("2017-06-01", to="2017-07-31", sets="exercise", value=1)}
    },
}


@pytest.mark.parametrize("words", IDLE.values(), ids=IDLE)
def test_worlds_are_the_same_without_what_is_said_to_have_no_effect(words: dict[str, Any]) -> None:
    idle = baseline().with_(**words)
    assert any("no effect" in each or "changes nothing" in each for each in idle.warnings)
    assert everything(idle) == everything(baseline())


def everything(scenario: Scenario) -> bytes:
    return outcomes(after(30, scenario, worlds=12)).tobytes()
