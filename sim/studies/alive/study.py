"""What is alive: rows of the essay, rules and parameters switched in the same worlds under every theory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Unpack

import numpy as np

from sim.core.checked_call import arguments_checked
from sim.core.errors import UserError
from sim.engine.run_info import RunInfo
from sim.output.request import request
from sim.scenario.cell import Cell
from sim.studies.alive.essay_rows import known, rows
from sim.studies.alive.observables import ObservableRecorder, observables, sendings
from sim.studies.alive.report import Alive
from sim.studies.alive.runs import Plan, run_all
from sim.studies.alive.switches import switches
from sim.studies.bounds import WORLDS
from sim.studies.running import How, ScenarioLike, Seed, at_work, comparable, theories_of
from sim.vocabulary.theory_names import NAMES


@arguments_checked
def alive(
    scenario: ScenarioLike = "baseline",
    *,
    only: str | Sequence[str] = (),
    theories: str | Sequence[str] = (),
    worlds: Annotated[int, WORLDS] = 2000,
    seed: Seed = 1,
    **how: Unpack[How],
) -> Alive:
    """Turn everything once, and see what it moves: every row of the essay, every rule, every parameter.

    The levers of a row and the parameters are turned from the low end of their range to the high one, rules
    are switched off, all in the same worlds of the `scenario` under each of the `theories` (all, unless some
    are named). `only` some of it, as a sequence or "E05,read.unity,caution": `rows`, `rules`, `parameters`,
    or by name. Rows run in all `worlds`, eight to a draw of the parameters; rules and parameters in a fifth
    of them first, and in all where that does not settle them. `how` it is run and where it is saved: see
    `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.alive(only="E30", theories="essay", worlds=16)
    >>> found.tables["expectations"]["observable"].tolist()
    ['readiness', 'readiness']
    """
    names = theories_of(theories, NAMES)
    (chosen,) = comparable([scenario], names)
    if chosen.from_record or chosen.from_world:
        raise UserError(
            f"{chosen.path}: start: rules are switched from the start; allowed: one that is assumed"
        )
    words = [word.strip() for word in (only.split(",") if isinstance(only, str) else only) if word.strip()]
    measured = observables(chosen)
    known(rows(), measured)
    these = switches(chosen, rows(), words)
    asked = request(
        "alive",
        [chosen],
        only=",".join(words) or None,
        theories=theories_of(theories),
        worlds=worlds,
        seed=seed,
    )
    run = RunInfo(tuple(Cell(chosen, name) for name in names), seed, worlds, asked.words())
    recorder = ObservableRecorder(tuple(sendings(chosen)))
    seen = np.array([it.seen for it in measured.values()])
    plan = Plan.of(worlds)
    with at_work(2 * worlds * chosen.weeks * len(these) * len(names), how, several=True) as work:
        found = run_all(these, names, recorder, seen, plan, work, seed)
        return work.done(Alive(run, tuple(these), found, measured, plan))
