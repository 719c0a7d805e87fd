"""Where things stand: the columns that carry over from week to week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from sim.columns import FLOAT, Column, Flags, above, column, either, flags
from sim.params import Numbers
from sim.signals import ACTORS

LAG_WEEKS = 5  # files are at most four weeks late


def hearers(sender: str) -> tuple[str, ...]:
    """Everybody but the sender, in the order of the rows of a belief."""
    return tuple(actor for actor in ACTORS if actor != sender)


@dataclass
class Beliefs:
    """What the others believe of one sender's resolve: one row per hearer."""

    mean: Column
    doubt: Column

    @classmethod
    def start(cls, sender: str, p: Numbers) -> Self:
        """Beliefs at the start; the line is the same across administrations (E02b)."""
        mean = {"US": p.start_resolve_us, "ROK": p.start_resolve_rok, "DPRK": p.start_resolve_north}
        return cls(
            np.tile(mean.get(sender, p.start_resolve_china), (3, 1)),
            np.tile(p.start_doubt, (3, 1)).astype(FLOAT),
        )


@dataclass
class Spell:
    """A signal that lasts: how many weeks are left, and at what dose."""

    left: Column
    dose: Column

    @classmethod
    def none(cls, worlds: int) -> Self:
        """Nothing under way."""
        return cls(column(0, worlds), column(0, worlds))

    @property
    def now(self) -> Column:
        """The dose under way this week."""
        return self.dose * (self.left > 0)

    def advance(self, started: Column, length: Column, dose: Column) -> None:
        """A week passes; where something started, it runs for `length` weeks from this one."""
        new = started > 0
        self.left = either(new, length, above(self.left, 1))
        self.dose = either(new, dose, self.dose)


@dataclass
class Peninsula:
    """What everybody lives with: tension, headlines, bans, and what happened last week."""

    tension: Column
    media_tension: Column
    surge: Column
    past: list[Column]
    provoked: Column
    attacked: Column
    tested: Column
    bans: Column
    secondary: Column
    resolution_in: Column  # weeks until a resolution is voted; 0 when none is pending

    @classmethod
    def start(cls, p: Numbers, worlds: int) -> Self:
        """The start of a run."""
        zero = column(0, worlds)
        tension = p.start_tension.copy()
        return cls(
            tension, tension, zero, [tension] * LAG_WEEKS, p.start_tension.copy(), zero, zero,
            p.start_bans.copy(), p.start_secondary.copy(), zero,
        )  # fmt: skip


@dataclass
class Alliance:
    """What Washington and Seoul share."""

    coordination: Column
    discord: Column
    consulted: Column
    consulting: Column
    confidence: Column
    readiness: Column
    defence: Column
    capacity: Column
    attention: Column
    guarantee: Column

    @classmethod
    def start(cls, p: Numbers, worlds: int) -> Self:
        """The start of a run."""
        zero = column(0, worlds)
        return cls(
            p.start_coordination.copy(), p.start_discord.copy(), p.start_coordination * 0.5, zero,
            p.start_confidence.copy(), p.start_readiness.copy(), p.start_defence.copy(),
            p.start_capacity.copy(), p.start_attention.copy(), zero,
        )  # fmt: skip


@dataclass
class AllyState:
    """What is Washington's or Seoul's own."""

    usual_tension: Column
    trust_north: Column
    kept: Column
    unreturned: Column
    tied_hands: Column
    warning_attack: Column
    warning_test: Column
    fear_shown: Column
    offer: Column
    exercise: Spell
    suspension: Spell
    display: Spell

    @classmethod
    def start(cls, p: Numbers, worlds: int) -> Self:
        """The start of a run."""
        zero, none = column(0, worlds), Spell.none
        return cls(
            p.start_tension.copy(), p.start_trust_north.copy(), zero, zero, zero, zero, zero, zero, zero,
            none(worlds), none(worlds), none(worlds),
        )  # fmt: skip


@dataclass
class NorthState:
    """Pyongyang's programme, strain, memories and fears."""

    missile: Column
    nuclear: Column
    new_design: Column
    strain: Column
    evasion: Column
    domestic: Column
    momentum: Column
    fear_paid: Column
    rewarded: Column
    first_strike: Column
    warned: Column
    trust_us: Column
    trust_rok: Column
    pledge: Spell

    @classmethod
    def start(cls, p: Numbers, worlds: int) -> Self:
        """The start of a run."""
        zero = column(0, worlds)
        return cls(
            p.start_missile.copy(), p.start_nuclear.copy(), p.start_new_design.copy(), p.start_strain.copy(),
            p.start_evasion.copy(), p.start_strain.copy(), p.start_momentum.copy(), p.start_fear_paid.copy(),
            zero, p.start_first_strike.copy(), zero, p.start_trust_us.copy(), p.start_trust_rok.copy(),
            Spell.none(worlds),
        )  # fmt: skip


@dataclass
class ChinaState:
    """Beijing's choice to enforce, and what bears on it."""

    attention: Column
    enforcement: Column
    unease: Column
    friction: Column
    exposure: Column

    @classmethod
    def start(cls, p: Numbers, worlds: int) -> Self:
        """The start of a run."""
        return cls(
            p.start_china_attention.copy(), p.start_enforcement.copy(), p.start_unease.copy(),
            p.start_friction.copy(), p.start_exposure.copy(),
        )  # fmt: skip


@dataclass
class Crisis:
    """An open crisis: how far it has climbed and how long it has lasted; both 0 without one."""

    rung: Column
    weeks: Column

    @property
    def open(self) -> Flags:
        """Where a crisis is open."""
        return self.weeks > 0

    @classmethod
    def none(cls, worlds: int) -> Self:
        """No crisis."""
        return cls(column(0, worlds), column(0, worlds))


@dataclass
class Talks:
    """The table: its stage, who pushes, what was conceded and how long an agreement has been kept."""

    stage: Column
    push_allies: Column
    push_north: Column
    concession: Column
    mediation: Column
    kept_weeks: Column
    broken: Column

    @classmethod
    def none(cls, worlds: int) -> Self:
        """No talks."""
        return cls(*(column(0, worlds) for _ in range(7)))


@dataclass
class Fate:
    """What cannot be undone: war, and whether a serious clash or fire has come."""

    at_war: Flags
    clashed: Flags
    fired: Flags

    @classmethod
    def start(cls, worlds: int) -> Self:
        """Peace so far."""
        return cls(flags(False, worlds), flags(False, worlds), flags(False, worlds))
