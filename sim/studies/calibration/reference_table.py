"""The reference table: draws from the priors, each lived once through the years of the record and measured.

It is kept batch by batch in a folder, so that a run that was broken off goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.core.random_streams import Draws
from sim.engine.compiled import begun
from sim.engine.process_pool import Processes
from sim.engine.provenance import ROOT, hash_of
from sim.evidence.history import known
from sim.evidence.marks import Floats
from sim.evidence.patterns import PATTERNS
from sim.evidence.record import record
from sim.model.world import World
from sim.scenario.cell import Cell
from sim.studies.validation.as_history import history
from sim.studies.validation.batch import measured
from sim.studies.validation.chronicle import TOLD, Chronicle

if TYPE_CHECKING:
    from sim.engine.chunk import Progress
    from sim.scenario import Scenario

BATCH = 4_000
"""Worlds of a batch: the same whoever runs them, so that shuffles are too."""
ASIDE = frozenset({"plots", "cli", "studies"})
"""Rooms whose code no table depends on."""
UNFITTED = frozenset({"P16"})
"""Printed, not fitted."""


def statistics() -> tuple[str, ...]:
    """The names of the numbers that worlds are compared with the record by, pattern and part."""
    return tuple(
        f"{p.id} {part.name}" for p in PATTERNS.values() for part in p.parts if _fitted(p.id, part.held_out)
    )


def _fitted(pattern: str, held_out: bool) -> bool:
    return pattern not in UNFITTED and not held_out


@cache
def _observed() -> tuple[float, ...]:
    told = record()
    return tuple(
        float(row[0])
        for p in PATTERNS.values()
        for part, row in zip(p.parts, known(p.of(told)), strict=True)
        if _fitted(p.id, part.held_out)
    )


def observed() -> Floats:
    """The same numbers of the record."""
    return np.array(_observed())


def fitted_names(scenario: Scenario, whole: Scenario) -> tuple[str, ...]:
    """The parameters that can be fitted: drawn from a range, and from the range that `whole` has too.

    Where a history starts, and numbers it gives itself, say nothing of other scenarios.
    """
    same = {name for name, it in scenario.parameters.items() if it.span == whole.parameters[name].range}
    return tuple(
        name
        for name, it in scenario.parameters.items()
        if name in same and it.span[0] < it.span[1] and not name.startswith("start_")
    )


@dataclass(frozen=True)
class Table:
    """Worlds in rows: `places` of their parameters within the ranges (0 to 1), and `numbers` of patterns."""

    names: tuple[str, ...]
    places: NDArray[np.float32]
    numbers: NDArray[np.float32]

    def part(self, rows: NDArray[np.int64]) -> Table:
        """Some of the rows."""
        return Table(self.names, self.places[rows], self.numbers[rows])


@dataclass(frozen=True, eq=False)
class Batch:
    """`worlds` worlds, one luck and one draw of the parameters each, from number `first` on."""

    scenario: Scenario
    theory: str
    names: tuple[str, ...]
    seed: int
    first: int
    worlds: int
    points: dict[str, NDArray[np.float32]] | None = None
    """Places of parameters, where they are given and not drawn."""

    @property
    def world_weeks(self) -> int:
        """How much there is to run."""
        return self.worlds * self.scenario.weeks

    def run(self, progress: Progress | None = None) -> Table:
        """Live to the end of the record and measure."""
        draws = Draws(self.seed, self.first, self.worlds)
        world = begun([Cell(self.scenario, self.theory)], draws, 1, self.points, TOLD)
        kept = Chronicle(self.scenario.monday, self.scenario.weeks, self.worlds)
        places = np.stack([self._place(world, name) for name in self.names], axis=1)
        for _ in range(self.scenario.weeks):
            world.step()
            kept.add(world.situation)
            if progress:
                progress(self.worlds)
        told = history(kept, slice(0, self.worlds), draws)
        found = measured(told, known(told.wars).per_world() > 0)
        return Table(self.names, places.astype(np.float32), _numbers(found, self.worlds))

    def _place(self, world: World, name: str) -> Floats:
        low, high = self.scenario.parameters[name].span
        return (getattr(world.situation.p, name).astype(np.float64) - low) / (high - low)


def _numbers(found: dict[str, Floats], worlds: int) -> NDArray[np.float32]:
    rows: list[Floats] = []
    for pattern in PATTERNS.values():
        none = np.full((len(pattern.parts), worlds), np.nan)
        for part, row in zip(pattern.parts, found.get(pattern.id, none), strict=True):
            rows += [row] if _fitted(pattern.id, part.held_out) else []
    return np.stack(rows, axis=1).astype(np.float32)


def reference(
    scenario: Scenario,
    theory: str,
    names: tuple[str, ...],
    *,
    draws: int,
    seed: int,
    shelf: Path,
    workers: int = 1,
    progress: Progress | None = None,
) -> Table:
    """The table of a theory, `draws` rows; what an earlier run left on the `shelf` is taken from there."""
    place = shelf / theory / _key(scenario, names, seed)
    place.mkdir(parents=True, exist_ok=True)
    edges = [*range(0, draws, BATCH), draws]
    batches = [Batch(scenario, theory, names, seed, a, b - a) for a, b in pairwise(edges)]
    files = {batch: place / f"{batch.first:07d}_{batch.worlds}.npz" for batch in batches}
    missing = [batch for batch in batches if not files[batch].exists()]
    if progress:
        progress(sum(batch.world_weeks for batch in batches) - sum(batch.world_weeks for batch in missing))
    for batch, table in Processes(workers)(missing, progress):
        _keep(table, files[batch])
    return together([_kept(names, files[batch]) for batch in batches])


def together(tables: Sequence[Table]) -> Table:
    """Tables one below the other."""
    places, numbers = (np.concatenate([getattr(t, part) for t in tables]) for part in ("places", "numbers"))
    return Table(tables[0].names, places, numbers)


def _keep(table: Table, file: Path) -> None:
    beside = file.with_suffix(".part")
    with beside.open("wb") as out:
        np.savez_compressed(out, places=table.places, numbers=table.numbers)
    beside.replace(file)


def _kept(names: tuple[str, ...], file: Path) -> Table:
    with np.load(file) as kept:
        return Table(names, kept["places"], kept["numbers"])


def _key(scenario: Scenario, names: tuple[str, ...], seed: int) -> str:
    """A word that changes with the model, the scenario, the numbers asked for and the seed."""
    plain = scenario.model_dump(mode="json", exclude={"path", "files"})
    code = [hash_of(f) for f in sorted((ROOT / "sim").rglob("*.py")) if not ASIDE & set(f.parts)]
    told = json.dumps([plain, names, statistics(), seed, code], sort_keys=True)
    return sha256(told.encode()).hexdigest()[:16]
