"""Weeks as machine code: the same worlds as those simulated as written, to the last bit."""

from __future__ import annotations

import platform
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest

from sim.core import tree
from sim.core.random_streams import Draws
from sim.engine import compiled
from sim.engine.chunk import Chunk
from sim.engine.compiled import native, program
from sim.engine.compiled.blocks import STRETCH
from sim.engine.compiled.compiled_world import Compiled
from sim.engine.compiled.tracer import columns_of
from sim.engine.conditioning import priors
from sim.engine.conditioning.record_world import RecordWorld
from sim.engine.design import CellList
from sim.engine.ensemble import Ensemble, simulate_ensemble
from sim.engine.outcomes import OutcomeRecorder
from sim.engine.world_batch import REPLICATES, _with_the_same_menu, aligned
from sim.model.measures import measure
from sim.model.orders import CARRIED_OUT
from sim.model.outcome_counters import final, outcomes
from sim.model.parameter_source import with_params
from sim.model.world import World
from sim.scenario import load
from sim.scenario.cell import Cell
from sim.studies.claims.runs import ScoreDigestRecorder
from sim.studies.validation.chronicle import REQUESTS, Chronicle
from sim.vocabulary.glossary import MEASURES
from sim.vocabulary.signals import EFFECTS, FAMILIES
from sim.vocabulary.theory_names import NAMES
from tests.engine.test_one_engine import same_counts
from tests.helpers.worlds import baseline, short, with_inject, with_order, with_parameters, world_of

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "scenarios"
FILES = sorted(str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*.yaml"))
WEEKS = 30

R = TypeVar("R")


def both(
    cells: Sequence[Cell],
    worlds: int,
    requested: Collection[str] = ("sent", "state"),
    *,
    seed: int = 1,
    first: int = 3,
) -> tuple[World, Compiled]:
    """The same worlds as written and compiled."""
    draws = Draws(seed, first, worlds, len(cells))
    if cells[0].scenario.from_record:
        written, start = (RecordWorld(cells, draws, REPLICATES) for _ in range(2))
        return written, Compiled(start, requested, priors.drift)
    written, start = (World(cells, draws, REPLICATES) for _ in range(2))
    return written, Compiled(start, requested)


def step_alike(written: World, fast: Compiled, weeks: int) -> None:
    """Run the weeks in both ways: all that carries over is the same in each."""
    for _ in range(weeks):
        written.step()
        fast.step()
        expected = columns_of(written.situation)
        for slot, column in columns_of(fast.situation).items():
            assert column.dtype == expected[slot].dtype, slot
            assert column.tobytes() == expected[slot].tobytes(), (slot, written.situation.week)
        for name, actor in written.situation.actors.items():
            for family in FAMILIES:
                sent = fast.situation.actors[name].sent
                np.testing.assert_array_equal(sent.places[family], actor.sent.places[family])
                np.testing.assert_array_equal(sent.orders(family), actor.sent.orders(family))


def test_every_shipped_scenario_runs_the_same_weeks() -> None:
    """Those of the same weeks and signals as one, so that their code is made once."""
    scenarios = [load(FOLDER / file) for file in FILES]
    # a test below starts from the record, after fewer years
    assumed = [it.with_(start=it.start) if it.from_record else it for it in scenarios]
    cells = [Cell(it, it.theory) for it in assumed]
    for places in _with_the_same_menu(aligned(cells)):
        group = [aligned(cells)[place] for place in places]
        step_alike(*both(group, 20), min(group[0].scenario.weeks, WEEKS))


def test_all_strategies_under_all_theories_run_the_same_weeks_to_the_end() -> None:
    cells = [Cell(baseline(strategy), theory) for theory in NAMES for strategy in baseline().strategies]
    written, fast = both(cells, 9)
    step_alike(written, fast, baseline().weeks)
    for read in (outcomes, final):
        assert read(fast.situation).tobytes() == read(written.situation).tobytes()


@pytest.mark.parametrize("worlds", [1, 2, 15, 16, 17, 33])
def test_it_does_not_matter_whether_worlds_fill_the_registers(worlds: int) -> None:
    step_alike(*both([Cell(baseline(), "essay"), Cell(baseline("capitulation"), "spiral")], worlds), WEEKS)


@pytest.mark.parametrize("lanes", [4, 8, 16])
def test_it_does_not_matter_how_wide_registers_are(lanes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The processor does in two or four steps what it cannot do in one."""
    monkeypatch.setattr(native, "lanes", lambda: lanes)
    step_alike(*both([Cell(baseline(), "essay"), Cell(baseline("capitulation"), "spiral")], 21), 12)


@pytest.mark.skipif(
    platform.machine() not in {"x86_64", "AMD64"}, reason="tries an older processor of its kind"
)
def test_an_older_processor_gives_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    """One without wide registers, and without a fused multiply-add."""
    made, target = list[str](), native.target

    def older(*_: str) -> Any:
        made.append("x86-64")
        return target("x86-64", "")

    monkeypatch.setattr(native, "target", older)
    monkeypatch.setattr(native, "lanes", lambda: 4)
    monkeypatch.setattr(program, "_known", [])
    step_alike(*both([Cell(baseline(), "essay"), Cell(baseline("capitulation"), "spiral")], 21), 12)
    assert made


def test_orders_shapes_and_injects_are_obeyed_alike() -> None:
    """A withheld signal, an order with a scale, all in one scenario of three; an inject that comes twice."""
    s = short(baseline(), WEEKS)
    ordered = with_order(s, "US", "show_of_force", 4, 6, scale=0.5)
    ordered = with_order(ordered, "DPRK", "taunt", 2, 20, withhold=True)
    waiting = with_inject(s, "US", "show_of_force", "tension", ">", 0.3, times=2)
    written, fast = both([Cell(x, "essay") for x in (s, ordered, waiting)], 40)
    step_alike(written, fast, WEEKS)
    assert (written.situation.plan.watches[0].times < 2).any(), "the inject should come in some world"


INJECTS: dict[str, Any] = {
    "answer": {
        "when": {"event": "test", "in_the_last": "2 weeks"},
        "then": {"actor": "alliance", "signal": "show_of_force", "scale": 0.8},
        "times": 3,
    },
    "offer": {"when": {"after": "answer", "weeks": 2}, "then": {"actor": "ROK", "signal": "public_offer"}},
    "meet": {
        "when": {
            "all": [{"not": {"stage": "freeze"}}, {"measure": "tension", "above": 0.3, "for": "3 weeks"}]
        },
        "then": {"actor": "US", "signal": "summit"},
        "within": "6 weeks",
        "to": "2018-12-31",
    },
    "reached": {
        "when": {"any": [{"event": "talks_reached"}, {"event": "crisis_opened"}, {"event": "fire"}]},
        "then": {"actor": "China", "signal": "mediation"},
        "times": 9,
    },
    "same": {"when": {"measure": "tension", "at": 0.4}, "then": {"actor": "DPRK", "signal": "accept_talks"}},
}


def test_orders_in_force_and_injects_that_wait_and_follow_are_obeyed_alike() -> None:
    """What became of every order and inject is told alike too, in a scenario beside one that has none."""
    s = short(baseline(), 80)
    day = {"from": "2017-09-04", "to": "2018-05-31"}
    orders = {
        "stop": {"actor": "alliance", "signal": "suspension", **day},
        "meet": {"actor": "US", "signal": "summit", **day, "every": "4 weeks"},
    }
    rich = s.with_(name="rich", orders=orders, injects=INJECTS)
    written, fast = both(
        [Cell(x, t) for t in ("essay", "spiral") for x in (s, rich)], 40, ("sent", "orders", "state")
    )
    carried_out = 0
    for _ in range(s.weeks):
        step_alike(written, fast, 1)
        expected, found = written.situation.orders, fast.situation.orders
        for number, became in found.items():
            np.testing.assert_array_equal(became, expected.get(number, 0 * became))
            carried_out += int((became >= CARRIED_OUT).any())
    assert carried_out > 40


def test_what_is_not_kept_up_to_date_cannot_be_read() -> None:
    """A column of the week before would be taken for one of this week."""
    written, fast = both([Cell(short(baseline(), 20), "essay")], 16, requested=("land.tension", "measures"))
    for _ in range(19):
        written.step()
        fast.step()
        for name in MEASURES:
            np.testing.assert_array_equal(measure(fast.situation, name), written.measure(name), err_msg=name)
    s = fast.situation
    assert s.land.past == [None] * len(s.land.past)
    assert s.tally.lull is None
    assert s.beliefs["China"].mean is None
    assert np.isnan(s.believed("US", by="China")).all()
    for record in (s, *s.actors.values()):
        assert not vars(record).keys() & {*tree.passing_of(type(record))} - {"random", "exercise"}


@pytest.mark.parametrize("weeks", [1, STRETCH - 1, STRETCH, STRETCH + 1])
def test_after_the_last_week_all_that_lasts_can_be_read(weeks: int) -> None:
    written, fast = both([Cell(short(baseline(), weeks), "essay")], 16, requested=())
    for _ in range(weeks):
        written.step()
        fast.step()
    found, expected = columns_of(fast.situation), columns_of(written.situation)
    assert found.keys() == expected.keys()
    for slot, column in found.items():
        assert column.tobytes() == expected[slot].tobytes(), slot


def test_what_is_asked_for_besides_is_told_alike() -> None:
    """Columns of the world by name, yes or no among them, and Pyongyang's scores."""
    names = ("events", "resolved", "crisis_opened", "serious", "war_now", "fire", "failed")
    cells = [Cell(baseline(), theory) for theory in ("essay", "own_calendar")]
    written, fast = both(cells, 50, ("scores", "state", *names))
    for _ in range(WEEKS):
        written.step()
        fast.step()
        for name in names:
            np.testing.assert_equal(vars(fast.situation)[name], vars(written.situation)[name])
        assert fast.situation.crisis_opened.dtype == np.bool_
        for family, scores in written.situation.north.scores.items():
            assert fast.situation.north.scores[family].tobytes() == scores.tobytes(), family


def test_worlds_that_start_from_the_record_run_the_same_weeks() -> None:
    """Whose phase of the programme drifts on after each week."""
    start = {"date": date(1991, 3, 5), "from": "record"}
    s = baseline().with_(start=start, end=date(1991, 3, 5) + timedelta(weeks=20))
    soft = s.with_(name="soft", posture={"both": {"stick": 0, "carrot": 2}})
    set_anew = s.with_(name="set", parameters={"tempo": 0.1})
    step_alike(*both([Cell(x, "essay") for x in (s, soft, set_anew)], 20), 20)


def test_fitted_parameters_run_the_same_weeks() -> None:
    plain = [Cell(short(baseline(), 12), theory) for theory in ("essay", "diversion")]
    cells = with_params(plain, "fitted")
    step_alike(*both(cells, 30), 12)


def test_parameters_that_a_design_chooses_run_the_same_weeks() -> None:
    """One draw a world, so that no two worlds of a block share their parameters."""
    draws, cells = Draws(5, 9, 21, 1), [Cell(short(baseline(), 12), "essay")]
    places = {"caution": np.linspace(0, 1, 21, dtype=np.float32)}
    written, start = (World(cells, draws, 1, places) for _ in range(2))
    step_alike(written, Compiled(start, ("sent", "state")), 12)


def counted(monkeypatch: pytest.MonkeyPatch, switch: str, **more: Any) -> Ensemble:
    cells = [
        Cell(short(baseline(s), WEEKS), t)
        for t in ("essay", "diversion")
        for s in ("overreaction", "capitulation")
    ]
    return each_way(monkeypatch, switch, lambda: simulate_ensemble(cells, seed=2, worlds=61, first=5, **more))


def test_a_study_is_the_same_to_the_last_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts, outcomes, all paths and the world that is watched."""
    written = counted(monkeypatch, "no", keep=True, watched=20)
    fast = counted(monkeypatch, "yes", keep=True, watched=20, columns=100)
    same_counts(written, fast)
    assert written.trajectories is not None
    assert fast.trajectories is not None
    assert written.trajectories.numbers.tobytes() == fast.trajectories.numbers.tobytes()
    assert written.trajectories.sent.tobytes() == fast.trajectories.sent.tobytes()
    assert {k: x.tolist() for k, x in vars(written.watched).items()} == {
        k: x.tolist() for k, x in vars(fast.watched).items()
    }


def test_worlds_of_the_record_leave_the_same_chronicle(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a chronicle keeps of the week before is not overwritten by the next."""
    history = short(load(ROOT / "scenarios" / "history_1990_2017.yaml"), 120)
    cells = Cell(history, "opportunity"), Cell(history, "diversion")
    written, fast = (each_way(monkeypatch, way, lambda: chronicled(cells)) for way in ("no", "yes"))
    assert written.keys() == fast.keys()
    for name, rows in written.items():
        np.testing.assert_array_equal(fast[name], rows, err_msg=name)


def test_scores_have_the_same_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = Cell(short(baseline(), WEEKS), "spiral"), Cell(short(baseline("hard_only"), WEEKS), "spiral")
    recorders = OutcomeRecorder(), ScoreDigestRecorder()
    written, fast = (
        each_way(monkeypatch, way, Chunk(CellList(cells), 3, 8, 50, recorders).run) for way in ("no", "yes")
    )
    for name, rows in written.items():
        np.testing.assert_array_equal(fast[name], rows, err_msg=name)


def each_way(monkeypatch: pytest.MonkeyPatch, switch: str, do: Callable[[], R]) -> R:
    monkeypatch.setenv(compiled.SWITCH, switch)
    monkeypatch.setattr(compiled, "PAYS", 0)
    return do()


def chronicled(cells: tuple[Cell, ...]) -> dict[str, Any]:
    """All that a chronicle keeps, by name, of so many worlds that columns are not copied."""
    scenario = cells[0].scenario
    world = compiled.carried(World(cells, Draws(9, 0, 2 * compiled.LANES, len(cells)), REPLICATES), REQUESTS)
    kept = Chronicle(scenario.monday, scenario.weeks, world.width)
    for _ in range(scenario.weeks):
        world.step()
        kept.add(world.situation)
    sums = {name: getattr(kept, name) for name in ("trigger", "nuclear", "trade", "fired", "failed")}
    return sums | kept.events | kept.flags


@pytest.mark.parametrize(
    ("switch", "pays", "kind"), [("yes", 0, Compiled), ("no", 0, World), ("", 10**9, World)]
)
def test_weeks_are_compiled_where_that_pays_and_nobody_has_switched_it_off(
    switch: str, pays: int, kind: type[World], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(compiled.SWITCH, switch)
    monkeypatch.setattr(compiled, "PAYS", pays)
    assert type(compiled.carried(world_of(baseline(), worlds=16))) is kind
    assert type(compiled.carried(world_of(baseline(), worlds=8))) is World, "narrow"


@pytest.mark.parametrize("fault", ["absent", "broken", "too old"])
def test_without_an_llvmlite_that_works_weeks_are_run_as_written(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who never asked for the extra may have an old one."""
    errors: dict[str, Exception] = {"absent": ImportError("no module"), "broken": OSError("no library")}

    def imported(_: str) -> None:
        if fault in errors:
            raise errors[fault]

    monkeypatch.setattr(compiled, "PAYS", 0)
    monkeypatch.setattr(compiled, "import_module", imported)
    monkeypatch.setattr(compiled, "version", lambda _: "0.45.1")
    compiled.usable.cache_clear()
    try:
        assert type(compiled.carried(world_of(baseline(), worlds=32))) is World
    finally:
        compiled.usable.cache_clear()


@pytest.mark.parametrize("effect", EFFECTS)
def test_a_menu_may_lack_any_effect(effect: str) -> None:
    """Nobody can suspend an exercise, pledge a moratorium and so on."""
    s = short(baseline(), 4)
    kept = {name: signal for name, signal in s.signals.items() if effect not in signal.does}
    step_alike(*both([Cell(s.model_copy(update={"signals": kept}), "essay")], 16), 4)


def test_choices_that_follow_no_value_go_the_same_way() -> None:
    """A file may set rationality to 0: only base weights then count."""
    with np.errstate(all="ignore"):
        step_alike(*both([Cell(with_parameters(baseline(), rationality=0), "essay")], 32), 12)


def test_programs_are_not_taken_for_others() -> None:
    """One after the other, scenarios that differ in one number that the text holds."""
    s = short(baseline(), 8)
    louder = s.signals["taunt"].model_copy(update={"meaning": 0.05})
    for other in (
        s,
        s.model_copy(update={"signals": s.signals | {"taunt": louder}}),
        with_inject(s, "US", "show_of_force", "tension", ">", 0.1),
        with_inject(s, "US", "show_of_force", "tension", ">", 0.9),
        with_inject(s, "US", "show_of_force", "tension", "<", 0.9),
        with_inject(s, "US", "show_of_force", "tension", "<", 0.9, times=3),
        with_order(s, "US", "show_of_force", 1, 6, scale=0.5),
        with_order(s, "US", "show_of_force", 1, 6, scale=1.5),
    ):
        step_alike(*both([Cell(other, "essay")], 32), 8)


def test_what_no_week_tells_is_refused() -> None:
    with pytest.raises(ValueError, match="fier"):
        both([Cell(baseline(), "essay")], 16, ("fier",))
