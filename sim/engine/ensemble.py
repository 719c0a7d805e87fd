"""What chunks came to, put together as they come, in any order, into one ensemble: memory does not grow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.core.random_streams import Draws
from sim.engine.chunk import LUCKS, Chunk, Part
from sim.engine.histograms import BINS, COUNTED, Record
from sim.engine.paths import Paths
from sim.engine.watched_world import Watched
from sim.model.parameter_draws import parameters
from sim.vocabulary.glossary import OUTCOMES

if TYPE_CHECKING:
    from sim.scenario.cell import Cell


@dataclass(frozen=True)
class Ensemble:
    """What many worlds of every cell came to: weekly counts and outcomes per world.

    Shapes: `histograms` and `differences` (cell, week, measure, bin), `sums` of bin numbers (cell, week,
    measure), `rungs` (cell, week, 9), `stages` (cell, week, 7), `outcomes` (cell, outcome, world), `final`
    (cell, world), `parameters` (draw), world `w` having draw ``w // lucks`` less that of the first world.
    The last bin, rung and stage hold the worlds at war.
    """

    cells: tuple[Cell, ...]
    monday: date
    weeks: int
    seed: int
    worlds: int
    lucks: int
    histograms: NDArray[np.int32]
    differences: NDArray[np.int32]
    sums: NDArray[np.int64]
    rungs: NDArray[np.int32]
    stages: NDArray[np.int32]
    outcomes: NDArray[np.float32]
    final: NDArray[np.int8]
    parameters: dict[str, NDArray[np.float32]]
    paths: Paths | None = None
    watched: Watched | None = None


class Gathered:
    """All that has been gathered of the worlds of `whole`; `done` says of which."""

    def __init__(self, whole: Chunk) -> None:
        self.whole = whole
        cells, weeks, worlds = len(whole.cells), whole.weeks, whole.worlds
        self._record = Record(whole.cells, weeks, np.int32)
        self._outcomes = np.zeros((cells, len(OUTCOMES), worlds), np.float32)
        self._final = np.zeros((cells, worlds), np.int8)
        self._paths = Paths(whole.cells, weeks, worlds) if whole.keep else None
        self._watched = None if whole.shown is None else Watched(weeks)
        self.done: NDArray[np.bool_] = np.zeros(worlds, np.bool_)

    def add(self, chunk: Chunk, part: Part) -> None:
        """Add what a chunk came to."""
        where = chunk.among(self.whole.first)
        self._record.merge(part.record)
        self._outcomes[..., where], self._final[..., where] = part.outcomes, part.final
        if self._paths and part.paths:
            self._paths.put(part.paths, where)
        self._watched = part.watched or self._watched
        self.done[where] = True

    @property
    def share(self) -> float:
        """The share of the worlds that is done."""
        return float(self.done.mean())

    def missing(self) -> list[tuple[int, int]]:
        """The stretches of worlds still to run: the number of the first world, and how many."""
        result: list[tuple[int, int]] = []
        place = self.whole.first
        for done, stretch in groupby(self.done):
            worlds = len(list(stretch))
            result += [] if done else [(place, worlds)]
            place += worlds
        return result

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All of it by name; what is written into these arrays is written into what is gathered."""
        counts = {name: getattr(self._record, name) for name in COUNTED}
        paths = {"numbers": self._paths.numbers, "sent": self._paths.sent} if self._paths else {}
        watched = vars(self._watched) if self._watched else {}
        kept = {**paths, **{f"watched_{name}": array for name, array in watched.items()}}
        return {**counts, "outcomes": self._outcomes, "final": self._final, "done": self.done, **kept}

    def ensemble(self) -> Ensemble:
        """The ensemble, once nothing is missing."""
        whole, record = self.whole, self._record
        bins = np.arange(BINS, dtype=np.float64)
        sums = [cell[..., :-1] @ bins for cell in record.histograms]
        return Ensemble(
            cells=whole.cells,
            monday=whole.cells[0].scenario.monday,
            weeks=whole.weeks,
            seed=whole.seed,
            worlds=whole.worlds,
            lucks=LUCKS,
            **{name: getattr(record, name) for name in COUNTED},
            sums=np.stack(sums).astype(np.int64),
            outcomes=self._outcomes,
            final=self._final,
            parameters=_parameters(whole),
            paths=self._paths,
            watched=self._watched,
        )


def _parameters(whole: Chunk) -> dict[str, NDArray[np.float32]]:
    """The parameters of the first cell, one number per draw."""
    first, last = whole.first // LUCKS, (whole.first + whole.worlds - 1) // LUCKS
    starts = np.maximum(np.arange(first, last + 1) * LUCKS - whole.first, 0)
    points = whole.points and {name: place[starts] for name, place in whole.points.items()}
    draws = Draws(whole.seed, first, last - first + 1)
    return dict(parameters(whole.cells[:1], draws, 1, points).items())
