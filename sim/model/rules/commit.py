"""Commit: costs are paid, hands are tied, word is kept or broken, readiness and coordination move."""

from __future__ import annotations

from sim.core.columns import Column, above, larger, nudge, smaller, when, within
from sim.core.parameters import Numbers
from sim.core.rule import rule


@rule("E30", "E31", gives="dose", cites=("bernhardt2021",))
def dose(scale: Column, forces: Column) -> Column:
    """An exercise is felt by its scale and by the kind of forces in it."""
    # ½: full scale with the most threatening forces (1) is dose 1, with purely defensive ones ½
    return scale * (1 + forces) * 0.5


@rule(gives="event days", cites=("csis2017",))
def event_days(draw: Column, p: Numbers) -> Column:
    """A test may come alone or as a salvo over several days of the week."""
    # one draw decides all days: given a day, the chance of another is `salvo` again; four days at most
    second = p.salvo
    return 1 + when(draw < second) + when(draw < second * second) + when(draw < second * second * second)


@rule("E27", gives="tied_hands", cites=("fearon1994", "tomz2007"))
def tied_hands(tied_hands: Column, tied: Column, p: Numbers) -> Column:
    """What was said in public binds, and loosens as it is forgotten."""
    # a sum, up to 2: repeated words bind harder
    return within(tied_hands * (1 - p.tied_fade) + tied, 0, 2)


@rule("E27", gives="warning", cites=("cronin2017", "fearon1997"))
def standing_warning(warning: Column, happened: Column, p: Numbers) -> Column:
    """A conditional threat stands until it is forgotten."""
    # renewed, not added up: a threat that is repeated threatens no more
    return larger(warning * (1 - p.warning_fade), happened)


@rule("E27", gives="bluff", cites=("fearon1994", "tomz2007"))
def bluff_called(defied: Column, answered: Column) -> Column:
    """A warning that was defied last week and is not answered by force or sanctions is a bluff called."""
    # a product: it takes a warning defied, and no answer
    return defied * (1 - answered)


@rule("E27", gives="defied", cites=("fearon1994",))
def defied(warning_attack: Column, warning_test: Column, attacked: Column, tested: Column) -> Column:
    """A warning that stood when the week began is defied by the act it names."""
    # the larger: of two warnings defied in one week the stronger is the bluff that can be called
    return larger(warning_attack * attacked, warning_test * tested)


@rule("E27", gives="resolve", cites=("fearon1994",))
def audience_cost(resolve: Column, bluff: Column, tied_hands: Column, p: Numbers) -> Column:
    """Backing down costs belief in one's resolve, the more the tighter the hands were tied."""
    # ½: a full bluff with hands tied by 1 costs the share `audience_cost`, with free hands half of it
    return resolve * (1 - smaller(p.audience_cost * bluff * (1 + tied_hands) * 0.5, 1))


@rule("E02a", gives="posture", cites=("goldstein1992",))
def posture(posture: Column, hostile: Column, p: Numbers) -> Column:
    """A posture is what an ally's hard signals of late amount to."""
    # a moving average, a joint exercise left out: hardness of one week alone is not yet a posture
    return within(nudge(posture, hostile, p.posture_fade))


@rule("E04", "E30", gives="readiness", cites=("cronin2017",))
def readiness(readiness: Column, exercise: Column, p: Numbers) -> Column:
    """Readiness decays without exercises and is renewed by them."""
    # losses in proportion, gains on what is missing: regular exercises keep a level between 0 and 1
    return within(readiness - p.readiness_decay * readiness + p.readiness_gain * exercise * (1 - readiness))


@rule("E04", gives="defence")
def defence(defence: Column, happened: Column, p: Numbers) -> Column:
    """Missile defence is built up step by step and stays."""
    # each deployment covers a share of what is open; nothing fades, since what is deployed stays
    return nudge(defence, 1, p.defence_step * smaller(happened, 1))


@rule("E07", gives="deployed", cites=("cronin2017",))
def deployed(deployed: Column, happened: Column, p: Numbers) -> Column:
    """A deployment of missile defence is news for months."""
    # renewed, not added up: the last deployment is what is answered
    return larger(deployed * (1 - p.deployment_fade), smaller(happened, 1))


@rule("E11", "E12", gives="coordination", cites=("cronin2017",))
def coordination(
    coordination: Column, consulted: Column, breach: Column, confidence: Column, p: Numbers
) -> Column:
    """Coordination decays unless consultation renews it, faster in doubt of the ally; going to China or
    striking without the ally costs it.
    """
    # doubt of the ally makes coordination wear off faster, and is no loss by itself (E10)
    decay = p.coordination_decay * (1 + p.doubt_of_ally * (1 - confidence))
    # losses first: a consultation of the same week mends a part of the breach
    kept = coordination * (1 - decay) * (1 - smaller(p.breach_cost * breach, 1))
    return within(kept + p.consult_gain * consulted * (1 - kept))


