"""Pictures of the claims: the ledger's lines, and the panels of each claim."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from sim.plots import Context, Picture
from sim.plots.claims_effects import EffectPanel, claim_effects
from sim.plots.claims_ledger import LedgerCell, LedgerRow, claims_ledger
from sim.studies.claims import verdict_rule
from sim.studies.claims.findings import Finding, FindingPart
from sim.studies.claims.hypotheses import Hypothesis
from sim.studies.claims.wording import cell_lines, measured
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import opened, spaced

QUESTION = "Is the essay right, when, and under whose account of Pyongyang?"


def pictures(findings: Sequence[Finding], standing: Mapping[str, str], small_print: str) -> list[Picture]:
    """The ledger, then each claim, undrawn."""
    theories = list(dict.fromkeys(finding.theory for finding in findings))
    rows = {name: [each for each in findings if each.hypothesis.id == name] for name in standing}
    lines = [ledger_line(found, standing[name]) for name, found in rows.items()]
    drawn = [Picture("ledger", claims_ledger, (lines, theories, Context(QUESTION, small_print)))]
    for name, found in rows.items():
        hypothesis = found[0].hypothesis
        words = Context(f"{name}  {hypothesis.claim}", small_print)
        drawn.append(Picture(name, claim_effects, (claim_panels(found), words, side_text(hypothesis))))
    return drawn


def ledger_line(rows: Sequence[Finding], standing: str) -> LedgerRow:
    """One claim of the ledger, from its findings by theory."""
    hypothesis = rows[0].hypothesis
    entries = tuple(LedgerCell(row.verdict.word, cell_lines(row)) for row in rows)
    return LedgerRow(hypothesis.id, hypothesis.claim, measured(rows[0]), standing, entries)


def claim_panels(rows: Sequence[Finding]) -> list[EffectPanel]:
    """A panel for each contrast and measure, theories down; doses make panels of their own, doses down."""
    hypothesis = rows[0].hypothesis
    columns = [at for at, part in enumerate(rows[0].parts) if not hypothesis.every[part.contrast].dose]
    return [*(_across(rows, at) for at in columns), *_doses(rows)]


def _across(rows: Sequence[Finding], at: int) -> EffectPanel:
    part = rows[0].parts[at]
    title = opened(part.contrast) + ("" if part.judged else " (not judged)")
    return _bars(title, [(row.theory, row.parts[at]) for row in rows], rows[0].hypothesis)


def _doses(rows: Sequence[Finding]) -> Iterator[EffectPanel]:
    hypothesis = rows[0].hypothesis
    for row in rows:
        doses = [part for part in row.parts if hypothesis.every[part.contrast].dose]
        for outcome in dict.fromkeys(part.effect.outcome for part in doses):
            chosen = [(part.contrast, part) for part in doses if part.effect.outcome == outcome]
            if row.verdict.word != verdict_rule.BLIND:
                yield _bars(f"Dose, {spaced(row.theory)} (not judged)", chosen, hypothesis)


def _bars(title: str, rows: Sequence[tuple[str, FindingPart]], hypothesis: Hypothesis) -> EffectPanel:
    first = rows[0][1]
    alone = not hypothesis.every[first.contrast].against
    return EffectPanel(
        title=title,
        outcome=first.effect.outcome,
        unit=OUTCOMES[first.effect.outcome].unit,
        rows=tuple(name for name, _ in rows),
        middle=tuple(part.effect.mean for _, part in rows),
        spread=tuple(part.effect.spread for _, part in rows),
        interval=tuple(part.effect.interval for _, part in rows),
        words=tuple(part.verdict.word for _, part in rows),
        delta=first.effect.delta,
        level=hypothesis.level if alone else 0.0,
        alone=alone,
    )


def side_text(hypothesis: Hypothesis) -> str:
    """The side that the claim puts its effects on, for a heading."""
    if hypothesis.kind == "level":
        return "The claim says: left of the line."
    sides = {c.on[o] for c in hypothesis.contrasts.values() for o in c.on}
    if hypothesis.kind == "not":
        return "The claim says: none of these matters; holds means so."
    words = {"less": "left of nothing", "more": "right of nothing"}
    if len(sides) == 1:
        return f"The claim says: {words[next(iter(sides))]}."
    less = dict.fromkeys(
        o for c in hypothesis.contrasts.values() for o, side in c.on.items() if side == "less"
    )
    named = ", ".join(OUTCOMES[outcome].says for outcome in less)
    return textwrap.shorten(f"The claim says: less of {named}; more of the rest.", 200)
