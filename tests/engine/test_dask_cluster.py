"""A cluster gives the same bits as this process, also when a worker is killed in the middle."""

from __future__ import annotations

import os
import signal
import threading
import time
from asyncio import CancelledError as AsyncCancelledError
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any

import pytest

from sim.core.errors import UserError
from sim.engine import dask_cluster as clustering
from sim.engine.chunk import Chunk
from sim.engine.dask_cluster import ClusterPool, cluster
from sim.engine.design import CellList
from sim.engine.ensemble import Ensemble, simulate_ensemble
from sim.engine.histograms import HistogramRecorder
from sim.scenario.cell import Cell
from tests.engine.test_one_engine import same_counts
from tests.helpers.studies import told
from tests.helpers.worlds import baseline, short

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("default")  # what libraries warn of is not ours to mend

WEEKS, WORLDS, COLUMNS = 16, 480, 40


STRATEGIES = ("negotiation_from_strength", "overreaction")


def cells() -> list[Cell]:
    return [Cell(short(baseline(name), WEEKS), "essay") for name in STRATEGIES]


@pytest.fixture(scope="module")
def serial() -> Ensemble:
    return simulate_ensemble(cells(), seed=3, worlds=WORLDS)


@pytest.fixture(scope="module")
def local() -> Iterator[ClusterPool]:
    with cluster("local", 2, print) as pool:
        yield pool


def test_it_gives_the_same_bits_with_a_worker_killed_in_the_middle(
    serial: Ensemble, local: ClusterPool
) -> None:
    before = pids(local)
    done: list[int] = []

    def kill(world_weeks: int) -> None:
        done.append(world_weeks)
        if len(done) == 2:
            os.kill(before[0], signal.SIGKILL)

    found = simulate_ensemble(cells(), seed=3, worlds=WORLDS, columns=COLUMNS, pool=local, progress=kill)
    same_counts(serial, found)
    assert len(done) >= 6
    assert sum(done) == WORLDS * 2 * WEEKS
    assert before[0] not in pids(local)


def test_a_scheduler_that_runs_already_is_used(serial: Ensemble, local: ClusterPool) -> None:
    address = local.client.scheduler.address
    with cluster(address, 1, print) as pool:
        assert pool.workers == 2
        same_counts(serial, simulate_ensemble(cells(), seed=3, worlds=WORLDS, pool=pool))


def test_workers_that_do_not_come_are_told_of(local: ClusterPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustering, "WORKER", 1)
    told: list[str] = []
    pids(local)  # both of them are there
    with cluster(local.client.scheduler.address, 3, told.append) as pool:
        assert pool.workers == 2
    assert told == ["only 2 of 3 workers are there: continuing with these and those that come"]


def test_what_is_sent_back_is_counts_summed_in_the_worker() -> None:
    """One set of counts however many runs a chunk has: its size does not grow with the worlds."""
    source, recorders = CellList(tuple(cells())), (HistogramRecorder(),)
    small, large = (Chunk(source, 1, 0, worlds, recorders, columns=64) for worlds in (64, 512))
    one, other = (clustering._pack(chunk.run()) for chunk in (small, large))
    assert len(other) < 3 * len(one)


def test_a_worker_of_another_make_is_refused(local: ClusterPool) -> None:
    made = (("code", "other"), ("numpy", "1.0"))
    with pytest.raises(UserError, match=r"other software than is here .*code other"):
        local._opened((b"", made, ()))


def test_workers_with_other_processors_are_told_of(local: ClusterPool) -> None:
    told: list[str] = []
    pool = ClusterPool(local.client, told.append)
    for processor in ("AVX2",), ("AVX512F",), ("AVX2",):
        pool._opened((clustering._pack(1), clustering._versions(), processor))
    assert len(told) == 1
    assert "processors of different kinds" in told[0]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere"])
def test_a_scheduler_that_is_not_there_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustering, "ANSWER", 1)
    told = f"^scheduler {address}: no scheduler answers there"
    with pytest.raises(UserError, match=told), cluster(address, 1, print):
        pass


def test_the_command_speaks_of_its_option(tmp_path: Path) -> None:
    words = ("run", "baseline", "--worlds", 8, "--scheduler", "nowhere", "--out", tmp_path / "out", "--quiet")
    assert told(*words, code=2).startswith("--scheduler nowhere: no scheduler answers there")


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustering, "WORKER", 1)  # it answers, however long that takes on a busy machine
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0", processes=False) as empty,
        pytest.raises(UserError, match="has no workers"),
        cluster(empty.scheduler_address, 1, print),
    ):
        pass


def pids(pool: ClusterPool) -> list[int]:
    """The processes of the workers, once there are two."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = list(pool.client.run(os.getpid).values())
        if len(found) == 2:
            return found
        threading.Event().wait(0.1)
    raise AssertionError("the workers did not come back")


class Lost:
    """A client whose scheduler has gone."""

    def __init__(self, fault: BaseException) -> None:
        self.fault, self.loop = fault, None

    def submit(self, *_: object, **__: object) -> object:
        raise self.fault

    def cancel(self, *_: object, **__: object) -> None:
        raise self.fault


@pytest.mark.parametrize(
    "fault",
    [
        AsyncCancelledError("scheduler-connection-lost"),
        CancelledError("x"),
        OSError("refused"),
        TimeoutError(),
    ],
)
def test_a_scheduler_that_goes_in_the_middle_is_told_in_one_line(fault: BaseException) -> None:
    pool = ClusterPool(Lost(fault), print, "tcp://there:1")
    with pytest.raises(UserError, match=r"^scheduler tcp://there:1: the scheduler is gone") as told:
        simulate_ensemble(cells(), seed=3, worlds=8, pool=OneWorker(pool))
    assert "\n" not in str(told.value)


def test_a_worker_without_the_project_is_told(local: ClusterPool) -> None:
    pool = ClusterPool(Lost(ModuleNotFoundError("No module named 'sim'")), print)
    with pytest.raises(UserError, match=r"a worker lacks what is needed \(No module named 'sim'\)"):
        simulate_ensemble(cells(), seed=3, worlds=8, pool=OneWorker(pool))


class OneWorker:
    """The pool, of which the number of workers is known."""

    workers = 1

    def __init__(self, pool: ClusterPool) -> None:
        self.pool = pool

    def __call__(self, *given: Any) -> Iterator[Any]:
        return self.pool(*given)
