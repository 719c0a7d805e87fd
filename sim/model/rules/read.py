"""Read: what a hearer makes of what was sent, and what it does to belief, trust and confidence."""

from __future__ import annotations

from sim.core.columns import Column, either, larger, nudge, smaller, within
from sim.core.parameters import Numbers
from sim.core.rule import rule


@rule("E09", gives="chance of a slip", cites=("jervis1976",))
def slip_in_private(p: Numbers) -> Column:
    """In private a signal is misread more or less easily than in public."""
    # a ratio: private signals may be misread less often than public ones or more (E09)
    return within(p.misread * p.misread_private)


@rule("E09", gives="turned", cites=("jervis1976",))
def turned(draw: Column, slip: Column, p: Numbers) -> Column:
    """A hearer may take what it hears for its opposite."""
    # the depth is below 1: a signal taken for its opposite counts less than the signal itself
    return either(draw < slip, -p.misread_depth, 1)


@rule("E10", gives="weight", cites=("fearon1997", "yarhimilo2018"))
def weight(sunk_cost: Column, tied: Column, p: Numbers) -> Column:
    """A signal weighs what it costs its sender: costs sunk, and hands tied."""
    # a sum: each cost alone makes a signal credible (Fearon 1997); two weights, since the evidence on
    # sunk costs is divided (Post 2014; Yarhi-Milo et al. 2018)
    return p.sunk_pull * sunk_cost + p.tied_pull * tied


@rule("E11", gives="weight of hard signals", cites=("cronin2017", "kuo2022"))
def unity(coordination: Column, p: Numbers) -> Column:
    """A coordinated alliance is believed more (or less) to act: unity, or Seoul's veto."""
    # a factor around 1 at coordination ½; both signs are argued, unity (above 0) and veto (below)
    return 1 + p.k_hard * (2 * coordination - 1)


@rule("E03", gives="weight of the carrot", cites=("cronin2017",))
def together(threat: Column, p: Numbers) -> Column:
    """A stick and a carrot of one week are read together: a door within the pressure, or insincere."""
    # a factor around 1 without a stick; both signs are argued, pressure with a door and insincerity
    return 1 + p.mix * threat


@rule("E31", gives="weight of an assurance as weakness", cites=("cronin2017", "jervis1976"))
def weakness_read(resolve: Column, provoked: Column, p: Numbers) -> Column:
    """A soft step is read as weakness the more the sender is taken to yield, more so after a provocation."""
    # products: a side believed resolved looks weak by nothing it does; a provocation only adds to it
    return p.weakness * (1 - resolve) * (1 + p.weakness_after * provoked)


@rule("E31", gives="resolve", cites=("cronin2017", "jervis1976"))
def retreat_read(resolve: Column, forgone: Column, provoked: Column, p: Numbers) -> Column:
    """An exercise that is not held is read as a retreat by who takes the sender to yield, more so after a
    provocation.
    """
    # the same form as `weakness_read`, for one form of softness: an exercise that is not held
    yields = (1 - resolve) * (1 + p.weakness_after * provoked)
    return resolve * (1 - smaller(p.read_as_retreat * forgone * yields, 1))


@rule("E02a", gives="learned", cites=("fearon1997",))
def learned(doubt: Column, weight: Column, p: Numbers) -> Column:
    """The share of a surprise that is learned grows with the doubt and with what the signal cost (a Kalman
    gain).
    """
    # prior variance over prior variance plus noise, the noise being `signal_noise` / weight; written
    # without that division, since a weight may be 0
    return doubt * weight / (doubt * weight + p.signal_noise)


@rule("E10", gives="resolve as read", cites=("fearon1997",))
def read_as(resolve: Column, impression: Column) -> Column:
    """A hard impression speaks for at least the resolve believed in, a soft one for less."""
    # the impression (-1 to 1) on the scale of resolve (0 to 1); a threat weaker than the resolve believed
    # in must not lower it, hence the larger
    spoken = 0.5 + 0.5 * impression
    return either(impression > 0, larger(spoken, resolve), spoken)


@rule("E02a", gives="resolve", cites=("fearon1997",))
def resolve_after(resolve: Column, shown: Column, learned: Column) -> Column:
    """Belief in a sender's resolve moves toward what was read."""
    # the mean of a Kalman filter
    return nudge(resolve, shown, learned)


@rule("E02a", "E15", gives="doubt", cites=("baliga2008",))
def doubt_after(
    doubt: Column, resolve: Column, impression: Column, weight: Column, learned: Column, p: Numbers
) -> Column:
    """What is read lowers doubt, surprise raises it, and time brings some back."""
    # the variance of a Kalman filter only falls; the square of the miss and a drift let doubt return
    miss = 0.5 + 0.5 * impression - resolve
    kept = doubt * (1 - learned) + p.doubt_drift
    # a signal without weight surprises nobody; a variance on 0 to 1 cannot pass ¼, hence a bound
    return smaller(kept + p.surprise * smaller(weight, 1) * miss * miss, p.most_doubt)


