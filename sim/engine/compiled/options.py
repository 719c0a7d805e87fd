"""What every option of a week is worth to the actor that chooses, as expressions."""

from __future__ import annotations

import numpy as np

from sim.core import tree
from sim.core.columns import FLOAT
from sim.engine.compiled.expression import Node
from sim.engine.compiled.symbolic_array import symbols
from sim.model.actors.agent import ActorAgent
from sim.model.choice import Scores
from sim.model.situation import Situation
from sim.vocabulary.signals import FAMILIES


def chosen(s: Situation, name: str, agent: ActorAgent) -> dict[tree.Way, Node]:
    """Have an actor choose; the log-odds of its options, by family and row."""
    shut = _shut(s, name)
    agent.choose(s)
    actor = s.actors[name]
    return {
        ("option", name, family, row): symbols(actor.scores[family][row] + below)[0]
        for family in FAMILIES
        if actor.menus[family].signals
        for row, below in enumerate(shut[family])
    }


def _shut(s: Situation, name: str) -> Scores:
    """What is added to the options of an actor, by family: far below everything where one is withheld."""
    actor = s.actors[name]
    nothing = {f: np.stack([symbols(FLOAT(0)) for _ in actor.options(f)]) for f in actor.families}
    return s.plan.withheld(name, nothing)
