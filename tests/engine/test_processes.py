"""ProcessPool of its own change nothing in the bits, and none of them outlives the program."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.core.errors import UserError
from sim.engine import compiled, processes
from sim.engine.chunk import Chunk
from sim.engine.compiled import LANES
from sim.engine.design import CellList
from sim.engine.ensemble import simulate_ensemble
from sim.engine.merged import Merged
from sim.engine.outcomes import OutcomeRecorder
from sim.engine.process_pool import ProcessPool
from sim.engine.processes import cores
from sim.model.world import World
from sim.scenario.cell import Cell
from tests.engine.test_one_engine import same_counts
from tests.helpers.worlds import baseline, short, with_signal

ROOT = Path(__file__).parents[2]
WEEKS = 6


STRATEGIES = ("negotiation_from_strength", "overreaction")


def cells() -> list[Cell]:
    return [Cell(short(baseline(name), WEEKS), "essay") for name in STRATEGIES]


def test_processes_give_the_same_bits_and_tell_of_every_week() -> None:
    told: list[int] = []
    alone = simulate_ensemble(cells(), seed=3, worlds=37)
    apart = simulate_ensemble(cells(), seed=3, worlds=37, workers=2, progress=told.append)
    same_counts(alone, apart)
    assert sum(told) == 37 * 2 * WEEKS


def test_cells_with_other_signals_stand_where_they_were_given() -> None:
    plain = short(baseline(), WEEKS)
    odd = with_signal(plain, "odd", senders={"US": 0.5}, family="economic", channel="public",
                      audience=("DPRK",), meaning=0.4)  # fmt: skip
    mixed = [Cell(plain, "essay"), Cell(odd, "essay"), Cell(short(baseline("overreaction"), WEEKS), "essay")]
    together = simulate_ensemble(mixed, seed=2, worlds=11, columns=12, keep=True)
    assert together.trajectories is not None
    for place, cell in enumerate(mixed):
        alone = simulate_ensemble([cell], seed=2, worlds=11, keep=True)
        assert alone.trajectories is not None
        np.testing.assert_array_equal(together.histograms[place], alone.histograms[0])
        np.testing.assert_array_equal(together.outcomes[place], alone.outcomes[0])
        np.testing.assert_array_equal(together.trajectories.numbers[place], alone.trajectories.numbers[0])
        np.testing.assert_array_equal(together.trajectories.sent[place], alone.trajectories.sent[0])


def test_chunks_cover_all_worlds_and_keep_all_workers_busy() -> None:
    whole = Merged(Chunk(CellList(tuple(cells())), 1, 5, 100_000, (OutcomeRecorder(),)))
    for workers in (1, 2, 3, 7):
        shares = whole.missing(workers)
        assert [c.first for c in shares] == [5, *(c.first + c.worlds for c in shares[:-1])]
        assert sum(c.worlds for c in shares) == 100_000
        assert len(shares) % workers == 0
        assert max(c.worlds for c in shares) - min(c.worlds for c in shares) <= LANES
        assert all(c.worlds % LANES == 0 for c in shares[:-1])


class Dies:
    """A job that kills its process."""

    def run(self, progress: object = None) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Fine:
    """A job with a number."""

    number: int

    def run(self, progress: object = None) -> int:
        return self.number


def test_a_worker_that_is_killed_is_told_in_one_line() -> None:
    with pytest.raises(UserError, match="killed for want of memory"):
        list(ProcessPool(2)([Dies(), Dies()], None))


def test_it_counts_the_processors_it_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cores() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert cores() == os.cpu_count()


@pytest.mark.parametrize(
    ("told", "use"),
    [("200000 100000", 2), ("150000 100000", 2), ("5000 100000", 1), ("max 100000", 8), ("", 8), ("1 0", 8)],
)
def test_it_counts_no_more_than_the_share_of_a_container(
    told: str, use: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    monkeypatch.setattr(processes, "QUOTA", tmp_path / "cpu.max")
    assert cores() == 8
    (tmp_path / "cpu.max").write_text(f"{told}\n", encoding="ascii")
    assert cores() == use


def test_a_script_that_is_read_from_a_pipe_runs_in_several_processes() -> None:
    script = (
        "from tests.engine.test_processes import Fine\n"
        "from sim.engine.process_pool import ProcessPool\n"
        "print(sorted(found for _, found in ProcessPool(2)([Fine(1), Fine(2), Fine(3)], None)), __file__)\n"
    )
    words = [sys.executable, "-"]
    done = subprocess.run(words, input=script, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[1, 2, 3] <stdin>\n", "")


def children(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout
    own = [int(word) for word in found.split()]
    return own + [each for child in own for each in children(child)]


LONG, SHORT = "--worlds 200000 --workers 2", "--worlds 1300"
"""A run in two workers, and one in this process with one beside it that waits to draw."""


def started(out: Path, size: str) -> tuple[subprocess.Popen[str], list[int]]:
    """A run of that size, and all its processes."""
    words = ["run", "baseline", *size.split(), "--quiet", "--out", str(out)]
    process = subprocess.Popen(
        [sys.executable, "run.py", *words],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while len(children(process.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    return process, children(process.pid)


def gone(family: list[int]) -> bool:
    """Whether all of them end within seconds."""
    deadline = time.monotonic() + 10
    while any(map(alive, family)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(map(alive, family))


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("size", "wait"), [(LONG, 0.1), (LONG, 2.0), (SHORT, 0.1)])
def test_a_request_to_stop_leaves_no_process_behind(
    tmp_path: Path, size: str, wait: float, stop: signal.Signals
) -> None:
    """However far the workers have come: before they have loaded, and in the midst of a chunk."""
    process, _ = started(tmp_path / "out", size)
    time.sleep(wait)
    family = children(process.pid)
    os.killpg(process.pid, stop)  # as a terminal does with Ctrl-C: parent and workers hear it
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130, told
    assert "Traceback" not in told
    assert told.strip() == "interrupted; nothing was changed"
    assert list(tmp_path.iterdir()) == []
    assert gone(family)


@pytest.mark.parametrize(("size", "wait"), [(LONG, 2.0), (SHORT, 0.1)])
def test_workers_do_not_outlive_a_parent_that_is_killed(tmp_path: Path, size: str, wait: float) -> None:
    process, _ = started(tmp_path / "out", size)
    time.sleep(wait)
    family = children(process.pid)
    process.kill()
    process.communicate(timeout=30)
    assert gone(family)


@pytest.mark.parametrize("pays", [0, compiled.PAYS], ids=["compiled", "as written"])
def test_a_world_does_not_stay_when_its_run_is_over(pays: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is flat: what a run held is free before the next one begins, without a search for cycles."""
    monkeypatch.setattr(compiled, "PAYS", pays)
    made: list[weakref.ref[World]] = []
    start = World._start

    def noted(world: World, *given: Any) -> Any:
        made.append(weakref.ref(world))
        assert sum(it() is not None for it in made) <= 1
        return start(world, *given)

    monkeypatch.setattr(World, "_start", noted)
    gc.disable()
    try:
        simulate_ensemble(cells(), seed=1, worlds=40, columns=16)
    finally:
        gc.enable()
    assert len(made) == 5


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended may still be listed for a while."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(state.stdout.strip().strip("Z<sl+N"))