@rule("E11", "E19", "E31", gives="trust", cites=("kydd2000",))
def trust_in_allies(
    trust: Column,
    friendly: Column,
    hostile: Column,
    broken: Column,
    coordination: Column,
    forgone: Column,
    p: Numbers,
) -> Column:
    """Costly soft steps tell a sincere side from an insincere one, more so from a coordinated alliance, and
    an exercise not held as far as it is taken to seek security alone; hard steps and a broken word tell the
    reverse.
    """
    # a factor around 1 at coordination ½: a united alliance is believed to deliver (E11)
    united = 1 + p.k_soft * (2 * coordination - 1)
    # an exercise not held reassures who trusts already (Kydd 2000), hence × trust
    kept = p.trust_gain * (friendly * united + p.assurance * forgone * trust)
    return _remembered(_posterior(trust, kept, p.trust_loss_north * hostile + p.trust_loss * broken), p)


@rule("E19", "E22", gives="trust", cites=("cronin2017", "kydd2000"))
def trust_in_north(trust: Column, friendly: Column, happened: Column, pocketed: Column, p: Numbers) -> Column:
    """Bitter experience: trust in Pyongyang grows slowly with its steps and falls fast with its
    provocations.
    """
    # `trust_loss` is the larger: at every level a loss weighs more than a gain of the same weight (E19)
    lost = p.trust_loss * (happened + pocketed)
    return _remembered(_posterior(trust, p.trust_gain * friendly, lost), p)


def _posterior(trust: Column, kept: Column, lost: Column) -> Column:
    """Bayes on "sincere or not": a step is 1 + `kept` times as likely from a sincere side, a breach 1 +
    `lost` times as likely from an insincere one (Kydd 2000).
    """
    sincere = trust * (1 + kept)
    return sincere / (sincere + (1 - trust) * (1 + lost))


def _remembered(trust: Column, p: Numbers) -> Column:
    """What was learned fades toward what is believed of a side of which nothing is known."""
    return within(nudge(trust, p.first_trust, p.trust_memory_fade))


@rule("E10", "E19", gives="confidence", cites=("cronin2017",))
def confidence(
    confidence: Column, assurance: Column, missile: Column, coordination: Column, slighted: Column, p: Numbers
) -> Column:
    """Seoul's confidence lives on assurances and coordination; missiles that reach America, leaks and
    slights lower it.
    """
    # confidence follows a level, since it builds up slowly; a leak or slight is an event and costs at once
    toward = within(coordination - p.decoupling * missile + p.reassurance * assurance)
    return within(confidence + p.confidence_rate * (toward - confidence) - slighted)


@rule("E01", "E28", gives="fear_shown", cites=("cronin2017",))
def fear_shown(
    fear_shown: Column, seen_tension: Column, concession: Column, d: Numbers, p: Numbers
) -> Column:
    """Fear shows in a leader who dreads the tension it sees, and in concessions."""
    # fear of what is seen, and of what was conceded, shows after a delay
    return fear_shown + p.fear_rate * (within(d.fear * (seen_tension + concession)) - fear_shown)


@rule("E18", gives="fear_paid", cites=("cronin2017", "schelling1966"))
def fear_paid(fear_paid: Column, media_tension: Column, happened: Column, p: Numbers) -> Column:
    """Pyongyang remembers how much fear its provocations bought."""
    # a week with a provocation moves the memory to the fear of that week's headlines; a quiet week only
    # lets it fade, slower by `fear_idle`: it is a memory of provocations, not of tension as such
    return fear_paid + p.fear_memory_fade * (happened * media_tension - fear_paid * (happened + p.fear_idle))


@rule("E21", gives="rewarded", cites=("cronin2017",))
def rewarded(rewarded: Column, conceded: Column, provoked: Column, p: Numbers) -> Column:
    """A concession that comes on the heels of a provocation is remembered as a reward."""
    # a product: a concession counts as a reward only while a provocation is still felt
    return within(rewarded * (1 - p.reward_memory_fade) + conceded * provoked)


@rule("E27", gives="first_strike", cites=("cronin2017", "powell2015"))
def first_strike(first_strike: Column, menace: Column, p: Numbers) -> Column:
    """What menaces Pyongyang feeds its fear of a first strike, and the fear fades."""
    # a gain on what is left to 1: one more threat adds little to a great fear
    return within(first_strike * (1 - p.alarm_fade) + p.alarm_gain * menace * (1 - first_strike))


@rule("E04", "E27", gives="menace", cites=("cronin2017", "bernhardt2021", "powell2015"))
def menace(
    display: Column, warning: Column, exercise: Column, readiness: Column, vulnerable: Column, p: Numbers
) -> Column:
    """Forces shown and exercised, threats, and ready forces that could disarm it menace Pyongyang."""
    # a product: ready forces menace as far as they could disarm (Powell 2015; reciprocal fear: Kydd 1997)
    ready = p.reciprocal_fear * p.readiness_menace * readiness * vulnerable
    # a sum: shows, threats, exercises and readiness can each menace alone, up to certainty
    return smaller(display + p.threat_menace * warning + p.exercise_menace * exercise + ready, 1)


@rule("E27", gives="wider warning", cites=("cronin2017",))
def heard_as_wider(warning: Column, draw: Column, p: Numbers) -> Column:
    """A conditional threat may be heard as wider than it was meant: as a threat against any provocation."""
    # all or nothing, since a threat names one act or is taken to name any
    return either(draw < p.blur, warning, 0)
