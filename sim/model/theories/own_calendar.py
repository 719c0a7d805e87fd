"""Programme, season and momentum alone: what others signal moves no choice; a blind control (Hess 2018)."""

from __future__ import annotations

from sim.core.columns import Column
from sim.core.parameters import Numbers
from sim.model.menus import Menu
from sim.vocabulary.observations import NorthView


def provoke(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Nothing beyond the common base."""
    return 0 * signal.threat * view.season


def engage(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Nothing beyond the common base."""
    return 0 * signal.assurance * view.season


def stand_firm(view: NorthView, p: Numbers) -> Column:
    """Nothing either way."""
    return 0 * view.season
