"""A simulation that was interrupted is resumed and ends with the same bits; nothing torn is believed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engine import checkpoint, provenance
from sim.engine.checkpoint import Checkpoint, key_of
from sim.engine.chunk import Chunk, Progress
from sim.engine.design import CellList
from sim.engine.ensemble import Ensemble, simulate_ensemble
from sim.engine.histograms import HistogramRecorder
from sim.engine.merged import Merged
from sim.engine.outcomes import OutcomeRecorder
from sim.engine.process_pool import ProcessPool
from sim.engine.recorders import Arrays, Recorder
from sim.engine.sample_recorder import SampleRecorder
from sim.engine.simulate import simulate
from sim.engine.trajectories import TrajectoryRecorder
from sim.scenario.cell import Cell
from sim.scenario.posterior import posterior_file
from tests.engine.test_one_engine import same_counts
from tests.helpers.source import HOME
from tests.helpers.worlds import baseline, short, with_parameters

WORLDS, COLUMNS = 64, 4
"""Chunks of 8 worlds of two cells."""


STRATEGIES = ("negotiation_from_strength", "overreaction")


def cells(weeks: int = 4) -> list[Cell]:
    return [Cell(short(baseline(name), weeks), "essay") for name in STRATEGIES]


class Breaks(ProcessPool):
    """Runs some chunks, and is then interrupted."""

    def __init__(self, after: int) -> None:
        super().__init__(1)
        object.__setattr__(self, "after", after)

    def __call__(self, jobs: Sequence[Chunk], progress: Progress | None) -> Iterator[tuple[Chunk, Arrays]]:
        for place, done in enumerate(super().__call__(jobs, progress)):
            if place == self.after:
                raise KeyboardInterrupt
            yield done


class Interrupted(ProcessPool):
    """Runs everything, and is then interrupted."""

    def __init__(self) -> None:
        super().__init__(1)

    def __call__(self, jobs: Sequence[Chunk], progress: Progress | None) -> Iterator[tuple[Chunk, Arrays]]:
        yield from super().__call__(jobs, progress)
        raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is kept as it is done."""
    monkeypatch.setattr(checkpoint, "FIRST", 0.0)
    monkeypatch.setattr(checkpoint, "SHARE", 1e9)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def place(tmp_path: Path, said: list[str]) -> Checkpoint:
    return Checkpoint(tmp_path / "out", said.append)


def interrupted(place: Checkpoint, after: int, **how: object) -> None:
    with pytest.raises(KeyboardInterrupt):
        simulate_ensemble(
            cells(), seed=1, worlds=WORLDS, columns=COLUMNS, checkpoint=place, pool=Breaks(after), **how
        )


def whole(**how: object) -> Ensemble:
    return simulate_ensemble(cells(), seed=1, worlds=WORLDS, **how)


@pytest.mark.parametrize("keep", [False, True])
def test_it_is_resumed_and_ends_with_the_same_bits(place: Checkpoint, said: list[str], keep: bool) -> None:
    interrupted(place, 2, keep=keep)
    assert "25% of the work is kept" in said[-1]
    interrupted(place, 3, keep=keep)
    assert "resuming an earlier run, which had done 25%" in said[-2]
    run: list[int] = []
    # in chunks of another size: only what is still missing is run
    rest, plain = whole(keep=keep, checkpoint=place, progress=run.append), whole(keep=keep)
    same_counts(plain, rest)
    if plain.trajectories and rest.trajectories:
        assert plain.trajectories.numbers.tobytes() == rest.trajectories.numbers.tobytes()
        assert plain.trajectories.sent.tobytes() == rest.trajectories.sent.tobytes()
    assert run[0] > 0
    assert sum(run) == WORLDS * 2 * 4


def test_what_was_kept_goes_when_the_study_is_written(place: Checkpoint, tmp_path: Path) -> None:
    interrupted(place, 2)
    assert len(list(tmp_path.iterdir())) == 1
    for other in ("ou", "out.0123456789abcdef", "*", "[o]ut"):
        Checkpoint(tmp_path / other).drop()
    assert len(list(tmp_path.iterdir())) == 1
    place.drop()
    assert list(tmp_path.iterdir()) == []
    place.drop()


