"""The week as machine code: traced from the same rules, stepping the same worlds to the same bits.

The rules stay as they are. A week is simulated once on columns that are symbols (`tracer.py`); what was done
to them is recorded as expressions (`expression.py`, `symbolic_array.py`) and written as text (`writer.py`,
`maths.py`, `random_draws.py`, `driver.py`), which becomes code for this processor (`native.py`). It carries
blocks of worlds through many weeks (`blocks.py`, `compiled_world.py`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

from sim.core.rule import listened
from sim.model.situation import Situation
from sim.model.world import World

if TYPE_CHECKING:
    from sim.engine.compiled.compiled_world import Compiled

__all__ = ["LANES", "PAYS", "SWITCH", "carried", "counter", "possible", "usable"]

LANES = 16
"""Worlds that a register of the widest processors holds: chunks are of so many where they can be."""

SWITCH = "TWOTRACK_COMPILED"
"""The variable of the environment that, set to `no`, has every week simulated as it is written."""
OLDEST = (0, 46)
"""The llvmlite that this was made with first."""
PAYS = 250_000
"""World-weeks that take longer as they are written than machine code takes to make for one theory."""


def possible() -> bool:
    """Whether weeks can be compiled: there is an llvmlite, and nobody has switched it off."""
    return os.environ.get(SWITCH) != "no" and usable()


@cache
def usable() -> bool:
    """Whether there is an llvmlite; one that is too old or does not load counts for none."""
    try:
        import_module("llvmlite.binding")
    except (ImportError, OSError):
        return False
    return tuple(int(part) for part in version("llvmlite").split(".")[:2]) >= OLDEST


def counter() -> Callable[..., None]:
    """The function that counts what compiled worlds hold: see `counting.count`."""
    from sim.engine.compiled.counting import count

    return count


def carried(
    world: World, requested: Collection[str] = (), then: Callable[[Situation], None] | None = None
) -> World | Compiled:
    """A world at its start, compiled where that is possible and pays: then it holds after a week only what is
    `requested` (see `program.program_of`). While a trace reads what rules give, weeks run as they are
    written. `then` is what a world also does after each week.
    """
    world_weeks = world.width * world.cells[0].scenario.weeks
    theories = {theory.name for theory, _ in world.situation.theories}
    small = world.draws.worlds < LANES or world_weeks < PAYS * len(theories)
    if small or listened() or not possible():
        return world
    from sim.engine.compiled.compiled_world import Compiled

    return Compiled(world, requested, then)
