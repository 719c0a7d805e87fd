"""The four actors. Each forms a view, then chooses from it; all do so before anybody moves."""

from __future__ import annotations

from sim.actors.actor import Actor, Choice
from sim.actors.ally import Ally
from sim.actors.china import China
from sim.actors.north import North

__all__ = ["Actor", "Ally", "China", "Choice", "North"]
