"""The result of a comparison, and of one scenario run alone: tables, weekly data, caveats, pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sim.explanation.ledger import Ledger, ledger, ledger_again
from sim.output.captions import context, small_print, with_injects
from sim.output.model_page import Asked, ModelPage, model_page
from sim.output.page import Section
from sim.output.report import Block, Phrase, Report
from sim.plots import FIRST, FIRST_OF_COMPARISON, Picture, comparison_pictures, run_pictures, world_pictures
from sim.results.overview import overview
from sim.results.summary import seeing
from sim.studies.comparison.ensemble_result import EnsembleResult
from sim.studies.comparison.finding import finding
from sim.studies.comparison.order_table import carried_out
from sim.studies.comparison.page import sections
from sim.studies.comparison.readable import levels, outcomes_of_one
from sim.studies.comparison.run_finding import run_finding
from sim.studies.comparison.scorecard import matters_words
from sim.studies.comparison.when import when_title
from sim.vocabulary.labels import spaced
from sim.vocabulary.outcome_terms import outcome_terms
from sim.vocabulary.terms import Term

if TYPE_CHECKING:
    import pandas as pd

LEGEND = (
    "Mean; beneath it what holds 90 % of parameter draws (low..high), over all theories that see what others "
    "do; then the difference to {} in the same worlds, where it is clear and matters, with the per cent of "
    "draws that bear it out, or is contested, and how many of these theories agree."
)


@dataclass(frozen=True, repr=False, eq=False)
class Comparison(EnsembleResult):
    """Scenarios compared in the same worlds, each with the first."""

    question: str = ""

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        more = {
            "effects": self.effects, "agreement": self.agreement, "dots": self.dots, "onset": self.onset,
        }  # fmt: skip
        return {**super().tables, **more}

    @cached_property
    def report(self) -> Report:
        first, words = self.run.cells[0].scenario.name, context(self.run, self.question)
        blocks = levels(self.overall, self.agreement, _under(self.run.theories), self.outcomes)
        return Report(
            words.question,
            (*blocks, Phrase(LEGEND.format(spaced(first)), "quiet"), *carried_out(self.orders)),
            self._caveats,
            words.subtitle,
            finding(self._found),
        )

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        words = with_injects(context(self.run, self.question), self.orders, self.run.monday)
        words = replace(words, measures=self.measures)
        shown = overview(
            self.overall, self.effects, self.agreement, self.dots, self.onset, self.series, self._few
        )
        order = [row.scenario for row in shown.rows]
        titles = self._title, when_title(self._found)
        return comparison_pictures(shown, self.as_sheet(order), self.as_over_time(order), words, titles)

    @property
    def _title(self) -> str:
        """The finding in a line, else the question."""
        first = next(iter(self.finding), "").partition(". ")[0].rstrip(".")
        return f"{first}." if first else self.report.headline

    @property
    def drawn_by_default(self) -> int:
        return FIRST_OF_COMPARISON

    def sections(self) -> Sequence[Section]:
        return sections(self.run, self.overall, self.effects, self.agreement, self.outcomes)

    @cached_property
    def model_page(self) -> ModelPage | None:
        scenarios = list({cell.scenario.name: cell.scenario for cell in self.run.cells}.values())
        return model_page(Asked(scenarios, self.run.theories, self.run.worlds, self.run.seed))

    @property
    def page_results(self) -> tuple[Block, ...]:
        return tuple(carried_out(self.orders))

    @property
    def terms(self) -> Sequence[Term]:
        return outcome_terms(matters_words(self.agreement))


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
        blocks = (outcomes_of_one(self.overall, self.summary, self.outcomes), *carried_out(self.orders))
        said = run_finding(self.overall, self.summary, self._few)
        return Report(title, blocks, self._caveats, small_print(self.run), said)

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        """The log of the world that is shown; before it what many worlds have, and a single one does not."""
        words, log = with_injects(context(self.run), self.orders, self.run.monday), self.ledger
        said = f"{words.subtitle}; the ledger shows world {self.run.shown}"
        words = replace(words, subtitle=said, measures=self.measures)
        drawn = world_pictures(log.signals, self.run.monday, log.rungs, log.stages, words)
        if self.run.worlds == 1:
            return drawn
        others = run_pictures(self.as_sheet(()), self.as_over_time(()), words)
        return [*others[:1], *drawn, *others[1:]]

    @property
    def drawn_by_default(self) -> int:
        return FIRST
