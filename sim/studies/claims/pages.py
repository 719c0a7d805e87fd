"""Pages in Markdown for a reader of the essay: the ledger of all claims, and one page for each claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from sim.evidence.patterns import PATTERNS
from sim.studies.claims import verdict_rule
from sim.studies.claims.findings import Finding
from sim.studies.claims.hypotheses import Hypothesis
from sim.studies.claims.wording import (
    effect_text,
    region_text,
    rests_on,
    summed,
    turn_text,
    unit_text,
    verdict_text,
)
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import figure as number
from sim.vocabulary.labels import spaced
from sim.vocabulary.likelihood import share_said

HOW_TO_READ = (
    "*Holds*: at least 90 % of parameter draws on the claimed side, and the median by what matters. "
    "*Fails*: 90 % on the other side, or 90 % of draws within what matters of nothing. "
    "*Too few worlds*: the Monte Carlo error could turn the verdict. *Saturated*: all end alike. "
    "*Depends*: anything else, on what we do not know. Shares are of draws that come out as claimed. "
    "*Robustly holds, robustly fails*: the same verdict under all theories that see the lever. "
    "*Contested*: it holds under one and fails under another. *Unsettled*: anything else. "
    "*Blind* theories do not count."
)
TENSION = (
    "H5 wants Pyongyang in doubt, H10 wants it in none: discord and uncertainty are said to curb "
    "adventurism, steadiness to make the allies believed. Both act on the variance of what Pyongyang "
    "believes, so the essay cannot have all of both. What each lever does to that doubt (the sd of the "
    "belief about the US), and what becomes of the claim:"
)


def ledger_page(
    findings: Sequence[Finding], standing: dict[str, str], small_print: str, tension: Sequence[str]
) -> str:
    """The ledger: claims down, theories across."""
    theories = list(dict.fromkeys(finding.theory for finding in findings))
    lines = ["# The claims under rival theories", "", f"{small_print}.", "", "![The ledger](ledger.svg)", ""]
    lines += _head("", "claim", *map(spaced, theories), "overall")
    for name, across in standing.items():
        rows = [finding for finding in findings if finding.hypothesis.id == name]
        lines.append(_row(f"[{name}]({name}.md)", rows[0].hypothesis.claim, *map(cell_text, rows), across))
    lines += ["", HOW_TO_READ]
    if tension:
        lines += ["", "## A tension inside the essay", "", *tension]
    return "\n".join(lines) + "\n"


def cell_text(finding: Finding) -> str:
    """A cell of the ledger: the verdict, what it rests on, and the numbers of the first measure."""
    if finding.verdict.word == verdict_rule.BLIND:
        return "blind"
    numbers = "" if summed(finding.hypothesis) else f"; {effect_text(finding.lead)} {unit_text(finding.lead)}"
    return f"**{finding.verdict.word}**, {', '.join(rests_on(finding))}{numbers}"


def claim_page(rows: Sequence[Finding], standing: str, appendix: Sequence[str] = ()) -> str:
    """The page of one claim, from its findings by theory."""
    h = rows[0].hypothesis
    lines = [f"# {h.id} {h.claim}", ""]
    lines += [f"**Overall: {standing}.** " + "; ".join(map(verdict_text, rows)) + ".", ""]
    lines += ["## The reasoning, in our words", "", f"{h.reasoning} (Claims {', '.join(h.ids)}.)", ""]
    lines += ["## The contrast", "", h.how, "", f"![{h.claim}]({h.id}.svg)", "", *_parts(rows), ""]
    lines += ["## When it flips", "", *_flips(rows), "", *_regions(h), ""]
    if h.kind == "not":
        lines += ["As claimed means here that delay costs; the claim is that it does not.", ""]
    lines += [*appendix]
    lines += ["## What the literature says", "", h.literature, ""]
    lines += ["## The nearest in the record", "", h.record.says, ""]
    lines += [f"- {name}: {PATTERNS[name].says}" for name in h.record.patterns]
    return "\n".join(lines) + "\n"


def tension_lines(table: pd.DataFrame, findings: Sequence[Finding]) -> list[str]:
    """The tension between H5 and H10: what each lever does to the doubt they share; none without both."""
    if not {"H5", "H10"} <= {finding.hypothesis.id for finding in findings}:
        return []
    lines = [TENSION, "", *_head("contrast", "theory", "doubt", "claim")]
    words = {(f.hypothesis.id, f.theory): f.verdict.word for f in findings}
    for row in table.to_dict("records"):
        change = f"{row['effect']:+.4f} [{row['spread_low']:+.4f}, {row['spread_high']:+.4f}]".replace(
            "-", "−"
        )
        contrast = f"{row['hypothesis']} {row['contrast']}"
        lines.append(_row(contrast, spaced(row["theory"]), change, words[row["hypothesis"], row["theory"]]))
    return lines


def appendix(
    hypothesis: Hypothesis, matched: pd.DataFrame, regret: pd.DataFrame | None, tension: Sequence[str]
) -> list[str]:
    """More for a claim's page: how well its sides are matched, regret, the tension it is part of."""
    lines: list[str] = []
    rows = matched[matched["hypothesis"] == hypothesis.id]
    if len(rows):
        lines += ["## How well the two sides are matched", "", *_matches(rows), ""]
    if regret is not None and hypothesis.kind == "undominated":
        lines += ["## Regret", "", *_regrets(regret), ""]
    if hypothesis.shown and tension:
        lines += ["## A tension inside the essay", "", *tension, ""]
    return lines


