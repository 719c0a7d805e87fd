"""A trial from its hypotheses to its folder: run, judge, write the tables, pages and pictures at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd

from sim import store
from sim.captions import small_print
from sim.chunk import LUCKS, Progress
from sim.crew import cores
from sim.plots import Context
from sim.plots.draw import Job, draw_jobs
from sim.study import MOST_WORKERS, Asked
from sim.trial import besides, pages, tables
from sim.trial.cells import scenarios
from sim.trial.hypotheses import Hypothesis, trial
from sim.trial.judged import Finding, judge
from sim.trial.kept import write_manifest
from sim.trial.pictured import claim_panels, ledger_line, side_said
from sim.trial.runs import Run, clear, key_of, run_all, unfinished
from sim.world import Cell

QUESTION = "Is the essay right, when, and under whose account of Pyongyang?"


@dataclass(frozen=True)
class Tried:
    """A trial that has been run and judged."""

    hypotheses: tuple[Hypothesis, ...]
    runs: tuple[Run, ...]
    findings: tuple[Finding, ...]
    standing: dict[str, str]
    matched: pd.DataFrame
    small_print: str


def cells_of(hypotheses: Sequence[Hypothesis], theories: Sequence[str]) -> list[Cell]:
    """Every cell that the hypotheses need, once under each theory; the baseline first."""
    return [Cell(scenario, theory) for theory in theories for scenario in _cells(hypotheses, theory).values()]


def carry_out(
    hypotheses: Sequence[Hypothesis], theories: Sequence[str], asked: Asked, progress: Progress | None = None
) -> Tried:
    """Run what is missing, judge and write the folder; raises UserError, before the long run where it can."""
    started = datetime.now(UTC)
    store.check(asked.out)
    by_theory = {theory: _cells(hypotheses, theory) for theory in theories}
    names = list(by_theory[theories[0]])
    place = unfinished(asked.out) / key_of(trial(), names, theories, asked.seed, asked.worlds)
    runs = run_all(
        by_theory,
        seed=asked.seed,
        worlds=asked.worlds,
        place=place,
        workers=_workers(asked),
        progress=progress,
    )
    tried = _judged(hypotheses, runs, asked)
    with store.whole(asked.out) as folder:
        _write(tried, asked, folder)
        write_manifest(tried.runs, asked, started, folder)
    clear(asked.out)
    return tried


def _workers(asked: Asked) -> int:
    return asked.workers or min(cores(), MOST_WORKERS)


def _cells(hypotheses: Sequence[Hypothesis], theory: str) -> dict[str, Any]:
    names = dict.fromkeys(["essay", *(name for h in hypotheses for name in h.cells)])
    return scenarios(trial(), names, theory)


def _judged(hypotheses: Sequence[Hypothesis], runs: Sequence[Run], asked: Asked) -> Tried:
    findings = judge(hypotheses, runs, asked.seed)
    matched = tables.matched_table(hypotheses, runs)
    said = small_print(_like_ensemble(runs, asked))
    return Tried(tuple(hypotheses), tuple(runs), tuple(findings), tables.standings(findings), matched, said)


def _like_ensemble(runs: Sequence[Run], asked: Asked) -> Any:
    """As much of an ensemble as captions look at."""
    first = next(iter(runs[0].scenarios.values()))
    cells = tuple(Cell(scenario, run.theory) for run in runs for scenario in run.scenarios.values())
    fields = {"cells": cells, "seed": asked.seed, "worlds": asked.worlds, "lucks": LUCKS}
    return cast(Any, SimpleNamespace(**fields, monday=first.monday, weeks=first.weeks))


def _write(tried: Tried, asked: Asked, folder: Path) -> None:
    findings, hypotheses = tried.findings, tried.hypotheses
    tension = tables.tension_table(hypotheses, tried.runs, asked.seed)
    files = {
        "claims": tables.claims_table(findings),
        "parts": tables.parts_table(findings),
        "turning": tables.turning_table(findings),
        "matched": tried.matched,
        "tension": tension,
    }
    regrets = [tables.regret_table(h, tried.runs) for h in hypotheses if h.kind == "undominated"]
    files |= {"regret": regrets[0]} if regrets else {}
    for name, table in files.items():
        (folder / f"{name}.csv").write_text(store.csv(table), encoding="utf-8")
    said = besides.tension_said(tension, findings)
    text = pages.ledger_page(findings, tried.standing, tried.small_print, said)
    (folder / "ledger.md").write_text(text, encoding="utf-8")
    for hypothesis in hypotheses:
        rows = [finding for finding in findings if finding.hypothesis is hypothesis]
        regret = regrets[0] if regrets and hypothesis.kind == "undominated" else None
        extra = besides.beside(hypothesis, tried.matched, regret, said)
        page = pages.claim_page(rows, tried.standing[hypothesis.id], extra)
        (folder / f"{hypothesis.id}.md").write_text(page, encoding="utf-8")
    draw_jobs(_pictures(tried, folder), _workers(asked))


def _pictures(tried: Tried, folder: Path) -> list[Job]:
    theories = [run.theory for run in tried.runs]
    rows = {h.id: [f for f in tried.findings if f.hypothesis is h] for h in tried.hypotheses}
    lines = [ledger_line(found, tried.standing[name]) for name, found in rows.items()]
    words = Context(QUESTION, tried.small_print)
    jobs: list[Job] = [("claims", "claims_ledger", (lines, theories, words), folder, "ledger")]
    for h in tried.hypotheses:
        asked = Context(f"{h.id}  {h.claim}", tried.small_print)
        jobs.append(("claim", "claim", (claim_panels(rows[h.id]), asked, side_said(h)), folder, h.id))
    return jobs
