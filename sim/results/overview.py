"""What the first picture of a comparison shows: paired differences by parameter draw over all theories, in the
order of the rows, and when a difference sets in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.core.spells import spells
from sim.engine.ensemble import Ensemble
from sim.plots.comparison_overview_data import BETTER, SHOWN, WORSE, Onset, Overview, Row, Spread, side
from sim.plots.kit.dots import SHARES
from sim.results.effects import baselines
from sim.results.summary import Numbers, Sample
from sim.vocabulary.glossary import OUTCOMES, STAGES
from sim.vocabulary.theory_names import BLIND

if TYPE_CHECKING:
    import xarray as xr

MATTERS = {"talks": 0.05, "crises": 0.02}
"""Least difference, in the share of worlds at talks and in a crisis, that is said to set in: of talks what
matters of their chance; crises are a fifth to a half as common.
"""


def overview(ensemble: Ensemble, weeks: xr.Dataset) -> Overview:
    """Gather it; `weeks` is the dataset of the same ensemble. The blind control counts only where it is alone."""
    theories = tuple(dict.fromkeys(cell.theory for cell in ensemble.cells))
    theories = tuple(name for name in theories if name not in BLIND) or theories
    first = ensemble.cells[0].scenario.name
    names = [name for name in dict.fromkeys(cell.scenario.name for cell in ensemble.cells) if name != first]
    rows = [Row(name, _spreads(ensemble, name, theories), tuple(_onsets(weeks, name, theories))) for name in names]
    rows.sort(key=lambda row: row.merit, reverse=True)
    places = [place for place, cell in enumerate(ensemble.cells) if cell.scenario.name == first and cell.theory in theories]
    levels = ensemble.outcomes[places][:, _numbers()].astype(np.float64).mean(axis=(0, 2))
    days = weeks["date"].values.astype("datetime64[D]").astype(np.float64)
    return Overview(first, levels, tuple(rows), theories, days)


def _numbers() -> list[int]:
    return [list(OUTCOMES).index(name) for name in SHOWN]


def _spreads(ensemble: Ensemble, scenario: str, theories: Sequence[str]) -> tuple[Spread, ...]:
    """The scenario's difference in each outcome, theories alike."""
    averages: list[Numbers] = []
    for place, base in enumerate(baselines(ensemble.cells)):
        cell = ensemble.cells[place]
        if cell.scenario.name == scenario and cell.theory in theories:
            apart = ensemble.outcomes[place][_numbers()].astype(np.float64) - ensemble.outcomes[base][_numbers()]
            averages.append(Sample.of(apart, ensemble.replicates).averages)
    return tuple(_spread(name, [each[at] for each in averages]) for at, name in enumerate(SHOWN))


def _spread(outcome: str, by_theory: Sequence[Numbers]) -> Spread:
    draws = np.concatenate(by_theory)
    sides = [side(outcome, value) for value in draws]
    means = np.array([np.nanmean(each) for each in by_theory])
    shares = (sides.count(which) / len(sides) for which in (BETTER, WORSE))
    return Spread(float(means.mean()), np.nanquantile(draws, SHARES), *shares, means)


def _onsets(weeks: xr.Dataset, scenario: str, theories: Sequence[str]) -> Iterator[Onset]:
    """The longest spell in which the share of worlds at talks, or in a crisis, differs by what matters."""
    part = weeks.sel(theory=list(theories))
    shares = {
        "talks": part["stage_share"].isel(stage=slice(STAGES.index("talks"), len(STAGES))).sum("stage"),
        "crises": part["means"].sel(measure="in_crisis") * (1 - part["at_war"]),
    }
    for what, share in shares.items():
        apart = (share.sel(scenario=scenario) - share.isel(scenario=0)).mean("theory").values
        found = [
            (stop - start, start, stop, more)
            for more, way in ((True, apart), (False, -apart))
            for start, stop in spells(way > MATTERS[what])
        ]
        if found:
            _, start, stop, more = max(found)
            yield Onset(what, more, more == (what == "talks"), start, stop)
