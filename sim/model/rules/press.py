"""Press: bans, enforcement and evasion make strain; Beijing weighs its price."""

from __future__ import annotations

from sim.core.columns import Column, above, larger, log, nudge, smaller, within
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.vocabulary.ladders import advance


@rule("E05", gives="bans", cites=("cronin2017",))
def bans(bans: Column, resolution: Column, primary: Column, relief: Column, p: Numbers) -> Column:
    """Resolutions and primary sanctions widen the bans, relief narrows them."""
    # a round adds a share of what is not yet banned; relief comes after, and can lift this week's bans too
    wider = bans + smaller(p.resolution_step * resolution + p.primary_step * primary, 1) * (1 - bans)
    return within(wider * (1 - smaller(p.relief_step * relief, 1)))


@rule("E05", gives="strain", cites=("cronin2017", "early2011"))
def strain(
    strain: Column,
    bans: Column,
    enforcement: Column,
    evasion: Column,
    closed: Column,
    aid: Column,
    p: Numbers,
) -> Column:
    """Bans that are enforced and not evaded make strain, and so does a border that is closed; without either
    there is none.
    """
    # a product: bans press as far as they are enforced and not evaded, and trade adjusts with a delay; the
    # larger: a closed border stops what bans have left
    pressed = larger(bans * enforcement * (1 - evasion), closed)
    return within(nudge(strain, pressed, p.strain_rate) - p.aid_relief * aid * strain)


@rule("E05", gives="evasion", cites=("early2011",))
def evasion(evasion: Column, bans: Column, enforcement: Column, p: Numbers) -> Column:
    """Evasion grows back toward what bans make worth smuggling and enforcement lets through."""
    # a product: smuggling follows what is banned; ½: full enforcement stops half of it
    return nudge(evasion, p.evasion_reach * bans * (1 - 0.5 * enforcement), p.evasion_rate)


@rule("E06", gives="secondary", cites=("cronin2017",))
def secondary(secondary: Column, happened: Column, p: Numbers) -> Column:
    """Secondary sanctions stay in force a while and press those who trade, not the DPRK itself."""
    # they press who trades; nothing here touches strain (E06)
    return within(secondary * (1 - p.secondary_fade) + p.secondary_step * happened * (1 - secondary))


@rule("E06", "E26", gives="friction", cites=("cronin2017",))
def friction(friction: Column, happened: Column, approach: Column, p: Numbers) -> Column:
    """Secondary sanctions breed friction between Washington and Beijing; asking softens it."""
    # it wears off and is eased first, then the new round adds to what is left
    eased = friction * (1 - p.friction_fade) * (1 - p.asking_eases * smaller(approach, 1))
    return within(eased + p.friction_step * happened * (1 - eased))


@rule("E07", gives="enforcement", cites=("cronin2017", "noland2008", "jung2016"))
def enforcement(
    enforcement: Column,
    enforced: Column,
    looked_away: Column,
    china_attention: Column,
    approach: Column,
    bans: Column,
    resolution: Column,
    p: Numbers,
) -> Column:
    """Beijing's enforcement is a policy in steps, of which effort lapses when attention leaves; a vote for
    broad bans binds its customs at once, and what is a rule for them does not lapse.
    """
    # choices move enforcement by steps, both ways; cubed: a ban of a few goods binds hardly anybody, one of
    # whole sectors is a rule that customs can apply
    by_rule = p.binding * bans * bans * bans
    up = smaller(p.enforce_step * enforced + p.asking_moves * approach + by_rule * resolution, 1)
    # without attention effort erodes by itself (Noland 2008), down to what bans that stand make a rule
    lapsed = p.enforcement_decay * (1 - china_attention) * above(enforcement - by_rule)
    down = smaller(p.enforce_step * looked_away, 1) * enforcement
    return within(enforcement + up * (1 - enforcement) - down - lapsed)


@rule("E07", gives="china_attention", cites=("noland2008",))
def china_attention(
    china_attention: Column, provoked: Column, calendar: Column, approach: Column, p: Numbers
) -> Column:
    """Provocations and visitors draw Beijing's attention, and it wanders off again."""
    # a sum: calendar, provocations or a visitor can each draw attention; ½: a provocation half of it
    return nudge(china_attention, within(calendar + provoked * 0.5 + approach), p.china_attention_rate)


@rule("E07", gives="unease", cites=("cronin2017",))
def unease(unease: Column, display: Column, exercise: Column, defence: Column, p: Numbers) -> Column:
    """Forces on the doorstep make Beijing uneasy."""
    # ½: any two of the three in full make Beijing as uneasy as it can be
    return nudge(unease, within((display + exercise + defence) * 0.5), p.unease_rate)


@rule("E07", gives="exposure")
def exposure(exposure: Column, happened: Column, p: Numbers) -> Column:
    """Coercion of Seoul bites at once and is lifted slowly."""
    # a share of what is left: coercion saturates
    return within(exposure * (1 - p.exposure_fade) + p.coercion_step * happened * (1 - exposure))


@rule("E05", gives="chance of consent", cites=("unsc",))
def consent(
    enforcement: Column, friction: Column, answers_nuclear: Column, bans: Column, stage: Column, p: Numbers
) -> Column:
    """Beijing and Moscow let a resolution pass after a nuclear test nearly always and after a missile seldom,
    less so the worse the friction and the less is left to ban; while talks stand the vote waits.
    """
    usual = nudge(p.consent, p.consent_nuclear, answers_nuclear)
    # ½ each: full friction halves the usual consent, full enforcement halves the usual refusal
    passed = within(usual * (1 - 0.5 * friction) + 0.5 * enforcement * (1 - usual))
    # products: for a missile there is as much to vote on as is not yet banned, and the less the further
    # talks stand
    return passed * (1 - bans * (1 - answers_nuclear)) * (1 - advance(stage))


@rule("E05", gives="domestic", cites=("wallace2014",))
def domestic(domestic: Column, strain: Column, shock: Column, p: Numbers) -> Column:
    """Strain and dated shocks press on the leader at home."""
    # strain presses with a delay, a shock is an event and counts at once
    return within(nudge(domestic, strain, p.domestic_rate) + p.shock_weight * shock)


@rule("E05", gives="weeks to a resolution", cites=("unsc",))
def council_lag(draw: Column, p: Numbers) -> Column:
    """The Council takes its time: an exponential lag in weeks, one at least."""
    # an exponential wait (minus the logarithm of a uniform draw), the simplest with a given mean; 1: a week
    # at the least
    return 1 - p.council_weeks * log(draw)
