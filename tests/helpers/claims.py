"""Trials of which the answer is planted, and small runs of real cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.random_streams import Draws
from sim.engine.world_batch import REPLICATES
from sim.model.outcome_counters import outcomes
from sim.model.world import World
from sim.scenario.cell import Cell
from sim.studies.claims.hypotheses import Contrast, Hypothesis, RecordNote
from sim.studies.claims.runs import Run
from sim.vocabulary.glossary import FINAL_CLASSES, OUTCOMES
from tests.helpers.worlds import baseline

DRAWS = 200


def ran(cells: Sequence[Cell], worlds: int) -> NDArray[np.float32]:
    """The outcomes of cells run to their end, shape ``(outcome, cell, world)``."""
    world = World(cells, Draws(1, 0, worlds, len(cells)), REPLICATES)
    for _ in range(cells[0].scenario.weeks):
        world.step()
    return outcomes(world.situation).reshape(len(OUTCOMES), len(cells), worlds)


def planted(
    gains: Mapping[str, Any],
    theory: str = "essay",
    *,
    noise: float = 0.0,
    weighed: bool = True,
    final: Any = None,
    draws: int = DRAWS,
) -> Run:
    """A run of cells `a` and `b` in which `a` exceeds `b` by the given gains, by outcome (one a draw, or one
    for all), with rng's `noise` (its sd in a world, in units of what matters) that cancels on average.
    """
    worlds = draws * REPLICATES
    values = np.zeros((2, len(OUTCOMES), worlds), np.float32)
    values[1] = 0.5 + np.arange(worlds) / worlds
    rng = np.random.default_rng(7).normal(size=(draws, REPLICATES))
    rng -= rng.mean()
    values[0] = values[1]
    for name, gain in gains.items():
        at = list(OUTCOMES).index(name)
        by_draw = np.repeat(np.broadcast_to(np.asarray(gain, np.float64), draws), REPLICATES)
        values[0, at] = values[1, at] + by_draw + noise * OUTCOMES[name].delta * rng.ravel()
    ends = np.arange(worlds) % len(FINAL_CLASSES) if final is None else np.full(worlds, final)
    return Run(
        theory,
        {"a": baseline(), "b": baseline()},
        values,
        np.stack([ends, ends]).astype(np.int8),
        {"caution": np.linspace(-0.8, 0.8, draws).astype(np.float32)},
        {"a": 1, "b": 2 if weighed else 1},
    )


def claim(on: Mapping[str, Any], **more: Any) -> Hypothesis:
    """A claim about `a` against `b`."""
    contrast = Contrast(of="a", against="b", on=dict(on), rule=more.pop("rule", "all"))
    fields: dict[str, Any] = {
        "id": "H0",
        "claim": "A claim.",
        "ids": ("E03",),
        "reasoning": "A reason.",
        "how": "A contrast.",
        "contrasts": {"a against b": contrast},
        "literature": "Nothing.",
        "record": RecordNote(patterns=("P1",), says="Nothing."),
        "other_way": (),
    }
    return Hypothesis(**fields | more)
