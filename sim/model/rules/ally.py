"""Choose, for Washington and Seoul: what each signal is worth to them."""

from __future__ import annotations

from sim.core.columns import Column, above, log_share, ratio, within
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.vocabulary.ladders import advance, height


@rule("E02a", "E32", gives="swing", cites=("cronin2017",))
def swing(seen_tension: Column, usual_tension: Column, d: Numbers, p: Numbers) -> Column:
    """An unsteady posture swings with the tension of the moment; a steady one does not."""
    # against the usual, so that what has lasted moves nobody; a factor, so that at steadiness 1 the
    # posture does not swing at all (E02a)
    return (1 - d.steadiness) * p.swing_width * (seen_tension - usual_tension)


@rule("E03", "E13", "E32", gives="worth of the stick", cites=("cronin2017", "schelling1966"))
def stick(
    threat_posed: Column,
    provoked: Column,
    seen_tension: Column,
    posture: Column,
    swing: Column,
    d: Numbers,
    p: Numbers,
) -> Column:
    """The stick is worth more the larger the threat, and to who has just used it; overreaction and fear bend
    it.
    """
    # a sum: threat, overreaction or an imposed division of labour can each call for the stick
    firm = d.stick * threat_posed + d.division_of_labour * d.hard_share
    # less a restraint, since silence has value 0: a weak drive prefers it
    bent = d.overreaction * provoked - d.fear * seen_tension + swing
    return firm + p.posture_memory * posture + bent - p.restraint


@rule("E03", "E08", "E13", "E19", gives="worth of the carrot", cites=("cronin2017", "kydd2000"))
def carrot(trust_north: Column, contact_mood: Column, swing: Column, d: Numbers, p: Numbers) -> Column:
    """The carrot is worth more the more the other side is trusted and the occasion invites it."""
    # patience beside trust: an offer is worth something before there is any trust; `hard_share` takes
    # from the carrot what it gives to the stick (E13)
    open_hand = d.carrot * (p.patience + trust_north) - d.division_of_labour * d.hard_share
    # the swing has the opposite sign to that in `stick`: one agitation raises a fist and shuts a hand
    return open_hand + p.mood_weight * contact_mood - swing - p.restraint


@rule("E21", "E22", "E32", gives="worth of conceding", cites=("cronin2017",))
def conceding(
    provoked: Column,
    seen_tension: Column,
    kept: Column,
    unreturned: Column,
    in_crisis: Column,
    d: Numbers,
    p: Numbers,
) -> Column:
    """Fear concedes after a taunt; conditionality waits for a step in return, and the stick for the end of a
    crisis.
    """
    # 1 - kept + unreturned: steps kept in full lift the condition, a pocketed concession can double it (E22);
    # in a crisis a side yields or stands, and one that stands on its stick does not pay beside it
    condition = d.conditionality * p.principle * (1 - kept + unreturned) + d.stick * in_crisis
    return d.fear * (provoked + seen_tension) - condition


@rule("E09", gives="worth of a quiet channel", cites=("kurizaki2007",))
def quietly(d: Numbers, p: Numbers) -> Column:
    """Whoever likes quiet channels prefers the private signal to the public one."""
    # centred: at `quiet` ½ public and private channels are alike
    return p.quiet_worth * (2 * d.quiet - 1)


@rule("E30", "E31", gives="log-odds of keeping to the schedule", cites=("cronin2017", "mcfadden1974"))
def schedule(policy: Column) -> Column:
    """A scheduled exercise is held, adjusted or suspended as often as policy has it."""
    # the logarithm, since scores are log-odds: the odds are the shares of the policy, whatever else is wanted
    return log_share(policy)


@rule("E22", "E31", gives="share withheld", cites=("cronin2017",))
def withheld(
    policy: Column, other_ways: Column, kept: Column, unreturned: Column, frozen: Column, d: Numbers
) -> Column:
    """Who holds to conditions suspends for a freeze or a step that is kept, if it knows another way."""
    # as in `conceding`, but that a freeze is the step; the ratio is 1 or 0: a policy that only suspends says
    # that it does so whatever comes
    waiting = within(1 - kept + unreturned) * (1 - frozen)
    return policy * d.conditionality * waiting * ratio(other_ways, other_ways)


@rule("E11", gives="worth of consulting", cites=("cronin2017",))
def consulting(consulted: Column, d: Numbers, p: Numbers) -> Column:
    """Consulting the ally is worth the effort put on it, more the longer ago the last time."""
    # a product: nothing without effort, nothing just after a consultation
    return p.consult_worth * d.coordination_effort * (1 - consulted)


@rule("E12", "E26", gives="worth of going to China", cites=("cronin2017",))
def going_to_china(consulted: Column, enforcement: Column, d: Numbers, p: Numbers) -> Column:
    """Beijing is asked when it presses little, and after the ally if coordination counts."""
    # the second term is the price of going before the ally, none just after a consultation (E12)
    return p.china_worth * (1 - enforcement) - p.sequence_care * d.coordination_effort * (1 - consulted)


@rule("E05", gives="worth of primary sanctions", cites=("cronin2017",))
def pressing(felt_acts: Column, bans: Column, d: Numbers, p: Numbers) -> Column:
    """Sanctions answer a test or an attack while it is felt, and are worth less the less is left to ban."""
    # the more is banned already, the less another round can add
    return d.stick * p.sanction_worth * felt_acts - p.sanctions_spent * bans


