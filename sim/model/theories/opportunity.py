"""It probes weakness, gaps in readiness and a divided alliance (Snyder 1984; Cha 2002)."""

from __future__ import annotations

from sim.core.columns import Column, nudge
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.model.arrows import Arrows
from sim.model.menus import Menu
from sim.model.rules import north
from sim.vocabulary.observations import NorthView


@rule(gives="weakness", cites=("snyder1984", "cha2002"))
def weakness(resolve: Column, readiness: Column, discord: Column, p: Numbers) -> Column:
    """Weak resolve, a gap in readiness and a divided alliance invite a probe."""
    # a sum: discord, weak resolve or low readiness each invite a probe; 0 where resolve and readiness are ½
    # and the allies agree
    return p.probing * (discord + 1 - resolve - readiness)


@rule(gives="boldness", cites=("snyder1984",))
def boldness(missile: Column, nuclear: Column, p: Numbers) -> Column:
    """An arsenal of its own emboldens."""
    # centred: 0 where the two programmes are half-way, so that a small arsenal makes cautious
    return p.embolden * (missile + nuclear - 1)


def _probe(view: NorthView, p: Numbers) -> Column:
    """Value a probe of the alliance: what it invites and what the arsenal emboldens."""
    resolve = nudge(view.resolve_rok, view.resolve_us, p.weight_of_us)
    return weakness(resolve, view.readiness, view.discord, p) + boldness(view.missile, view.nuclear, p)


def provoke(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Value the options of a menu as provocations, shape ``(option, world)``."""
    return signal.threat * (_probe(view, p) - north.restraint(view.stage, view.warned, view.respite, p))


def engage(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Value the options of a menu as engagement: talks are worth less where a probe promises more."""
    offer = p.offer_weight * north.best_offer(view.offer_us * view.trust_us, view.offer_rok * view.trust_rok)
    return signal.assurance * (offer - _probe(view, p) - p.distrust)


def stand_firm(view: NorthView, p: Numbers) -> Column:
    """Value standing firm in a crisis, shape ``(world,)``."""
    return _probe(view, p)


def bargain(arrows: Arrows) -> Arrows:
    """Strength leaves less to hope for: hope counts double, and a deterrent is no need but a tool."""
    return arrows.weighed(hope=2, need=0)
