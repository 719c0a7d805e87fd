"""Worlds as particles: what they carry is all that matters for what comes, and is resampled by weight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from sim.core import tree
from sim.core.columns import FLOAT
from sim.engine.conditioning.resampling import carried, effective, joined, put, resampled, shares, systematic
from sim.model.calendar import Calendar
from sim.model.menus import Menu
from sim.model.theories import Theory
from sim.model.world import World
from sim.vocabulary.glossary import MEASURES
from tests.helpers.worlds import after, baseline, world_after, world_of

WORLDS, WEEKS = 24, 30


def readings(world: World) -> dict[str, Any]:
    return {name: world.measure(name).copy() for name in MEASURES}


def lived_on(world: World, weeks: int = 6) -> dict[str, Any]:
    for _ in range(weeks):
        world.step()
    return readings(world) | {"events": np.stack(list(world.situation.events.values()))}


def test_a_world_that_takes_over_what_another_carries_lives_on_to_the_same_bits() -> None:
    old, new = world_after(WEEKS, baseline(), worlds=WORLDS), world_of(baseline(), worlds=WORLDS, seed=99)
    put(new.situation, resampled(carried(old.situation), np.arange(WORLDS)))
    new.situation.week, new.draws = old.situation.week, old.draws
    first, second = lived_on(old), lived_on(new)
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_every_column_that_lasts_is_carried() -> None:
    """Whatever holds it: a record that does not say that it is a tree would be forgotten."""
    s = after(2, baseline(), worlds=WORLDS)
    every = {id(x) for x in arrays(s) if x.shape[-1:] == (WORLDS,)}
    assert every == {id(x) for x in carried(s).values()}
    assert len(every) > 100


def arrays(thing: Any) -> Iterator[Any]:
    """Every array that can be reached from an object, but for what each week makes anew."""
    if isinstance(thing, np.ndarray):
        yield thing
    elif isinstance(thing, dict):
        for part in thing.values():
            yield from arrays(part)
    elif isinstance(thing, list | tuple):
        for part in thing:
            yield from arrays(part)
    elif not isinstance(thing, Calendar | Menu | Theory) and hasattr(thing, "__dict__"):
        passes = tree.passing_of(type(thing))
        yield from arrays({name: part for name, part in vars(thing).items() if name not in passes})


def test_resampled_worlds_are_copies_and_change_nothing_in_the_old_ones() -> None:
    world = world_after(WEEKS, baseline(), worlds=WORLDS)
    before, copies = readings(world), world_of(baseline(), worlds=WORLDS, seed=5)
    put(copies.situation, resampled(carried(world.situation), np.full(WORLDS, 7)))
    assert all((copies.measure(name) == before[name][7]).all() for name in before)
    lived_on(copies)
    assert all(np.array_equal(world.measure(name), before[name]) for name in before)


def test_copies_part_ways() -> None:
    world = world_after(WEEKS, baseline(), worlds=WORLDS)
    put(world.situation, resampled(carried(world.situation), np.zeros(WORLDS, np.int64)))
    assert len(np.unique(lived_on(world, 12)["tension"])) > WORLDS / 2


def test_worlds_of_several_origins_stand_side_by_side() -> None:
    one, other = (world_after(weeks, baseline(), worlds=WORLDS) for weeks in (3, 9))
    both = joined([carried(one.situation), carried(other.situation)])
    tension = np.concatenate([one.situation.land.tension, other.situation.land.tension])
    assert np.array_equal(both["land", "tension"], tension)
    assert both["p", "caution"].shape == (2 * WORLDS,)
    assert both["land", "tension"].dtype == FLOAT


@pytest.mark.parametrize("offset", [0.0, 0.3, 0.999])
def test_each_world_is_drawn_as_often_as_its_weight_says(offset: float) -> None:
    weights = np.array([0.05, 0.5, 0.0, 0.2, 0.25])
    times = np.bincount(systematic(weights, 1_000, offset), minlength=5)
    assert (abs(times - 1_000 * weights) <= 1).all()
    assert times.sum() == 1_000


def test_the_effective_number_is_that_of_equal_weights() -> None:
    assert effective(np.zeros(50)) == pytest.approx(50)
    assert effective(np.array([0.0, -900.0, -900.0])) == pytest.approx(1)
    assert shares(np.log(np.array([1.0, 3.0]))) == pytest.approx([0.25, 0.75])
