"""Scenario discovery: boxes of futures in which something happens (PRIM, Friedman and Fisher 1999; Bryant and
Lempert 2010), by the EMA Workbench.

Boxes are found in half of the parameter draws and judged in the other half, which they have not seen.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.studies.optional_packages import needed

Flags: TypeAlias = NDArray[np.bool_]
Limit: TypeAlias = tuple[float | None, float | None] | tuple[str, ...]

MOST_LIMITS, MOST_BOXES = 4, 3
LEAST_MASS, LEAST_COVERAGE = 0.05, 0.1
LIFT = 1.15
"""How much denser than all futures a box must be to be spoken of."""
WORTH = 1.08
"""How much denser a limit must make the box to be kept: what peels off noise is left out."""


@dataclass(frozen=True)
class Box:
    """Futures within `limits`: by parameter the lowest and highest value (None where the box is open), by
    theory the names. `coverage` is the share of all cases that lie inside, `density` the share of cases
    among what lies inside, `mass` the share of futures inside, `usual` the share of cases everywhere.
    """

    limits: dict[str, Limit]
    coverage: float
    density: float
    mass: float
    usual: float

    def inside(self, features: pd.DataFrame) -> Flags:
        """Which futures lie inside."""
        result = np.ones(len(features), np.bool_)
        for name, limit in self.limits.items():
            result &= _within(features[name], limit)
        return result

    @property
    def words(self) -> str:
        """The limits as a condition: "caution is below 0.2 and theory is spiral"."""
        return " and ".join(_said(name, limit) for name, limit in self.limits.items())


def boxes(features: pd.DataFrame, cases: Flags, draw: NDArray[np.intp]) -> list[Box]:
    """Boxes of cases, one after the other among the futures that no earlier one holds; empty where no box is
    denser than the whole. `draw` numbers the parameter draw of each future. Raises UserError without the
    EMA Workbench.
    """
    finding, judging = draw % 2 == 0, draw % 2 == 1
    found: list[Box] = []
    left = finding.copy()
    while len(found) < MOST_BOXES and cases[left].any() and not cases[left].all():
        rest, of_rest = cast("pd.DataFrame", features[left]), cases[left]
        limits = _pruned(_peeled(rest, of_rest), rest, of_rest)
        if not limits:
            break
        box = judged(limits, cast("pd.DataFrame", features[judging]), cases[judging])
        if box.density < LIFT * box.usual or box.coverage < LEAST_COVERAGE:
            break
        found.append(box)
        left &= ~box.inside(features)
    return found


def judged(limits: dict[str, Limit], features: pd.DataFrame, cases: Flags) -> Box:
    """A box with its measures in these futures."""
    inside = Box(limits, 0, 0, 0, 0).inside(features)
    hits, usual = float(np.count_nonzero(cases & inside)), float(cases.mean())
    return Box(limits, hits / max(cases.sum(), 1), hits / max(inside.sum(), 1), float(inside.mean()), usual)


def _pruned(limits: dict[str, Limit], features: pd.DataFrame, cases: Flags) -> dict[str, Limit]:
    """Without the limits that make the box hardly denser, the idlest first."""
    while limits:
        density = judged(limits, features, cases).density
        fewer = [{n: limit for n, limit in limits.items() if n != name} for name in limits]
        best = max(fewer, key=lambda these: judged(these, features, cases).density)
        if density >= WORTH * judged(best, features, cases).density:
            break
        limits = best
    return limits


def _peeled(features: pd.DataFrame, cases: Flags) -> dict[str, Limit]:
    """The limits of the box that best joins coverage and density (their harmonic mean), of few limits."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library's own making
        prim = needed("ema_workbench.analysis.prim", "ema_workbench", "discover")
        table = features.reset_index(drop=True)
        table = table.astype({name: object for name in table if table[name].dtype.name == "category"})
        search = prim.Prim(table, cases.astype(np.int64), threshold=1e-9, mass_min=LEAST_MASS)
        box = search.find_box()
    if box is None:
        return {}
    path = box.peeling_trajectory
    both = path["coverage"] + path["density"]
    score = (path["coverage"] * path["density"] / both.where(both > 0, 1)).where(
        path["res_dim"] <= MOST_LIMITS, 0
    )
    return _limits(box.box_lims[int(score.idxmax())], table)


def _limits(box: Any, features: pd.DataFrame) -> dict[str, Limit]:
    limits: dict[str, Limit] = {}
    for name in features.columns.intersection(box.columns):  # the library drops what never varies
        low, high = box[name].iloc[0], box[name].iloc[1]
        values = features[name]
        if values.dtype == object:
            if len(low) < values.nunique():
                limits[str(name)] = tuple(sorted(low))
            continue
        bounds = (
            float(low) if low > values.min() else None,
            float(high) if high < values.max() else None,
        )
        if bounds != (None, None):
            limits[str(name)] = bounds
    return limits


def _within(values: pd.Series[Any], limit: Limit) -> Flags:
    if limit and isinstance(limit[0], str):
        return values.isin(limit).to_numpy(np.bool_)
    low, high = limit
    numbers = values.to_numpy(np.float64)
    result = np.ones(len(numbers), np.bool_)
    if low is not None:
        result &= numbers >= float(low)
    if high is not None:
        result &= numbers <= float(high)
    return result


def _said(name: str, limit: Limit) -> str:
    words = name.replace("_", " ")
    if limit and isinstance(limit[0], str):
        return f"{words} is {' or '.join(str(each) for each in limit)}".replace("_", " ")
    low, high = limit
    if low is None:
        return f"{words} is below {high:.2g}"
    return f"{words} is above {low:.2g}" if high is None else f"{words} is from {low:.2g} to {high:.2g}"
