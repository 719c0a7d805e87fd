"""What stands beside the verdicts, in words: a tension between claims, how well sides are matched, regret."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from sim.studies.claims.hypotheses import Hypothesis
from sim.studies.claims.judge import Finding
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import figure as number
from sim.vocabulary.labels import spaced


def tension_said(table: pd.DataFrame, findings: Sequence[Finding]) -> list[str]:
    """The tension between H5 and H10 in words, with what each lever does to the doubt they share."""
    both = {"H5", "H10"} <= {finding.hypothesis.id for finding in findings}
    if not both:
        return []
    opening = (
        "H5 wants Pyongyang in doubt, H10 wants it in none: discord and uncertainty are said to curb",
        "adventurism, steadiness to make the allies believed. Both act on the variance of what Pyongyang",
        "believes, so the essay cannot have all of both. What each lever does to that doubt (the sd of the",
        "belief about the US), and what becomes of the claim:",
    )
    said = [
        " ".join(opening),
        "",
        "| contrast | theory | doubt | claim |",
        "|---|---|---|---|",
    ]
    words = {(f.hypothesis.id, f.theory): f.verdict.word for f in findings}
    for row in table.to_dict("records"):
        change = f"{row['effect']:+.4f} [{row['low']:+.4f}, {row['high']:+.4f}]".replace("-", "−")
        word = words[row["hypothesis"], row["theory"]]
        said.append(
            f"| {row['hypothesis']} {row['contrast']} | {spaced(row['theory'])} | {change} | {word} |"
        )
    return said


def beside(
    hypothesis: Hypothesis, matched: pd.DataFrame, regret: pd.DataFrame | None, tension: Sequence[str]
) -> list[str]:
    """What else belongs on a claim's page: how well it is matched, regret, the tension it is part of."""
    lines: list[str] = []
    rows = matched[matched["hypothesis"] == hypothesis.id]
    if len(rows):
        lines += ["## How well the two sides are matched", "", *_match_said(rows), ""]
    if regret is not None:
        lines += ["## Regret", "", *_regret_said(regret), ""]
    if hypothesis.shown and tension:
        lines += ["## A tension inside the essay", "", *tension, ""]
    return lines


def _match_said(rows: pd.DataFrame) -> Iterator[str]:
    yield "| contrast | theory | measure | essay's | other's | ratio | |"
    yield "|---|---|---|---|---|---|---|"
    for row in rows.to_dict("records"):
        word = "matched" if row["matched"] else f"not matched within {100 * row['within']:.0f} %"
        says = OUTCOMES[row["outcome"]].says
        yield (
            f"| {row['contrast']} | {spaced(row['theory'])} | {says} ({row['unit']}) | {row['of']:.3g} | "
            f"{row['against']:.3g} | {row['ratio']:.2f} | {word} |"
        )


def _regret_said(regret: pd.DataFrame) -> Iterator[str]:
    yield "How far behind the best strategy of each draw; in brackets, in the worst tenth of draws."
    yield ""
    theories = list(dict.fromkeys(regret["theory"]))
    for outcome, rows in regret.groupby("outcome", sort=False):
        yield f"{OUTCOMES[str(outcome)].says}:"
        yield ""
        yield f"| strategy | {' | '.join(map(spaced, theories))} |"
        yield "|---" * (len(theories) + 1) + "|"
        for strategy, own in rows.groupby("strategy", sort=False):
            cells = [
                f"{number(str(outcome), row['regret'])} "
                f"({number(str(outcome), row['regret_in_the_worst_tenth'])})"
                for row in own.to_dict("records")
            ]
            yield f"| {spaced(str(strategy))} | {' | '.join(cells)} |"
        yield ""
