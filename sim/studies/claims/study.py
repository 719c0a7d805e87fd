"""A trial from its hypotheses to its folder: run, judge, write the tables, pages and pictures at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd

from sim.engine.checkpoint import Checkpoint
from sim.engine.chunk import Progress
from sim.engine.process_pool import open_pool, world_weeks
from sim.engine.run_info import Ran
from sim.output import study_folder
from sim.output.captions import small_print
from sim.output.publish import publish
from sim.plots import Context, Picture
from sim.plots.claims_effects import claim_effects
from sim.plots.claims_ledger import claims_ledger
from sim.results.caveats import beyond
from sim.scenario import Scenario, load
from sim.scenario.cell import Cell
from sim.studies.claims import page_extras, report, tables
from sim.studies.claims.cells import scenarios
from sim.studies.claims.hypotheses import FILE, Hypothesis, Trial
from sim.studies.claims.judge import Finding, judge
from sim.studies.claims.pictures import claim_panels, ledger_line, side_said
from sim.studies.claims.runs import Run, run_all
from sim.studies.comparison.study import Asked

QUESTION = "Is the essay right, when, and under whose account of Pyongyang?"


@dataclass(frozen=True)
class Tried:
    """A trial that has been run and judged."""

    hypotheses: tuple[Hypothesis, ...]
    runs: tuple[Run, ...]
    findings: tuple[Finding, ...]
    standing: dict[str, str]
    matched: pd.DataFrame
    unfitted: dict[str, str]
    """By theory, what is drawn from outside the range fitted to the record; "" if nothing."""
    small_print: str


def cells_of(trial: Trial, hypotheses: Sequence[Hypothesis], theories: Sequence[str]) -> list[Cell]:
    """Every cell that the hypotheses need, once under each theory; the baseline first."""
    return [
        Cell(scenario, theory)
        for theory in theories
        for scenario in _cells(trial, hypotheses, theory).values()
    ]


def carry_out(
    trial: Trial,
    hypotheses: Sequence[Hypothesis],
    theories: Sequence[str],
    asked: Asked,
    progress: Progress | None = None,
) -> Tried:
    """Run what is missing, judge and write the folder; raises UserError, before the long run where it can."""
    baseline, started = load(trial.baseline), datetime.now(UTC)
    ran = Ran(
        tuple(Cell(baseline, name) for name in theories), asked.seed, asked.worlds, asked.command, started
    )
    study_folder.check(asked.out)
    by_theory = {theory: _cells(trial, hypotheses, theory) for theory in theories}
    checkpoint = Checkpoint(asked.out, asked.tell, ended=True)
    work = world_weeks(cells_of(trial, hypotheses, theories), asked.worlds)
    with open_pool(work, asked.workers, asked.scheduler, asked.tell) as pool:
        luck = {"seed": asked.seed, "worlds": asked.worlds}
        runs = run_all(by_theory, **luck, pool=pool, progress=progress, checkpoint=checkpoint)
    tried = _judged(hypotheses, runs, ran)
    book = {FILE.name: trial.file.read_text(encoding="utf-8")}
    publish(asked.out, ran, _files(tried, ran.seed) | book, _pictures(tried), workers=asked.workers)
    checkpoint.drop()
    return tried


def _cells(trial: Trial, hypotheses: Sequence[Hypothesis], theory: str) -> dict[str, Scenario]:
    names = dict.fromkeys(["essay", *(name for h in hypotheses for name in h.cells)])
    return scenarios(trial, names, theory)


def _judged(hypotheses: Sequence[Hypothesis], runs: Sequence[Run], ran: Ran) -> Tried:
    findings = judge(hypotheses, runs, ran.seed)
    matched = tables.matched_table(hypotheses, runs)
    unfitted = {cell.theory: beyond(cell.scenario, cell.theory) for cell in ran.cells}
    return Tried(
        tuple(hypotheses), tuple(runs), tuple(findings), tables.standings(findings), matched, unfitted,
        small_print(ran),
    )  # fmt: skip


def _files(tried: Tried, seed: int) -> dict[str, pd.DataFrame | str]:
    """Tables and pages by the names of their files."""
    findings, hypotheses = tried.findings, tried.hypotheses
    tension = tables.tension_table(hypotheses, tried.runs, seed)
    said = page_extras.tension_said(tension, findings)
    files: dict[str, pd.DataFrame | str] = {
        "claims.csv": tables.claims_table(findings, tried.unfitted),
        "parts.csv": tables.parts_table(findings),
        "turning.csv": tables.turning_table(findings),
        "matched.csv": tried.matched,
        "tension.csv": tension,
        "ledger.md": report.ledger_page(findings, tried.standing, tried.small_print, said),
    }
    regrets = [tables.regret_table(h, tried.runs) for h in hypotheses if h.kind == "undominated"]
    files |= {"regret.csv": regrets[0]} if regrets else {}
    for hypothesis in hypotheses:
        rows = [finding for finding in findings if finding.hypothesis is hypothesis]
        regret = regrets[0] if regrets and hypothesis.kind == "undominated" else None
        extra = page_extras.beside(hypothesis, tried.matched, regret, said)
        files[f"{hypothesis.id}.md"] = report.claim_page(rows, tried.standing[hypothesis.id], extra)
    return files


def _pictures(tried: Tried) -> list[Picture]:
    theories = [run.theory for run in tried.runs]
    rows = {h.id: [f for f in tried.findings if f.hypothesis is h] for h in tried.hypotheses}
    lines = [ledger_line(found, tried.standing[name]) for name, found in rows.items()]
    words = Context(QUESTION, tried.small_print)
    pictures = [Picture("ledger", claims_ledger, (lines, theories, words))]
    for h in tried.hypotheses:
        asked = Context(f"{h.id}  {h.claim}", tried.small_print)
        pictures.append(Picture(h.id, claim_effects, (claim_panels(rows[h.id]), asked, side_said(h))))
    return pictures
