"""What was simulated, with the tables that are made of it: what a comparison and a single run share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sim.core.errors import named
from sim.engine.run_info import RunInfo
from sim.output.result import Result
from sim.output.study_folder import SERIES, TRAJECTORIES, Content
from sim.plots.comparison_over_time import OverTime, over_time_data
from sim.plots.kit.sheet import Sheet, sheet
from sim.results.agreement import agreement, dots
from sim.results.caveats import cautions, few, saturation
from sim.results.condensed import Condensed
from sim.results.effects import effects
from sim.results.onset import onset
from sim.results.orders import never_carried_out
from sim.results.scenario_caveats import scenario_sentences
from sim.results.start_caveats import start_sentences
from sim.results.summary import overall, seeing, summary
from sim.studies.comparison.found_tables import Tables
from sim.vocabulary.glossary import MEASURES, OUTCOMES, OVER_TIME, SHOWN

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def chosen_to_show(
    outcomes: str | Sequence[str], measures: str | Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The outcomes and measures that are named. Raises UserError."""
    return named(outcomes, OUTCOMES, "outcome"), named(measures, MEASURES, "measure")


def in_view(outcomes: tuple[str, ...], measures: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those that are shown: the ones named, else the usual."""
    return outcomes or SHOWN, measures or OVER_TIME


@dataclass(frozen=True, repr=False, eq=False)
class EnsembleResult(Result):
    """What was simulated, with the tables that are made of it."""

    simulated: Condensed
    run: RunInfo
    outcomes: tuple[str, ...] = SHOWN
    """The outcomes that tables for reading and pictures show; files hold all."""
    measures: tuple[str, ...] = OVER_TIME
    """The measures that are drawn over time."""

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Each scenario's outcomes under each theory: mean, spread over parameter draws, median, interval of
        the mean, Monte Carlo error; one row an outcome.
        """
        return summary(self.simulated)

    @cached_property
    def overall(self) -> pd.DataFrame:
        """The same over all theories that see what others do."""
        return overall(self.simulated)

    @cached_property
    def effects(self) -> pd.DataFrame:
        """Paired differences to the first scenario, with shares of draws and verdicts; one row a scenario,
        theory and outcome.
        """
        return effects(self.simulated, self._saturation)

    @cached_property
    def agreement(self) -> pd.DataFrame:
        """The same over all theories that see the lever, and how many of them agree; one row a scenario and
        outcome.
        """
        return agreement(self.simulated, self.effects, self._saturation)

    @cached_property
    def dots(self) -> pd.DataFrame:
        """The parameter draws of each difference as twenty equal shares, by theory and over all."""
        return dots(self.simulated)

    @cached_property
    def _saturation(self) -> Mapping[str, str]:
        return saturation(self.simulated)

    @cached_property
    def series(self) -> xr.Dataset:
        """The weeks as they are saved; xarray is loaded here, while pictures are drawn elsewhere."""
        from sim.results.dataset import series

        return series(self.simulated)

    @cached_property
    def weekly(self) -> xr.Dataset:
        """The weeks, by scenario, theory and measure, with units and dates."""
        return self.series

    @property
    def orders(self) -> pd.DataFrame | None:
        """What became of each order and inject: share of worlds, when, at what stage of talks, why not
        elsewhere; one row a scenario, theory and order. None where no scenario has any.
        """
        return self.simulated.orders

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        ordered = {} if self.orders is None else {"orders": self.orders}
        return {"summary": self.summary, "overall": self.overall, **ordered}

    @cached_property
    def _caveats(self) -> tuple[str, ...]:
        """What must be kept in mind beside the numbers, one sentence each."""
        said = [] if self.orders is None else list(never_carried_out(self.orders))
        told = cautions(self.simulated, self.agreement, self._saturation)
        return (*said, *told, *scenario_sentences(self.run), *start_sentences(self.run))

    def as_sheet(self, order: Sequence[str]) -> Sheet:
        """What most pictures show, scenarios in an order."""
        return sheet(
            self.series, self.overall, self.agreement, seeing(self.run.theories), order, self.outcomes
        )

    def as_over_time(self, order: Sequence[str]) -> OverTime:
        """Talks, freezes and crises by weeks, scenarios in an order."""
        return over_time_data(self.series, seeing(self.run.theories), order)

    @cached_property
    def onset(self) -> pd.DataFrame:
        """When differences set in, over all theories; one row a scenario and thing that is followed."""
        return onset(self.simulated)

    @property
    def _found(self) -> Tables:
        return Tables(self.overall, self.agreement, self.onset, self._few)

    @property
    def _few(self) -> str:
        """What must be kept in mind of few parameter draws, "" where there are enough."""
        return few(self.simulated)

    def pages(self) -> Mapping[str, Content]:
        kept = {TRAJECTORIES: partial(_trajectories, self.simulated)} if self.run.kept else {}
        return {SERIES: lambda: self.series, **kept}


def _trajectories(study: Condensed) -> xr.Dataset:
    from sim.results.trajectories import trajectories

    return trajectories(study)
