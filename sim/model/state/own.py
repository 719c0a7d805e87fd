"""What belongs to one actor alone and lasts from week to week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from sim.core.columns import Column, column
from sim.core.parameters import Numbers
from sim.core.tree import Tree
from sim.model.state.carried import Spell


@dataclass
class AllyState(Tree):
    """Washington's or Seoul's expectations, commitments and signals under way."""

    usual_tension: Column
    trust_north: Column
    kept: Column
    unreturned: Column
    tied_hands: Column
    warning_attack: Column
    warning_test: Column
    defied: Column
    fear_shown: Column
    posture: Column
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
            zero, zero, none(worlds), none(worlds), none(worlds),
        )  # fmt: skip


@dataclass
class NorthState(Tree):
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
    used_up: Column
    pledge: Spell

    @classmethod
    def start(cls, p: Numbers, worlds: int) -> Self:
        """The start of a run."""
        zero = column(0, worlds)
        return cls(
            p.start_missile.copy(), p.start_nuclear.copy(), p.start_new_design.copy(), p.start_strain.copy(),
            p.start_evasion.copy(), p.start_strain.copy(), p.start_momentum.copy(), p.start_fear_paid.copy(),
            zero, p.start_first_strike.copy(), zero, p.start_trust_us.copy(), p.start_trust_rok.copy(),
            p.start_used_up.copy(), Spell.none(worlds),
        )  # fmt: skip


@dataclass
class ChinaState(Tree):
    """Beijing's choice to enforce, and what bears on it."""

    attention: Column
    effort: Column
    """Enforcement that its choices have built up."""
    enforcement: Column
    """Enforcement in effect: the effort as far as its line lets it have effect."""
    unease: Column
    friction: Column
    exposure: Column

    @classmethod
    def start(cls, p: Numbers, worlds: int) -> Self:
        """The start of a run."""
        return cls(
            p.start_china_attention.copy(), p.start_enforcement.copy(), p.start_enforcement.copy(),
            p.start_unease.copy(),
            p.start_friction.copy(), p.start_exposure.copy(),
        )  # fmt: skip
