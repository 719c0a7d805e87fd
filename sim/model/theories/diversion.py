"""Domestic strain and dated shocks: trouble at home is turned outward (Wallace 2014; Yoo and Kim 2017)."""

from __future__ import annotations

from sim.core.columns import Column
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.model.arrows import Arrows
from sim.model.menus import Menu
from sim.model.rules import north
from sim.vocabulary.observations import NorthView


@rule(gives="trouble at home", cites=("wallace2014", "yoo2017"))
def trouble_at_home(domestic: Column, p: Numbers) -> Column:
    """Domestic pressure is turned outward."""
    # against the usual trouble, which base weights hold already
    return p.diversion * (domestic - p.usual_trouble)


def provoke(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Value the options of a menu as provocations, shape ``(option, world)``."""
    push = trouble_at_home(view.domestic, p)
    return signal.threat * (push - north.restraint(view.stage, view.warned, view.respite, p))


def engage(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Value the options of a menu as engagement: not amid trouble at home."""
    offer = p.offer_weight * north.best_offer(view.offer_us * view.trust_us, view.offer_rok * view.trust_rok)
    wish = p.mood_weight * view.contact_mood - trouble_at_home(view.domestic, p)
    return signal.assurance * (offer + wish - p.distrust)


def stand_firm(view: NorthView, p: Numbers) -> Column:
    """Value standing firm in a crisis, shape ``(world,)``."""
    return trouble_at_home(view.domestic, p)


def bargain(arrows: Arrows) -> Arrows:
    """Relief at home counts double, and what others threaten or might pay half."""
    return arrows.weighed(relieved=2, hope=0.5, going_on=0.5, need=0.5)
