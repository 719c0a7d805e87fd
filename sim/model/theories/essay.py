"""Brinkmanship checked by resolve, uncertainty and lack of reward (Cronin 2017; Schelling 1966)."""

from __future__ import annotations

from sim.core.columns import Column, larger, nudge, root
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.model.arrows import Arrows
from sim.model.menus import Menu
from sim.model.rules import north
from sim.vocabulary.observations import NorthView


@rule("E18", gives="brinkmanship", cites=("cronin2017", "schelling1966"))
def brinkmanship(fear_paid: Column, p: Numbers) -> Column:
    """A provocation is worth more the more fear earlier ones have bought."""
    # against the usual, which base weights hold already: less argues against, more for the next provocation
    return p.brinkmanship * 2 * (fear_paid - p.usual_fear)


@rule("E21", gives="appetite", cites=("cronin2017",))
def appetite(rewarded: Column, p: Numbers) -> Column:
    """A concession that followed a provocation feeds the appetite, or stills it."""
    # a difference: that giving in feeds the appetite and that it stills it are both argued; the sign is open
    return (p.reinforcement - p.satiation) * rewarded


@rule("E28", gives="worth of frightening", cites=("cronin2017",))
def worth_of_frightening(fear_shown: Column, p: Numbers) -> Column:
    """Hostile moves pay where the target shows fear."""
    # linear: the simplest form
    return p.fear_yield * fear_shown


@rule("E14", "E16", gives="resolve", cites=("cronin2017",))
def resolve_after_discord(resolve: Column, discord: Column, p: Numbers) -> Column:
    """Perceived discord, read as a veto, lowers the resolve that is believed in."""
    # a share of the resolve: a veto can at most undo all of it
    return resolve * (1 - p.veto_read * discord)


@rule("E14", "E16", gives="doubt", cites=("cronin2017",))
def doubt_after_discord(doubt: Column, discord: Column, p: Numbers) -> Column:
    """Perceived discord, read as a veto, widens the doubt about what the allies will do."""
    # toward the larger, so that discord never makes a doubt smaller that is wide already
    return nudge(doubt, larger(doubt, p.widest_doubt), p.veto_read * discord)


@rule("E02a", "E15", gives="cost of provoking", cites=("cronin2017", "baliga2008"))
def cost_of_provoking(resolve: Column, doubt: Column, p: Numbers) -> Column:
    """A provocation costs the resolve that is believed in, and doubt adds caution or takes it away."""
    # centred on resolve ½; the root, since the standard deviation is on the scale of resolve and the
    # variance is not; `caution` takes either sign (E15)
    return p.resolve_weight * (2 * resolve - 1) + p.caution * root(doubt)


@rule("E16", gives="worth of Seoul's offer", cites=("cronin2017",))
def worth_of_seouls_offer(offer_rok: Column, trust_rok: Column, discord: Column, p: Numbers) -> Column:
    """Perceived discord makes Seoul's offers worth more, or less."""
    # a product: what is offered counts as far as Seoul is trusted, more or less under discord (`wedge`)
    return offer_rok * trust_rok * (1 + p.wedge * discord)


@rule("E08", "E31", gives="openness", cites=("cronin2017", "kydd2000"))
def openness(offer_us: Column, trust_us: Column, seouls_offer: Column, forgone: Column, p: Numbers) -> Column:
    """Trusted offers and exercises that are not held open the door."""
    # a sum: a trusted offer or an exercise not held can each open the door
    return p.offer_weight * (offer_us * trust_us + seouls_offer) + p.forgone_weight * forgone


def believed(view: NorthView, p: Numbers) -> tuple[Column, Column]:
    """Weigh the two allies into one resolve and one doubt of the alliance, after discord."""
    resolve = nudge(view.resolve_rok, view.resolve_us, p.weight_of_us)
    doubt = nudge(view.doubt_rok, view.doubt_us, p.weight_of_us)
    return resolve_after_discord(resolve, view.discord, p), doubt_after_discord(doubt, view.discord, p)


def provoke(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Value the options of a menu as provocations, shape ``(option, world)``."""
    gain = brinkmanship(view.fear_paid, p) + appetite(view.rewarded, p)
    gain = gain + worth_of_frightening(view.fear_shown, p)
    cost = cost_of_provoking(*believed(view, p), p)
    return signal.threat * (gain - cost - north.restraint(view.stage, view.warned, view.respite, p))


def engage(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Value the options of a menu as steps of engagement, shape ``(option, world)``."""
    rok = worth_of_seouls_offer(view.offer_rok, view.trust_rok, view.discord, p)
    door = openness(view.offer_us, view.trust_us, rok, view.forgone, p)
    return signal.assurance * (door + p.mood_weight * view.contact_mood - p.distrust)


def stand_firm(view: NorthView, p: Numbers) -> Column:
    """Value standing firm in a crisis, shape ``(world,)``."""
    cost = cost_of_provoking(*believed(view, p), p)
    return brinkmanship(view.fear_paid, p) + worth_of_frightening(view.fear_shown, p) - cost


def bargain(arrows: Arrows) -> Arrows:
    """Weigh all four arrows of strength alike: which of them wins is left to the parameters."""
    return arrows
