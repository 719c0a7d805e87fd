"""The result of a comparison, and of one scenario run alone: tables, weekly data, caveats, pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sim.engine.ensemble import Ensemble
from sim.engine.run_info import RunInfo
from sim.explanation.ledger import Ledger, ledger, ledger_again
from sim.output.captions import context, small_print, with_injects
from sim.output.report import Phrase, Report
from sim.output.result import Result
from sim.output.study_folder import SERIES, TRAJECTORIES, Content
from sim.plots import Picture, comparison_pictures, run_pictures, world_pictures
from sim.results.caveats import cautions, saturation
from sim.results.effects import effects
from sim.results.orders import orders
from sim.results.start_caveats import start_sentences
from sim.results.summary import summary
from sim.studies.comparison.order_table import carried_out
from sim.studies.comparison.readable import levels, outcomes_of_one

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

LEGEND = (
    "low..high: 90 % interval of the mean. Beneath it the difference to {} in the same worlds, where it is "
    "clear of the noise and large enough to matter. ↑ more is better, ↓ less is better."
)


@dataclass(frozen=True, repr=False, eq=False)
class EnsembleResult(Result):
    """What was simulated, with the tables that are made of it."""

    ensemble: Ensemble
    run: RunInfo

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Each scenario's outcomes: mean, interval, median, Monte Carlo error; one row an outcome."""
        return summary(self.ensemble)

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Paired differences to the first scenario, with verdicts; one row a scenario and outcome."""
        return effects(self.ensemble, self._saturation)

    @cached_property
    def _saturation(self) -> Mapping[str, str]:
        return saturation(self.ensemble)

    @cached_property
    def series(self) -> xr.Dataset:
        """The weeks as they are saved; xarray is loaded here, while pictures are drawn elsewhere."""
        from sim.results.dataset import series

        return series(self.ensemble)

    @cached_property
    def weekly(self) -> xr.Dataset:
        """The weeks, by scenario, theory and measure, with units and dates."""
        days = self.series["date"].astype("datetime64[ns]")
        return self.series.assign_coords(date=days)

    @cached_property
    def orders(self) -> pd.DataFrame | None:
        """What became of each order and inject: share of worlds, when, at what stage of talks, why not
        elsewhere; one row a scenario, theory and order. None where no scenario has any.
        """
        return orders(self.ensemble) if self.ensemble.orders else None

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        ordered = {} if self.orders is None else {"orders": self.orders}
        return {"summary": self.summary, "effects": self.effects, **ordered}

    @cached_property
    def _caveats(self) -> tuple[str, ...]:
        """What must be kept in mind beside the numbers, one sentence each."""
        scenarios = dict.fromkeys(cell.scenario.name for cell in self.ensemble.cells)
        first = {cell.scenario.name: cell.scenario.warnings for cell in self.ensemble.cells}
        said = [each for name in scenarios for each in first[name]]
        return (*said, *cautions(self.ensemble, self.effects, self._saturation), *start_sentences(self.run))

    def pages(self) -> Mapping[str, Content]:
        kept = {TRAJECTORIES: partial(_trajectories, self.ensemble)} if self.run.kept else {}
        return {SERIES: lambda: self.series, **kept}


def _trajectories(ensemble: Ensemble) -> xr.Dataset:
    from sim.results.trajectories import trajectories

    return trajectories(ensemble)


@dataclass(frozen=True, repr=False, eq=False)
class Comparison(EnsembleResult):
    """Scenarios compared in the same worlds, each with the first."""

    question: str = ""

    @cached_property
    def report(self) -> Report:
        first, words = self.run.cells[0].scenario.name, context(self.run, self.question)
        blocks = [
            part
            for theory, summary in self.summary.groupby("theory", sort=False)
            for part in levels(summary, self.effects[self.effects["theory"] == theory], str(theory))
        ]
        return Report(
            words.question,
            (*blocks, Phrase(LEGEND.format(first), "quiet"), *carried_out(self.orders)),
            self._caveats,
            words.subtitle,
        )

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        words = with_injects(context(self.run, self.question), self.orders, self.run.monday)
        return comparison_pictures(self.series, self.summary, self.effects, words)


@dataclass(frozen=True, repr=False, eq=False)
class ScenarioRun(EnsembleResult):
    """One scenario over all worlds, and one of its worlds as a ledger of signals."""

    @cached_property
    def ledger(self) -> Ledger:
        """Who sent what when in the world that is shown."""
        cell, watched = self.run.cells[0], self.ensemble.watched
        return ledger(cell, watched) if watched else ledger_again(cell, self.run.seed, self.run.shown or 0)

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        return {**super().tables, "ledger": self.ledger.signals}

    @cached_property
    def report(self) -> Report:
        scenario = self.run.cells[0].scenario
        title = f"{scenario.name}: {scenario.question}"
        blocks = (outcomes_of_one(self.summary), *carried_out(self.orders))
        return Report(title, blocks, self._caveats, small_print(self.run))

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        """The log of the world that is shown; then fans and levels, which a single world does not have."""
        words, log = with_injects(context(self.run), self.orders, self.run.monday), self.ledger
        words = replace(words, subtitle=f"{words.subtitle}; the ledger shows world {self.run.shown}")
        drawn = world_pictures(log.signals, self.run.monday, log.rungs, log.stages, words)
        alone = self.run.worlds == 1
        return drawn if alone else [*drawn, *run_pictures(self.series, self.summary, words)]
