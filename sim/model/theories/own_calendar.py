"""Programme, season and momentum alone: what others signal moves no choice; a blind control (Hess 2018)."""

from __future__ import annotations

from sim.core.columns import Column
from sim.core.parameters import Numbers
from sim.model.arrows import Arrows
from sim.model.menus import Menu
from sim.vocabulary.observations import NorthView


def provoke(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Add nothing to the common base, shape ``(option, world)``."""
    # 0 times columns is 0 in the shape that is asked for
    return 0 * signal.threat * view.season


def engage(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Add nothing to the common base, shape ``(option, world)``."""
    return 0 * signal.assurance * view.season


def stand_firm(view: NorthView, p: Numbers) -> Column:
    """Favour neither way in a crisis, shape ``(world,)``."""
    return 0 * view.season


def bargain(arrows: Arrows) -> Arrows:
    """Nothing that others do makes an agreement worth more or less."""
    return arrows.none()
