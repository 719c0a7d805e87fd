"""The result of a comparison, and of one scenario run alone: tables, weekly data, caveats, pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sim.engine.run_info import RunInfo
from sim.explanation.ledger import Ledger, ledger, ledger_again
from sim.output.captions import context, small_print, with_injects
from sim.output.page import Section
from sim.output.report import Phrase, Report
from sim.output.result import Result
from sim.output.study_folder import SERIES, TRAJECTORIES, Content
from sim.plots import FIRST, Picture, comparison_pictures, run_pictures, world_pictures
from sim.plots.comparison_over_time import OverTime, over_time_data
from sim.plots.kit.sheet import Sheet, sheet
from sim.results.agreement import agreement, dots
from sim.results.caveats import cautions, saturation
from sim.results.condensed import Condensed
from sim.results.effects import effects
from sim.results.onset import onset
from sim.results.orders import never_carried_out
from sim.results.overview import overview
from sim.results.scenario_caveats import scenario_sentences
from sim.results.start_caveats import start_sentences
from sim.results.summary import overall, seeing, summary
from sim.results.verdicts import FEW_DRAWS
from sim.studies.comparison.finding import Tables, finding
from sim.studies.comparison.order_table import carried_out
from sim.studies.comparison.page import parts
from sim.studies.comparison.readable import levels, outcomes_of_one
from sim.studies.comparison.run_finding import run_finding

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

LEGEND = (
    "Mean; beneath it what holds 90 % of parameter draws (low..high), over all theories that see what others "
    "do; then the difference to {} in the same worlds, where it is clear and matters or is contested, and "
    "how many of these theories come to the same. ↑ more is better, ↓ less is better."
)


@dataclass(frozen=True, repr=False, eq=False)
class EnsembleResult(Result):
    """What was simulated, with the tables that are made of it."""

    simulated: Condensed
    run: RunInfo

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
        days = self.series["date"].astype("datetime64[ns]")
        return self.series.assign_coords(date=days)

    @property
    def orders(self) -> pd.DataFrame | None:
        """What became of each order and inject: share of worlds, when, at what stage of talks, why not
        elsewhere; one row a scenario, theory and order. None where no scenario has any.
        """
        return self.simulated.orders

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        ordered = {} if self.orders is None else {"orders": self.orders}
        return {"summary": self.summary, "overall": self.overall, "effects": self.effects, **ordered}

    @cached_property
    def _caveats(self) -> tuple[str, ...]:
        """What must be kept in mind beside the numbers, one sentence each."""
        said = [*scenario_sentences(self.run)]
        said += [] if self.orders is None else never_carried_out(self.orders)
        told = cautions(self.simulated, self.agreement, self._saturation)
        return (*said, *told, *start_sentences(self.run))

    def _sheet(self, order: Sequence[str]) -> Sheet:
        return sheet(self.series, self.overall, self.agreement, seeing(self.run.theories), order)

    def _over_time(self, order: Sequence[str]) -> OverTime:
        return over_time_data(self.series, seeing(self.run.theories), order)

    @cached_property
    def onset(self) -> pd.DataFrame:
        """When differences set in, over all theories; one row a scenario and thing that is followed."""
        return onset(self.simulated)

    @property
    def _found(self) -> Tables:
        enough = self.simulated.draws >= FEW_DRAWS
        return Tables(self.overall, self.agreement, self.onset, enough)

    def pages(self) -> Mapping[str, Content]:
        kept = {TRAJECTORIES: partial(_trajectories, self.simulated)} if self.run.kept else {}
        return {SERIES: lambda: self.series, **kept}


def _trajectories(study: Condensed) -> xr.Dataset:
    from sim.results.trajectories import trajectories

    return trajectories(study)


@dataclass(frozen=True, repr=False, eq=False)
class Comparison(EnsembleResult):
    """Scenarios compared in the same worlds, each with the first."""

    question: str = ""

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        more = {"agreement": self.agreement, "dots": self.dots, "onset": self.onset}
        return {**super().tables, **more}

    @cached_property
    def report(self) -> Report:
        first, words = self.run.cells[0].scenario.name, context(self.run, self.question)
        blocks = levels(self.overall, self.agreement, _under(self.run.theories))
        return Report(
            words.question,
            (*blocks, Phrase(LEGEND.format(first), "quiet"), *carried_out(self.orders)),
            self._caveats,
            words.subtitle,
            finding(self._found),
        )

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        words = with_injects(context(self.run, self.question), self.orders, self.run.monday)
        shown = overview(self.overall, self.effects, self.agreement, self.dots, self.onset, self.series)
        order = [row.scenario for row in shown.rows]
        return comparison_pictures(shown, self._sheet(order), self._over_time(order), words, self._title)

    @property
    def _title(self) -> str:
        """The finding in a line, else the question."""
        first = next(iter(self.finding), "").partition(". ")[0].rstrip(".")
        return f"{first}." if first else self.report.headline

    @property
    def drawn_by_default(self) -> int:
        return FIRST

    def sections(self) -> tuple[Sequence[Section], Sequence[Section]]:
        return parts(self.run, self.effects, self.agreement)


def _under(theories: Sequence[str]) -> str:
    """Over which theories a table is, for its title."""
    count = seeing(theories)
    return f"theory {count[0]}" if len(count) == 1 else f"over {len(count)} theories"


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
