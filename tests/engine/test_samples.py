"""A few worlds kept over time are the worlds that a study with all of them keeps."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.ensemble import simulate_ensemble
from sim.engine.sample_recorder import COUNT, SAMPLED
from sim.engine.trajectories import NUMBERS
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import OVER_TIME, RUNGS
from tests.helpers.worlds import baseline, short

WEEKS = 12


@pytest.mark.parametrize(("worlds", "columns"), [(72, 4096), (72, 48), (20, 4096)])
def test_samples_are_single_worlds(worlds: int, columns: int) -> None:
    cells = [Cell(short(baseline(name), WEEKS), "essay") for name in ("overreaction", "capitulation")]
    found = simulate_ensemble(cells, seed=3, worlds=worlds, columns=columns, keep=True)
    assert found.samples is not None
    assert found.trajectories is not None
    assert found.samples.shape == (2, len(OVER_TIME), WEEKS, COUNT)
    numbers = found.trajectories.numbers
    war = numbers[:, NUMBERS.index("rung")] == len(RUNGS)
    for at, world in enumerate(SAMPLED):
        for k, name in enumerate(OVER_TIME):
            kept = found.samples[:, k, :, at]
            if world >= worlds:
                assert np.isnan(kept).all()
            else:
                alive = np.where(war[..., world], np.nan, numbers[:, NUMBERS.index(name), :, world])
                np.testing.assert_array_equal(kept, alive)
