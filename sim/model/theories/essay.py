"""Brinkmanship checked by resolve, uncertainty and lack of reward (Cronin 2017; Schelling 1966)."""

from __future__ import annotations

from sim.core.columns import Column, larger, nudge, root
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.model.menus import Menu
from sim.model.rules import north
from sim.vocabulary.observations import NorthView


@rule("E18", gives="brinkmanship", cites=("cronin2017", "schelling1966"))
def brinkmanship(fear_paid: Column, p: Numbers) -> Column:
    """A provocation is worth more the more fear earlier ones have bought."""
    return p.brinkmanship * (2 * fear_paid - 1)


@rule("E21", gives="appetite", cites=("cronin2017",))
def appetite(rewarded: Column, p: Numbers) -> Column:
    """A concession that followed a provocation feeds the appetite, or stills it."""
    return (p.reinforcement - p.satiation) * rewarded


@rule("E28", gives="worth of frightening", cites=("cronin2017",))
def worth_of_frightening(fear_shown: Column, p: Numbers) -> Column:
    """Hostile moves pay where the target shows fear."""
    return p.fear_yield * fear_shown


@rule("E14", "E16", gives="resolve", cites=("cronin2017",))
def resolve_after_discord(resolve: Column, discord: Column, p: Numbers) -> Column:
    """Perceived discord, read as a veto, lowers the resolve that is believed in."""
    return resolve * (1 - p.veto_read * discord)


@rule("E14", "E16", gives="doubt", cites=("cronin2017",))
def doubt_after_discord(doubt: Column, discord: Column, p: Numbers) -> Column:
    """Perceived discord, read as a veto, widens the doubt about what the allies will do."""
    return nudge(doubt, larger(doubt, p.widest_doubt), p.veto_read * discord)


@rule("E02a", "E15", gives="cost of provoking", cites=("cronin2017", "baliga2008"))
def cost_of_provoking(resolve: Column, doubt: Column, p: Numbers) -> Column:
    """A provocation costs the resolve that is believed in, and doubt adds caution or takes it away."""
    return p.resolve_weight * (2 * resolve - 1) + p.caution * root(doubt)


@rule("E16", gives="worth of Seoul's offer", cites=("cronin2017",))
def worth_of_seouls_offer(offer_rok: Column, trust_rok: Column, discord: Column, p: Numbers) -> Column:
    """Perceived discord makes Seoul's offers worth more, or less."""
    return offer_rok * trust_rok * (1 + p.wedge * discord)


@rule("E08", "E31", gives="openness", cites=("cronin2017", "kydd2000"))
def openness(
    offer_us: Column, trust_us: Column, seouls_offer: Column, strain: Column, forgone: Column, p: Numbers
) -> Column:
    """Trusted offers, the wish for relief and exercises that are not held open the door."""
    return (
        p.offer_weight * (offer_us * trust_us + seouls_offer)
        + p.relief_wish * strain
        + p.forgone_weight * forgone
    )


def believed(view: NorthView, p: Numbers) -> tuple[Column, Column]:
    """Resolve and doubt of the alliance as Pyongyang weighs its two members."""
    resolve = nudge(view.resolve_rok, view.resolve_us, p.weight_of_us)
    doubt = nudge(view.doubt_rok, view.doubt_us, p.weight_of_us)
    return resolve_after_discord(resolve, view.discord, p), doubt_after_discord(doubt, view.discord, p)


def provoke(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Value of provoking, per option of the menu."""
    gain = brinkmanship(view.fear_paid, p) + appetite(view.rewarded, p)
    gain = gain + worth_of_frightening(view.fear_shown, p)
    cost = cost_of_provoking(*believed(view, p), p)
    return signal.threat * (gain - cost - north.restraint(view.stage, view.frozen, view.warned, p))


def engage(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Value of engaging, per option of the menu."""
    rok = worth_of_seouls_offer(view.offer_rok, view.trust_rok, view.discord, p)
    door = openness(view.offer_us, view.trust_us, rok, view.strain, view.forgone, p)
    return signal.assurance * (door + p.mood_weight * view.contact_mood - p.distrust)


def stand_firm(view: NorthView, p: Numbers) -> Column:
    """Value of standing firm in a crisis."""
    cost = cost_of_provoking(*believed(view, p), p)
    return brinkmanship(view.fear_paid, p) + worth_of_frightening(view.fear_shown, p) - cost
