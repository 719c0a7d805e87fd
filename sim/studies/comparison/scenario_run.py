"""The result of a run: one scenario over all worlds, and one of its worlds in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sim.explanation.ledger import Ledger, ledger, ledger_again
from sim.output.captions import context, small_print, with_injects
from sim.output.report import Report
from sim.plots import FIRST, Picture, run_pictures, world_pictures
from sim.studies.comparison.order_table import carried_out
from sim.studies.comparison.readable import outcomes_of_one
from sim.studies.comparison.report import EnsembleResult
from sim.studies.comparison.run_finding import run_finding

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False, eq=False)
class ScenarioRun(EnsembleResult):
    """One scenario over all worlds, and one of its worlds as a ledger of signals."""

    @cached_property
    def ledger(self) -> Ledger:
        """Who sent what when in the world that is shown."""
        cell, watched = self.run.cells[0], self.simulated.watched
        return ledger(cell, watched) if watched else ledger_again(cell, self.run.seed, self.run.shown or 0)

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        return {**super().tables, "ledger": self.ledger.signals}

    @cached_property
    def report(self) -> Report:
        scenario = self.run.cells[0].scenario
        title = f"{scenario.name}: {scenario.question}"
        blocks = (outcomes_of_one(self.overall, self.summary), *carried_out(self.orders))
        said = run_finding(self.overall, self.summary)
        return Report(title, blocks, self._caveats, small_print(self.run), said)

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        """The log of the world that is shown; before it what many worlds have, and a single one does not."""
        words, log = with_injects(context(self.run), self.orders, self.run.monday), self.ledger
        words = replace(words, subtitle=f"{words.subtitle}; the ledger shows world {self.run.shown}")
        drawn = world_pictures(log.signals, self.run.monday, log.rungs, log.stages, words)
        if self.run.worlds == 1:
            return drawn
        others = run_pictures(self._sheet(()), self._over_time(()), words)
        return [*others[:1], *drawn, *others[1:]]

    @property
    def drawn_by_default(self) -> int:
        return FIRST
