"""The explanation of a week, as users ask for it: of a scenario, under one theory."""

from __future__ import annotations

from datetime import date

from sim.core.checked_call import arguments_checked
from sim.explanation.explain import explain as explained
from sim.explanation.week import WeekExplanation
from sim.scenario.comparable import cells_of
from sim.studies.running import ScenarioLike, Seed, WorldNumber, scenario_of, theories_of


@arguments_checked
def explain(
    scenario: ScenarioLike,
    *,
    week: int | str | date,
    actor: str | None = None,
    world: WorldNumber = 0,
    seed: Seed = 1,
    theory: str | None = None,
) -> WeekExplanation:
    """Explain every choice of a week in one world: the rules with what they read, the options with their
    chances, and the smallest change of each input that would have changed the choice.

    `week` is a number from 0 or a day ("2017-08-28"). `actor`: only this one (US, ROK, DPRK or China).
    `world` and `seed` are those of a study. `theory` of what moves Pyongyang, else the scenario's own. The
    result prints as text, is shown by a notebook, and has the `options` as a table. Raises UserError.

    >>> import sim as tt
    >>> why = tt.explain("baseline", week="2017-08-28", actor="DPRK")
    >>> why.options.columns.tolist()
    ['actor', 'family', 'option', 'value', 'chance', 'noise', 'open', 'wanted', 'sent']
    """
    (cell,) = cells_of([scenario_of(scenario)], theories_of(theory or ()))
    return explained(cell, seed, world, week, actor)
