"""Jobs of a study are kept as they end: an interrupted study is resumed, with the same bits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

import sim as tt
from sim.engine import checkpoint
from sim.engine.checkpoint import Checkpoint, key_of
from sim.engine.chunk import Progress
from sim.engine.flat import flattened, restored
from sim.engine.jobs import Results, run_each
from sim.engine.process_pool import ProcessPool
from sim.evidence.observed_weeks import ObservedWeek
from sim.output.result import Result
from sim.scenario import Scenario
from sim.studies.log_evidence.pseudo_records import PseudoRecord
from tests.helpers.worlds import baseline, short, with_parameters


class Interrupted(ProcessPool):
    """Runs so many jobs more, and is then interrupted."""

    left = 0

    def __call__(self, jobs: Sequence[Any], progress: Progress | None) -> Iterator[tuple[Any, Any]]:
        for done in super().__call__(jobs, progress):
            if Interrupted.left == 0:
                raise KeyboardInterrupt
            Interrupted.left -= 1
            yield done


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is kept as it is done."""
    monkeypatch.setattr(checkpoint, "FIRST", 0.0)
    monkeypatch.setattr(checkpoint, "SHARE", 1e9)


WEEKS = 5
STUDIES: dict[str, tuple[int, Callable[..., Result]]] = {
    "alive": (
        2,
        lambda **how: tt.alive(
            short(baseline(), WEEKS), only="E05,read.together,caution", theories=["essay", "spiral"],
            worlds=16, **how,
        ),
    ),
    "weigh": (
        9,
        lambda **how: tt.weigh(
            short(tt.load("scenarios/history_1990_2017.yaml"), 10), scenario=short(baseline(), WEEKS),
            theories=["essay", "spiral"], worlds=100, repeats=1, records=1, **how,
        ),
    ),
    "forecast": (
        1,
        lambda **how: tt.forecast("1991-03-04", weeks=4, theories=["essay", "spiral"], worlds=100, **how),
    ),
}  # fmt: skip


@pytest.mark.parametrize("study", STUDIES)
def test_a_study_is_resumed_and_saves_the_same_bytes(
    study: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after, ask = STUDIES[study]
    monkeypatch.setattr("sim.studies.log_evidence.decisive.SHUFFLES", 1)
    ask(out=tmp_path / "whole", workers=1)
    with monkeypatch.context() as patch:
        patch.setattr("sim.engine.process_pool.ProcessPool", Interrupted)
        Interrupted.left = after
        with pytest.raises(KeyboardInterrupt):
            ask(out=tmp_path / "parts", workers=1)
    assert list(tmp_path.glob(".parts.*.unfinished"))
    said: list[str] = []
    ask(out=tmp_path / "parts", workers=1, tell=said.append)
    assert any("resuming an earlier run" in line for line in said)
    assert not list(tmp_path.glob(".parts.*"))
    same_tables(tmp_path / "whole", tmp_path / "parts")


def same_tables(one: Path, other: Path) -> None:
    tables = sorted(file.name for file in one.glob("*.csv"))
    assert tables == sorted(file.name for file in other.glob("*.csv"))
    assert tables
    for name in tables:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


# ── the keeping of jobs ──


@dataclass(frozen=True)
class Told:
    """A result of every kind that can be kept."""

    numbers: NDArray[np.float32]
    by_day: dict[tuple[date, str], Sequence[float]]
    pair: tuple[int, str | None]
    flag: bool


@dataclass(frozen=True, eq=False)
class CountJob:
    """Counts how often it is run."""

    scenario: Scenario
    number: int
    runs: list[int]
    world_weeks: int = 10

    def run(self, progress: Progress | None = None) -> Told:
        self.runs.append(self.number)
        if progress:
            progress(self.world_weeks)
        numbers = np.array([[self.number, np.nan, -0.0]], np.float32)
        return Told(numbers, {(date(2017, 8, 29), "fire"): [0.1, np.inf]}, (self.number, None), True)


def jobs(runs: list[int], scenario: Scenario | None = None) -> list[CountJob]:
    return [CountJob(scenario or baseline(), k, runs) for k in range(4)]


def test_a_result_of_any_kind_comes_back_as_it_was() -> None:
    (job, *_) = jobs([])
    plain = job.run()
    again = restored(Told, *flattened(plain))
    assert again.numbers.tobytes() == plain.numbers.tobytes()
    assert (again.numbers.dtype, again.numbers.shape) == (np.float32, (1, 3))
    assert replace(again, numbers=0) == replace(plain, numbers=0)
    week = ObservedWeek(("test",), 2, stages=(1, 3), pledged=True)
    record = [PseudoRecord("essay", 3, (week, ObservedWeek()))]
    assert restored(list[PseudoRecord], *flattened(record)) == record


def test_what_cannot_be_read_again_is_not_kept_in_silence() -> None:
    with pytest.raises(TypeError, match="DataFrame cannot be kept"):
        flattened(pd.DataFrame())


def test_only_jobs_that_are_missing_run(tmp_path: Path) -> None:
    said: list[str] = []
    place, runs, reported = Checkpoint(tmp_path / "out", said.append), [], []
    Interrupted.left = 3
    with pytest.raises(KeyboardInterrupt):
        run_each(jobs(runs), Interrupted(1), checkpoint=place)
    assert "75% of the work is kept" in said[-1]
    rest: list[int] = []
    found = run_each(jobs(rest), ProcessPool(1), reported.append, place)
    assert rest == [3]
    assert sum(reported) == 40
    assert sorted(int(it.numbers[0, 0]) for it in found.values()) == [0, 1, 2, 3]


def test_jobs_of_another_scenario_number_or_kind_are_others() -> None:
    own, other = baseline(), with_parameters(baseline(), caution=0.1)
    keys = [key_of(Results(these)) for these in (jobs([]), jobs([], other), jobs([])[:3], jobs([])[::-1])]
    assert len(set(keys)) == len(keys)
    assert key_of(Results(jobs([], own))) == key_of(Results(jobs([], own.model_copy()))) == keys[0]


@pytest.mark.parametrize("spoil", ["cut", "flip", "empty"])
def test_results_that_are_torn_are_told_and_run_again(tmp_path: Path, spoil: str) -> None:
    said: list[str] = []
    place = Checkpoint(tmp_path / "out", said.append)
    Interrupted.left = 3
    with pytest.raises(KeyboardInterrupt):
        run_each(jobs([]), Interrupted(1), checkpoint=place)
    (file,) = tmp_path.iterdir()
    bytes_ = bytearray(file.read_bytes())
    bytes_[len(bytes_) // 2] ^= 1
    file.write_bytes({"cut": bytes_[:-99], "empty": b"", "flip": bytes(bytes_)}[spoil])
    rest: list[int] = []
    run_each(jobs(rest), ProcessPool(1), checkpoint=place)
    assert rest == [0, 1, 2, 3]
    assert "starting anew" in said[-1]