@rule("E11", gives="consulted")
def consulted(consulted: Column, happened: Column, p: Numbers) -> Column:
    """A consultation is fresh for some weeks."""
    # renewed, not added up: two consultations are no fresher than one
    return larger(consulted * (1 - p.consult_fade), happened)


@rule("E11", gives="consulting", cites=("cronin2017",))
def consulting(consulting: Column, happened: Column, p: Numbers) -> Column:
    """A consultation makes hard moves wait up to three weeks."""
    # counts down by a week; a new consultation starts the wait again
    return larger(above(consulting - 1), happened * p.consult_delay)


@rule("E14", gives="discord", cites=("cronin2017",))
def discord(discord: Column, gap: Column, discord_headlines: Column, p: Numbers) -> Column:
    """Discord is perceived where the allies' public signals differ and where headlines report it."""
    # a sum: a real gap and mere headlines are both perceived; coordination is another state (E14)
    return within(discord * (1 - p.discord_fade) + p.discord_gain * gap + p.headline_gain * discord_headlines)


@rule("E24", "E25", gives="capacity", cites=("cronin2017",))
def capacity(capacity: Column, posts: Column, p: Numbers) -> Column:
    """Posts that are filled become working capacity within weeks."""
    # a delay: who has just been appointed is not yet at work
    return nudge(capacity, posts, p.settling_in)


@rule("E26", gives="attention", cites=("cronin2017",))
def attention(attention: Column, provoked: Column, p: Numbers) -> Column:
    """Provocations draw Washington's attention to Korea; the competition with China draws it away."""
    # ½: half of the attention is there without a provocation; China takes its share of all of it
    return nudge(attention, within((1 - p.china_priority) * (0.5 + provoked)), p.attention_rate)


@rule("E22", gives="unreturned", cites=("cronin2017",))
def unreturned(unreturned: Column, happened: Column, returned: Column, p: Numbers) -> Column:
    """A pocketed concession is remembered until it is returned."""
    # first what was returned is struck off, then the new concession is added to what is left
    kept = unreturned * (1 - p.grudge_fade) * (1 - smaller(returned, 1))
    return within(kept + happened * (1 - kept))


@rule("E22", "E31", gives="taken without return", cites=("cronin2017",))
def unanswered(pocketed: Column, suspended: Column, crossed: Column) -> Column:
    """A concession is taken without return in words, or by a test or an attack while exercises are
    suspended.
    """
    # the larger: of one week one step counts
    return larger(pocketed, suspended * crossed)


@rule("E22", gives="steps taken", cites=("cronin2017",))
def steps_taken(happened: Column, accepted: Column, pledged: Column, p: Numbers) -> Column:
    """A step counts, and less so coming to the table and each week in which a pledge is kept."""
    # the largest, not the sum: of one week one step counts
    return larger(happened, larger(p.talks_accepted * accepted, p.week_kept * pledged))


@rule("E22", gives="kept", cites=("cronin2017", "kydd2000"))
def kept(kept: Column, step: Column, broken: Column, p: Numbers) -> Column:
    """Steps that were kept are remembered, and wiped out by a breach."""
    # steps add up; a breach wipes out its share of all of them, this week's included
    return within((kept * (1 - p.kept_fade) + p.step_worth * step) * (1 - smaller(broken, 1)))


@rule("E08", gives="guarantee", cites=("fearon1995",))
def guarantee(guarantee: Column, happened: Column, p: Numbers) -> Column:
    """A guarantee that was put forward stands for months."""
    # renewed, not added up: a guarantee given twice is one guarantee
    return larger(guarantee * (1 - p.guarantee_fade), smaller(happened, 1))


@rule("E22", gives="concession", cites=("cronin2017",))
def taken(concession: Column, happened: Column) -> Column:
    """A concession that was pocketed is gone."""
    # the share that was pocketed is no longer there to be pocketed or returned
    return concession * (1 - smaller(happened, 1))


@rule("E08", gives="offer")
def after_a_refusal(offer: Column, declined: Column) -> Column:
    """What was declined is off the table, and has to be offered anew."""
    return offer * (1 - declined)


@rule("E08", gives="offer")
def on_the_table(offer: Column, made: Column, p: Numbers) -> Column:
    """An offer stays on the table for some weeks."""
    # renewed, not added up: the same offer made again is one offer
    return larger(offer * (1 - p.offer_fade), smaller(made, 1))
