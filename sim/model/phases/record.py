"""Record: the week is counted, a serious clash is remembered, and war absorbs."""

from __future__ import annotations

from sim.model.outcome_counters import count_week
from sim.model.phases.escalate import conflict_rung
from sim.model.situation import Situation


def record(s: Situation) -> None:
    """Count the week, then mark what cannot be undone: the week in which war comes still counts."""
    s.rung = conflict_rung(s)
    count_week(s)
    fate = s.fate
    fate.fired = fate.fired | (s.fire > 0)
    fate.clashed = fate.clashed | (s.serious > 0)
    fate.at_war = fate.at_war | s.war_now
