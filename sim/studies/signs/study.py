"""Warning signs: which observables of the last weeks raise or lower the chance of what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Unpack

from sim.core.checked_call import arguments_checked
from sim.core.errors import named
from sim.engine.chunk import Chunk
from sim.engine.design import CellList
from sim.engine.run_info import RunInfo
from sim.engine.simulate import simulate
from sim.model.parameter_source import PRIOR, with_params
from sim.output.request import request
from sim.scenario.cell import Cell
from sim.studies.bounds import WEEKS_TO_A_SIGN
from sim.studies.running import (
    How,
    ScenarioLike,
    Seed,
    Worlds,
    at_work,
    comparable,
    scenario_of,
    theories_of,
)
from sim.studies.signs.checks import checked as put_to_the_test
from sim.studies.signs.observables import of_record
from sim.studies.signs.ratios import ratios
from sim.studies.signs.recorder import SignRecorder
from sim.studies.signs.report import Signs
from sim.studies.signs.windows import TARGETS, asked
from sim.vocabulary.theory_names import NAMES


@arguments_checked
def signs(
    scenario: ScenarioLike = "history_1990_2017",
    *,
    of: str = "test",
    within: Annotated[int, WEEKS_TO_A_SIGN] = 13,
    theories: str | Sequence[str] = (),
    params: str = PRIOR,
    worlds: Worlds = 400,
    seed: Seed = 1,
    **how: Unpack[How],
) -> Signs:
    """Find the signs that raise or lower the chance of what follows: likelihood ratios of what an outside
    observer saw in the last 4 and 13 weeks, under each theory, and checked where nothing was learnt.

    `of` names what may follow: `test` (a long-range or nuclear one), `talks` (a first meeting of Washington
    and Pyongyang after 13 weeks without), `serious` (a serious clash) or `war`, `within` so many weeks.
    Worlds run through the `scenario`, else the years of the record. All signs together give a chance, which
    is learnt from one half of the parameter draws and scored on the other, and on the record of 1990 to 2017.
    `theories`: all, unless some are named. `params` draws parameters from their ranges ("prior"), from what
    the fit left of them ("fitted"), or holds them at their defaults ("default"). `how` it is run and where it
    is saved: see `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.signs("baseline", of="test", theories="essay", worlds=16)
    >>> found.signs.columns[:4].tolist()
    ['theory', 'sign', 'weeks', 'seen']
    """
    (target,) = named(of, TARGETS, "event to look ahead to")
    names = theories_of(theories, NAMES)
    (chosen,) = comparable([scenario_of(scenario)], names)
    cells = tuple(with_params([Cell(chosen, theory) for theory in names], params))
    words = request(
        "signs", [chosen], of=target, within=within, theories=theories_of(theories), params=params,
        worlds=worlds, seed=seed,
    )  # fmt: skip
    run = RunInfo(cells, seed, worlds, words.words())
    with at_work(worlds * sum(cell.scenario.weeks for cell in cells), how) as work:
        whole = Chunk(CellList(cells), seed, 0, worlds, (SignRecorder(),))
        seen = simulate(whole, work.pool, work.progress, work.checkpoint)["seen"]
        each = {
            theory: asked(weeks, TARGETS[target], within) for theory, weeks in zip(names, seen, strict=True)
        }
        _, weeks = of_record()
        tables = [ratios(theory, rows, run.replicates, seed) for theory, rows in each.items()]
        tested = put_to_the_test(each, asked(weeks, TARGETS[target], within), run.replicates, seed)
        return work.done(Signs(run, target, within, tuple(tables), tested))
