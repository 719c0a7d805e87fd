"""The ledger as tables: claims, their parts, what they depend on, how well contrasts are matched, regret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.engine.world_batch import REPLICATES
from sim.results.sample import Numbers, Sample
from sim.studies.claims.effects import effects
from sim.studies.claims.findings import Finding, standings
from sim.studies.claims.hypotheses import Contrast, Hypothesis, Side
from sim.studies.claims.runs import Run
from sim.vocabulary.glossary import OUTCOMES


def claims_table(findings: Sequence[Finding], guards: Mapping[str, str]) -> pd.DataFrame:
    """One row per claim and theory, with the numbers of its first measure and the `guards` on the theory."""
    standing = standings(findings)
    return pd.DataFrame(
        {
            "hypothesis": finding.hypothesis.id,
            "claim": finding.hypothesis.claim,
            "theory": finding.theory,
            "verdict": finding.verdict.word,
            "why": finding.verdict.why,
            "share_of_draws": finding.verdict.share,
            "overall": standing[finding.hypothesis.id],
            **_numbers(finding, finding.parts.index(finding.lead)),
            "guards": guards.get(finding.theory, ""),
        }
        for finding in findings
    )


def parts_table(findings: Sequence[Finding]) -> pd.DataFrame:
    """One row per claim, theory, contrast and outcome; `share_as_drawn` is that of raw averages."""
    return pd.DataFrame(
        {
            "hypothesis": finding.hypothesis.id,
            "theory": finding.theory,
            "judged": part.judged,
            **_numbers(finding, at),
            "verdict": part.verdict.word,
            "why": part.verdict.why,
            "contrast_verdict": finding.contrasts[part.contrast].word,
        }
        for finding in findings
        for at, part in enumerate(finding.parts)
    )


def _numbers(finding: Finding, at: int) -> dict[str, Any]:
    part = finding.parts[at]
    effect, contrast = part.effect, finding.hypothesis.every[part.contrast]
    return {
        "contrast": part.contrast,
        "of": contrast.of,
        "against": contrast.against,
        "outcome": effect.outcome,
        "unit": OUTCOMES[effect.outcome].unit,
        "claimed": contrast.on[effect.outcome],
        "effect": effect.mean,
        "median": effect.median,
        "spread_low": effect.spread[0],
        "spread_high": effect.spread[1],
        "mean_low": effect.interval[0],
        "mean_high": effect.interval[1],
        "mc_error": effect.mc_error,
        "random_share": effect.random_share,
        "delta": effect.delta,
        "share": effect.share,
        "share_as_drawn": effect.raw_share,
    }


def turning_table(findings: Sequence[Finding]) -> pd.DataFrame:
    """The parameters that the sign of each part depends on; one row each."""
    rows = [
        {
            "hypothesis": finding.hypothesis.id,
            "theory": finding.theory,
            "contrast": part.contrast,
            "outcome": part.effect.outcome,
            "parameter": turn.parameter,
            "lower_third_below": turn.below,
            "upper_third_above": turn.above,
            "share_in_lower_third": turn.low_share,
            "share_in_upper_third": turn.high_share,
            "difference": turn.difference,
            "low": turn.interval[0],
            "high": turn.interval[1],
        }
        for finding in findings
        for part in finding.parts
        for turn in part.turns
    ]
    columns = "hypothesis theory contrast outcome parameter lower_third_below upper_third_above".split()
    more = "share_in_lower_third share_in_upper_third difference low high".split()
    return pd.DataFrame(rows, columns=[*columns, *more])


def matched_table(hypotheses: Sequence[Hypothesis], runs: Sequence[Run]) -> pd.DataFrame:
    """For contrasts that ask for a match: both means, their ratio, and whether it is close enough."""
    rows = [row for h in hypotheses for run in runs for row in _matched(h, run)]
    columns = "hypothesis theory contrast outcome unit of against ratio within matched".split()
    return pd.DataFrame(rows, columns=columns)


def _matched(hypothesis: Hypothesis, run: Run) -> Iterator[dict[str, Any]]:
    match = hypothesis.matched
    for name, contrast in hypothesis.contrasts.items() if match else ():
        for outcome in match.on if match else ():
            place = list(OUTCOMES).index(outcome)
            of, against = (float(run.of(cell)[place].mean()) for cell in (contrast.of, contrast.against))
            ratio = against / of if of else float("nan")
            within = match.within if match else 0.0
            yield {
                "hypothesis": hypothesis.id,
                "theory": run.theory,
                "contrast": name,
                "outcome": outcome,
                "unit": OUTCOMES[outcome].unit,
                "of": of,
                "against": against,
                "ratio": ratio,
                "within": within,
                "matched": abs(ratio - 1) <= within,
            }


def tension_table(hypotheses: Sequence[Hypothesis], runs: Sequence[Run], seed: int) -> pd.DataFrame:
    """Effects of contrasts on the states that claims share; one row per contrast, theory and state."""
    rows: list[dict[str, Any]] = []
    for hypothesis in hypotheses:
        on: dict[str, Side] = dict.fromkeys(hypothesis.shown, "more")
        for name, contrast in hypothesis.contrasts.items() if on else ():
            pair = Contrast(of=contrast.of, against=contrast.against, on=on)
            rows += [
                {
                    "hypothesis": hypothesis.id,
                    "theory": run.theory,
                    "contrast": name,
                    "outcome": effect.outcome,
                    "effect": effect.mean,
                    "spread_low": effect.spread[0],
                    "spread_high": effect.spread[1],
                }
                for run in runs
                for effect in effects(run, pair, seed)
            ]
    return pd.DataFrame(
        rows, columns="hypothesis theory contrast outcome effect spread_low spread_high".split()
    )


def regret_table(hypothesis: Hypothesis, runs: Sequence[Run]) -> pd.DataFrame:
    """For each theory, outcome and strategy: how far behind the best of a draw, on average and at worst."""
    first = next(iter(hypothesis.contrasts.values()))
    cells = list(dict.fromkeys([first.of, *(c.against for c in hypothesis.contrasts.values())]))
    rows: list[dict[str, Any]] = []
    for run in runs:
        for outcome in first.on:
            worth = _levels(run, cells, outcome)
            behind = worth.max(axis=0) - worth
            for at, cell in enumerate(cells):
                rows.append(
                    {
                        "theory": run.theory,
                        "outcome": outcome,
                        "strategy": cell if cell != first.of else "negotiation_from_strength",
                        "level": abs(float(worth[at].mean())),
                        "regret": float(behind[at].mean()),
                        "regret_in_the_worst_tenth": float(np.quantile(behind[at], 0.9)),
                        "share_as_good_as_the_best": float((behind[at] <= OUTCOMES[outcome].delta).mean()),
                    }
                )
    return pd.DataFrame(rows)


def _levels(run: Run, cells: Sequence[str], outcome: str) -> Numbers:
    """How good each cell is in each draw, higher better, shape ``(cell, draw)``."""
    place = list(OUTCOMES).index(outcome)
    draws = Sample.of(np.stack([run.of(cell)[place] for cell in cells]), REPLICATES).draws
    return draws if OUTCOMES[outcome].better == "more" else -draws
