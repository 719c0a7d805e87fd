"""The runs: switches in batches, in a fifth of the worlds first, and in all where that settles nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.engine.chunk import Chunk, Progress
from sim.engine.design import CellList
from sim.engine.world_batch import REPLICATES
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.alive.moments import Moments, limit
from sim.studies.alive.observables import ObservableRecorder
from sim.studies.alive.silence import Silence, applied
from sim.studies.alive.switches import Switch
from sim.studies.running import Work

BATCH = 12
"""Switches that run side by side."""
FIRST = 5
"""The first look takes one world of so many."""
FEWEST = 400
"""Worlds under which there is but one look."""

Found: TypeAlias = dict[tuple[int, str], Moments]
"""Differences by the place of a switch and the theory; a rule that a theory never applies is not there."""
Rows = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class AliveJob:
    """Some switches of one kind under a theory, in the worlds from number `first` on."""

    theory: str
    switches: tuple[Switch, ...]
    recorder: ObservableRecorder
    first: int
    worlds: int
    seed: int

    @property
    def world_weeks(self) -> int:
        """How much there is to run, at the most."""
        return 2 * len(self.switches) * self.worlds * self.switches[0].against.weeks

    def run(self, progress: Progress | None = None) -> list[Moments]:
        """The differences that each switch makes."""
        if self.switches[0].silent:
            return list(self._silenced(progress))
        sides = [it.sides() for it in self.switches]
        measured = self._measured([scenario for pair in sides for scenario in pair], progress)
        pairs = zip(measured[::2], measured[1::2], strict=True)
        return [Moments.of(of, against, REPLICATES) for of, against in pairs]

    def _silenced(self, progress: Progress | None) -> Iterator[Moments]:
        (against,) = self._measured([self.switches[0].against], progress)
        for it in self.switches:
            (of,) = self._measured([it.of], progress, it.silent)
            yield Moments.of(of, against, REPLICATES)

    def _measured(self, scenarios: Sequence[Scenario], progress: Progress | None, silent: str = "") -> Rows:
        cells = tuple(Cell(scenario, self.theory) for scenario in scenarios)
        chunk = Chunk(CellList(cells), self.seed, self.first, self.worlds, (self.recorder,))
        with Silence(silent).listen() if silent else nullcontext():
            return chunk.run(progress)["observables"]


@dataclass(frozen=True)
class Plan:
    """Worlds of the first look, and in all."""

    first: int
    worlds: int

    @classmethod
    def of(cls, worlds: int) -> Plan:
        """A fifth first, in whole draws of the parameters, where there are enough of them."""
        return cls(worlds // FIRST // REPLICATES * REPLICATES if worlds >= FEWEST else worlds, worlds)


def run_all(
    switches: Sequence[Switch],
    theories: Sequence[str],
    recorder: ObservableRecorder,
    seen: NDArray[np.bool_],
    plan: Plan,
    work: Work,
    seed: int,
) -> Found:
    """The differences of all switches under all theories.

    Rows are run in all worlds. A rule or parameter that moves something that is `seen` clear of noise under
    some theory at the first look is settled; one that moves nothing there, to the last bit, is not run on
    under that theory.
    """
    every = list(_applied(switches, theories))
    found = _batched(switches, every, recorder, range(plan.first), work, seed)
    settled = {k for k, _ in every if _clear(k, theories, found, seen)}
    on = [
        (k, theory)
        for k, theory in every
        if switches[k].kind == "row" or (k not in settled and not found[k, theory].same.all())
    ]
    if plan.first < plan.worlds:
        more = _batched(switches, on, recorder, range(plan.first, plan.worlds), work, seed)
        found |= {key: found[key].plus(moments) for key, moments in more.items()}
    return found


def _applied(switches: Sequence[Switch], theories: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each switch with each theory, but for rules that the theory does not apply."""
    rules = next((it.against for it in switches if it.silent), None)
    used = {theory: applied(rules, theory) for theory in theories} if rules else {}
    for k, it in enumerate(switches):
        yield from ((k, theory) for theory in theories if not it.silent or it.silent in used[theory])


def _clear(
    k: int, theories: Sequence[str], found: Mapping[tuple[int, str], Moments], seen: NDArray[np.bool_]
) -> bool:
    """Whether a switch moves something seen under any theory, clear of noise."""
    each = [found[k, theory] for theory in theories if (k, theory) in found]
    looks = len(theories) * int(seen.sum())
    return any(float(np.abs(it.z[seen]).max()) > limit(looks, it.draws) for it in each)


def _batched(
    switches: Sequence[Switch],
    wanted: Sequence[tuple[int, str]],
    recorder: ObservableRecorder,
    worlds: range,
    work: Work,
    seed: int,
) -> Found:
    """Run what is wanted, switches of one kind under one theory together."""
    places: dict[AliveJob, list[tuple[int, str]]] = {}
    alike: dict[tuple[str, str], list[int]] = {}
    for k, theory in wanted:
        alike.setdefault((switches[k].kind, theory), []).append(k)
    for (_, theory), ks in alike.items():
        for at in range(0, len(ks), BATCH):
            these = ks[at : at + BATCH]
            batch = tuple(switches[k] for k in these)
            job = AliveJob(theory, batch, recorder, worlds.start, len(worlds), seed)
            places[job] = [(k, theory) for k in these]
    found: Found = {}
    for job, moments in work.each(list(places)).items():
        found |= dict(zip(places[job], moments, strict=True))
    return found
