"""What the pictures of a trial show: the ledger's lines, and the panels of each claim."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from sim.plots.claims_effects import EffectPanel
from sim.plots.claims_ledger import Claim, Entry
from sim.studies.claims import claim_verdicts
from sim.studies.claims.hypotheses import Hypothesis
from sim.studies.claims.judge import Finding, Part
from sim.studies.claims.report import effect_said, rests_on, summed, unit_said
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import opened, spaced


def ledger_line(rows: Sequence[Finding], standing: str) -> Claim:
    """One claim of the ledger."""
    hypothesis = rows[0].hypothesis
    return Claim(hypothesis.id, hypothesis.claim, _measured(rows[0]), standing, tuple(map(entry, rows)))


def _measured(finding: Finding) -> str:
    if summed(finding.hypothesis):
        return "weighs a serious clash against a freeze"
    lead = finding.parts[0]
    contrast = "" if len(finding.hypothesis.contrasts) == 1 else f"{lead.contrast}: "
    return f"number: {contrast}{OUTCOMES[lead.effect.outcome].says}, {unit_said(lead)}"


def entry(finding: Finding) -> Entry:
    """A cell of the ledger: the verdict, the effect on the first measure, and what the verdict rests on."""
    verdict = finding.verdict
    if verdict.word == claim_verdicts.BLIND:
        why = "by construction" if verdict.why == claim_verdicts.CONTROL else "reads none of it"
        return Entry(verdict.word, (why,))
    lines = [] if summed(finding.hypothesis) else [effect_said(finding.parts[0])]
    if finding.parts[0].verdict.word == claim_verdicts.BLIND:
        lines = [f"{effect_said(finding.lead)} ({finding.lead.contrast})"]
    return Entry(verdict.word, (*lines, *rests_on(finding)))


def claim_panels(rows: Sequence[Finding]) -> list[EffectPanel]:
    """A panel for each contrast and measure, theories down; doses make panels of their own, doses down."""
    hypothesis = rows[0].hypothesis
    columns = [at for at, part in enumerate(rows[0].parts) if not hypothesis.every[part.contrast].dose]
    panels = [_across(rows, at) for at in columns]
    return [*panels, *_doses(rows)]


def _across(rows: Sequence[Finding], at: int) -> EffectPanel:
    part = rows[0].parts[at]
    aside = "" if part.judged else " (not judged)"
    return _bars(
        f"{opened(part.contrast)}{aside}", [(row.theory, row.parts[at]) for row in rows], rows[0].hypothesis
    )


def _doses(rows: Sequence[Finding]) -> Iterator[EffectPanel]:
    hypothesis = rows[0].hypothesis
    for row in rows:
        doses = [part for part in row.parts if hypothesis.every[part.contrast].dose]
        for outcome in dict.fromkeys(part.effect.outcome for part in doses):
            chosen = [(part.contrast, part) for part in doses if part.effect.outcome == outcome]
            if row.verdict.word != claim_verdicts.BLIND:
                yield _bars(f"Dose, {spaced(row.theory)} (not judged)", chosen, hypothesis)


def _bars(title: str, rows: Sequence[tuple[str, Part]], hypothesis: Hypothesis) -> EffectPanel:
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


def side_said(hypothesis: Hypothesis) -> str:
    """Which side the claim is on, for a heading."""
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
