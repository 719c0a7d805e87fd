"""Negotiate: talks open, advance, stall and collapse; agreements are kept or broken."""

from __future__ import annotations

from sim.core.columns import Column, larger, smaller, within
from sim.core.parameters import Numbers
from sim.core.rule import rule


@rule("E08", gives="push")
def initiative(push: Column, happened: Column, p: Numbers) -> Column:
    """A diplomatic initiative carries for some weeks."""
    return larger(push * (1 - p.initiative_fade), smaller(happened, 1))


@rule("E08", "E11", "E17", "E24", gives="chance that talks advance", cites=("cronin2017", "kydd2000"))
def advances(
    push_allies: Column,
    push_north: Column,
    trust_north: Column,
    trust_us: Column,
    coordination: Column,
    capacity: Column,
    p: Numbers,
) -> Column:
    """Talks advance when both sides push, trust has grown, the allies agree and somebody is there to do the
    work.
    """
    both = push_allies * push_north * (p.trust_floor + trust_north + trust_us)
    return within(
        p.talk_pace * both * (1 + p.k_soft * (2 * coordination - 1)) * (1 - p.staff_need * (1 - capacity))
    )


@rule("E17", "E22", gives="price of a freeze", cites=("cronin2017", "fearon1995"))
def price_of_a_freeze(missile: Column, nuclear: Column, p: Numbers) -> Column:
    """Pyongyang asks for more as its programme grows."""
    return p.freeze_price + p.price_growth * (missile + nuclear) * 0.5


@rule("E08", "E17", gives="what is offered", cites=("cronin2017",))
def what_is_offered(
    concession: Column, guarantee: Column, strain: Column, offer: Column, trust_us: Column, p: Numbers
) -> Column:
    """What a freeze brings Pyongyang: steps received, a believed guarantee, and relief from strain."""
    return concession + guarantee * trust_us + p.relief_wish * strain + p.offer_worth * offer


@rule("E17", gives="worth of a framework", cites=("fearon1995", "powell2015"))
def framework_pays(
    guarantee: Column, trust_us: Column, vulnerable: Column, missile: Column, nuclear: Column, p: Numbers
) -> Column:
    """A framework needs a guarantee worth at least the exploitation to be feared after disarming plus the
    deterrent given up.
    """
    believed = trust_us * guarantee
    worth = believed * p.guarantee_worth
    exploited = (1 - believed) * vulnerable * p.exploitation
    return worth - exploited - p.deterrent_worth * (missile + nuclear) * 0.5


@rule("E08", "E17", gives="chance that talks collapse", cites=("csis2016",))
def collapses(breach: Column, walked_out: Column, hostile: Column, frozen: Column, p: Numbers) -> Column:
    """Talks collapse over a breach, a walkout or a hostile week, and sometimes by themselves; an agreement
    seldom does.
    """
    alone = (1 - frozen) * p.collapse_rate + frozen * p.agreement_collapse
    return within(alone + p.collapse_by_breach * breach + walked_out + p.collapse_by_hostility * hostile)


@rule("E08", gives="chance that talks stall")
def stalls(push_allies: Column, push_north: Column, p: Numbers) -> Column:
    """Talks that nobody pushes slip back a stage."""
    return within(p.stall_rate * (1 - push_allies * push_north))


@rule("E17", "E22", gives="chance of cheating", cites=("fearon1995",))
def cheats(p: Numbers) -> Column:
    """An insincere side cheats on what it signed, and is found out."""
    return within(p.cheat_rate * (1 - p.sincerity))


@rule("E09", gives="leak", cites=("kurizaki2007",))
def leaks(private: Column, luck: Column, p: Numbers) -> Column:
    """A private signal may leak."""
    return private * (luck < p.leak)
