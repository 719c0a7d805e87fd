"""Rival theories of what moves Pyongyang, one file each, three pure functions each.

``provoke(signal, view, p)`` and ``engage(signal, view, p)`` give the value of each option of a menu,
``stand_firm(view, p)`` the value of standing firm in a crisis; all come on top of a common base.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from sim.core.columns import Column
from sim.core.parameters import Numbers
from sim.model.menus import Menu
from sim.vocabulary.observations import NorthView
from sim.vocabulary.theory_names import NAMES


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
    room = import_module(f"sim.model.theories.{name}")
    says = (room.__doc__ or "").partition("\n")[0]
    return Theory(name, says, room.provoke, room.engage, room.stand_firm)
