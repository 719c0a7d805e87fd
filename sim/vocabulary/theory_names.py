"""Names of the theories of what moves Pyongyang."""

from __future__ import annotations

NAMES = ("essay", "spiral", "opportunity", "diversion", "own_calendar")


BLIND = frozenset({"own_calendar"})
"""Theories that see no lever by construction."""
