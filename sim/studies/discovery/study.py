"""When does one scenario do worse than another, and which of several is least bad in most futures?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Unpack

import numpy as np

from sim.core.checked_call import arguments_checked
from sim.core.errors import ArgumentError, UserError, listed, named
from sim.engine.run_info import RunInfo
from sim.engine.world_batch import REPLICATES
from sim.output.request import request
from sim.scenario.comparable import cells_of
from sim.studies.bounds import WORLDS_OF_A_DESIGN
from sim.studies.discovery.futures import SIDES, Futures, futures
from sim.studies.discovery.prim import Box, boxes
from sim.studies.discovery.regret import regret
from sim.studies.discovery.report import Discovery
from sim.studies.discovery.sign_map import SignMap, sign_map, telling
from sim.studies.optional_packages import needed
from sim.studies.running import How, ScenarioLike, Seed, at_work, comparable, seeing, theories_of
from sim.vocabulary.glossary import OUTCOMES

MOST = 10
"""Parameters in which boxes are looked for."""


@arguments_checked
def discover(
    *scenarios: ScenarioLike,
    outcome: str = "provocations",
    theories: str | Sequence[str] = (),
    worlds: Annotated[int, WORLDS_OF_A_DESIGN] = 16_000,
    seed: Seed = 1,
    **how: Unpack[How],
) -> Discovery:
    """Find when the first of two scenarios does worse than the second, over draws of the parameters and
    theories: boxes in words, and a map of the two parameters that matter most; of all scenarios the regret.

    `outcome`: what is worse or better. `theories`: all that see what others do, unless some are named.
    `worlds`: of each scenario and theory, eight to a draw of the parameters. `how` it is run and where it is
    saved: see `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.discover("baseline", "engagement_first", theories="essay", worlds=160)
    >>> found.regret["scenario"].unique().tolist()
    ['baseline', 'engagement_first']
    """
    if len(scenarios) < 2:
        raise UserError("discover needs two scenarios or more: when does the first do worse than the second?")
    needed("ema_workbench", "ema_workbench", "discover")
    outcome = _judged(outcome)
    names = seeing(theories)
    chosen = comparable(scenarios, names)
    asked = request(
        "discover", chosen, outcome=outcome, theories=theories_of(theories), worlds=worlds, seed=seed
    )
    cells = tuple(cells_of(chosen, names))
    run = RunInfo(cells, seed, -(-worlds // REPLICATES) * REPLICATES, asked.words())
    with at_work(run.worlds * run.weeks * len(cells), how) as work:
        found = futures(chosen, names, outcome, work.runs(seed, run.worlds))
        return work.done(discovered(found, run))


def _judged(given: str) -> str:
    """The outcome of that name. Raises UserError for one of which neither side is worse."""
    (outcome,) = named(given, OUTCOMES, "outcome")
    if OUTCOMES[outcome].better not in SIDES:
        known = [name for name, it in OUTCOMES.items() if it.better in SIDES]
        problem = f"neither more nor less of it is worse; allowed: {listed(known)}"
        raise ArgumentError("outcome", outcome, problem)
    return outcome


def discovered(futures: Futures, run: RunInfo) -> Discovery:
    """Look for where the first scenario does worse than the second. Raises UserError without the library."""
    names = telling(futures.draws, futures.gap_by_theory, MOST)
    features = futures.features[[*names, *(["theory"] if len(futures.theories) > 1 else [])]]
    draw = np.tile(np.arange(len(futures.draws)), len(futures.theories))
    found = boxes(features, futures.gap() > 0, draw) if len(features.columns) else []
    return Discovery(run, futures, names, found, _map(futures, names, found), regret(futures))


def _map(futures: Futures, names: list[str], found: list[Box]) -> SignMap | None:
    """Over two parameters that limit the first box, averaged over its theories; where it limits none, over
    the two that matter most under the theory that leaves the sign most open.
    """
    gap, limits = futures.gap_by_theory, found[0].limits if found else {}
    limited = [name for name in limits if name != "theory"]
    shares = (gap > 0).mean(axis=1)
    open_one = futures.theories[int(np.argmin(np.abs(shares - 0.5)))]
    theories = tuple(str(each) for each in limits.get("theory", futures.theories)) if limited else (open_one,)
    at = [futures.theories.index(theory) for theory in theories]
    two = list(dict.fromkeys([*limited, *telling(futures.draws, gap[at], MOST), *names]))[:2]
    if len(two) < 2:
        return None
    x, y = (futures.draws[name].to_numpy(np.float64) for name in two)
    return sign_map(x, y, gap[at].mean(axis=0), (two[0], two[1]), theories)
