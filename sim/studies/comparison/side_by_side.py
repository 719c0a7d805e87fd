"""Scenarios of finished studies side by side, as if one study had run them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.core.errors import UserError
from sim.engine.provenance import hash_of, placed
from sim.output.manifest import NAME
from sim.results.condensed import Condensed
from sim.results.dataset import WEEKLY
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.comparison.finished import FinishedStudy, shared

if TYPE_CHECKING:
    import pandas as pd

OWN: Final = ("difference_quantiles", "worlds_compared")
"""Weekly data that a study has for its own baseline alone: they need both paths of every world."""


@dataclass(frozen=True)
class Place:
    """A scenario of a comparison: the study it is of, its name there, and the scenario as named here."""

    study: FinishedStudy
    there: str
    scenario: Scenario


def places(found: Sequence[FinishedStudy]) -> list[Place]:
    """The scenarios of all studies, the first of the first as baseline. One that several studies ran stands
    once; another of the same name bears the name of its folder too. Raises UserError.
    """
    taken: dict[str, Place] = {}
    for study in found:
        for name, scenario in study.scenarios.items():
            mine = Place(study, name, scenario)
            if name in taken and _alike(taken[name], mine):
                continue
            here = name if name not in taken else _free(f"{name}_{study.folder.resolve().name}", taken)
            taken[here] = Place(study, name, scenario.model_copy(update={"name": here}))
    if len(taken) < 2:
        raise UserError("all these studies ran one and the same scenario: there is nothing to compare")
    return list(taken.values())


def _alike(one: Place, other: Place) -> bool:
    """Whether two studies ran the same scenario, and saw the same of it."""
    if one.scenario.yaml() != other.scenario.yaml():
        return False
    theories = shared([one.study, other.study])
    values = (
        each.study.data["outcome_values"].sel(scenario=each.there, theory=theories) for each in (one, other)
    )
    if not np.array_equal(*(each.values for each in values), equal_nan=True):
        raise UserError(
            f"{other.study.folder}: {other.there} came out otherwise than in {one.study.folder}, though "
            "worlds and scenario are the same: `verify` tells which folder can be had again"
        )
    return True


def _free(name: str, taken: dict[str, Place]) -> str:
    """The name, with a number where it is taken."""
    plain = "".join(sign if sign.isalnum() or sign in "_-" else "_" for sign in name)
    return next(each for each in (plain, *(f"{plain}_{at}" for at in range(2, 1000))) if each not in taken)


def side_by_side(of: Sequence[Place], theories: Sequence[str]) -> Condensed:
    """What was recorded of the scenarios, as if one study had run them all."""
    first = of[0].study
    cells = [(Cell(place.scenario, theory), place) for theory in theories for place in of]

    def all_of(name: str) -> NDArray[Any]:
        return np.stack([place.study.of_cell(name, place.there, cell.theory) for cell, place in cells])

    weekly = {name: all_of(name) for name in WEEKLY if name not in OWN}
    unknown = np.full_like(weekly["quantiles"], np.nan)
    weekly |= {"difference_quantiles": unknown, "worlds_compared": np.zeros(weekly["at_war"].shape, np.int64)}
    drawn = first.data["parameter_values"]
    return Condensed(
        cells=tuple(cell for cell, _ in cells),
        monday=cells[0][0].scenario.monday,
        weeks=first.manifest.weeks,
        seed=first.manifest.seed,
        worlds=first.manifest.worlds,
        replicates=first.manifest.replicates,
        outcomes=all_of("outcome_values"),
        final=all_of("final_class_of_world"),
        parameters={str(name): drawn.sel(parameter=name).values for name in drawn["parameter"].values},
        weekly=weekly,
        orders=_orders(of, theories),
    )


def _orders(of: Sequence[Place], theories: Sequence[str]) -> pd.DataFrame | None:
    """What became of orders, in the order of cells."""
    import pandas as pd

    rows = [
        table[(table["theory"] == theory) & (table["scenario"] == place.there)].assign(
            scenario=place.scenario.name
        )
        for theory in theories
        for place in of
        if (table := place.study.orders) is not None
    ]
    found = pd.concat(rows, ignore_index=True) if rows else None
    return found if found is not None and len(found) else None


def sources(of: Sequence[Place]) -> pd.DataFrame:
    """Which study each scenario is of: one row a scenario, with the name of the folder and the hash of its
    manifest, which holds the hashes of all its files.
    """
    import pandas as pd

    rows = [
        {
            "scenario": place.scenario.name,
            "study": placed(place.study.folder.absolute()),
            "name_there": place.there,
            "manifest": hash_of(place.study.folder / NAME),
        }
        for place in of
    ]
    return pd.DataFrame(rows)
