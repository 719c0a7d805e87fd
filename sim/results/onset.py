"""When a difference sets in: weeks in a row in which a scenario differs from its baseline by what matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.core.spells import spells
from sim.results.condensed import Condensed, baselines
from sim.results.summary import pooled
from sim.vocabulary.glossary import MEASURES, OUTCOMES, STAGES

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("scenario", "what", "says", "side", "first", "last", "weeks")
REACHED = {"talks": "p_talks", "freeze": "p_freeze"}
"""Stages of which the share of worlds that stand there or beyond is followed, with the outcome whose `delta`
it must differ by.
"""
CRISES = "crises"
LEAST_CRISES = 0.02
"""Least difference in the share of worlds in a crisis that matters: crises are a fifth to a half as common as
talks, of which it is 0.05.
"""
MEASURED = {"tension": "mean_tension", "provocations_52": "provocations", "confidence": "confidence_mean"}
"""Measures whose mean is followed, likewise."""


@dataclass(frozen=True)
class Followed:
    """Something that is followed week by week: its name, its meaning, the least difference that matters."""

    name: str
    says: str
    least: float


FOLLOWED = (
    *(
        Followed(stage, f"share of worlds at {stage} or beyond", OUTCOMES[outcome].delta)
        for stage, outcome in REACHED.items()
    ),
    Followed(CRISES, "share of worlds in a crisis", LEAST_CRISES),
    *(
        Followed(measure, MEASURES[measure].says, OUTCOMES[outcome].delta)
        for measure, outcome in MEASURED.items()
    ),
)


def onset(study: Condensed) -> pd.DataFrame:
    """One row per scenario that is no baseline and thing that is followed, where it differs for four weeks in
    a row or more: on which `side`, the Mondays of the `first` and `last` week, and in how many `weeks` in
    all; of several spells on both sides the side that holds for longer. Over all theories that see.
    """
    import pandas as pd

    return pd.DataFrame(list(_rows(study)), columns=list(COLUMNS))


def _rows(study: Condensed) -> Iterator[dict[str, Any]]:
    base = baselines(study.cells)
    for name, places in pooled(study.cells):
        if all(base[place] == place for place in places):
            continue
        for it in FOLLOWED:
            levels = _levels(study, it.name)
            apart = np.mean([levels[place] - levels[base[place]] for place in places], axis=0)
            sides = {"more": spells(apart >= it.least), "less": spells(apart <= -it.least)}
            side, found = max(sides.items(), key=lambda each: sum(stop - start for start, stop in each[1]))
            if found:
                yield {
                    "scenario": name,
                    "what": it.name,
                    "says": it.says,
                    "side": side,
                    "first": _day(study, found[0][0]),
                    "last": _day(study, found[-1][1] - 1),
                    "weeks": sum(stop - start for start, stop in found),
                }


def _levels(study: Condensed, name: str) -> NDArray[np.floating[Any]]:
    """Levels of what is followed, shape ``(cell, week)``."""
    if name in REACHED:
        return study.weekly["stage_share"][..., STAGES.index(name) : len(STAGES)].sum(axis=-1)
    means = study.weekly["means"]
    if name == CRISES:
        alive = 1 - study.weekly["at_war"]
        return np.nan_to_num(means[:, list(MEASURES).index("in_crisis")]) * alive
    return np.nan_to_num(means[:, list(MEASURES).index(name)])


def _day(study: Condensed, week: int) -> str:
    return (study.monday + timedelta(weeks=week)).isoformat()
