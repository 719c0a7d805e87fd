"""Where things stand: the columns that carry over from week to week."""

from __future__ import annotations

from sim.model.state.carried import Beliefs, Spell, hearers
from sim.model.state.own import AllyState, ChinaState, NorthState
from sim.model.state.shared import Alliance, Chances, Crisis, Fate, Peninsula, Talks
from sim.model.state.tally import Tally

__all__ = [
    "Alliance",
    "AllyState",
    "Beliefs",
    "Chances",
    "ChinaState",
    "Crisis",
    "Fate",
    "NorthState",
    "Peninsula",
    "Spell",
    "Talks",
    "Tally",
    "hearers",
]
