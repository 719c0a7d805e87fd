"""What all actors share: the peninsula, the alliance, a crisis, talks, and what cannot be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from sim.core.columns import Column, Flags, column, flags
from sim.core.parameters import Numbers
from sim.core.tree import Tree

LAG_WEEKS = 5  # files are at most four weeks late


@dataclass
class Peninsula(Tree):
    """What everybody is exposed to: tension, headlines, bans, and what happened last week."""

    tension: Column
    media_tension: Column
    surge: Column
    past: list[Column]
    provoked: Column
    attacked: Column
    tested: Column
    felt_acts: Column
    bans: Column
    secondary: Column
    us_struck: Column
    north_struck: Column
    resolution_in: Column  # weeks until a resolution is voted; 0 when none is pending
    answers_nuclear: Column  # 1 where that resolution answers a nuclear test

    @classmethod
    def start(cls, p: Numbers, worlds: int) -> Self:
        """The start of a run."""
        zero = column(0, worlds)
        tension = p.start_tension.copy()
        return cls(
            tension, tension, zero, [tension] * LAG_WEEKS, p.start_tension.copy(), zero, zero, zero,
            p.start_bans.copy(), p.start_secondary.copy(),
            zero,
            zero, zero, zero,
        )  # fmt: skip


@dataclass
class Alliance(Tree):
    """What Washington and Seoul share."""

    coordination: Column
    discord: Column
    consulted: Column
    consulting: Column
    confidence: Column
    readiness: Column
    defence: Column
    deployed: Column
    capacity: Column
    attention: Column
    guarantee: Column
    plan: dict[str, Column]
    """By what can be done with an exercise that is due: the random draw in what was planned for the year."""
    planned: Column
    """Weeks for which the plan still holds; 0 where there is none."""

    @classmethod
    def start(cls, p: Numbers, worlds: int, joint: Iterable[str]) -> Self:
        """The start of a run; `joint` is what the allies do together with an exercise."""
        zero = column(0, worlds)
        return cls(
            p.start_coordination.copy(), p.start_discord.copy(), p.start_coordination * 0.5, zero,
            p.start_confidence.copy(), p.start_readiness.copy(), p.start_defence.copy(),
            p.start_deployed.copy(), p.start_capacity.copy(), p.start_attention.copy(), zero,
            dict.fromkeys(joint, zero), zero,
        )  # fmt: skip


@dataclass
class Crisis(Tree):
    """An open crisis: how far it has climbed and how long it has lasted, both 0 without one; and how far the
    end of the last one is still felt.
    """

    rung: Column
    weeks: Column
    respite: Column

    @property
    def open(self) -> Flags:
        """Where a crisis is open."""
        return self.weeks > 0

    @classmethod
    def none(cls, worlds: int) -> Self:
        """No crisis."""
        return cls(*(column(0, worlds) for _ in range(3)))


@dataclass
class Talks(Tree):
    """The table: its stage, who pushes, what was conceded, on which terms, and how long it has been kept."""

    stage: Column
    push_allies: Column
    push_north: Column
    concession: Column
    mediation: Column
    terms: Column
    """Terms at hand: those of the agreement that stands, or those that would now suit both best."""
    kept_weeks: Column
    broken: Column
    """How far Pyongyang broke last week what it had agreed or pledged."""
    left: Column
    """1 where the allies left an agreement last week."""
    sore: Column
    """How far the last breakdown of an agreement is still felt."""

    @classmethod
    def none(cls, worlds: int) -> Self:
        """No talks."""
        return cls(*(column(0, worlds) for _ in range(10)))


@dataclass
class Fate(Tree):
    """What cannot be undone: war, and whether a serious clash or fire has come."""

    at_war: Flags
    clashed: Flags
    fired: Flags

    @classmethod
    def start(cls, worlds: int) -> Self:
        """Peace so far."""
        return cls(flags(False, worlds), flags(False, worlds), flags(False, worlds))


@dataclass(frozen=True)
class Chances:
    """The chance of the week, before the draw, of what is rare."""

    fire: Column
    serious: Column
    war: Column
