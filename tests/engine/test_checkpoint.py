"""A study that was interrupted goes on where it stopped, and ends with the same bits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sim.engine import checkpoint, provenance
from sim.engine.checkpoint import Unfinished, key_of
from sim.engine.chunk import Chunk, Part, Progress
from sim.engine.process_pool import Processes
from sim.engine.simulate import Cell, simulate
from tests.engine.test_one_engine import same_counts
from tests.helpers.worlds import baseline, short, with_parameters

WORLDS, COLUMNS = 64, 4
"""Chunks of 8 worlds of two cells."""


STRATEGIES = ("negotiation_from_strength", "overreaction")


def cells(weeks: int = 4) -> list[Cell]:
    return [Cell(short(baseline(name), weeks), "essay") for name in STRATEGIES]


class Breaks(Processes):
    """Runs some chunks, and is then interrupted."""

    def __init__(self, after: int) -> None:
        super().__init__(1)
        object.__setattr__(self, "after", after)

    def __call__(self, jobs: Sequence[Chunk], progress: Progress | None) -> Iterator[tuple[Chunk, Part]]:
        for place, done in enumerate(super().__call__(jobs, progress)):
            if place == self.after:
                raise KeyboardInterrupt
            yield done


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is kept as it is done."""
    monkeypatch.setattr(checkpoint, "FIRST", 0.0)
    monkeypatch.setattr(checkpoint, "SHARE", 1e9)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def shelf(tmp_path: Path, told: list[str]) -> Unfinished:
    return Unfinished(tmp_path / "out", told.append)


def broken_off(shelf: Unfinished, after: int, **how: object) -> None:
    with pytest.raises(KeyboardInterrupt):
        simulate(cells(), seed=1, worlds=WORLDS, columns=COLUMNS, shelf=shelf, crew=Breaks(after), **how)


@pytest.mark.parametrize("keep", [False, True])
def test_it_goes_on_where_it_stopped_and_ends_with_the_same_bits(
    shelf: Unfinished, told: list[str], keep: bool
) -> None:
    whole = simulate(cells(), seed=1, worlds=WORLDS, keep=keep)
    broken_off(shelf, 2, keep=keep)
    assert "25% of the worlds are kept" in told[-1]
    broken_off(shelf, 3, keep=keep)
    assert "going on from an earlier run, which had done 25%" in told[-2]
    run: list[int] = []
    # in chunks of another size: only what is still missing is run
    rest = simulate(cells(), seed=1, worlds=WORLDS, keep=keep, shelf=shelf, progress=run.append)
    same_counts(whole, rest)
    if whole.paths and rest.paths:
        assert whole.paths.numbers.tobytes() == rest.paths.numbers.tobytes()
        assert whole.paths.sent.tobytes() == rest.paths.sent.tobytes()
    assert run[0] > 0
    assert sum(run) == WORLDS * 2 * 4


def test_what_was_kept_goes_when_the_study_is_written(shelf: Unfinished, tmp_path: Path) -> None:
    broken_off(shelf, 2)
    assert len(list(tmp_path.iterdir())) == 1
    for other in ("ou", "out.0123456789abcdef", "*", "[o]ut"):
        Unfinished(tmp_path / other, print).drop()
    assert len(list(tmp_path.iterdir())) == 1
    shelf.drop()
    assert list(tmp_path.iterdir()) == []
    shelf.drop()


@pytest.mark.parametrize("spoil", ["cut", "flip", "empty", "noise"])
def test_what_cannot_be_read_is_told(shelf: Unfinished, told: list[str], tmp_path: Path, spoil: str) -> None:
    broken_off(shelf, 4)
    (file,) = tmp_path.iterdir()
    bytes_ = bytearray(file.read_bytes())
    if spoil == "flip":
        bytes_[len(bytes_) // 2] ^= 1
    file.write_bytes({"cut": bytes_[:-999], "empty": b"", "noise": b"\0" * 999}.get(spoil, bytes(bytes_)))
    again = simulate(cells(), seed=1, worlds=WORLDS, shelf=shelf)
    assert "cannot be read" in told[-1]
    assert "starting anew" in told[-1]
    same_counts(simulate(cells(), seed=1, worlds=WORLDS), again)


def test_a_study_that_differs_in_a_bit_is_another(shelf: Unfinished, monkeypatch: pytest.MonkeyPatch) -> None:
    def key(these: Sequence[Cell], seed: int = 1, first: int = 0, worlds: int = 8, **how: bool) -> str:
        return key_of(Chunk(tuple(these), seed, first, worlds, **how))

    own = cells()
    other = [own[0], Cell(with_parameters(own[1].scenario, caution=0.1), "essay")]
    theory = [Cell(cell.scenario, "spiral") for cell in own]
    keys = [key(own), key(own, seed=2), key(own, first=8), key(own, worlds=9), key(own, keep=True)]
    keys += [key(other), key(theory), key(cells(5)), key(own[:1])]
    there = provenance.software()
    monkeypatch.setattr(provenance, "software", lambda: {**there, "code": "other"})
    assert len({*keys, key(own)}) == len(keys) + 1
    monkeypatch.setattr(provenance, "software", lambda: {**there, "commit": "other"})
    assert key(own) == keys[0]


def test_a_disk_that_takes_nothing_costs_nothing_but_the_keeping(
    shelf: Unfinished, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    done = simulate(cells(), seed=1, worlds=WORLDS, columns=COLUMNS, shelf=shelf)
    same_counts(simulate(cells(), seed=1, worlds=WORLDS), done)
    assert "cannot be kept (No space left on device)" in told[0]
    assert list(shelf.out.parent.iterdir()) == []


def test_a_short_study_keeps_nothing(
    shelf: Unfinished, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint, "FIRST", 20.0)
    broken_off(shelf, 3)
    assert told == []
    assert list(shelf.out.parent.iterdir()) == []
