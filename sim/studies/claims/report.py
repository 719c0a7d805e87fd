"""The ledger and the pages in words: Markdown for a reader of the essay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.evidence.patterns import PATTERNS
from sim.studies.claims import claim_verdicts
from sim.studies.claims.hypotheses import Hypothesis, Region
from sim.studies.claims.judge import Finding, Part
from sim.studies.claims.turning_parameters import Turn
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import figure as number
from sim.vocabulary.labels import outcome_unit, share_said, spaced

COMES = {
    "holds": "as claimed, by more than what matters",
    "leans": "as claimed, clear of luck, but by less than what matters",
    "nothing": "nothing that matters",
    "reverse": "the reverse",
}
RESTING = {
    claim_verdicts.FAILS: {claim_verdicts.NOTHING: "no effect that matters"},
    claim_verdicts.DEPENDS: {
        claim_verdicts.PARTED: "its measures part",
        claim_verdicts.PART_FAILS: "part fails, part depends",
        claim_verdicts.PART_UNSURE: "part cannot tell, part depends",
    },
}
"""Verdicts by word and reason that no share of draws explains, and what is said of them in a cell."""


def effect_said(part: Part) -> str:
    """The effect of a part with the interval of draws, without its unit."""
    effect = part.effect
    signed = part.signed
    low, high = (number(effect.outcome, value, signed) for value in effect.spread)
    return f"{number(effect.outcome, effect.mean, signed)} [{low}, {high}]"


def unit_said(part: Part) -> str:
    """The unit of a part's effect."""
    outcome = part.effect.outcome
    return outcome_unit(outcome, OUTCOMES[outcome].unit, part.signed)


def ledger_page(
    findings: Sequence[Finding], standing: dict[str, str], small_print: str, tension: Sequence[str]
) -> str:
    """The ledger in Markdown."""
    theories = list(dict.fromkeys(finding.theory for finding in findings))
    lines = ["# The claims on trial", "", f"{small_print}.", "", "![The ledger](ledger.png)", ""]
    lines += [
        f"| | claim | {' | '.join(map(spaced, theories))} | together |",
        "|---" * (len(theories) + 3) + "|",
    ]
    for name, rows in _by_claim(findings).items():
        cells = " | ".join(cell_said(row) for row in rows)
        claim = rows[0].hypothesis.claim
        lines.append(f"| [{name}]({name}.md) | {claim} | {cells} | {standing[name]} |")
    lines += ["", *_how_to_read()]
    if tension:
        lines += ["", "## A tension inside the essay", "", *tension]
    return "\n".join(lines) + "\n"


def cell_said(finding: Finding) -> str:
    """A cell of the ledger: the verdict, what it rests on, and the numbers of the first measure."""
    if finding.verdict.word == claim_verdicts.BLIND:
        return "blind"
    numbers = "" if summed(finding.hypothesis) else f"; {effect_said(finding.lead)} {unit_said(finding.lead)}"
    return f"**{finding.verdict.word}**, {', '.join(rests_on(finding))}{numbers}"


def rests_on(finding: Finding) -> list[str]:
    """What a verdict rests on: its contrasts one by one, or a few words."""
    contrasts, verdict = finding.hypothesis.contrasts, finding.verdict
    if len(contrasts) > 1 and finding.hypothesis.kind != "undominated":
        short = {name: name.removeprefix("against ").removeprefix("the ") for name in contrasts}
        return [f"{short[name]}: {finding.contrasts[name].word}" for name in contrasts]
    if verdict.word in RESTING and verdict.why in RESTING[verdict.word]:
        return [RESTING[verdict.word][verdict.why]]
    if verdict.word == claim_verdicts.DEPENDS and verdict.share >= claim_verdicts.MOST:
        return ["sure of the side, not the size"]
    return [f"in {share_said(verdict.share)} of draws"]


def summed(hypothesis: Hypothesis) -> bool:
    """Whether no single number stands for the claim: it weighs one measure against another."""
    return any(contrast.rule == "either" for contrast in hypothesis.contrasts.values())