def _head(*names: str) -> list[str]:
    return [_row(*names), "|---" * len(names) + "|"]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _parts(rows: Sequence[Finding]) -> Iterator[str]:
    heads = "theory", "contrast", "measure", "claimed", "effect, 90 % of draws", "share of draws", "verdict"
    yield from _head(*heads)
    for row in rows:
        for part in row.parts:
            effect, contrast = part.effect, row.hypothesis.every[part.contrast]
            name = part.contrast if part.judged else f"{part.contrast} (not judged)"
            why = f", {part.verdict.why}" if part.verdict.why else ""
            yield _row(
                spaced(row.theory), name, OUTCOMES[effect.outcome].says, contrast.on[effect.outcome],
                f"{effect_text(part)} {unit_text(part)}", share_said(effect.share), part.verdict.word + why,
            )  # fmt: skip


def _flips(rows: Sequence[Finding]) -> list[str]:
    lines: list[str] = []
    for row in rows:
        for part in row.parts:
            if part.judged and row.hypothesis.kind != "undominated":
                where = f"- {spaced(row.theory)}, {part.contrast}, {OUTCOMES[part.effect.outcome].says}:"
                lines += [f"{where} {turn_text(turn, part)}." for turn in part.turns]
                if part.verdict.word == verdict_rule.DEPENDS and not part.turns:
                    lines.append(f"{where} it depends on no single number.")
    return lines or ["Under no theory that sees it does its sign depend on one of the uncertain numbers."]


def _regions(hypothesis: Hypothesis) -> Iterator[str]:
    yield "Regions that a test shows, so that the claim is not decided by construction:"
    yield ""
    yield from (f"- {region_text(region)}." for region in hypothesis.other_way)


def _matches(rows: pd.DataFrame) -> Iterator[str]:
    yield from _head("contrast", "theory", "measure", "essay's", "other's", "ratio", "")
    for row in rows.to_dict("records"):
        yield _row(
            row["contrast"], spaced(row["theory"]), f"{OUTCOMES[row['outcome']].says} ({row['unit']})",
            f"{row['of']:.3g}", f"{row['against']:.3g}", f"{row['ratio']:.2f}",
            "matched" if row["matched"] else f"not matched within {100 * row['within']:.0f} %",
        )  # fmt: skip


def _regrets(regret: pd.DataFrame) -> Iterator[str]:
    yield "How far behind the best strategy of each draw; in brackets, in the worst tenth of draws."
    yield ""
    theories = list(dict.fromkeys(regret["theory"]))
    for outcome, rows in regret.groupby("outcome", sort=False):
        yield f"{OUTCOMES[str(outcome)].says}:"
        yield ""
        yield from _head("strategy", *map(spaced, theories))
        for strategy, own in rows.groupby("strategy", sort=False):
            cells = [
                f"{number(str(outcome), row['regret'])} "
                f"({number(str(outcome), row['regret_in_the_worst_tenth'])})"
                for row in own.to_dict("records")
            ]
            yield _row(spaced(str(strategy)), *cells)
        yield ""
