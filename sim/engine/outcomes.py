"""Recorder of what worlds end in: outcomes of the glossary and the final class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.engine.recorders import Arrays, ArraySpec, Recording
from sim.engine.world_batch import WorldBatch
from sim.vocabulary.glossary import OUTCOMES


@dataclass(frozen=True)
class OutcomeRecorder:
    """Records `outcomes` float32 (cell, outcome, world), all or those named, and `final` int8 (cell, world),
    places in the list of final classes.
    """

    names: tuple[str, ...] = ()

    def requests(self, worlds: range) -> frozenset[str]:
        return frozenset()

    def specs(self, weeks: int) -> dict[str, ArraySpec]:
        return {
            "outcomes": ArraySpec((len(self.names or OUTCOMES),), np.float32),
            "final": ArraySpec((), np.int8),
        }

    def begin(self, worlds: WorldBatch, into: Arrays) -> OutcomeRecording:
        return OutcomeRecording(self.names, worlds, into)


class OutcomeRecording(Recording):
    """The outcomes of some worlds, which the model counts itself."""

    def __init__(self, names: tuple[str, ...], worlds: WorldBatch, into: Arrays) -> None:
        super().__init__(worlds, into)
        self._rows = [list(OUTCOMES).index(name) for name in names or OUTCOMES]

    def end(self) -> None:
        """Read outcomes and final classes."""
        w, into = self.worlds, self.into
        into["outcomes"][:] = w.by_cell(w.outcomes[self._rows]).swapaxes(0, 1)
        into["final"][:] = w.by_cell(w.final)
