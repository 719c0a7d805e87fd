"""Rival theories of what moves Pyongyang, one file each, three pure functions each.

``provoke(signal, view, p)`` and ``engage(signal, view, p)`` give the value of each option of a menu,
``stand_firm(view, p)`` the value of standing firm in a crisis; all come on top of a common base.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from sim.columns import Column
from sim.params import Numbers
from sim.signals import Menu
from sim.views import NorthView

NAMES = ("essay", "spiral", "opportunity", "diversion", "own_calendar")
BLIND = frozenset({"own_calendar"})
"""Theories that see no lever by construction."""


@dataclass(frozen=True)
class Theory:
    """One account of what moves Pyongyang."""

    name: str
    says: str
    provoke: Callable[[Menu, NorthView, Numbers], Column]
    engage: Callable[[Menu, NorthView, Numbers], Column]
    stand_firm: Callable[[NorthView, Numbers], Column]


@cache
def theory(name: str) -> Theory:
    """The theory called `name`, from the file of that name. Raises KeyError if there is none."""
    if name not in NAMES:
        raise KeyError(name)
    room = import_module(f"sim.theories.{name}")
    says = (room.__doc__ or "").partition("\n")[0]
    return Theory(name, says, room.provoke, room.engage, room.stand_firm)
