"""Names of the rival theories of what moves Pyongyang."""

from __future__ import annotations

NAMES = ("essay", "spiral", "opportunity", "diversion", "own_calendar")


BLIND = frozenset({"own_calendar"})
"""Theories under which signals of others have no effect by construction: controls."""
