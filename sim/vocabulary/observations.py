"""Observations of each actor at the end of last week, frozen: its choices read nothing else.

Each field is a column, shape ``(world,)``; `sim/vocabulary/quantities.py` gives its unit, range and meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Self

from sim.core.columns import Column


@dataclass(frozen=True)
class View:
    """Frozen observations of one actor: columns by the names of quantities."""

    def __getitem__(self, name: str) -> Column:
        """Look up a column by its name."""
        return getattr(self, name)

    @cached_property
    def width(self) -> int:
        """Count the worlds (or what-if questions) covered; a field with one entry holds for all."""
        return max(self[f.name].size for f in fields(self))

    def part(self, where: slice) -> Self:
        """Take the observations of some of the worlds."""
        return type(self)(**{f.name: self[f.name][where] for f in fields(self)})

    def seeing(self, name: str, values: Column) -> Self:
        """Copy the observations with one field replaced, as a what-if question."""
        return replace(self, **{name: values})


@dataclass(frozen=True)
class AllyView(View):
    """Observations of Washington or Seoul."""

    seen_tension: Column
    usual_tension: Column
    threat_posed: Column
    provoked: Column
    attacked: Column
    tested: Column
    felt_acts: Column
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
    terms: Column
    posture: Column
    offer: Column
    stage: Column
    crisis_rung: Column
    crisis_weeks: Column


@dataclass(frozen=True)
class NorthView(View):
    """Observations of Pyongyang; rival theories read the same ones."""

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
    warned: Column
    respite: Column
    used_up: Column
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
    warning_attack_us: Column
    warning_attack_rok: Column
    warning_test_us: Column
    warning_test_rok: Column
    coordination: Column
    capacity: Column
    guarantee: Column
    terms: Column
    tied_hands: Column
    contact_mood: Column
    stage: Column
    crisis_rung: Column


@dataclass(frozen=True)
class ChinaView(View):
    """Observations of Beijing."""

    china_attention: Column
    secondary: Column
    unease: Column
    display: Column
    friction: Column
    strain: Column
    tension: Column
    provoked: Column
    tested: Column
    felt_acts: Column
    us_struck: Column
    north_struck: Column
    deployed: Column
    exposure: Column
    stage: Column


VIEWS: dict[str, type[View]] = {"US": AllyView, "ROK": AllyView, "DPRK": NorthView, "China": ChinaView}
"""Type of the observations of each actor."""