@rule("E06", "E07", "E26", gives="worth of secondary sanctions", cites=("cronin2017",))
def pressing_traders(
    enforcement: Column, attention: Column, friction: Column, d: Numbers, p: Numbers
) -> Column:
    """Secondary sanctions are worth what they move in Beijing, within the friction that is accepted."""
    # a product: it takes the will, attention to spare, and enforcement still to be won
    gain = p.secondary_worth * d.secondary * attention * (1 - enforcement)
    # the last term keeps a strategy without secondary sanctions from sending them by chance
    return gain - p.friction_price * friction - p.secondary_worth * (1 - d.secondary)


@rule("E27", gives="worth of a conditional threat", cites=("cronin2017", "fearon1997"))
def threatening(tied_hands: Column, d: Numbers, p: Numbers) -> Column:
    """A conditional threat is worth its use in the strategy, less what already binds."""
    # centred: strategies above ½ use threats, those below avoid them; words that bind already make
    # another threat dear (Fearon 1997)
    return p.threat_worth * (2 * d.conditional_threats - 1) - p.tied_aversion * tied_hands


@rule("E10", gives="worth of assuring the ally", cites=("cronin2017",))
def assuring(confidence: Column, p: Numbers) -> Column:
    """An ally is assured when its confidence is low."""
    # linear in what is lacking: the simplest form
    return p.ally_care * (1 - confidence)


@rule("E04", gives="worth of missile defence", cites=("cronin2017",))
def defending(threat_posed: Column, defence: Column, exposure: Column, p: Numbers) -> Column:
    """Missile defence is worth the threat it meets, less what is there and what China makes it cost."""
    # a product: defence is worth building against a threat, where cover is still lacking
    return p.defence_worth * threat_posed * (1 - defence) - p.exposure_price * exposure


@rule("E27", "E32", gives="worth of retaliation", cites=("cronin2017",))
def retaliating(attacked: Column, seen_tension: Column, d: Numbers, p: Numbers) -> Column:
    """An attack is answered, unless fear holds the hand."""
    # stick plus overreaction: firmness is enough to answer an attack, and so is rashness
    return p.retaliation_worth * attacked * (d.stick + d.overreaction) - d.fear * seen_tension


@rule("E14", gives="worth of striking first", cites=("cronin2017",))
def striking(threat_posed: Column, d: Numbers, p: Numbers) -> Column:
    """A strike without an attack is worth little short of overreaction."""
    # at most 1 before the reluctance: only great rashness under a great threat comes near a strike
    return d.overreaction * threat_posed - p.strike_reluctance


@rule("E08", "E17", gives="worth of using an opening", cites=("cronin2017",))
def using_an_opening(
    stage: Column, mediation: Column, kept: Column, offer: Column, d: Numbers, p: Numbers
) -> Column:
    """Talks that are under way, steps that are kept and a mediator make the next offer worth more; one that
    is on the table need not be made again.
    """
    # a sum: talks, kept steps or a mediator each make an opening; ½: two in full give `opening_worth`
    opening = d.carrot * p.opening_worth * (advance(stage) + kept + mediation) * 0.5
    return opening - p.repetition * offer


@rule("E11", gives="price of not waiting", cites=("cronin2017",))
def holding_back(consulting: Column, p: Numbers) -> Column:
    """While the allies consult, hard moves wait."""
    # linear in the weeks left to wait: the simplest form
    return p.wait_weight * above(consulting)


@rule("E11", "E27", gives="worth of standing firm", cites=("fearon1994", "powell2015"))
def stand_firm(
    threat_posed: Column,
    seen_tension: Column,
    tied_hands: Column,
    readiness: Column,
    crisis_rung: Column,
    crisis_weeks: Column,
    d: Numbers,
    p: Numbers,
) -> Column:
    """In a crisis an ally stands firm on its threat, its word and the weeks it has stood; danger and fear
    bend it.
    """
    # quitting costs more the longer a side has stood (Fearon 1994), tied hands or not
    bound = p.audience_weight * (tied_hands + p.audience_growth * crisis_weeks)
    # a sum: threat, rashness, readiness and bound hands are each a reason to stand
    will = d.stick * threat_posed + d.overreaction + p.readiness_firm * readiness
    # 1 + tension: fear yields even in calm, and more under tension; danger grows with the rung (Powell 2015)
    return will + bound - p.danger_weight * height(crisis_rung) - d.fear * (1 + seen_tension)


@rule("E32", gives="answering a test or an attack", cites=("cronin2017",))
def answering(felt_acts: Column, d: Numbers, p: Numbers) -> Column:
    """A show of force answers a test or an attack while it is felt, as far as the stick is used."""
    # an answer is policy, and no swing of the moment: a steady side gives it too
    return p.show_worth * felt_acts * d.stick


@rule("E08", "E30", gives="price of pressing while talks stand", cites=("cronin2017",))
def forbearance(stage: Column, d: Numbers, p: Numbers) -> Column:
    """Shows of force, full exercises and new sanctions cost who wants talks more, the further they stand."""
    # a product: a strategy without a carrot has nothing to spare
    return p.forbearance * d.carrot * advance(stage)


@rule("E08", "E30", gives="price of breaking one's word", cites=("fearon1995", "wit2004"))
def bound(frozen: Column, p: Numbers) -> Column:
    """While an agreement stands, threats, shows of force and new sanctions break the word that was given."""
    # whatever the strategy: to sign is to be bound, and who wants to press has the choice to leave
    return p.agreement_binds * frozen
