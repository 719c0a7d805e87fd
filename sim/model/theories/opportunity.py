"""It probes weakness, gaps in readiness and a divided alliance (Snyder 1984; Cha 2002)."""

from __future__ import annotations

from sim.core.columns import Column, nudge
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.model.menus import Menu
from sim.model.rules import north
from sim.vocabulary.observations import NorthView


@rule(gives="weakness", cites=("snyder1984", "cha2002"))
def weakness(resolve: Column, readiness: Column, discord: Column, p: Numbers) -> Column:
    """Weak resolve, a gap in readiness and a divided alliance invite a probe."""
    return p.probing * (discord + 1 - resolve - readiness)


@rule(gives="boldness", cites=("snyder1984",))
def boldness(missile: Column, nuclear: Column, p: Numbers) -> Column:
    """An arsenal of its own emboldens."""
    return p.embolden * (missile + nuclear - 1)


def _probe(view: NorthView, p: Numbers) -> Column:
    resolve = nudge(view.resolve_rok, view.resolve_us, p.weight_of_us)
    return weakness(resolve, view.readiness, view.discord, p) + boldness(view.missile, view.nuclear, p)


def provoke(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Value of provoking, per option of the menu."""
    return signal.threat * (_probe(view, p) - north.restraint(view.stage, view.frozen, view.warned, p))


def engage(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Value of engaging, per option: talks are worth what strength and strain make of refusing."""
    offer = p.offer_weight * north.best_offer(view.offer_us, view.offer_rok)
    return signal.assurance * (offer + p.relief_wish * view.strain - _probe(view, p) - p.distrust)


def stand_firm(view: NorthView, p: Numbers) -> Column:
    """Value of standing firm in a crisis."""
    return _probe(view, p)
