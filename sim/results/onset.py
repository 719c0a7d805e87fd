"""When a difference sets in: weeks in a row in which a scenario differs from its baseline by what matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.core.spells import spells
from sim.results.agreement import sees
from sim.results.condensed import Condensed, baselines
from sim.results.summary import pooled
from sim.results.verdicts import LESS, MORE
from sim.vocabulary.glossary import MEASURES, OUTCOMES, STAGES

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    *("scenario", "what", "says", "side", "first", "last", "weeks", "of", "spells"),
    *("agree", "theories", "more_under", "less_under"),
)
REACHED = {"talks": "p_talks", "freeze": "p_freeze"}
"""Stages of which the share of worlds that stand there or beyond is followed, with the outcome whose `delta`
it must differ by.
"""
CRISES = "in_crisis"
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
    """One row per scenario that is no baseline, thing that is followed, and `side` on which it differs for
    four weeks in a row or more: the Mondays of the `first` and `last` week, in how many `weeks` `of` those
    between them it does, and the `spells` themselves, each "first/last". Over all theories that see what
    others do. `more_under` and `less_under` name the `theories` that see the lever and differ by what matters
    by themselves, on average over these weeks, `agree` how many do so on the same side.
    """
    import pandas as pd

    return pd.DataFrame(list(_rows(study)), columns=list(COLUMNS))


def _rows(study: Condensed) -> Iterator[dict[str, Any]]:
    base = baselines(study.cells)
    for name, places in pooled(study.cells):
        if all(base[place] == place for place in places):
            continue
        found_by = sees(study, places, [base[place] for place in places])
        seen = found_by if any(found_by) else [True] * len(places)
        for it in FOLLOWED:
            levels = _levels(study, it.name)
            each = np.stack([levels[place] - levels[base[place]] for place in places])
            apart = np.mean(each, axis=0)
            about = {"scenario": name, "what": it.name, "says": it.says}
            own = {study.cells[place].theory: each[at] for at, place in enumerate(places) if seen[at]}
            for side, found in ((MORE, spells(apart >= it.least)), (LESS, spells(apart <= -it.least))):
                if found:
                    lasts = {**about, "side": side, **_lasting(study, found)}
                    yield {**lasts, **_by_theory(own, found, it.least, side)}


def _by_theory(
    own: Mapping[str, NDArray[np.floating[Any]]], found: list[tuple[int, int]], least: float, side: str
) -> dict[str, Any]:
    """Which theories differ by what matters by themselves in these spells, by side."""
    weeks = np.concatenate([np.arange(*spell) for spell in found])
    means = {theory: float(apart[weeks].mean()) for theory, apart in own.items()}
    under = {
        MORE: [theory for theory, mean in means.items() if mean >= least],
        LESS: [theory for theory, mean in means.items() if mean <= -least],
    }
    named = {f"{way}_under": ", ".join(theories) for way, theories in under.items()}
    return {"agree": len(under[side]), "theories": len(own), **named}


def _lasting(study: Condensed, found: list[tuple[int, int]]) -> dict[str, Any]:
    """Spells, as weeks from a start to a stop (exclusive), in numbers and days."""
    first, stop = found[0][0], found[-1][1]
    return {
        "first": _day(study, first),
        "last": _day(study, stop - 1),
        "weeks": sum(stop - start for start, stop in found),
        "of": stop - first,
        "spells": " ".join(f"{_day(study, start)}/{_day(study, stop - 1)}" for start, stop in found),
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
