"""How each measure of the glossary is read off a world, as it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.core.columns import Column, root

if TYPE_CHECKING:
    from sim.model.world import World


def programme(w: World) -> Column:
    """Mean of missile and nuclear progress."""
    return (w.north.state.missile + w.north.state.nuclear) * 0.5


def doubt(w: World) -> Column:
    """Standard deviation of Pyongyang's belief about Washington."""
    return root(w.doubted("US", by="DPRK"))


MEASURING: dict[str, Callable[[World], Column]] = {
    "tension": lambda w: w.land.tension,
    "media_tension": lambda w: w.land.media_tension,
    "provocations_52": lambda w: w.tally.year,
    "strain": lambda w: w.north.state.strain,
    "enforcement": lambda w: w.china.state.enforcement,
    "friction": lambda w: w.china.state.friction,
    "coordination": lambda w: w.alliance.coordination,
    "discord": lambda w: w.alliance.discord,
    "confidence": lambda w: w.alliance.confidence,
    "readiness": lambda w: w.alliance.readiness,
    "resolve_us": lambda w: w.believed("US", by="DPRK"),
    "trust_us": lambda w: w.north.state.trust_us,
    "trust_north": lambda w: w.us.state.trust_north,
    "programme": programme,
    "bans": lambda w: w.land.bans,
    "capacity": lambda w: w.alliance.capacity,
    "fear_paid": lambda w: w.north.state.fear_paid,
    "doubt_us": doubt,
    "rung": lambda w: w.rung,
    "stage": lambda w: w.talks.stage,
}
