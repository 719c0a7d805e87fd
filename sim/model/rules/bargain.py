"""Bargain: what an agreement is worth to each side against going on without one, and on which terms.

Strength has four arrows at the table. It takes the hope of being paid for pressure (`hope`), it makes going
on dangerous (`risk_of_going_on`), it makes a deterrent needed (`need`), and it bears on the belief in what
is promised (`believed`). Each theory weighs the first three, parameters the fourth; which of them wins is
not given.
"""

from __future__ import annotations

from sim.core.columns import Column, above, nudge, ratio, smaller, within
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.vocabulary.ladders import MOST_TERMS, advance


@rule("E18", "E21", gives="hope of being paid", cites=("schelling1966", "cronin2017"))
def hope(fear_paid: Column, rewarded: Column, resolve: Column, p: Numbers) -> Column:
    """Going on is worth the hope that pressure will be paid for: by what it has bought, and by the resolve
    that the other side lacks.
    """
    # ½: the mean of fear and concessions bought before; a product, since a resolved side pays no longer
    return p.hope_weight * (fear_paid + rewarded) * 0.5 * (1 - resolve)


@rule("E04", "E27", gives="risk of going on", cites=("powell2015", "slantchev2005"))
def risk_of_going_on(resolve: Column, readiness: Column, threatened: Column, p: Numbers) -> Column:
    """Going on may mean force: as far as the other side is resolved and ready, and as it has warned."""
    # ½: the mean of what its forces can do (a product: force takes will and means) and what it has threatened
    return p.waiting_risk * (resolve * readiness + threatened) * 0.5


@rule("E04", "E31", gives="need for the deterrent", cites=("jervis1976", "kydd2000"))
def need(readiness: Column, first_strike: Column, missile: Column, nuclear: Column, p: Numbers) -> Column:
    """What an agreement would give up is needed as far as forces stand ready and a first strike is feared."""
    # ½ each: the mean of forces and fear, and of the two programmes; a product: what there is to give up is
    # missed as far as it is needed
    return p.deterrent_worth * (readiness + first_strike) * 0.5 * (missile + nuclear) * 0.5


@rule(gives="worth of going on testing", cites=("cns2017",))
def programme_ahead(missile: Column, nuclear: Column, p: Numbers) -> Column:
    """Steps that the programme still has ahead are given up in any agreement, fewer the nearer its goal."""
    # ½: the mean of the two programmes; with `programme_worth` 0 a programme has no goal to reach
    return p.programme_worth * (1 - 0.5 * (missile + nuclear))


@rule("E11", "E24", gives="believed", cites=("kydd2000", "cebul2021", "fearon1997"))
def believed(trust: Column, coordination: Column, capacity: Column, resolve: Column, p: Numbers) -> Column:
    """What is promised counts as far as its giver is trusted, both allies stand behind it and somebody is
    there to deliver; resolve makes a word weigh more, or less.
    """
    # factors around 1: both signs of the last are argued. Who carries out threats also keeps promises
    # (Fearon 1997), or has no need to (Cebul, Dafoe and Monteiro 2021)
    united = 1 + p.k_soft * (2 * coordination - 1)
    word = 1 + p.k_word * (2 * resolve - 1)
    return within(trust * united * word * (1 - p.staff_need * (1 - capacity)))


@rule("E05", gives="relieved", cites=("early2011",))
def relieved(strain: Column, p: Numbers) -> Column:
    """An agreement is worth the relief that it brings, as far as sanctions strain."""
    # linear: without strain there is nothing to be relieved of
    return p.relief_wish * strain


@rule("E08", gives="worth of a guarantee", cites=("fearon1995",))
def assured(guarantee: Column, trust: Column, p: Numbers) -> Column:
    """A guarantee is worth what it is believed."""
    # a product: a word of a side that is not trusted guarantees nothing
    return p.guarantee_worth * guarantee * trust


@rule("E08", "E17", gives="worth of an agreement without terms", cites=("fearon1995", "powell2015"))
def reserve(
    hope: Column,
    going_on: Column,
    ahead: Column,
    need: Column,
    relieved: Column,
    assured: Column,
    depth: Column,
) -> Column:
    """An agreement is worth relief, an assurance that is believed and the danger it ends, less the hope, the
    steps and the deterrent that it gives up.
    """
    # the disagreement point turned around: what going on costs counts for an agreement, what it promises
    # against. A deeper agreement gives up more of the deterrent (the commitment problem of Fearon 1995)
    return going_on + relieved + assured - hope - ahead - need * advance(depth)


@rule("E08", gives="surplus", cites=("fearon1995",))
def surplus_of_north(reserve: Column, terms: Column, believed: Column) -> Column:
    """Terms add to an agreement what they promise, as far as that is believed."""
    return reserve + terms * believed


@rule("E17", "E22", gives="asked", cites=("fearon1995", "cronin2017"))
def asked(reserve: Column, believed: Column) -> Column:
    """Pyongyang asks for the terms that make it indifferent: more the less it is pressed, the more it needs
    its deterrent and the less it believes.
    """
    # terms × believed = -reserve; bounded, for a word that nobody believes can buy nothing
    return smaller(ratio(above(-reserve), believed), MOST_TERMS)


@rule("E08", "E19", "E22", "E32", gives="worth of an agreement to an ally", cites=("fearon1995", "kydd2000"))
def stake_of_ally(
    threat_posed: Column,
    trust_north: Column,
    seen_tension: Column,
    kept: Column,
    unreturned: Column,
    d: Numbers,
    p: Numbers,
) -> Column:
    """An ally would pay for a programme that stops, as far as it threatens and the promise is believed; its
    audience wants steps in return, and fear pays more.
    """
    # a freeze of tests can be seen: it is worth something without trust
    stopped = d.carrot * p.stop_worth * threat_posed * nudge(p.seen_kept, 1, trust_north)
    return stopped + d.fear * seen_tension - d.conditionality * p.principle * (1 - kept + unreturned)


@rule("E08", gives="surplus", cites=("fearon1995",))
def surplus_of_ally(stake: Column, terms: Column) -> Column:
    """Terms cost what they promise."""
    return stake - terms


@rule("E17", "E24", "E32", gives="share of the bargain", cites=("rubinstein1982",))
def share_of_north(strain: Column, going_on: Column, seen_tension: Column, capacity: Column) -> Column:
    """Who can wait gets more: Pyongyang gains by the tension that the allies feel, loses by strain and
    danger.
    """
    # shares of the two costs of waiting (Rubinstein 1982: the less patient side concedes more); posts that
    # are empty leave time on Pyongyang's side
    theirs = seen_tension * (2 - capacity)
    ours = strain + going_on
    return smaller(ratio(theirs, theirs + ours), 1)


@rule("E08", "E17", gives="terms", cites=("fearon1995", "rubinstein1982"))
def terms_between(asked: Column, payable: Column, share: Column) -> Column:
    """Terms lie between what Pyongyang asks at the least and what the allies pay at the most."""
    # where the first is above the second there is no zone of agreement, and terms suit neither side
    return smaller(above(nudge(asked, payable, share)), MOST_TERMS)
