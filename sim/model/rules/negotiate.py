"""Negotiate: talks open, advance, stall and collapse; agreements are kept or broken."""

from __future__ import annotations

from sim.core.columns import Column, larger, smaller, within
from sim.core.parameters import Numbers
from sim.core.rule import rule


@rule("E08", gives="push")
def initiative(push: Column, happened: Column, p: Numbers) -> Column:
    """A diplomatic initiative carries for some weeks."""
    # renewed, not added up: one initiative a week is enough to carry on
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
    # a product: talks need both sides; trust adds to a floor, or none could begin without any
    both = push_allies * push_north * (p.trust_floor + trust_north + trust_us)
    return within(
        # factors on the pace: 1 at coordination ½ and with all posts filled
        p.talk_pace * both * (1 + p.k_soft * (2 * coordination - 1)) * (1 - p.staff_need * (1 - capacity))
    )


@rule("E17", "E22", gives="price of a freeze", cites=("cronin2017", "fearon1995"))
def price_of_a_freeze(missile: Column, nuclear: Column, p: Numbers) -> Column:
    """Pyongyang asks for more as its programme grows."""
    # ½: the mean of the two programmes; linear, the simplest growth
    return p.freeze_price + p.price_growth * (missile + nuclear) * 0.5


@rule("E08", "E17", gives="what is offered", cites=("cronin2017",))
def what_is_offered(
    concession: Column, guarantee: Column, strain: Column, offer: Column, trust_us: Column, p: Numbers
) -> Column:
    """What a freeze brings Pyongyang: steps received, a believed guarantee, and relief from strain."""
    # a sum: each can pay for a freeze alone; a guarantee counts as far as its giver is trusted
    return concession + guarantee * trust_us + p.relief_wish * strain + p.offer_worth * offer


@rule("E17", gives="worth of a framework", cites=("fearon1995", "powell2015"))
def framework_pays(
    guarantee: Column, trust_us: Column, vulnerable: Column, missile: Column, nuclear: Column, p: Numbers
) -> Column:
    """A framework needs a guarantee worth at least the exploitation to be feared after disarming plus the
    deterrent given up.
    """
    # the commitment problem (Fearon 1995): whoever disarms relies on a word. As far as it is not believed,
    # a vulnerable side must expect to be exploited (Powell 2015)
    believed = trust_us * guarantee
    worth = believed * p.guarantee_worth
    exploited = (1 - believed) * vulnerable * p.exploitation
    return worth - exploited - p.deterrent_worth * (missile + nuclear) * 0.5


@rule("E08", "E17", gives="chance that talks collapse", cites=("csis2016",))
def collapses(breach: Column, walked_out: Column, hostile: Column, frozen: Column, p: Numbers) -> Column:
    """Talks collapse over a breach, a walkout or a hostile week, and sometimes by themselves; an agreement
    seldom does.
    """
    # `frozen` is 0 or 1 and picks the rate
    alone = (1 - frozen) * p.collapse_rate + frozen * p.agreement_collapse
    # a sum: each can end talks alone, and a walkout ends them
    return within(alone + p.collapse_by_breach * breach + walked_out + p.collapse_by_hostility * hostile)


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
