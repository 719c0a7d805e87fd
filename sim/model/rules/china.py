"""Choose, for Beijing: what pressing, looking away, mediating and coercing are worth."""

from __future__ import annotations

from sim.core.columns import Column, log_share, within
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.vocabulary.ladders import advance


@rule("E07", gives="worth of enforcing", cites=("cronin2017", "noland2008"))
def value_of_enforcing(
    secondary: Column,
    unease: Column,
    strain: Column,
    display: Column,
    friction: Column,
    felt_acts: Column,
    p: Numbers,
) -> Column:
    """Enforcing is worth the price of not enforcing and the unease at forces nearby, less fear of collapse,
    the worth of the buffer and reactance to being pushed.
    """
    # a sum of reasons to press, less one of reasons not to: either can outweigh, so that which way secondary
    # sanctions and forces nearby move Beijing is not given (E07)
    price = p.price_secondary * secondary + p.unease_weight * unease + p.embarrassment * felt_acts
    # forces shown raise unease (for pressing) and the worth of the buffer (against it)
    buffer = p.buffer_worth * (1 + p.buffer_forces * display)
    return price - p.fear_of_instability * strain - buffer - p.reactance * friction


@rule("E07", gives="worth of enforcing, as attended to", cites=("jung2016",))
def attended(value: Column, china_attention: Column, p: Numbers) -> Column:
    """A choice that no attention is given to is left as it is."""
    # a factor: without attention enforcing and looking away are alike, whatever they are worth
    return value * (p.idle_attention + china_attention)


@rule("E07", gives="worth of coercing Seoul", cites=("cronin2017",))
def coercing(deployed: Column, exposure: Column, p: Numbers) -> Column:
    """Seoul is coerced for the missile defence it has let in of late, the less the more it is coerced."""
    # a difference: coercion aims at an exposure as large as the deployment that it answers is still felt
    return p.coercion_worth * (deployed - exposure)


@rule("E07", gives="worth of warning Pyongyang", cites=("cronin2017",))
def warning(provoked: Column, p: Numbers) -> Column:
    """Pyongyang is warned when its provocations bring trouble."""
    # centred: a warning is worth sending once provocations are felt above ½
    return p.warning_worth * (2 * provoked - 1)


@rule("E07", gives="worth of condemning", cites=("unsc",))
def condemning(felt_acts: Column, p: Numbers) -> Column:
    """A grave act is condemned, and nobody in Beijing looks away while it is fresh."""
    # linear in what is still felt: the simplest form; it adds to a warning and takes from looking away
    return p.condemnation * felt_acts


@rule("E08", gives="worth of mediating")
def mediating(tension: Column, stage: Column, p: Numbers) -> Column:
    """Beijing mediates when tension is high and nobody talks."""
    # a difference: tension calls for a mediator, talks under way need none
    return p.mediation_worth * (tension - advance(stage))


@rule(gives="pledge", cites=("globaltimes2017",))
def pledge(us_struck: Column, north_struck: Column, p: Numbers) -> Column:
    """Beijing is neutral if Pyongyang strikes first, and stands behind it if Washington does."""
    # one weight for both cases, since the pledge names both
    return p.backing * (north_struck - us_struck)


@rule("E07", gives="enforcement", cites=("noland2008",))
def in_effect(effort: Column, d: Numbers) -> Column:
    """Beijing's own line scales what comes of its efforts to enforce: at ½ half of it is in effect."""
    # a factor: a line from above bears on all that customs and banks do, whatever that is; 1 changes nothing
    return within(effort * d.enforcement)


@rule("E08", gives="log-odds of mediating", cites=("mcfadden1974",))
def leaning_to_mediate(d: Numbers) -> Column:
    """Twice the readiness to mediate is twice the odds of an offer to mediate."""
    # the logarithm, since scores are log-odds; 1 adds nothing
    return log_share(d.mediation)


@rule("E07", gives="log-odds of coercing Seoul", cites=("mcfadden1974",))
def leaning_to_coerce(d: Numbers) -> Column:
    """Twice the readiness to coerce Seoul is twice the odds of coercing it."""
    # the logarithm, since scores are log-odds; 1 adds nothing
    return log_share(d.coercion)
