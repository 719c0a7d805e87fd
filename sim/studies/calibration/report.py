"""The result of a fit: parameters before and after, pairs that go together, patterns before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.core.columns import Floats
from sim.engine.run_info import RunInfo
from sim.output.markdown import markdown
from sim.output.report import Block, Phrase, Report, table
from sim.output.result import Result, shown_number
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.plots.calibration_ranks import RankPanel, ranks
from sim.results.scenario_caveats import scenario_sentences
from sim.scenario.posterior import SETTLED, Fitted
from sim.studies.calibration.reference_table import observed, statistics
from sim.studies.calibration.strategy_effects import names
from sim.studies.calibration.trial import SHARE, Trial, band, points
from sim.vocabulary.labels import spaced

QUANTILES = (0.05, 0.5, 0.95)
STRONG = 0.3
"""Correlations from here on, of either sign, are reported."""
UNTRIED = "no row has enough of the numbers to stand for the record, so intervals were not tried"


@dataclass(frozen=True, repr=False, eq=False)
class Fit(Result):
    """A theory fitted to the record.

    `fitted` is the posterior. `trial` says how often intervals hold the truth on pseudo-records, and how
    the truth ranks; `effects`, of effects of strategies, where there are rows enough to try them. `prior`
    and `posterior` are quantiles (5, 50, 95 %) of the numbers of the patterns, over the draws from the
    ranges and over worlds drawn from the posterior: ``(quantile, number)``.
    """

    run: RunInfo
    fitted: Fitted
    trial: Trial
    prior: Floats
    posterior: Floats
    effects: Trial | None = None

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """Each parameter before and after, those that the record narrows most first."""
        found = self.fitted
        intervals = found.interval()
        means = dict(zip(found.ranges, found.found.means, strict=True))
        rows: list[Mapping[str, object]] = [
            {"parameter": name, "prior_low": low, "prior_high": high,
             "mean": low + (high - low) * means[name], "low": intervals[name][0], "high": intervals[name][1],
             "spread_of_prior": float(share), "settled": name in found.settled, "coverage": float(held),
             "mean_rank": float(rank), "ranks_uniform": bool(inside)}
            for (name, (low, high)), share, held, rank, inside in zip(
                found.ranges.items(), found.shares, *_tried(self.trial), strict=True)
        ]  # fmt: skip
        return pd.DataFrame(rows).sort_values("spread_of_prior", kind="stable", ignore_index=True)

    @cached_property
    def correlations(self) -> pd.DataFrame:
        """Pairs of parameters that the record ties together, the strongest first."""
        names, found = list(self.fitted.ranges), self.fitted.found.correlations
        one, other = np.triu_indices(len(names), 1)
        strong = np.abs(found[one, other]) >= STRONG
        rows: list[dict[str, Any]] = [
            {"parameter": names[i], "other": names[j], "correlation": float(found[i, j])}
            for i, j in zip(one[strong], other[strong], strict=True)
        ]
        pairs = pd.DataFrame(rows, columns=["parameter", "other", "correlation"])
        return pairs.sort_values("correlation", key=abs, ascending=False, kind="stable", ignore_index=True)

    @cached_property
    def predictive(self) -> pd.DataFrame:
        """The numbers of the patterns in the record, and their quantiles before and after the fit."""
        columns = {"number": statistics(), "record": observed()}
        for name, values in (("prior", self.prior), ("posterior", self.posterior)):
            columns |= {f"{name}_{share:g}": row for share, row in zip(QUANTILES, values, strict=True)}
        return pd.DataFrame(columns)

    @cached_property
    def effects_tried(self) -> pd.DataFrame:
        """Effects of strategies: how often intervals hold the truth, and how the truth ranks."""
        columns = ["effect", "coverage", "mean_rank", "ranks_uniform"]
        if self.effects is None:
            return pd.DataFrame(columns=columns)
        return pd.DataFrame(dict(zip(columns, (names(), *_tried(self.effects)), strict=True)))

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        every = {
            "parameters": self.parameters, "correlations": self.correlations, "predictive": self.predictive,
        }  # fmt: skip
        return every | ({} if self.effects is None else {"effects": self.effects_tried})

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        tried = [
            ("parameters", self.trial),
            *([("effects of strategies", self.effects)] if self.effects else []),
        ]
        panels = [
            RankPanel(name, each.ranks, points(), each.off, band(each.records))
            for name, each in tried
            if each.records
        ]
        words = Context("Does the fit find the truth where it is known?", _small_print(self))
        return [Picture("ranks", ranks, (panels, words))] if panels else []

    @cached_property
    def report(self) -> Report:
        untried = () if self.trial.records else (UNTRIED,)
        caveats = (*scenario_sentences(self.run), *untried)
        return Report(_headline(self), tuple(_blocks(self)), caveats, _small_print(self))

    def pages(self) -> Mapping[str, Content]:
        return {"fit.md": "\n".join(_page(self)), "posterior.npz": self.fitted.packed()}


def _headline(fit: Fit) -> str:
    narrowed = f"{len(fit.fitted.settled)} of {len(fit.fitted.ranges)} parameters"
    return f"{fit.fitted.theory}: the record narrows {narrowed}; it cannot settle the others"


def _blocks(fit: Fit) -> Iterator[Block]:
    rows = [
        (
            spaced(row["parameter"]), shown_number(row["mean"]), _span(row["low"], row["high"]),
            _span(row["prior_low"], row["prior_high"]), f"{row['spread_of_prior']:.0%}",
        )
        for row in fit.parameters[fit.parameters["settled"]].to_dict("records")
    ]  # fmt: skip
    title = f"Narrowed to less than {SETTLED:.0%} of the prior spread"
    if rows:
        yield table(title, ("parameter", "mean", "90 % interval", "prior range", "of its spread"), rows)
    if fit.trial.records:
        yield Phrase(_trust(fit), "quiet")
        yield Phrase(_ranked(fit), "quiet")


def _span(low: float, high: float) -> str:
    return f"{shown_number(low)}..{shown_number(high)}"


def _tried(trial: Trial) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Of each quantity how often intervals hold it, its mean rank, and whether its ranks are uniform."""
    if not trial.records:
        return trial.held, trial.held, np.zeros(len(trial.held), np.bool_)
    return trial.held, trial.mean_rank, trial.inside


