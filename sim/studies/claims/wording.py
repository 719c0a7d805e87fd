"""Findings in words, as pages, pictures and reports show them: effects, and what a verdict rests on."""

from __future__ import annotations

from sim.studies.claims import verdict_rule
from sim.studies.claims.findings import Finding, FindingPart
from sim.studies.claims.hypotheses import Hypothesis, Region
from sim.studies.claims.turning_parameters import TurningParameter
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import figure as number
from sim.vocabulary.labels import outcome_unit, spaced
from sim.vocabulary.likelihood import share_said

COMES = {
    "holds": "as claimed, by more than what matters",
    "leans": "as claimed, clear of random variation, but by less than what matters",
    "nothing": "nothing that matters",
    "reverse": "the reverse",
}
RESTING = {
    verdict_rule.FAILS: {verdict_rule.NOTHING: "no effect that matters"},
    verdict_rule.DEPENDS: {
        verdict_rule.DISAGREE: "its measures part",
        verdict_rule.PART_FAILS: "part fails, part depends",
        verdict_rule.PART_UNSURE: "part open, part depends",
    },
}
"""Verdicts by word and reason that no share of draws explains, with the words of a cell for each."""


def effect_text(part: FindingPart) -> str:
    """The effect of a part with the interval of draws, without its unit: "−1.2 [−2.0, −0.4]"."""
    effect = part.effect
    signed = part.signed
    low, high = (number(effect.outcome, value, signed) for value in effect.spread)
    return f"{number(effect.outcome, effect.mean, signed)} [{low}, {high}]"


def unit_text(part: FindingPart) -> str:
    """The unit of a part's effect."""
    outcome = part.effect.outcome
    return outcome_unit(outcome, OUTCOMES[outcome].unit, part.signed)


def cell_lines(finding: Finding) -> tuple[str, ...]:
    """The lines beneath a verdict in the ledger: the effect on the first measure, and what it rests on."""
    verdict = finding.verdict
    if verdict.word == verdict_rule.BLIND:
        return ("by construction" if verdict.why == verdict_rule.CONTROL else "reads none of it",)
    lines = [] if summed(finding.hypothesis) else [effect_text(finding.parts[0])]
    if finding.parts[0].verdict.word == verdict_rule.BLIND:
        lines = [f"{effect_text(finding.lead)} ({finding.lead.contrast})"]
    return (*lines, *rests_on(finding))


def measured(finding: Finding) -> str:
    """What the numbers of a claim are, with their unit."""
    if summed(finding.hypothesis):
        return "weighs a serious clash against a freeze"
    lead = finding.parts[0]
    contrast = "" if len(finding.hypothesis.contrasts) == 1 else f"{lead.contrast}: "
    return f"number: {contrast}{OUTCOMES[lead.effect.outcome].says}, {unit_text(lead)}"


def rests_on(finding: Finding) -> list[str]:
    """What a verdict rests on: its contrasts one by one, or a few words."""
    contrasts, verdict = finding.hypothesis.contrasts, finding.verdict
    if len(contrasts) > 1 and finding.hypothesis.kind != "undominated":
        short = {name: name.removeprefix("against ").removeprefix("the ") for name in contrasts}
        return [f"{short[name]}: {finding.contrasts[name].word}" for name in contrasts]
    if verdict.word in RESTING and verdict.why in RESTING[verdict.word]:
        return [RESTING[verdict.word][verdict.why]]
    if verdict.word == verdict_rule.DEPENDS and verdict.share >= verdict_rule.NEARLY_ALL:
        return ["sure of the side, not the size"]
    return [f"in {share_said(verdict.share)} of draws"]


def summed(hypothesis: Hypothesis) -> bool:
    """Whether no single number stands for the claim: it weighs one measure against another."""
    return any(contrast.rule == "either" for contrast in hypothesis.contrasts.values())


def verdict_text(finding: Finding) -> str:
    """The verdict under a theory with its reason."""
    why = f" ({finding.verdict.why})" if finding.verdict.why else ""
    return f"{spaced(finding.theory)}: *{finding.verdict.word}*{why}"


def turn_text(turn: TurningParameter, part: FindingPart) -> str:
    """How the share of draws as claimed differs between low and high values of a parameter."""
    many, few = (turn.high_share, turn.low_share), (turn.low_share, turn.high_share)
    high = turn.difference > 0
    there, elsewhere = many if high else few
    edge, other = (f"above {turn.above:.3g}", f"below {turn.below:.3g}")
    edge, other = (edge, other) if high else (other, edge)
    enough = "as claimed" if not part.effect.line else "as claimed by more than what matters"
    low, up = turn.interval if high else (-turn.interval[1], -turn.interval[0])
    return (
        f"{enough} in {share_said(there)} of draws with `{turn.parameter}` {edge}, in "
        f"{share_said(elsewhere)} with it {other} "
        f"(difference {100 * abs(turn.difference):.0f} points, {100 * low:.0f} to {100 * up:.0f})"
    )


def region_text(region: Region) -> str:
    """A stated region of parameters, and how a part of the claim comes out there."""
    numbers = ", ".join(f"`{name}` {low:g} to {high:g}" for name, (low, high) in region.parameters.items())
    where = f"theory {spaced(region.theory)}" + (f", {numbers}" if numbers else "")
    return f"{where}: {region.contrast}, {OUTCOMES[region.on].says}: {COMES[region.comes]}"
