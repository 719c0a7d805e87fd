"""How each measure of the glossary is read off a situation, as it stands."""

from __future__ import annotations

from collections.abc import Callable

from sim.core.columns import Column, root, smaller
from sim.model.situation import Situation


def measure(s: Situation, name: str) -> Column:
    """A measure by its name in the glossary."""
    return READING[name](s)


def programme(s: Situation) -> Column:
    """Mean of missile and nuclear progress."""
    return (s.north.state.missile + s.north.state.nuclear) * 0.5


def doubt(s: Situation) -> Column:
    """Standard deviation of Pyongyang's belief about Washington."""
    return root(s.doubted("US", by="DPRK"))


def in_crisis(s: Situation) -> Column:
    """1 in worlds in which a crisis is open, else 0."""
    return smaller(s.crisis.rung, 1)


READING: dict[str, Callable[[Situation], Column]] = {
    "tension": lambda s: s.land.tension,
    "media_tension": lambda s: s.land.media_tension,
    "provocations_52": lambda s: s.tally.year,
    "strain": lambda s: s.north.state.strain,
    "enforcement": lambda s: s.china.state.enforcement,
    "friction": lambda s: s.china.state.friction,
    "coordination": lambda s: s.alliance.coordination,
    "discord": lambda s: s.alliance.discord,
    "confidence": lambda s: s.alliance.confidence,
    "readiness": lambda s: s.alliance.readiness,
    "resolve_us": lambda s: s.believed("US", by="DPRK"),
    "trust_us": lambda s: s.north.state.trust_us,
    "trust_north": lambda s: s.us.state.trust_north,
    "programme": programme,
    "bans": lambda s: s.land.bans,
    "capacity": lambda s: s.alliance.capacity,
    "fear_paid": lambda s: s.north.state.fear_paid,
    "doubt_us": doubt,
    "in_crisis": in_crisis,
    "rung": lambda s: s.rung,
    "stage": lambda s: s.talks.stage,
}
