"""Fear: exercises and threats breed counter-signals, assurances calm (Jervis 1976; Kydd 1997)."""

from __future__ import annotations

from sim.core.columns import Column
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.model.arrows import Arrows
from sim.model.menus import Menu
from sim.model.rules import north
from sim.vocabulary.observations import NorthView


@rule(gives="alarm", cites=("jervis1976", "bernhardt2021"))
def alarm(
    exercise: Column,
    exercise_next: Column,
    display: Column,
    first_strike: Column,
    p: Numbers,
) -> Column:
    """Forces on the doorstep and the fear of a first strike alarm."""
    # a sum of forces in sight; ½: an exercise announced alarms half as much as one under way. One that is not
    # held alarms by not being there, no less than none at all
    doorstep = exercise + display + exercise_next * 0.5
    # against the usual alarm, which base weights hold already
    return p.spiral_fear * (doorstep + first_strike - p.usual_alarm)


@rule(gives="calm", cites=("kydd2000",))
def calm(trust_us: Column, trust_rok: Column, p: Numbers) -> Column:
    """Trust in the other side's word calms."""
    # ½: the mean of trust in the two allies
    return p.offer_weight * (trust_us + trust_rok) * 0.5


def _alarm(view: NorthView, p: Numbers) -> Column:
    return alarm(view.exercise, view.exercise_next, view.display, view.first_strike, p)


def provoke(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Value the options of a menu as provocations, shape ``(option, world)``."""
    push = _alarm(view, p) - calm(view.trust_us, view.trust_rok, p)
    return signal.threat * (push - north.restraint(view.stage, view.warned, view.respite, p))


def engage(signal: Menu, view: NorthView, p: Numbers) -> Column:
    """Value the options of a menu as steps of engagement, shape ``(option, world)``."""
    door = calm(view.trust_us, view.trust_rok, p) + p.forgone_weight * view.forgone - _alarm(view, p)
    offer = p.offer_weight * north.best_offer(view.offer_us * view.trust_us, view.offer_rok * view.trust_rok)
    return signal.assurance * (door + offer + p.mood_weight * view.contact_mood - p.distrust)


def stand_firm(view: NorthView, p: Numbers) -> Column:
    """Value standing firm in a crisis, shape ``(world,)``."""
    return _alarm(view, p)


def bargain(arrows: Arrows) -> Arrows:
    """Strength frightens: the need for a deterrent counts double, and pressure is not for hire."""
    return arrows.weighed(hope=0, need=2)
