"""No claim is decided by construction: for each, stated regions or theories in which it comes out one way
and the other.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.engine.world_batch import REPLICATES
from sim.results.summary import Sample
from sim.scenario import baseline
from sim.scenario.cell import Cell
from sim.studies.claims.hypotheses import Hypothesis, Region
from sim.studies.claims.reading import essay_hypotheses
from sim.vocabulary.glossary import OUTCOMES
from tests.helpers.claims import ran

WORLDS = 320
CLEAR = 2.0
"""Standard errors of the mean over random draws."""
REGIONS = [
    pytest.param(h, region, id=f"{h.id}-{at}")
    for h in essay_hypotheses().hypotheses.values()
    for at, region in enumerate(h.other_way)
]


@pytest.mark.parametrize(("hypothesis", "region"), REGIONS)
def test_it_comes_out_so_in_the_stated_region(hypothesis: Hypothesis, region: Region) -> None:
    gain, error = gains(region.theory)[hypothesis.id, hypothesis.other_way.index(region)]
    delta = OUTCOMES[region.on].delta
    if region.comes == "holds":
        assert gain > CLEAR * error
        assert gain > delta
    elif region.comes == "leans":
        assert gain > CLEAR * error
    elif region.comes == "nothing":
        assert abs(gain) + CLEAR * error < delta
    else:
        assert gain < -CLEAR * error


@pytest.mark.parametrize("hypothesis", essay_hypotheses().hypotheses.values(), ids=lambda h: h.id)
def test_every_claim_goes_both_ways_somewhere(hypothesis: Hypothesis) -> None:
    ways = {region.comes for region in hypothesis.other_way}
    assert ways & {"holds", "leans"}
    assert ways & {"nothing", "reverse"}


@pytest.mark.parametrize("hypothesis", essay_hypotheses().hypotheses.values(), ids=lambda h: h.id)
def test_regions_lie_within_the_stated_ranges(hypothesis: Hypothesis) -> None:
    declared = baseline().parameters
    for region in hypothesis.other_way:
        for name, (low, high) in region.parameters.items():
            assert declared[name].range[0] <= low < high <= declared[name].range[1]


@cache
def gains(theory: str) -> dict[tuple[str, int], tuple[float, float]]:
    """For each region under a theory how far its part lies on the claimed side, and its error; one run."""
    wanted = [
        (h, at)
        for h in essay_hypotheses().hypotheses.values()
        for at, region in enumerate(h.other_way)
        if region.theory == theory
    ]
    cells = [cell for h, at in wanted for cell in pair(h, h.other_way[at])]
    values = ran(cells, WORLDS)
    return {(h.id, at): gain(h, at, values[:, 2 * k : 2 * k + 2]) for k, (h, at) in enumerate(wanted)}


def pair(h: Hypothesis, region: Region) -> list[Cell]:
    contrast = h.every[region.contrast]
    names = (contrast.of, contrast.against or contrast.of)
    numbers = {name: list(span) for name, span in region.parameters.items()}
    made = essay_hypotheses().scenarios(baseline(), names, [region.theory], {"parameters": numbers})[
        region.theory
    ]
    return [Cell(made[name], region.theory) for name in names]


def gain(h: Hypothesis, at: int, values: np.ndarray) -> tuple[float, float]:
    region = h.other_way[at]
    contrast = h.every[region.contrast]
    of, against = values[list(OUTCOMES).index(region.on)].astype(np.float64)
    apart = of - (against if contrast.against else h.level)
    apart *= 1 if contrast.on[region.on] == "more" else -1
    sample = Sample.of(apart[None], REPLICATES)
    return float(sample.mean[0]), float(sample.mc_error[0])
