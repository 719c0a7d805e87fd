"""The result of a sensitivity analysis: indices with intervals, how far they can be trusted, the bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from sim.engine.run_info import RunInfo
from sim.output.captions import theories_text
from sim.output.report import Block, Phrase, Report, table
from sim.output.result import Result, sentences
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.plots.sensitivity_indices import IndexBar, indices
from sim.results.caveats import beyond_by_theory, guarded
from sim.results.scenario_caveats import scenario_sentences
from sim.results.start_caveats import start_sentences
from sim.scenario import Scenario
from sim.studies.sensitivity.plan import WorldPlan
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import spaced

NAMED = 3
"""Numbers that the finding names."""
AGREE = 0.9
"""Rank correlation of two designs above which the ranks are taken to repeat."""


@dataclass(frozen=True, repr=False, eq=False)
class Sensitivity(Result):
    """Which numbers an outcome hangs on.

    `indices` has one row per factor, the highest total first: `first` (what the factor does alone) and
    `total` (with all it interacts with) as shares of the variance, each with a 90 % interval, and the total
    of each of the two designs. `agreement` is the rank correlation of the two, `random_share` the share
    of the spread between single worlds that is random.
    """

    run: RunInfo
    outcome: str
    plan: WorldPlan
    screening: pd.DataFrame
    indices: pd.DataFrame
    agreement: float
    random_share: float
    mean: float
    sd: float

    @cached_property
    def report(self) -> Report:
        said = _finding(self)
        return Report(_headline(self), _blocks(self), self._caveats(), _small_print(self), said)

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        return {"indices": guarded(self.indices, self.caveats), "screening": self.screening}

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        rows = self.indices[["factor", "total", "low", "high", "first"]].itertuples(index=False)
        bars = [IndexBar(*row) for row in rows]
        question = f"Which numbers does the answer hang on? {self.scenario.question}"
        words = Context(question, self.report.small_print)
        return [Picture("indices", indices, (bars, self.outcome, words, self._stamp))] if bars else []

    def pages(self) -> Mapping[str, Content]:
        return {"words.txt": sentences([*self.caveats, self.report.small_print])}

    @property
    def repeats(self) -> bool:
        """Whether the highest factors rank alike with other random draws and another design."""
        return self.agreement > AGREE

    @property
    def _stamp(self) -> str:
        """What stands over a picture that must not be relied on; "" if it may be."""
        return "" if self.repeats else f"TOO FEW WORLDS: about {self.worlds_needed:,} would settle the ranks."

    @property
    def worlds_needed(self) -> int:
        """Worlds with which the ranks would repeat, judging by how far they do now."""
        if self.repeats:
            return self.plan.worlds
        now, wanted = min(max(self.agreement, 0.2), AGREE), AGREE + 0.02
        # noise against signal, (1 - r) / r, falls with the number of worlds
        more = (1 - now) / now / ((1 - wanted) / wanted)
        return max(round(self.plan.worlds * max(more, 2) / 10_000), 1) * 10_000

    @property
    def scenario(self) -> Scenario:
        """The scenario whose numbers are varied."""
        return self.run.cells[0].scenario

    def _caveats(self) -> tuple[str, ...]:
        outcome = OUTCOMES[self.outcome]
        said = [*scenario_sentences(self.run)]
        if self.sd <= 0:
            said.append(f"saturated: {outcome.says} hardly varies, so nothing can be told apart")
        elif self.sd < outcome.delta / 2:
            said.append(f"{outcome.says} varies by less than matters ({outcome.delta:g} {outcome.unit})")
        if not self.repeats and self.sd > 0:
            said.append(
                f"the ranks do not repeat (rank correlation {self.agreement:.2f} of two designs, above "
                f"{AGREE} is wanted): about {self.worlds_needed} worlds would settle them"
            )
        return (*said, *beyond_by_theory(self.scenario, self.run.theories), *start_sentences(self.run))


def _headline(found: Sensitivity) -> str:
    about = OUTCOMES[found.outcome]
    return f"{about.says}: {found.mean:.3g} {about.unit} on average, spread {found.sd:.2g}"


def _finding(found: Sensitivity) -> tuple[str, ...]:
    """Which numbers the outcome hangs on, if the ranks repeat."""
    what = OUTCOMES[found.outcome].says
    if found.sd <= 0 or found.indices.empty:
        return (f"No parameter makes a difference to {what}: it hardly varies.",)
    if not found.repeats:
        need = f"about {found.worlds_needed:,} worlds would settle it"
        return (
            f"Too few worlds to say what {what} hangs on: two designs rank parameters differently; {need}.",
        )
    rows = found.indices[found.indices["low"] > 0].head(NAMED).to_dict("records")
    named = [f"{spaced(str(row['factor']))} ({row['total']:.0%})" for row in rows]
    if not named:
        return (f"No single number stands out: what is not known about {what} comes from many.",)
    idle = int((found.screening["effect"] == 0).sum())
    most = (
        f"What is not known about {what} comes most from {', '.join(named)}, each with all it bears on; the "
        f"two designs agree by {found.agreement:.2f}."
    )
    return most, f"{idle} of {found.plan.parameters} parameters make no difference to it."


def _blocks(found: Sensitivity) -> tuple[Block, ...]:
    rows = [
        (
            str(row["factor"]).replace("_", " "),
            f"{row['total']:.1%}", f"{row['low']:.1%}..{row['high']:.1%}",
            f"{row['first']:.1%}", f"{row['first_low']:.1%}..{row['first_high']:.1%}",
        )
        for row in found.indices.to_dict("records")
    ]  # fmt: skip
    heads = ("factor", "with all it bears on", "90 % interval", "by itself", "90 % interval")
    idle = int((found.screening["effect"] == 0).sum())
    beneath = (
        f"Shares of the variance of the average over random draws. Ranks of two designs agree by "
        f"{found.agreement:.2f}. {idle} of {found.plan.parameters} parameters have no effect in the "
        f"screening. Of the spread between single worlds {found.random_share:.0%} is random."
    )
    return table("", heads, rows), Phrase(beneath, "quiet")


def _small_print(found: Sensitivity) -> str:
    plan, who = found.plan, theories_text(found.run.theories)
    return (
        f"{found.scenario.name}, {who}; screening: {plan.trajectories} trajectories over "
        f"{plan.parameters} parameters (Morris); indices: 2 × {plan.samples} samples of {plan.factors} "
        f"factors (Sobol), the others at their default; {plan.replicates} random draws a point, the same at "
        f"all; {plan.worlds:,} worlds, seeds {found.run.seed} and {found.run.seed + 1}; "
        f"{found.scenario.weeks} weeks"
    )