def claim_page(rows: Sequence[Finding], standing: str, extra: Sequence[str] = ()) -> str:
    """The page of one claim."""
    h = rows[0].hypothesis
    lines = [f"# {h.id} {h.claim}", ""]
    lines += [f"**Together: {standing}.** " + "; ".join(_verdict_said(row) for row in rows) + ".", ""]
    lines += ["## The reasoning, in our words", "", f"{h.reasoning} (Claims {', '.join(h.ids)}.)", ""]
    lines += ["## The contrast", "", h.how, "", f"![{h.claim}]({h.id}.png)", "", *_parts(rows), ""]
    lines += ["## When it flips", "", *_flips(rows), "", *_regions(h), ""]
    if h.kind == "not":
        lines += ["As claimed means here that delay costs; the claim is that it does not.", ""]
    lines += [*extra]
    lines += ["## What the literature says", "", h.literature, ""]
    lines += ["## The nearest in the record", "", h.record.says, ""]
    lines += [f"- {name}: {PATTERNS[name].says}" for name in h.record.patterns]
    return "\n".join(lines) + "\n"


def _by_claim(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.hypothesis.id, []).append(finding)
    return found


def _verdict_said(finding: Finding) -> str:
    why = f" ({finding.verdict.why})" if finding.verdict.why else ""
    return f"{spaced(finding.theory)}: *{finding.verdict.word}*{why}"


def _parts(rows: Sequence[Finding]) -> Iterator[str]:
    yield "| theory | contrast | measure | claimed | effect, 90 % of draws | share of draws | verdict |"
    yield "|---|---|---|---|---|---|---|"
    for row in rows:
        for part in row.parts:
            effect, contrast = part.effect, row.hypothesis.every[part.contrast]
            aside = "" if part.judged else " (not judged)"
            why = f", {part.verdict.why}" if part.verdict.why else ""
            yield (
                f"| {spaced(row.theory)} | {part.contrast}{aside} | {OUTCOMES[effect.outcome].says} | "
                f"{contrast.on[effect.outcome]} | {effect_said(part)} {unit_said(part)} | "
                f"{share_said(effect.share)} | {part.verdict.word}{why} |"
            )


def _flips(rows: Sequence[Finding]) -> list[str]:
    said: list[str] = []
    for row in rows:
        for part in row.parts:
            if part.judged and row.hypothesis.kind != "undominated":
                where = f"- {spaced(row.theory)}, {part.contrast}, {OUTCOMES[part.effect.outcome].says}:"
                said += [f"{where} {turn_said(turn, part)}." for turn in part.turns]
                if part.verdict.word == claim_verdicts.DEPENDS and not part.turns:
                    said.append(f"{where} no single number parts it.")
    return said or ["Under no theory that sees it does its sign depend on one of the uncertain numbers."]


def turn_said(turn: Turn, part: Part) -> str:
    """What a part turns on, in words."""
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


def _regions(hypothesis: Hypothesis) -> Iterator[str]:
    yield "Regions that a test shows, so that the claim is not decided by construction:"
    yield ""
    for region in hypothesis.other_way:
        yield f"- {region_said(region)}."


def region_said(region: Region) -> str:
    """A stated region and what comes of the claim's part there."""
    numbers = ", ".join(f"`{name}` {low:g} to {high:g}" for name, (low, high) in region.parameters.items())
    where = f"theory {spaced(region.theory)}" + (f", {numbers}" if numbers else "")
    return f"{where}: {region.contrast}, {OUTCOMES[region.on].says}: {COMES[region.comes]}"


def _how_to_read() -> list[str]:
    words = (
        "*Holds*: at least 90 % of parameter draws on the claimed side, and the median by what matters.",
        "*Fails*: 90 % on the other side, or 90 % of draws within what matters of nothing.",
        "*Cannot tell*: luck leaves an error over half of what matters, or all end alike.",
        "*Depends*: anything else.",
        "Shares are of draws that come out as claimed.",
        "*Robust*: the same verdict, holds or fails, under all theories that see the lever.",
        "*Contested*: it holds under one and fails under another. *Unsettled*: anything else.",
        "*Blind* theories do not count.",
    )
    return [" ".join(words)]
