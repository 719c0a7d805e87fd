"""The week as a WebAssembly module: the same worlds, to the last bit, in a machine that is no processor."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.core.random_streams import Draws
from sim.engine.compiled import wasm
from sim.engine.compiled.open_scenario import opened
from sim.engine.compiled.portable import FUNCTIONS, Portable, portable
from sim.engine.world_batch import REPLICATES
from sim.model.measures import READING
from sim.model.outcome_counters import final, outcomes
from sim.model.world import World
from sim.scenario import Scenario, find_scenario, load
from sim.scenario.cell import Cell
from sim.vocabulary.theory_names import NAMES
from tests.engine.compiled.test_compiled import INJECTS
from tests.helpers.wasm_guest import Guest
from tests.helpers.worlds import baseline

WORLDS = 50
DATED: dict[str, Any] = {
    "strategy": [
        {"strategy": "negotiation_from_strength"},
        {"strategy": "hard_only", "from": "2018-01-01", "over": "6 weeks"},
    ],
    "posture": [{"US": {"carrot": 1.2}}, {"DPRK": {"pace": 1.5}, "from": "2018-06-04", "over": "10 weeks"}],
    "orders": {
        "stop": {"actor": "alliance", "signal": "suspension", "from": "2017-09-04", "to": "2018-05-31"},
        "meet": {"actor": "US", "signal": "summit", "from": "2017-10-02", "every": "4 weeks"},
        "show": {"actor": "ROK", "signal": "show_of_force", "from": "2018-07-02", "scale": 0.5},
        "quiet": {"actor": "DPRK", "signal": "taunt", "from": "2017-07-03", "to": "2018-03-02",
                  "withhold": True},
    },
    "calendar": {"foal_eagle_2018": None, "winter_olympics": {"value": 0.2}},
    "parameters": {"caution": 0.1, "mix": [0.2, 0.6]},
}  # fmt: skip


@pytest.fixture(scope="module")
def own() -> list[Scenario]:
    """Scenarios with injects: a show of force that waits, and several that wait for each other."""
    dated = baseline().with_(name="dated", injects=INJECTS, **DATED)
    return [load(find_scenario("nuclear_test_answered")), dated]


@pytest.fixture(scope="module")
def made(own: list[Scenario]) -> Portable:
    return portable(own, NAMES, ("reading", "fate.at_war"))


def test_all_strategies_orders_injects_and_dates_end_in_the_same_bits(
    own: list[Scenario], made: Portable
) -> None:
    scenarios = [*own, *(baseline(name) for name in baseline().strategies)]
    cells = [Cell(each, theory) for theory in NAMES for each in scenarios]
    written = World(cells, Draws(3, 13, WORLDS, len(cells)), REPLICATES)
    guests = [_guest(made, scenarios, theory) for theory in NAMES]
    for week in range(written.cells[0].scenario.weeks):
        written.step()
        if not week % 30:
            for name in READING:
                found = np.concatenate([guest.recorded(week, name)[: guest.asked] for guest in guests])
                np.testing.assert_array_equal(found, written.measure(name), err_msg=f"{name} in week {week}")
    expected = np.vstack([outcomes(written.situation), final(written.situation)]).view(np.int32)
    found = np.hstack([guest.ended[:, : guest.asked] for guest in guests])
    np.testing.assert_array_equal(found, expected)
    assert len({bytes(column) for column in expected.T}) > 0.9 * written.width, "worlds should differ"


def _guest(made: Portable, scenarios: list[Scenario], theory: str) -> Guest:
    """The worlds of some scenarios, and after them those of the scenario that uses everything: then inputs
    have the values of its dispositions, and orders the numbers that they have in the module.
    """
    cells = [Cell(each, theory) for each in (*scenarios, opened(scenarios[0]))]
    guest = Guest(made, World(cells, Draws(3, 13, WORLDS, len(cells)), REPLICATES))
    guest.run()
    guest.asked = WORLDS * len(scenarios)
    return guest


def test_a_module_asks_for_memory_alone_and_exports_what_it_says(made: Portable) -> None:
    import wasmtime

    module = wasmtime.Module(wasmtime.Engine(), made.binary)
    assert [(each.module, each.name) for each in module.imports] == [("env", wasm.MEMORY)]
    assert [each.name for each in module.exports] == [*FUNCTIONS]
    assert b"linking" not in made.binary
    assert b"reloc" not in made.binary


def test_what_needs_more_than_memory_is_refused() -> None:
    called = "%y = call float @elsewhere(float %x)\nret float %y"
    text = f"declare float @elsewhere(float)\ndefine float @here(float %x) {{\n{called}\n}}"
    with pytest.raises(ValueError, match="more than functions"):
        wasm.module(text, "here")
