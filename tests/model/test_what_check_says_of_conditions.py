"""What `check` says of a condition (never, always, at once, not in these weeks) holds in simulated worlds.

Worlds of three scenarios are simulated once and written down week by week; a great many conditions, made at
random, are then asked of them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core.columns import Flags, flags
from sim.model.conditions import condition
from sim.model.measures import measure
from sim.model.phases.injects import HAPPENED, Week
from sim.scenario import Scenario, When
from sim.scenario.judged_conditions import Judged
from sim.scenario.timing import Timing
from sim.vocabulary.glossary import MEASURES
from tests.helpers.worlds import baseline, short, world_of

WORLDS, WEEKS = 48, 60
FORBIDDEN = {"withhold": True, "from": "2017-06-30", "to": "2018-12-30"}
VARIANTS: dict[str, dict[str, Any]] = {
    "baseline": {},
    "no nuclear tests, one shown": {
        "orders": {
            "no": {"actor": "DPRK", "signal": "nuclear_test", **FORBIDDEN},
            "one": {"actor": "DPRK", "signal": "long_range_test", "from": "2017-09-04"},
        }
    },
    "a quiet north": {"posture": {"DPRK": {"pace": 0, "openness": 0}, "China": {"mediation": 0}}},
}


@cache
def scenario(name: str) -> Scenario:
    return short(baseline().with_(**VARIANTS[name]), WEEKS)


class Told:
    """The news of a week, written down."""

    def __init__(self, events: dict[tuple[str, str | None], Flags], done: Flags) -> None:
        self._events, self._done = events, done

    def event(self, name: str, by: str | None) -> Flags:
        return self._events[name, by]

    def done(self, name: str) -> Flags:
        return self._done

    def carried_out(self, numbers: Any) -> Flags:
        return self._done


@cache
def diary(name: str) -> list[tuple[dict[str, Any], Told]]:
    """By week: every measure and the stage before it, and what happened in it."""
    world, found = world_of(scenario(name), worlds=WORLDS), []
    s = world.situation
    for _ in range(WEEKS):
        before = {each: measure(s, each).copy() for each in (*MEASURES, "stage")}
        world.step()
        news = Week(s, slice(0, WORLDS))
        events: dict[tuple[str, str | None], Flags] = {
            (each, None): np.asarray(news.event(each, None)).copy() for each in (*HAPPENED, *SIGNALS)
        }
        done = flags(False, WORLDS)
        if name.startswith("no nuclear"):
            done |= news.done("one")
        found.append((before, Told(events, done)))
    return found


SIGNALS = tuple(
    "nuclear_test long_range_test short_range_test show_of_force moratorium accept_talks mediation "
    "routine_exercise taunt".split()
)
weeks = st.integers(1, 6).map(lambda n: f"{n} weeks")
events = st.fixed_dictionaries(
    {"event": st.sampled_from((*HAPPENED, *SIGNALS))}, optional={"in_the_last": weeks}
)
stages = st.fixed_dictionaries(
    {"stage": st.sampled_from(["none", "contact", "talks", "freeze"])}, optional={"for": weeks}
)


def _compared(name: str) -> st.SearchStrategy[dict[str, Any]]:
    low, high = MEASURES[name].low, MEASURES[name].high
    value = st.sampled_from([low + (high - low) * k / 20 for k in range(1, 20)])
    sides = st.one_of(*(st.fixed_dictionaries({side: value}) for side in ("above", "below", "at")))
    between = st.tuples(value, value).map(lambda pair: {"between": sorted(pair)})
    held = st.one_of(st.just({}), st.fixed_dictionaries({"for": weeks}))
    return st.tuples(st.one_of(sides, between), held).map(
        lambda both: {"measure": name, **both[0], **both[1]}
    )


measures = st.sampled_from(
    ["tension", "provocations_52", "programme", "trust_us", "in_crisis", "doubt_us"]
).flatmap(_compared)
after = st.one_of(
    st.just({"after": "one"}),
    *(
        weeks.map(lambda n, key=key: {"after": "one", key: n if key != "weeks" else int(n.split()[0])})
        for key in ("weeks", "at_least", "in_the_last")
    ),
)
plain = st.one_of(events, events, stages, measures)


def _together(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(parts, min_size=2, max_size=3)
    held = st.one_of(st.just({}), st.just({}), st.fixed_dictionaries({"for": weeks}))
    found = st.one_of(
        several.map(lambda some: {"all": some}),
        several.map(lambda some: {"any": some}),
        parts.map(lambda one: {"not": one}),
    )
    return st.tuples(found, held).map(lambda both: both[0] | both[1])


conditions = st.recursive(plain, _together, max_leaves=5)
with_orders = st.recursive(st.one_of(plain, after), _together, max_leaves=5)


def held(when: When, name: str) -> Any:
    """By week and world: whether the condition held, as the model asks it."""
    asked, found = condition(when, WORLDS), []
    for before, news in diary(name):
        found.append(np.asarray(asked.holds(before.__getitem__)).copy())
        asked.hear(news)
    return np.array(found)


def agrees(words: dict[str, Any], name: str) -> None:
    when, timing = When.model_validate(words), Timing(scenario(name))
    judged, worlds = Judged(timing, timing.run), held(When.model_validate(words), name)
    can, cannot = timing.holds(when), timing.holds(when, want=False)
    for week in range(WEEKS):
        assert not worlds[week].any() or can >> week & 1, "a week is left out in which it holds"
        assert worlds[week].all() or cannot >> week & 1, "a week is left out in which it does not"
    if judged.never(when):
        assert not worlds.any()
    if judged.never(when, want=False):
        assert worlds.all()
    if judged.at_once(when):
        assert worlds[0].all()


@settings(max_examples=400, deadline=None)
@given(conditions)
@pytest.mark.parametrize("name", ["baseline", "a quiet north"])
def test_no_condition_holds_where_it_is_said_not_to(name: str, words: dict[str, Any]) -> None:
    agrees(words, name)


@settings(max_examples=400, deadline=None)
@given(with_orders)
def test_nor_one_that_comes_after_an_order(words: dict[str, Any]) -> None:
    agrees(words, "no nuclear tests, one shown")


def test_the_start_of_every_measure_is_where_it_is_said_to_be() -> None:
    from sim.scenario.start_values import start_of

    first, _ = diary("baseline")[0]
    for name in MEASURES:
        low, high = start_of(name, baseline()) or pytest.fail(name)
        assert (first[name] >= low - 1e-5).all(), name
        assert (first[name] <= high + 1e-5).all(), name
