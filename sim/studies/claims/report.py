"""The result of judging claims: a ledger of verdicts by claim and theory, with a page for each claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.engine.run_info import RunInfo
from sim.engine.world_batch import REPLICATES
from sim.output.captions import small_print
from sim.output.report import Phrase, Report, Table, Tone, cell, table
from sim.output.result import Result
from sim.output.study_folder import Content
from sim.plots import Picture
from sim.results.caveats import beyond
from sim.results.scenario_caveats import scenario_sentences
from sim.results.verdicts import FEW_DRAWS, few_draws
from sim.studies.claims import pages, tables, verdict_rule
from sim.studies.claims.findings import Finding, standings
from sim.studies.claims.hypotheses import Hypothesis
from sim.studies.claims.pictures import pictures
from sim.studies.claims.runs import Run
from sim.studies.claims.wording import cell_lines, measured
from sim.vocabulary.labels import opened, spaced

if TYPE_CHECKING:
    import pandas as pd

NAMED = 2
"""Claims of a standing that the finding spells out; of others it gives the names."""
TONES: dict[str, Tone] = {
    verdict_rule.HOLDS: "good",
    verdict_rule.FAILS: "bad",
    verdict_rule.DEPENDS: "open",
}


@dataclass(frozen=True, repr=False, eq=False)
class ClaimsLedger(Result):
    """The claims judged under every theory.

    `findings` holds a verdict for each claim and theory, part by part; `standing` says by claim whether the
    theories agree; `source` is the text of the file of hypotheses.
    """

    run: RunInfo
    hypotheses: tuple[Hypothesis, ...]
    simulated: tuple[Run, ...]
    findings: tuple[Finding, ...]
    source: str

    @cached_property
    def standing(self) -> dict[str, str]:
        """By claim: whether it robustly holds or fails, is contested or unsettled, across theories."""
        return standings(self.findings)

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        return self._tables

    @cached_property
    def _tables(self) -> dict[str, pd.DataFrame]:
        found = {
            "claims": tables.claims_table(self.findings, self._beyond),
            "parts": tables.parts_table(self.findings),
            "turning": tables.turning_table(self.findings),
            "matched": tables.matched_table(self.hypotheses, self.simulated),
            "tension": tables.tension_table(self.hypotheses, self.simulated, self.run.seed),
        }
        rivals = next((it for it in self.hypotheses if it.kind == "undominated"), None)
        return found | ({"regret": tables.regret_table(rivals, self.simulated)} if rivals else {})

    @cached_property
    def report(self) -> Report:
        print_ = small_print(self.run)
        return Report(
            _headline(self), (_ledger(self),), tuple(self._caveats()), print_, tuple(_finding(self))
        )

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        return pictures(self.findings, self.standing, self.report.small_print)

    def pages(self) -> Mapping[str, Content]:
        """The ledger, a page for each claim, and the hypotheses that were judged."""
        tension = pages.tension_lines(self.tables["tension"], self.findings)
        ledger = pages.ledger_page(self.findings, self.standing, self.report.small_print, tension)
        found: dict[str, Content] = {"ledger.md": ledger, "hypotheses.yaml": self.source}
        for it in self.hypotheses:
            more = pages.appendix(it, self.tables["matched"], self.tables.get("regret"), tension)
            found[f"{it.id}.md"] = pages.claim_page(self.of(it.id), self.standing[it.id], more)
        return found

    def of(self, claim: str) -> list[Finding]:
        """The findings on a claim, by theory."""
        return [finding for finding in self.findings if finding.hypothesis.id == claim]

    @cached_property
    def _beyond(self) -> dict[str, str]:
        """By theory, the parameters drawn from outside the range fitted to the record; "" if none."""
        return {cell.theory: beyond(cell.scenario, cell.theory) for cell in self.run.cells}

    def _caveats(self) -> Iterator[str]:
        yield from scenario_sentences(self.run)
        for row in self.tables["matched"].to_dict("records"):
            if not row["matched"]:
                yield (
                    f"{row['hypothesis']}, {row['theory']}: {row['contrast']}: {row['outcome']} is matched "
                    f"only to {row['ratio']:.2f}"
                )
        yield from _why_open(self)
        yield from (f"{theory}: {words}" for theory, words in self._beyond.items() if words)


def _headline(found: ClaimsLedger) -> str:
    count = Counter(found.standing.values())
    claims = "1 claim" if len(found.standing) == 1 else f"{len(found.standing)} claims"
    each = ", ".join(f"{count[word]} {word}" for word in verdict_rule.STANDINGS if count[word])
    return f"{claims} across theories: {each}"


def _finding(found: ClaimsLedger) -> Iterator[str]:
    """Which claims hold, fail, are contested or open across the theories that see their lever."""
    claims = {it.id: it.claim.rstrip(".") for it in found.hypotheses}
    for word in verdict_rule.STANDINGS:
        ids = [name for name, standing in found.standing.items() if standing == word]
        if not ids:
            continue
        named = [f"{name} “{claims[name]}”" for name in ids[:NAMED]]
        more = [", ".join(ids[NAMED:])] if len(ids) > NAMED else []
        yield f"{opened(word)}: {'; '.join([*named, *more])}."
    open_ = list(dict.fromkeys(finding.hypothesis.id for finding in _open(found)))
    if open_ and (few := few_draws(-(-found.run.worlds // REPLICATES))):
        yield (
            f"No claim is judged: {few}, and a verdict speaks of nine draws in ten. From "
            f"{FEW_DRAWS * REPLICATES} worlds on claims are judged."
        )
    elif open_:
        why = "why, and how many worlds would settle it, is told with what to keep in mind"
        yield f"Under some theory this study could not judge {', '.join(open_)}: {why}."


def _why_open(found: ClaimsLedger) -> Iterator[str]:
    """Why claims could not be judged, a sentence a reason."""
    claims: dict[tuple[str, str], list[str]] = {}
    for finding in _open(found):
        claims.setdefault((finding.verdict.why, finding.hypothesis.id), []).append(spaced(finding.theory))
    reasons: dict[str, dict[str, list[str]]] = {}
    for (why, claim), theories in claims.items():
        reasons.setdefault(why, {}).setdefault(", ".join(theories), []).append(claim)
    for why, under in reasons.items():
        each = (f"{', '.join(names)} under {theories}" for theories, names in under.items())
        yield f"could not be judged, {'; '.join(each)}: {why}"


def _open(found: ClaimsLedger) -> Iterator[Finding]:
    """The findings that the study could not judge."""
    return (finding for finding in found.findings if finding.verdict.word in verdict_rule.OPEN)


def _ledger(found: ClaimsLedger) -> Table:
    theories = found.run.theories
    rows = [
        (
            it.id,
            cell(it.claim, Phrase(measured(found.of(it.id)[0]), "quiet")),
            *map(_entry, found.of(it.id)),
            found.standing[it.id],
        )
        for it in found.hypotheses
    ]
    heads = ("", "claim", *map(spaced, theories), "overall")
    return table("", heads, rows, left=range(len(heads)), wrapped=1)


def _entry(finding: Finding) -> tuple[Phrase, ...]:
    word = finding.verdict.word
    return cell(Phrase(word, TONES.get(word, "")), *(Phrase(line, "quiet") for line in cell_lines(finding)))
