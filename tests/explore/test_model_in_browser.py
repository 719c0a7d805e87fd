"""The model in a page: what a browser makes of a scenario's words are the worlds that Python makes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from sim.core.errors import Complaints
from sim.core.random_streams import Draws
from sim.engine.world_batch import REPLICATES
from sim.explanation.explain import explain
from sim.explore.model_data import dumped, engine_text, model_data
from sim.model.outcome_counters import final, outcomes
from sim.model.world import World
from sim.scenario import Scenario, find_scenario, load
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.signals import FAMILIES
from tests.engine.compiled.test_compiled import INJECTS
from tests.engine.compiled.test_wasm import DATED
from tests.helpers.browser import opened
from tests.helpers.worlds import baseline

Words = dict[str, Any]
SHIPPED = ("nuclear_test", "nuclear_test_answered", "posts_a_year_late", "pressure_then_engagement")
THEORIES = "essay", "spiral"
ALL = [*OUTCOMES, "final"]
PAGE = """<!doctype html><meta charset="utf-8"><title>model</title>
<script type="application/json" id="data">{data}</script><script>{engine}
const loaded = TwotrackModel.load(JSON.parse(document.getElementById("data").textContent));
async function run(asked) {{
  const found = await (await loaded).run(asked);
  return found.outcomes.map((each, cell) => ({{...found.weekly[cell], ...each}}))
    .map(rows => Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, [...row]])));
}}
async function told(asked) {{
  const [{{weekly}}] = await (await loaded).world(asked);
  return Object.fromEntries(Object.entries(weekly).map(([name, row]) => [name, [...row]]));
}}
const refused = asked => run(asked).then(() => null, error => [error.name, error.key ?? null, error.message]);
</script>"""


@pytest.fixture(scope="module")
def scenarios() -> dict[str, Scenario]:
    """Those of the page, by name; the last has injects that wait for orders and for each other."""
    found = [load(find_scenario("baseline")), *(load(find_scenario(name)) for name in SHIPPED)]
    rich = baseline().with_(name="rich", injects=INJECTS, orders=DATED["orders"])
    return {each.name: each for each in (*found, rich)}


@pytest.fixture(scope="module")
def page(
    browser: Any, scenarios: dict[str, Scenario], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    file: Path = tmp_path_factory.mktemp("page") / "model.html"
    data = dumped(model_data([*scenarios.values()], THEORIES)).replace("</", "<\\/")
    file.write_text(PAGE.format(data=data, engine=engine_text()), encoding="utf-8")
    with opened(browser, file) as page:
        yield page
        assert page.requests == [file.as_uri()] + [url for url in page.requests if url.startswith("blob:")]
        assert not page.complaints


def in_page(page: Any, cells: Sequence[Words], **asked: Any) -> list[dict[str, Any]]:
    words = json.loads(json.dumps({"cells": cells, **asked}, default=str))
    found = page.evaluate("asked => run(asked)", words)
    return [{name: np.array(row, np.float32) for name, row in rows.items()} for rows in found]


def in_python(
    scenarios: dict[str, Scenario], cells: Sequence[Words], theory: str, draws: Draws
) -> list[dict[str, Any]]:
    laid = [_laid(scenarios, words) for words in cells]
    wider = Draws(draws.seed, draws.first, draws.worlds, len(cells))
    world = World([Cell(each, theory) for each in laid], wider, REPLICATES)
    tension: list[Any] = []
    for _ in range(laid[0].weeks):
        world.step()
        tension.append(world.measure("tension").copy())
    ended = np.vstack([outcomes(world.situation), final(world.situation)])
    parts = [slice(k * draws.worlds, (k + 1) * draws.worlds) for k in range(len(cells))]
    return [
        dict(zip(ALL, ended[:, part], strict=True)) | {"tension": np.stack(tension)[:, part].ravel()}
        for part in parts
    ]


def _laid(scenarios: dict[str, Scenario], words: Words) -> Scenario:
    more = {key: value for key, value in words.items() if key != "extends"}
    below = scenarios[words.get("extends", "baseline")]
    return below.with_(**more) if more else below


def same(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    for cell, (one, other) in enumerate(zip(found, expected, strict=True)):
        assert one.keys() == other.keys()
        for name, row in one.items():
            np.testing.assert_array_equal(row.view(np.int32), other[name].view(np.int32), f"{name} of {cell}")


CHANGED: list[Words] = [
    {},
    *({"extends": name} for name in (*SHIPPED, "rich")),
    DATED,
    {"extends": "nuclear_test", "orders": {"september_test": {"from": "2018-09-03"}}},
    {"extends": "nuclear_test", "orders": {"september_test": None}},
    {"extends": "nuclear_test_answered", "injects": {"show_of_force": None}},
    {"extends": "rich", "orders": {"show": None}, "injects": {"meet": None}},
    {"calendar": {"spring": {"value": 0.4}, "posts_filled": {"from": "2018-03-05", "value": 0.7},
                  "drill": {"sets": "exercise", "from": "2018-01-08", "to": "2018-02-02", "value": 0.6,
                            "forces": 0.2, "source": "a test"}}},
    {"posture": {"both": {"stick": [0.2, 1.4]}, "China": {"enforcement": 1.5}}},
    {"posture": [{"US": {"stick": 1.5}}, {"US": {"stick": 0.2}, "from": "2018-03-05", "over": "8 weeks"},
                 {"DPRK": {"pace": 1.5}, "from": "2018-03-05"}]},
]  # fmt: skip


def test_words_of_all_kinds_have_the_worlds_of_python(page: Any, scenarios: dict[str, Scenario]) -> None:
    found = in_page(page, CHANGED, theory="spiral", worlds=50, first=13, seed=7, weekly=["tension"])
    same(found, in_python(scenarios, CHANGED, "spiral", Draws(7, 13, 50)))


def test_parts_of_many_worlds_are_put_together_in_order(page: Any, scenarios: dict[str, Scenario]) -> None:
    """More than run at a time, and a seed of more than 64 bits."""
    cells: list[Words] = [{}, {"strategy": "hard_only"}]
    seed = 2**64 + 5
    found = in_page(page, cells, theory="essay", worlds=290, first=3, seed=str(seed), weekly=["tension"])
    same(found, in_python(scenarios, cells, "essay", Draws(seed, 3, 290)))


def test_a_change_is_run_alone_and_the_rest_stays(page: Any, scenarios: dict[str, Scenario]) -> None:
    for caution in (0.1, 0.3):
        cells: list[Words] = [{}, {"parameters": {"caution": caution}}]
        found = in_page(page, cells, theory="essay", worlds=40, weekly=["tension"])
        same(found, in_python(scenarios, cells, "essay", Draws(1, 0, 40)))


signal = st.sampled_from(
    sorted((actor, name) for name, it in baseline().signals.items() for actor in it.senders)
)
day = st.dates(baseline().start, baseline().end)
sizes = st.floats(0, 1, width=16)
SHAPES: list[Words] = [{}, {"every": "3 weeks"}, {"withhold": True}, {"whatever_the_stage": True}]


@st.composite
def words(draw: st.DrawFn) -> Words:
    """Parameters, strategies and postures one after the other, orders, a fact: as a file may have them."""
    s = baseline()
    found: Words = {"parameters": {}, "orders": {}, "calendar": {}}
    for name in draw(st.lists(st.sampled_from(sorted(s.parameters)), max_size=4, unique=True)):
        low, high = s.parameters[name].range
        ends = sorted(low + (high - low) * draw(sizes) for _ in range(2))
        found["parameters"][name] = draw(st.sampled_from([ends, ends[0]]))
    days = sorted(draw(st.lists(day, min_size=2, max_size=2, unique=True)))
    over, named = st.integers(1, 30).map("{} weeks".format), st.sampled_from(sorted(s.strategies))
    later = {"strategy": draw(named), "from": days[0], "over": draw(over)}
    found["strategy"] = [{"strategy": draw(named)}, later]
    found["posture"] = [
        {"US": {"stick": draw(sizes)}},
        {"both": {"carrot": draw(sizes)}, "DPRK": {"pace": draw(sizes)}, "from": days[1], "over": draw(over)},
    ]
    for k, (actor, name) in enumerate(draw(st.lists(signal, max_size=3))):
        first, last = sorted(draw(st.lists(day, min_size=2, max_size=2)))
        order = {"actor": actor, "signal": name, "from": first, "to": last}
        found["orders"][f"order_{k}"] = order | draw(st.sampled_from(SHAPES))
    name = draw(st.sampled_from(sorted(name for name, fact in s.calendar.items() if fact.every is None)))
    found["calendar"][name] = draw(st.sampled_from([None, {"value": draw(sizes)}]))
    return found


@settings(max_examples=1, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(cells=st.lists(words(), min_size=8, max_size=8), theory=st.sampled_from(THEORIES))
def test_any_words_have_the_worlds_of_python(
    cells: list[Words], theory: str, page: Any, scenarios: dict[str, Scenario]
) -> None:
    sound = [each for each in cells if _sound(scenarios, each)]
    assume(sound)
    found = in_page(page, sound, theory=theory, worlds=16, weekly=["tension"])
    same(found, in_python(scenarios, sound, theory, Draws(1, 0, 16)))


def _sound(scenarios: dict[str, Scenario], words: Words) -> bool:
    try:
        return bool(_laid(scenarios, words))
    except Complaints:
        return False


REFUSED: list[tuple[Words, str, str]] = [
    ({"extends": "nowhere"}, "extends", "no scenario of this page"),
    ({"weeks": 3}, "weeks", "nothing that a page can change"),
    ({"parameters": {"courage": 1}}, "parameters.courage", "no parameter"),
    ({"parameters": {"caution": 9}}, "parameters.caution", "out of range"),
    ({"parameters": {"caution": "<b>"}}, "parameters.caution", "neither a number"),
    ({"parameters": 3}, "parameters", "no entries"),
    ({"strategy": "bluff"}, "strategy", "no strategy"),
    ({"posture": {"US": {"pace": 1}}}, "posture.US.pace", "no disposition of this actor"),
    ({"posture": {"US": {"stick": 5}}}, "posture.US.stick", "out of range"),
    ({"posture": [{"US": {"stick": k / 9}, "from": f"2018-0{k}-05"} for k in range(1, 7)]},
     "posture.US.stick", "more than 4 values"),
    ({"posture": {"Japan": {}}}, "posture.Japan", "not known"),
    ({"orders": {"a": {"actor": "US", "signal": "sing", "from": "2018-01-01"}}}, "orders.a.signal",
     "no signal"),
    ({"orders": {"a": {"actor": "China", "signal": "summit", "from": "2018-01-01"}}}, "orders.a.actor",
     "cannot send"),
    ({"orders": {"a": {"actor": "US", "signal": "summit", "from": "soon"}}}, "orders.a.from", "no day"),
    ({"orders": {"a": {"actor": "US", "signal": "summit", "from": "2018-01-01", "on": 1}}}, "orders.a.on",
     "not known"),
    ({"orders": {k: {"actor": "US", "signal": "summit", "from": "2018-01-01"} for k in "ab"}}, "orders.b",
     "two signals of the family contact"),
    ({"calendar": {"winter_olympics": {"value": 7}}}, "calendar.winter_olympics.value", "out of range"),
    ({"calendar": {"spring": {"from": "2018-01-01"}}}, "calendar.spring", "comes back every year"),
    ({"injects": {"a": {"when": {}, "then": {}}}}, "injects.a", "not put them in"),
]  # fmt: skip


def test_words_that_are_none_are_refused_with_their_place(page: Any) -> None:
    for nonsense, key, part in REFUSED:
        asked = {"cells": [nonsense], "theory": "essay", "worlds": 8}
        name, at, message = page.evaluate("asked => refused(asked)", asked)
        assert (name, at) == ("Nonsense", key), (nonsense, message)
        assert part in message


def test_what_is_asked_for_too_late_or_wrongly_is_said(page: Any) -> None:
    asked = {"cells": [{}], "theory": "luck", "worlds": 8}
    assert "luck is no theory" in page.evaluate("asked => refused(asked)", asked)[2]
    asked |= {"theory": "essay", "weekly": ["mood"]}
    assert "no week records mood" in page.evaluate("asked => refused(asked)", asked)[2]
    late = "() => refused({cells: [{}], theory: 'essay', worlds: 8, signal: AbortSignal.abort()})"
    assert page.evaluate(late)[0] == "AbortError"


def test_one_world_is_told_week_by_week(page: Any, scenarios: dict[str, Scenario]) -> None:
    """Its signals, and what happened in it, as Python has them."""
    asked = {"cells": [{"extends": "nuclear_test"}], "theory": "essay", "world": 17}
    found = page.evaluate("asked => told(asked)", asked)
    world = World([Cell(scenarios["nuclear_test"], "essay")], Draws(1, 17, 1), REPLICATES)
    for week in range(world.cells[0].scenario.weeks):
        world.step()
        s = world.situation
        for name, actor in s.actors.items():
            for family in FAMILIES:
                place = actor.sent.places[family]
                assert found[f"sent/{name}/{family}"][week] == place[0]
                assert found[f"ordered/{name}/{family}"][week] == actor.sent.orders(family)[0]
        assert found["events/nuclear_test"][week] == s.events["nuclear_test"][0]
        assert found["crisis_opened"][week] == s.crisis_opened[0]
    assert sum(found["ordered/DPRK/forces"]) == 1


@pytest.mark.parametrize("name", ["nuclear_test_answered", "rich"])
def test_the_options_of_a_week_have_the_chances_that_explain_gives(
    name: str, page: Any, scenarios: dict[str, Scenario]
) -> None:
    ask = "async asked => (await loaded).options(asked)"
    for week in (0, 31):
        asked = {"cell": {"extends": name}, "theory": "spiral", "world": 17, "week": week}
        found, told = page.evaluate(ask, asked), list[Any]()
        for why in explain(Cell(scenarios[name], "spiral"), 1, 17, week).choices:
            if why.family in FAMILIES:
                expected = [option.chance if option.open else 0 for option in why.options]
                assert found[why.actor][why.family] == pytest.approx(expected, abs=1e-6)
                told += [option.open for option in why.options]
        assert any(told)
        assert not all(told)


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_it_does_not_matter_how_many_threads_share_the_worlds(workers: int, page: Any) -> None:
    ask = """async workers => {
      const data = JSON.parse(document.getElementById("data").textContent);
      const asked = {cells: [{}], theory: "essay", worlds: 100, first: 3};
      const alone = await TwotrackModel.load(data, {workers});
      const [one, other] = await Promise.all([(await loaded).run(asked), alone.run(asked)]);
      alone.close();
      return [alone.workers.length, JSON.stringify(one) === JSON.stringify(other)];
    }"""
    assert page.evaluate(ask, workers) == [max(workers, 1), True]
