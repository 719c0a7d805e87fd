"""Worlds that start from one world of a study go on as that did, and differ by what is theirs alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import sim as tt
from sim.core.errors import UserError
from sim.core.random_streams import Draws
from sim.engine import branched_world
from sim.engine.branched_world import BranchedWorld, source_world
from sim.engine.checkpoint import key_of
from sim.engine.chunk import Chunk
from sim.engine.compiled.compiled_world import Compiled
from sim.engine.design import CellList
from sim.engine.ensemble import Ensemble, simulate_ensemble
from sim.engine.outcomes import OutcomeRecorder
from sim.engine.process_pool import ProcessPool
from sim.engine.simulate import single_world
from sim.explanation.replay import replayed
from sim.output.draw_pool import undrawn
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.branching import branched
from tests.engine.compiled.test_compiled import step_alike
from tests.helpers.worlds import baseline

WORLD, WEEK, WEEKS = 13, 9, 24
"""Week 9 is that of 28 August 2017, in the midst of an exercise."""


def short(**words: object) -> Scenario:
    return baseline().with_(name="short", end="2017-12-10", **words)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixteen worlds of two scenarios, with every week of each."""
    both = short(), short(strategy="soft_only").with_(name="soft")
    found = tt.compare(*both, theories="essay", worlds=16, keep_worlds=True)
    return found.save(tmp_path_factory.mktemp("study") / "two", undrawn)


def there(study: Path, scenario: Scenario, week: int = WEEK, of: str | None = None) -> Cell:
    (found,) = branched([scenario], study, WORLD, week, of)
    return Cell(found, "essay")


def weekly(ensemble: Ensemble) -> np.ndarray:
    assert ensemble.trajectories
    return ensemble.trajectories.numbers


def many(cells: list[Cell], **how: object) -> Ensemble:
    return simulate_ensemble(cells, seed=1, worlds=16, keep=True, **how)  # type: ignore[arg-type]


def test_compiled_weeks_have_the_same_bits(study: Path) -> None:
    cells = [there(study, short()), there(study, short(posture={"both": {"stick": 0}}))]
    written, start = (BranchedWorld(cells, Draws(1, 5, 20, 2), 8) for _ in range(2))
    step_alike(written, Compiled(start, ("sent", "state")), cells[0].scenario.weeks)


@pytest.mark.parametrize("of", ["short", "soft"])
def test_the_world_itself_goes_on_as_it_did_to_the_last_bit(study: Path, of: str) -> None:
    own = short() if of == "short" else short(strategy="soft_only").with_(name="soft")
    went_on = weekly(many([there(study, own, of=of)]))[0, :, :, WORLD]
    before = replayed(Cell(own, "essay"), 1, WORLD).trajectories.numbers[0, :, :, 0]
    assert went_on.shape[1] == WEEKS - WEEK
    assert np.array_equal(went_on.view(np.int32), before[:, WEEK:].copy().view(np.int32))


def test_all_worlds_have_one_past_and_one_draw_of_the_parameters_and_part_from_then_on(study: Path) -> None:
    cell = there(study, short())
    world = BranchedWorld([cell], Draws(1, 0, 16), 8)
    s = world.situation
    assert all(len(np.unique(column)) == 1 for column in s.p.items().values())
    assert all(len(np.unique(column)) == 1 for column in s.dispositions["US"].items().values())
    assert len(np.unique(s.land.tension)) == 1
    assert (s.tally.weeks_alive == 0).all()
    for _ in range(6):
        world.step()
    assert len(np.unique(s.land.tension)) > 8


def test_scenarios_that_are_compared_start_from_the_same_world(study: Path) -> None:
    cells = [there(study, short()), there(study, short(strategy="hard_only").with_(name="hard"))]
    both = branched_world.as_written(cells, Draws(1, 0, 8, 2), 8).situation
    assert np.array_equal(*np.split(both.land.tension, 2))
    assert not np.array_equal(*np.split(both.dispositions["US"].carrot, 2))


