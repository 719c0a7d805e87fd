"""The conclusions of the essay, each compared with its opposite in the same worlds under every theory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

from sim.core.checked_call import arguments_checked
from sim.core.errors import named
from sim.engine.run_info import RunInfo
from sim.output.request import request
from sim.scenario.cell import Cell
from sim.studies.claims.findings import judge
from sim.studies.claims.hypotheses import Hypothesis, HypothesisFile
from sim.studies.claims.reading import essay_hypotheses, read_hypotheses
from sim.studies.claims.report import ClaimsLedger
from sim.studies.claims.runs import run_all
from sim.studies.running import (
    FileLike,
    How,
    ScenarioLike,
    Seed,
    Worlds,
    at_work,
    comparable,
    theories_of,
)
from sim.vocabulary.theory_names import NAMES


@arguments_checked
def claims(
    scenario: ScenarioLike = "baseline",
    *,
    only: str | Sequence[str] = (),
    hypotheses: FileLike | None = None,
    theories: str | Sequence[str] = (),
    worlds: Worlds = 2000,
    seed: Seed = 1,
    **how: Unpack[How],
) -> ClaimsLedger:
    """Judge the conclusions of the essay: each as a contrast in the same worlds, under each theory.

    The sides of a contrast are changes to the `scenario`. `only` some claims, by id, as a sequence or
    "H3,H5", else all. `hypotheses`: a file of claims and contrasts in the form of the shipped
    `hypotheses.yaml`, else that one. `theories`: all, unless some are named. Eight of the `worlds` share a
    draw of the parameters. `how` it is run and where it is saved: see `sim.studies.running.How`. Raises
    UserError.

    >>> import sim as tt
    >>> found = tt.claims(only="H7", theories="own_calendar", worlds=16)
    >>> found.tables["claims"].loc[0, ["hypothesis", "theory", "verdict"]].tolist()
    ['H7', 'own_calendar', 'blind']
    """
    file = read_hypotheses(Path(hypotheses)) if hypotheses else essay_hypotheses()
    names = theories_of(theories, NAMES)
    chosen = _chosen(file, only)
    (baseline,) = comparable([scenario], names)
    variants = file.scenarios(baseline, _variants(file, chosen), names)
    asked = request(
        "claims", [baseline], only=",".join(it.id for it in chosen) if only else None, hypotheses=hypotheses,
        theories=theories_of(theories), worlds=worlds, seed=seed,
    )  # fmt: skip
    run = RunInfo(tuple(Cell(baseline, name) for name in names), seed, worlds, asked.words())
    weeks = sum(it.weeks for by_name in variants.values() for it in by_name.values())
    with at_work(worlds * weeks, how, several=True) as work:
        runs = run_all(
            variants, seed=seed, worlds=worlds, pool=work.pool, progress=work.progress,
            checkpoint=work.checkpoint,
        )  # fmt: skip
        findings = judge(chosen, runs, seed)
        return work.done(ClaimsLedger(run, tuple(chosen), tuple(runs), tuple(findings), file.text))


def _chosen(file: HypothesisFile, only: str | Sequence[str]) -> list[Hypothesis]:
    """The hypotheses of these ids, in any case; all if none is given."""
    known = {name.lower(): name for name in file.hypotheses}
    words = only.split(",") if isinstance(only, str) else only
    ids = [known.get(word.strip().lower(), word.strip()) for word in words if word.strip()]
    return [file.hypotheses[name] for name in named(ids, known.values(), "claim") or known.values()]


def _variants(file: HypothesisFile, chosen: Sequence[Hypothesis]) -> list[str]:
    """The cells of these hypotheses; first the one that changes nothing, whose parameters stand for all."""
    unchanged = [name for name, changes in file.cells.items() if not changes][:1]
    return list(dict.fromkeys([*unchanged, *(name for it in chosen for name in it.cells)]))
