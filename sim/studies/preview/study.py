"""What will scenarios do?"""

from __future__ import annotations

from typing import Unpack

from sim.core.checked_call import arguments_checked
from sim.core.errors import UserError
from sim.engine.run_info import RunInfo
from sim.output.request import request
from sim.scenario import baseline
from sim.scenario.cell import Cell
from sim.scenario.comparable import complete
from sim.studies.preview.report import Preview
from sim.studies.running import How, ScenarioLike, at_work, scenario_of


@arguments_checked
def preview(*scenarios: ScenarioLike, **how: Unpack[How]) -> Preview:
    """Show what scenarios will do before any run: the dispositions that strategy and posture resolve to,
    period by period, beside the baseline's; who will be made to send what and when; injects in words; and
    what else differs from the baseline.

    `how` it is saved: see `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> seen = tt.preview("freeze_for_freeze")
    >>> seen.figures, len(seen.tables["sendings"])
    (['timeline'], 0)
    """
    if not scenarios:
        raise UserError("preview: at least one scenario is needed")
    chosen = [scenario_of(each) for each in scenarios]
    for scenario in chosen:
        complete(scenario)
    asked = request("preview", chosen)
    cells = tuple(Cell(scenario, scenario.theory) for scenario in chosen)
    with at_work(1, how) as work:
        return work.done(Preview(RunInfo(cells, 0, 0, asked.words()), baseline()))