def test_the_scenario_of_the_study_can_be_named(study: Path) -> None:
    first, soft = (source_world(there(study, short(), of=name)).cell for name in (None, "soft"))
    assert (first.scenario.name, soft.scenario.name) == ("short", "soft")


def test_chunks_and_processes_change_no_bit_and_a_world_replays_alone(study: Path) -> None:
    cells = [there(study, short())]
    whole = weekly(many(cells))
    assert np.array_equal(whole, weekly(many(cells, columns=8)))
    with ProcessPool(2) as pool:
        assert np.array_equal(whole, weekly(many(cells, pool=pool)))
    here = single_world(cells[0], 1, 5)
    here.step()
    assert float(here.situation.land.tension[0]) in whole[0, :, 0, 5]


def test_another_seed_gives_other_worlds_from_the_same_past(study: Path) -> None:
    cell = there(study, short())
    one, other = (BranchedWorld([cell], Draws(seed, 0, 8), 8) for seed in (1, 2))
    assert np.array_equal(one.situation.land.tension, other.situation.land.tension)
    one.step()
    other.step()
    assert not np.array_equal(one.situation.land.tension, other.situation.land.tension)


def test_numbers_that_the_scenario_sets_are_its_own(study: Path) -> None:
    cell = there(study, short(parameters={"caution": 0.3}))
    p = BranchedWorld([cell], Draws(1, 0, 4), 8).situation.p
    assert p.caution.tolist() == pytest.approx([0.3] * 4)
    others = {name: column for name, column in p.items().items() if name != "caution"}
    things = source_world(cell).things
    assert all((column == things["p", name]).all() for name, column in others.items())


def test_the_key_of_a_simulation_covers_the_study(study: Path) -> None:
    def key(cell: Cell) -> str:
        return key_of(Chunk(CellList((cell,)), 1, 0, 16, (OutcomeRecorder(),)))

    keys = {key(there(study, short(), week)) for week in (3, 4)} | {key(Cell(short(), "essay"))}
    assert len(keys) == 3


def test_worlds_from_the_record_branch_too(tmp_path: Path) -> None:
    """Their phase drifts on, and what continued of the history goes on."""
    start = {"date": "1991-03-05", "from": "record"}
    spring = baseline().with_(name="spring", start=start, end="1991-05-12")  # type: ignore[arg-type]
    place = tt.run(spring, worlds=16, keep_worlds=True).save(tmp_path / "spring", undrawn)
    cell = there(place, spring, 4)
    before = replayed(Cell(spring, "essay"), 1, WORLD).trajectories.numbers[0, :, :, 0]
    went_on = weekly(many([cell]))[0, :, :, WORLD]
    assert np.array_equal(went_on.view(np.int32), before[:, 4:].copy().view(np.int32))
    # and once more, from a world of the branch
    again = tt.run(spring, worlds=16, from_world=place, world=WORLD, week=4)
    second = again.save(tmp_path / "second", undrawn)
    twice = weekly(many([there(second, spring, 2)]))[0, :, :, WORLD]
    assert np.array_equal(twice.view(np.int32), before[:, 6:].copy().view(np.int32))


def test_a_world_at_war_is_refused(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cell = there(study, short(), 2)
    monkeypatch.setattr(branched_world, "as_written", _at_war)
    branched_world._source_world.cache_clear()  # pyright: ignore[reportPrivateUsage]
    with pytest.raises(UserError, match=r"is at war in week 2 under essay.*allowed: an earlier week"):
        source_world(cell)
    branched_world._source_world.cache_clear()  # pyright: ignore[reportPrivateUsage]


def _at_war(cells: list[Cell], draws: Draws, replicates: int) -> object:
    from sim.model.world import World

    world = World(cells, draws, replicates)
    world.situation.fate.at_war[:] = True
    return world


def test_a_study_by_other_code_or_without_the_theory_is_refused(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="has no world of theory spiral; it has short under essay, soft"):
        source_world(replace(there(study, short(), 5), theory="spiral"))
    monkeypatch.setattr(branched_world, "software", lambda: {"code": "0" * 64})
    with pytest.raises(UserError, match="was made by another version of the model"):
        source_world(there(study, short(), 6))