@pytest.mark.parametrize("spoil", ["cut", "flip", "empty", "noise"])
def test_what_is_torn_is_told_and_not_believed(
    place: Checkpoint, said: list[str], tmp_path: Path, spoil: str
) -> None:
    interrupted(place, 4)
    (file,) = tmp_path.iterdir()
    bytes_ = bytearray(file.read_bytes())
    if spoil == "flip":
        bytes_[len(bytes_) // 2] ^= 1
    file.write_bytes({"cut": bytes_[:-999], "empty": b"", "noise": b"\0" * 999}.get(spoil, bytes(bytes_)))
    again = whole(checkpoint=place)
    assert "cannot be used" in said[-1]
    assert "starting anew" in said[-1]
    same_counts(whole(), again)


def test_whatever_byte_is_altered_the_numbers_are_the_same(place: Checkpoint, tmp_path: Path) -> None:
    """A small simulation, of which a byte at every few places is altered in turn."""
    small = Chunk(CellList(tuple(cells(1))), 1, 0, 16, (OutcomeRecorder(),))
    plain = small.run()
    with pytest.raises(KeyboardInterrupt):
        simulate(small, Interrupted(), checkpoint=place)
    (file,) = tmp_path.iterdir()
    bytes_ = file.read_bytes()
    for at in [*range(0, len(bytes_), 37), *range(len(bytes_) - 400, len(bytes_), 3)]:
        file.write_bytes(bytes_[:at] + bytes([bytes_[at] ^ 255]) + bytes_[at + 1 :])
        merged = Merged(small)
        with place.keeping(merged):
            assert not merged.share or all((merged.arrays[n] == it).all() for n, it in plain.items()), at


def test_the_file_of_another_simulation_is_not_believed(
    place: Checkpoint, said: list[str], tmp_path: Path
) -> None:
    interrupted(place, 4)
    (file,) = tmp_path.iterdir()
    other = simulate_ensemble(cells(), seed=2, worlds=WORLDS)
    file.rename(place.files(key_of(chunk(cells(), seed=2, worlds=WORLDS)), WORLDS)[0])
    again = simulate_ensemble(cells(), seed=2, worlds=WORLDS, checkpoint=place)
    assert "it is of another simulation" in said[-1]
    same_counts(other, again)


def chunk(
    these: Sequence[Cell],
    seed: int = 1,
    first: int = 0,
    worlds: int = 8,
    recorders: tuple[Recorder, ...] = (HistogramRecorder(), OutcomeRecorder(), SampleRecorder()),
    **how: Any,
) -> Chunk:
    return Chunk(CellList(tuple(these)), seed, first, worlds, recorders, **how)


def test_a_simulation_that_differs_in_a_bit_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def key(*what: Any, **how: Any) -> str:
        return key_of(chunk(*what, **how))

    own = cells()
    other = [own[0], Cell(with_parameters(own[1].scenario, caution=0.1), "essay")]
    theory = [Cell(cell.scenario, "spiral") for cell in own]
    keys = [key(own), key(own, seed=2), key(own, first=8), key(own, worlds=9), key(own, replicates=1)]
    keys += [key(own, recorders=(TrajectoryRecorder(),)), key(own, recorders=(OutcomeRecorder(("crises",)),))]
    keys += [key(own, points={"salvo": np.zeros(8, np.float32)}), key(own, edges=(0, 4, 8))]
    keys += [key(other), key(theory), key(cells(5)), key(own[:1])]
    there = provenance.software()
    monkeypatch.setattr(provenance, "software", lambda: {**there, "code": "other"})
    assert len({*keys, key(own)}) == len(keys) + 1
    monkeypatch.setattr(provenance, "software", lambda: {**there, "commit": "other"})
    assert key(own) == keys[0]


def test_another_posterior_makes_another_simulation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sim.scenario.posterior.FOLDER", tmp_path)
    posterior_file("essay").write_bytes(b"one")
    fitted = [Cell(cell.scenario.model_copy(update={"params": "fitted"}), "essay") for cell in cells()]
    before = key_of(chunk(fitted))
    posterior_file("essay").write_bytes(b"other")
    assert key_of(chunk(fitted)) != before


def test_the_key_covers_the_code_wherever_it_lies(tmp_path: Path) -> None:
    """In folders called like rooms of the code too; it changes with a source file, and not with the place."""
    say = "from sim.engine.provenance import runs_on; print(runs_on()['code'])"

    def code(home: Path) -> str:
        return subprocess.check_output([sys.executable, "-c", say], cwd=home, text=True)

    found: list[str] = []
    for name in ("analysis", "studies", "plots"):
        home = tmp_path / name / "twotrack"
        shutil.copytree(HOME / "sim", home / "sim", ignore=shutil.ignore_patterns("__pycache__"))
        found.append(code(home))
    assert len({*found, provenance.software()["code"] + "\n"}) == 1
    files = "studies/calibration/reference_table.py", "evidence/patterns.py", "evidence/tables/events.csv"
    for file in files:
        with (home / "sim" / file).open("a", encoding="utf-8") as stream:
            stream.write("# changed\n")
        found.append(code(home))
    assert len(set(found)) == 4


def test_a_disk_that_takes_nothing_costs_nothing_but_the_keeping(
    place: Checkpoint, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    done = whole(columns=COLUMNS, checkpoint=place)
    same_counts(whole(), done)
    assert "cannot be kept (No space left on device)" in said[0]
    assert list(place.out.parent.iterdir()) == []


def test_a_short_simulation_keeps_nothing(
    place: Checkpoint, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint, "FIRST", 20.0)
    interrupted(place, 3)
    assert said == []
    assert list(place.out.parent.iterdir()) == []


def test_numbers_that_were_altered_are_not_believed_though_the_file_is_whole(
    place: Checkpoint, said: list[str], tmp_path: Path
) -> None:
    interrupted(place, 4)
    (file,) = tmp_path.iterdir()
    with np.load(file) as kept:
        arrays = {name: kept[name] for name in kept.files}
    arrays["outcomes"] = arrays["outcomes"] + np.float32(1.87)
    with file.open("wb") as stream:
        np.savez(stream, **arrays)
    again = whole(checkpoint=place)
    assert "its numbers are not those that were written" in said[-1]
    same_counts(whole(), again)


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_not_waited_for(
    place: Checkpoint, said: list[str], tmp_path: Path, kind: str
) -> None:
    interrupted(place, 4)
    (file,) = tmp_path.iterdir()
    file.unlink()
    os.mkfifo(file) if kind == "pipe" else file.mkdir()
    same_counts(whole(), whole(checkpoint=place))
    assert any("it is no ordinary file" in line for line in said)