def _trust(fit: Fit) -> str:
    """How often intervals held the truth where it is known."""
    held, number = fit.trial.held, fit.trial.records
    if not number:
        return f"{UNTRIED[0].upper()}{UNTRIED[1:]}."
    records = "1 pseudo-record" if number == 1 else f"{number} pseudo-records"
    held_in = f"On {records} the 90 % intervals hold the truth in {held.mean():.1%} of cases"
    return f"{held_in} (a parameter at worst {held.min():.0%}, at best {held.max():.0%})."


def _ranked(fit: Fit) -> str:
    """How many quantities have ranks that could be uniform, as they should be."""
    of_parameters = _uniform(fit.trial, "parameters")
    if fit.effects is None:
        return f"{of_parameters}. Too few rows to try effects of strategies."
    held = f"their 90 % intervals hold the truth in {fit.effects.held.mean():.1%} of cases"
    return f"{of_parameters}. {_uniform(fit.effects, 'effects of strategies')}; {held}."


def _uniform(trial: Trial, what: str) -> str:
    inside, expected = int(trial.inside.sum()), 1 - SHARE
    said = f"The ranks of {inside} of {len(trial.inside)} {what} stay in the band of uniform ones"
    return f"{said} ({expected:.0%} leave it by chance)"


def _accepted(fit: Fit) -> str:
    near = fit.fitted.found.distances
    accepted = f"{len(near)} accepted, at distances {near.min():.1f} to {near.max():.1f}"
    return f"{fit.fitted.draws:,} draws from the ranges, a world for each; {accepted}; seed {fit.fitted.seed}"


def _small_print(fit: Fit) -> str:
    (cell,) = fit.run.cells
    return f"{cell.scenario.name}, theory {cell.theory}; {_accepted(fit)}; {fit.run.weeks} weeks"


def _ranks_of(fit: Fit) -> tuple[str, ...]:
    return (_ranked(fit), "") if fit.trial.records else ()


def _page(fit: Fit) -> Iterator[str]:
    """The fit in Markdown."""
    settled, pairs = fit.fitted.settled, fit.correlations
    narrowed = f"The record narrows {len(settled)} of {len(fit.fitted.ranges)} parameters to less than "
    narrowed += f"{SETTLED:.0%} of their prior spread: {', '.join(settled) or 'none'}."
    yield from (
        f"# Fit of the theory {fit.fitted.theory}",
        "",
        f"{_accepted(fit)}.",
        "",
        _trust(fit),
        "",
        *_ranks_of(fit),
    )
    yield from (f"{narrowed} It cannot settle the others.", "", "## Parameters", "")
    yield from (*markdown(fit.parameters), "", f"## Pairs with a correlation of {STRONG} or more", "")
    yield from (*(markdown(pairs) if len(pairs) else ["None."]), "", "## Patterns before and after", "")
    yield from (*markdown(fit.predictive), "")
