"""A study survives what befalls disks, processes and clocks: a few seeds here, thousands by `make faults`."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from sim.core.atomic import mend, replaced_folder
from tests.faults.simulator import run_seed

SEEDS = 20
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here, to be killed")


def test_nothing_is_lost_nothing_is_half_and_every_message_is_clear() -> None:
    took = Counter[str]()
    for seed in range(SEEDS):
        took.update(run_seed(seed).faults)
    assert {fault for fault, count in took.items() if count} > {"kill", "power", "full", "kill at a rename"}


def test_a_study_that_a_killed_replacement_set_aside_is_put_back(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.mkdir()
    (place / "kept").touch()
    child = os.fork()
    if not child:
        with replaced_folder(place):
            (new,) = tmp_path.glob(".out.*")
            place.rename(new / "old")
            os._exit(9)
    os.waitpid(child, 0)
    assert not place.exists()
    mend(place)
    assert (place / "kept").exists()
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_what_a_process_at_work_has_beside_is_left_alone(tmp_path: Path) -> None:
    with replaced_folder(tmp_path / "out") as new:
        mend(tmp_path / "out")
        assert new.exists()
