"""The week as machine code: traced from the same rules, stepping the same worlds to the same bits.

The rules stay as they are. A week is simulated once on columns that are symbols (`tracer.py`); what was done
to them is recorded as expressions (`expression.py`, `symbolic_array.py`), written as passes over all columns
(`program.py`, `llvm_emitter.py`), and those carry the worlds from week to week (`compiled_world.py`).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import version

from sim.core.columns import Column
from sim.core.random_streams import Draws
from sim.core.rule import listened
from sim.engine.compiled.inputs import LANES
from sim.model.world import World
from sim.scenario.cell import Cell

__all__ = ["LANES", "PAYS", "SWITCH", "begun", "possible", "usable"]

SWITCH = "TWOTRACK_COMPILED"
"""The variable of the environment that, set to `no`, has every week simulated as it is written."""
OLDEST = (0, 46)
"""The llvmlite that this was made with first."""
PAYS = 400_000
"""World-weeks that take longer as they are written than machine code takes to make."""


def possible() -> bool:
    """Whether weeks can be compiled: the extra `compiled` is installed, and nobody has switched it off."""
    return os.environ.get(SWITCH) != "no" and usable()


@cache
def usable() -> bool:
    """Whether there is an llvmlite; one that is too old or does not load counts for none."""
    try:
        import_module("llvmlite.binding")
    except (ImportError, OSError):
        return False
    return tuple(int(part) for part in version("llvmlite").split(".")[:2]) >= OLDEST


def begun(
    cells: Sequence[Cell],
    draws: Draws,
    replicates: int,
    points: Mapping[str, Column] | None = None,
    requested: Collection[str] = (),
) -> World:
    """A world at its start, compiled where that is possible and pays: then it holds after a week only what
    carries over and what is `requested`. While a trace reads what rules give, weeks run as they are written.
    """
    world_weeks = draws.worlds * len(cells) * cells[0].scenario.weeks
    if draws.worlds < LANES or world_weeks < PAYS or listened() or not possible():
        return World(cells, draws, replicates, points)
    from sim.engine.compiled.compiled_world import Compiled

    return Compiled(cells, draws, replicates, points, requested)
