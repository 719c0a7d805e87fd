"""Negotiate: talks open, advance, stall and collapse; agreements are kept or broken."""

from __future__ import annotations

from sim.core.columns import Column, larger, ratio, smaller, within
from sim.core.parameters import Numbers
from sim.core.rule import rule


@rule("E08", gives="push")
def initiative(push: Column, happened: Column, p: Numbers) -> Column:
    """A diplomatic initiative carries for some weeks."""
    # renewed, not added up: one initiative a week is enough to carry on
    return larger(push * (1 - p.initiative_fade), smaller(happened, 1))


@rule("E08", "E11", "E17", "E24", gives="chance that talks advance", cites=("cronin2017",))
def advances(
    push_allies: Column,
    push_north: Column,
    sore: Column,
    felt_acts: Column,
    coordination: Column,
    capacity: Column,
    p: Numbers,
) -> Column:
    """Talks advance when both sides push, the allies agree, somebody is there to do the work, and neither a
    test nor the end of an agreement is fresh.
    """
    # a product: talks need both sides; then factors on the pace, 1 at coordination ½ and with all posts
    # filled
    united = 1 + p.k_soft * (2 * coordination - 1)
    pace = p.talk_pace * (1 - sore) * (1 - felt_acts) * (1 - p.staff_need * (1 - capacity))
    return within(pace * push_allies * push_north * united)


@rule("E08", "E19", gives="readiness to sign", cites=("cronin2017",))
def signs(felt_acts: Column, p: Numbers) -> Column:
    """Nobody signs an agreement on the heels of a test or an attack."""
    # as far as no act is felt, a long-range test in full: no agreement came within four months of one
    return 1 - smaller(ratio(felt_acts, p.long_counts), 1)


@rule("E19", gives="sore", cites=("cronin2017",))
def sore(sore: Column, happened: Column, p: Numbers) -> Column:
    """An agreement that broke down leaves both sides sore for months."""
    # renewed, not added up: the last breakdown is what is felt
    return larger(sore * (1 - p.sore_fade), happened)


@rule("E08", "E17", gives="chance that talks collapse", cites=("csis2016",))
def collapses(breach: Column, walked_out: Column, hostile: Column, frozen: Column, p: Numbers) -> Column:
    """Talks collapse over a walkout or a hostile week, and sometimes by themselves; a breach ends talks and
    agreements alike.
    """
    # `frozen` is 0 or 1: who has agreed leaves by its own choice, not by chance
    alone = (1 - frozen) * (p.collapse_rate + p.collapse_by_hostility * hostile)
    # a sum: each can end talks alone, and a walkout ends them
    return within(alone + p.collapse_by_breach * breach + walked_out)


@rule("E08", gives="chance that talks stall")
def stalls(push_allies: Column, push_north: Column, p: Numbers) -> Column:
    """Talks that nobody pushes slip back a stage."""
    # a product: talks move on only while both sides push
    return within(p.stall_rate * (1 - push_allies * push_north))


@rule("E17", "E22", gives="chance of cheating", cites=("fearon1995",))
def cheats(p: Numbers) -> Column:
    """An insincere side cheats on what it signed, and is found out."""
    # linear in what sincerity lacks: the simplest form
    return within(p.cheat_rate * (1 - p.sincerity))


@rule("E09", gives="leak", cites=("kurizaki2007",))
def leaks(private: Column, draw: Column, p: Numbers) -> Column:
    """A private signal may leak."""
    # a draw, since a secret is out or it is not; only what was sent in private can leak
    return private * (draw < p.leak)
