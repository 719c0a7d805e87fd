"""Any scenario, any worlds: weeks as machine code have the bits of the weeks as written."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.compiled.blocks import STRETCH
from sim.model.outcome_counters import final, outcomes
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import MEASURES
from sim.vocabulary.theory_names import NAMES
from tests.engine.compiled.test_compiled import both, step_alike
from tests.helpers.worlds import baseline, short, with_fact, with_inject, with_order, with_parameters

WEEKS = STRETCH + 4
SENDERS = sorted((actor, name) for name, signal in baseline().signals.items() for actor in signal.senders)
week = st.integers(0, WEEKS - 1)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """The baseline under some strategy, with orders, injects, facts, numbers and a posture that moves."""
    s = short(baseline(draw(st.sampled_from(sorted(baseline().strategies)))), WEEKS)
    if draw(st.booleans()):
        level: dict[str, Any] = {"stick": draw(st.floats(0, 2, width=16)), "over": "5 weeks"}
        move = {"US": {"stick": level["stick"]}, "from": "2017-07-17", "over": level["over"]}
        s = s.with_(posture=[move])
    for actor, signal in draw(st.lists(st.sampled_from(SENDERS), max_size=3)):
        first = draw(week)
        last = draw(st.integers(first, WEEKS - 1))
        s = with_order(s, actor, signal, first, last, withhold=draw(st.booleans()))
    for actor, signal in draw(st.lists(st.sampled_from(SENDERS), max_size=2)):
        measure = draw(st.sampled_from(sorted(MEASURES)))
        value = draw(st.floats(0, 1, width=16))
        times = draw(st.integers(1, 3))
        s = with_inject(s, actor, signal, measure, draw(st.sampled_from("<>")), value, times=times)
    if draw(st.booleans()):
        s = with_fact(s, "posts", 0.25, draw(week))
    name = draw(st.sampled_from(sorted(s.parameters)))
    low, high = s.parameters[name].range
    return with_parameters(s, **{name: low + draw(st.floats(0, 1, width=16)) * (high - low)})


@settings(max_examples=4)
@given(
    some=st.lists(st.tuples(scenarios(), st.sampled_from(NAMES)), min_size=1, max_size=2),
    worlds=st.integers(1, 40),
    first=st.integers(0, 2**33),
    seed=st.integers(0, 2**64),
)
def test_any_scenario_runs_the_same_weeks(
    some: list[tuple[Scenario, str]], worlds: int, first: int, seed: int
) -> None:
    cells = [Cell(*each) for each in some]
    written, fast = both(cells, worlds, seed=seed, first=first)
    step_alike(written, fast, WEEKS)
    np.testing.assert_array_equal(fast.outcomes.view(np.int32), outcomes(written.situation).view(np.int32))
    np.testing.assert_array_equal(fast.final, final(written.situation))
