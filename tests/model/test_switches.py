"""Injects that switch strategy or posture: at once or over weeks, the last one holding, compiled alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.model.situation import Situation
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.vocabulary.signals import ACTORS
from tests.engine.compiled.test_compiled import both, step_alike
from tests.helpers.worlds import (
    baseline,
    follow,
    middling,
    short,
    silent,
    with_fact,
    with_order,
    with_parameters,
)  # fmt: skip

PRESSURE, ENGAGEMENT = "maximum_pressure", "engagement_first"
START = 1.3
"""Washington's stick under the baseline's strategy; 1.7 under pressure, 0.4 under engagement."""


def still(**words: Any) -> Scenario:
    """A laboratory, by the words of a file: nobody sends anything unless ordered."""
    quiet = silent(middling(baseline().with_(**words)), *ACTORS)
    return with_parameters(quiet, crisis_rate=0, crisis_by_act=0)


def after_test(words: dict[str, Any] | None = None, **injects: dict[str, Any]) -> Scenario:
    """The laboratory with one nuclear test in week 5."""
    return with_order(still(**(words or {}), injects=injects), "DPRK", "nuclear_test", 5)


def disposition(s: Scenario, actor: str, name: str, weeks: int = 14) -> list[float]:
    """A disposition week by week, the same in all worlds."""

    def read(s: Situation) -> Any:
        return s.actors[actor].d.items()[name]

    found = follow(s, weeks=weeks, worlds=3, read={"d": read})["d"][0]
    assert (found.min(axis=1) == found.max(axis=1)).all()
    return found[:, 0].tolist()


def on_test(**then: Any) -> dict[str, Any]:
    return {"when": {"event": "nuclear_test"}, "then": then}


def test_a_strategy_is_switched_in_the_week_after_the_event() -> None:
    s = after_test(it=on_test(strategy=PRESSURE))
    assert disposition(s, "US", "stick", 9) == pytest.approx([START] * 6 + [1.7] * 3)


def test_it_changes_in_equal_parts_over_the_weeks_named() -> None:
    s = after_test(it=on_test(strategy=ENGAGEMENT, over="3 weeks"))
    expected = [START] * 6 + [1.0, 0.7, 0.4, 0.4]
    assert disposition(s, "US", "stick", 10) == pytest.approx(expected, abs=1e-6)


def test_where_nothing_happens_nothing_is_switched() -> None:
    s = still(injects={"it": on_test(strategy=PRESSURE)})
    assert disposition(s, "US", "stick", 8) == [pytest.approx(START)] * 8


def test_of_two_switches_the_last_one_holds_whichever_is_written_first() -> None:
    """Pressure after the test of week 5, engagement two weeks after that, half way to it."""
    pressure = on_test(strategy=PRESSURE, over="4 weeks")
    engage = {"when": {"after": "hard", "weeks": 2}, "then": {"strategy": ENGAGEMENT, "over": "2 weeks"}}
    expected = [START] * 6 + [1.4, 1.5, 0.95, 0.4, 0.4, 0.4]
    for injects in ({"hard": pressure, "soft": engage}, {"soft": engage, "hard": pressure}):
        assert disposition(after_test(**injects), "US", "stick", 12) == pytest.approx(expected, abs=1e-6)


def test_a_posture_is_laid_over_strategies_also_those_switched_to_later() -> None:
    calm = on_test(posture={"US": {"stick": 0.2}, "China": {"enforcement": 0.5}})
    hard = {"when": {"after": "calm", "weeks": 2}, "then": {"strategy": PRESSURE}}
    s = after_test(calm=calm, hard=hard)
    assert disposition(s, "US", "stick", 10) == pytest.approx([START] * 6 + [0.2] * 4)
    assert disposition(s, "China", "enforcement", 8) == pytest.approx([1] * 6 + [0.5] * 2)
    assert disposition(s, "US", "fear", 10)[-1] == pytest.approx(s.dispositions_of("US", PRESSURE)["fear"][0])


def test_dated_postures_stay_laid_over_the_strategy_that_is_switched_to() -> None:
    dated = {"posture": [{"US": {"stick": 0.9}, "from": "2017-08-14", "until": "2017-08-20"}]}
    s = after_test(dated, it=on_test(strategy=PRESSURE))
    assert disposition(s, "US", "stick", 9) == pytest.approx([START] * 6 + [1.7, 0.9, 1.7])


def test_a_switch_goes_over_dated_facts() -> None:
    s = with_fact(after_test(it=on_test(strategy=PRESSURE)), "stick_us", 0.6, 2)
    assert disposition(s, "US", "stick", 8) == pytest.approx([START] * 2 + [0.6] * 4 + [1.7] * 2)


def eventful() -> list[Cell]:
    """Three cells of which two switch, each in its own way."""
    s = short(baseline(), 40)
    tense = {"measure": "tension", "above": 0.5}
    two = s.with_(
        name="two",
        injects={
            "hard": {"when": {"event": "provocation"}, "then": {"strategy": PRESSURE, "over": "3 weeks"}},
            "soft": {
                "when": {"not": {"event": "provocation"}, "for": "3 weeks"},
                "then": {"strategy": ENGAGEMENT, "over": "8 weeks"},
                "times": 3,
            },
            "word": {"when": {"after": "hard", "weeks": 2}, "then": {"actor": "ROK", "signal": "aid"}},
            "stop": {
                "when": {"after": "soft"},
                "then": {"actor": "alliance", "signal": "suspension", "length": 12},
            },
        },
    )
    three = s.with_(
        name="three",
        posture=[{"US": {"stick": [0.5, 0.9]}, "from": "2017-08-07", "over": "4 weeks"}],
        injects={
            "calm": {
                "when": tense,
                "then": {"posture": {"both": {"stick": [0.1, 0.4]}, "DPRK": {"pace": 2}}},
            },
            "hard": {"when": {"event": "test"}, "then": {"strategy": PRESSURE}},
        },
    )
    return [Cell(each, "essay") for each in (two, s, three)]


def test_switches_are_the_same_compiled() -> None:
    step_alike(*both(eventful(), 20), 40)


def test_worlds_that_switch_are_the_same_alone_and_among_others() -> None:
    cells = eventful()
    together = follow(*[c.scenario for c in cells], weeks=30, worlds=8, read={"t": lambda s: s.land.tension})
    for place, cell in enumerate(cells):
        alone = follow(cell.scenario, weeks=30, worlds=8, read={"t": lambda s: s.land.tension})
        np.testing.assert_array_equal(together["t"][place], alone["t"][0])


def test_a_range_keeps_its_place_in_the_strategy_switched_to() -> None:
    ranged = {
        "strategies": {
            "low": {"extends": PRESSURE, "US": {"stick": [0, 1]}},
            "high": {"extends": PRESSURE, "US": {"stick": [1, 2]}},
        },
        "strategy": "low",
    }
    s = after_test(ranged, it=on_test(strategy="high"))
    read = {"d": lambda s: s.us.d.stick}
    found = follow(s, weeks=8, worlds=40, read=read)["d"][0]
    np.testing.assert_allclose(found[7], found[0] + 1, atol=1e-6)
    assert len(set(found[0].tolist())) > 1
