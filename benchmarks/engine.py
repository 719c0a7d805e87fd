"""The engine at the shape of the main job, and the commands as a user meets them."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time

from sim.engine.compiled import SWITCH
from sim.engine.ensemble import simulate_ensemble
from sim.scenario import load
from sim.scenario.cell import Cell

ROOT = Path(__file__).parents[1]
BASELINE = ROOT / "scenarios" / "baseline.yaml"
FRESH = "from benchmarks.engine import engine, main_job; "


def main_job() -> list[Cell]:
    """The cells of `compare` without arguments: every shipped strategy under the scenario's theory."""
    scenario = load(BASELINE)
    return [Cell(scenario.with_strategy(name), scenario.theory) for name in scenario.strategies]


def engine(cells: list[Cell], worlds: int, tries: int = 1) -> float:
    """World-weeks a CPU-second, the weekly series recorded; the best of some tries."""
    return max(_engine(cells, worlds) for _ in range(tries))


def _engine(cells: list[Cell], worlds: int) -> float:
    start = process_time()
    ensemble = simulate_ensemble(cells, seed=1, worlds=worlds)
    return len(cells) * worlds * ensemble.weeks / (process_time() - start)


def fresh(worlds: int, tries: int = 1) -> float:
    """The same in a process of its own, the making of the code included; the best of some tries."""
    words = [sys.executable, "-c", f"{FRESH}print(engine(main_job(), {worlds}))"]
    found = (
        subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True) for _ in range(tries)
    )
    return max(float(each.stdout) for each in found)


@contextmanager
def as_written() -> Iterator[None]:
    """Weeks are simulated as they are written."""
    before = os.environ.get(SWITCH)
    os.environ[SWITCH] = "no"
    try:
        yield
    finally:
        del os.environ[SWITCH]
        if before is not None:
            os.environ[SWITCH] = before


def seconds(*words: str, tries: int = 1) -> float:
    """Best time of a command of `run.py`, seconds, its folder thrown away."""
    return min(_once(words) for _ in range(tries))


def _once(words: tuple[str, ...]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        out = () if "--help" in words else ("--quiet", "--out", str(Path(folder) / "out"))
        start = perf_counter()
        subprocess.run(
            [sys.executable, "run.py", *words, *out], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
        return perf_counter() - start


def peak() -> float:
    """Largest memory of any command run so far, GiB."""
    unit = 2**30 if sys.platform == "darwin" else 2**20  # bytes there, KiB elsewhere
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
