"""The four actors as Mesa agents. Each forms a view, then chooses from it; all do so before anybody moves."""

from __future__ import annotations

from sim.model.actors.agent import ActorAgent, Choice
from sim.model.actors.ally import Ally
from sim.model.actors.china import China
from sim.model.actors.north import North

__all__ = ["ActorAgent", "Ally", "China", "Choice", "North"]
