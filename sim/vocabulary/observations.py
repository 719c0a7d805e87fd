"""What an actor knew at the end of last week, frozen: its choices read nothing else.

Each field is a column whose unit, range and meaning stand in the glossary.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Self

from sim.core.columns import Column


@dataclass(frozen=True)
class View:
    """A frozen view: columns by the names of the glossary."""

    def __getitem__(self, name: str) -> Column:
        """The column of that name."""
        return getattr(self, name)

    @cached_property
    def width(self) -> int:
        """How many worlds (or questions) it covers; a field of one entry holds for all."""
        return max(self[f.name].size for f in fields(self))

    def part(self, where: slice) -> Self:
        """The same view in some of the worlds."""
        return type(self)(**{f.name: self[f.name][where] for f in fields(self)})

    def seeing(self, name: str, values: Column) -> Self:
        """The same view with one field replaced."""
        return replace(self, **{name: values})


@dataclass(frozen=True)
class AllyView(View):
    """The view of Washington or Seoul."""

    seen_tension: Column
    usual_tension: Column
    threat_posed: Column
    provoked: Column
    attacked: Column
    tested: Column
    trust_north: Column
    kept: Column
    unreturned: Column
    readiness: Column
    defence: Column
    confidence: Column
    consulted: Column
    consulting: Column
    capacity: Column
    attention: Column
    tied_hands: Column
    bans: Column
    enforcement: Column
    friction: Column
    exposure: Column
    exercise_due: Column
    contact_mood: Column
    mediation: Column
    stage: Column
    crisis_rung: Column
    crisis_weeks: Column


@dataclass(frozen=True)
class NorthView(View):
    """The view of Pyongyang; rival theories read the same one."""

    resolve_us: Column
    doubt_us: Column
    resolve_rok: Column
    doubt_rok: Column
    trust_us: Column
    trust_rok: Column
    readiness: Column
    exercise: Column
    exercise_next: Column
    forgone: Column
    display: Column
    fear_shown: Column
    fear_paid: Column
    rewarded: Column
    concession: Column
    offer_us: Column
    offer_rok: Column
    offered: Column
    discord: Column
    strain: Column
    domestic: Column
    enforcement: Column
    warned: Column
    missile: Column
    nuclear: Column
    vulnerable: Column
    momentum: Column
    tempo: Column
    tempo_long: Column
    tempo_local: Column
    season: Column
    spring: Column
    moratorium: Column
    frozen: Column
    first_strike: Column
    us_struck: Column
    north_struck: Column
    warning_attack: Column
    warning_test: Column
    contact_mood: Column
    stage: Column
    crisis_rung: Column
    crisis_weeks: Column


@dataclass(frozen=True)
class ChinaView(View):
    """The view of Beijing."""

    china_attention: Column
    enforcement: Column
    secondary: Column
    unease: Column
    display: Column
    friction: Column
    strain: Column
    tension: Column
    provoked: Column
    tested: Column
    us_struck: Column
    north_struck: Column
    defence: Column
    exposure: Column
    stage: Column


VIEWS: dict[str, type[View]] = {"US": AllyView, "ROK": AllyView, "DPRK": NorthView, "China": ChinaView}
"""What each actor sees."""
