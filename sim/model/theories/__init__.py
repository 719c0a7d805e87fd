"""Rival theories of what moves Pyongyang, one file each, four pure functions each.

``provoke(signal, view, p)`` and ``engage(signal, view, p)`` give the value of each option of a menu,
``stand_firm(view, p)`` the value of standing firm in a crisis; all come on top of a common base.
``bargain(arrows)`` weighs what bears on Pyongyang at the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from sim.core.columns import Column
from sim.core.parameters import Numbers
from sim.model.arrows import Arrows
from sim.model.menus import Menu
from sim.model.theories import diversion, essay, opportunity, own_calendar, spiral
from sim.vocabulary.observations import NorthView

FILES: dict[str, ModuleType] = {
    "essay": essay,
    "spiral": spiral,
    "opportunity": opportunity,
    "diversion": diversion,
    "own_calendar": own_calendar,
}
"""The file of every theory that `sim.vocabulary.theory_names` knows."""


@dataclass(frozen=True)
class Theory:
    """One account of what moves Pyongyang."""

    name: str
    says: str
    provoke: Callable[[Menu, NorthView, Numbers], Column]
    engage: Callable[[Menu, NorthView, Numbers], Column]
    stand_firm: Callable[[NorthView, Numbers], Column]
    bargain: Callable[[Arrows], Arrows]


def theory(name: str) -> Theory:
    """The theory called `name`; the first line of its file says what moves Pyongyang. Raises KeyError."""
    file = FILES[name]
    says = (file.__doc__ or "").partition("\n")[0]
    return Theory(name, says, file.provoke, file.engage, file.stand_firm, file.bargain)
