"""Deliver: spells start, dates come due, and the week's news reaches the headlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core.columns import Column, above, larger, smaller, when
from sim.core.parameters import Numbers
from sim.core.rule import about
from sim.model.actions import Sent
from sim.model.rules import appraise, commit, escalate, read
from sim.vocabulary.ladders import height
from sim.vocabulary.signals import EVENTS

if TYPE_CHECKING:
    from sim.model.actors import Actor
    from sim.model.world import World


SALVOS = ("short_test", "long_test", "local")
"""What may take several days of a week."""


def deliver(w: World) -> None:
    """What was sent starts to run, and is counted as hostile or friendly."""
    about("everybody")
    begin(w)
    for actor in w.actors.values():
        count(actor, w)
    w.joint = smaller(*(exercising(ally) for ally in w.allies))
    w.forgone = above(w.exercise.scheduled - w.exercise_now)
    w.events = events(w)
    w.provocation = provocation(w)


def begin(w: World) -> None:
    """Signals that last begin their weeks."""
    for ally in w.allies:
        sent, s = ally.sent, ally.state
        length = sent.attribute("forces", "length")
        dose = commit.dose(sent.attribute("forces", "scale"), sent.attribute("forces", "forces"))
        s.exercise.advance(sent.does("exercise"), length, dose)
        s.suspension.advance(sent.does("suspend"), length, sent.does("suspend"))
        s.display.advance(sent.does("display"), length, dose)
    pledge = w.north.sent.does("moratorium")
    w.north.state.pledge.advance(pledge, w.north.sent.attribute("forces", "length"), pledge)


def count(actor: Actor, w: World) -> None:
    """What the actor's week weighs with who hears it, and how hostile and friendly it is."""
    sent = actor.sent
    sent.weight = {
        family: read.weight(sent.attribute(family, "sunk_cost"), sent.attribute(family, "tied_hands"), w.p)
        for family, menu in actor.menus.items()
        if menu.signals
    }
    w.hostile[actor.name] = hostile(actor)
    sanctions = above(sent.aloud("economic", "meaning")) * (sent.does("primary") > 0)
    w.pressing[actor.name] = w.hostile[actor.name] + sanctions
    w.eased[actor.name], w.friendly[actor.name] = friendly(actor, w.p)


def hostile(actor: Actor) -> Column:
    """Hostile meaning of the actor's public words and forces this week; a larger exercise means more."""
    sent = actor.sent
    words = above(sent.aloud("words", "meaning"))
    forces = above(sent.aloud("forces", "meaning"))
    return words + forces * sent.attribute("forces", "scale")


def exercising(ally: Actor) -> Column:
    """The part of an ally's hostile meaning that lies in a joint exercise."""
    sent = ally.sent
    meaning = above(sent.aloud("forces", "meaning")) * sent.attribute("forces", "scale")
    return meaning * (sent.does("exercise") > 0)


def friendly(actor: Actor, p: Numbers) -> tuple[Column, Column]:
    """Friendly meaning of the actor's week by what it costs to do: in public, and as Pyongyang hears it."""
    sent = actor.sent
    public, private = sent.none, sent.none
    for family, weight in sent.weight.items():
        soft = above(-sent.attribute(family, "meaning")) * weight
        if actor.menus[family].whispers:
            private = private + soft * sent.private(family, ("DPRK",))[0]
            soft = soft * sent.public(family)
        public = public + soft
    return public, public + p.private_pull * private


def events(w: World) -> dict[str, Column]:
    """Event days of the week by class; a test has one day or more."""
    sent: Sent = w.north.sent
    days = commit.event_days(w.luck.uniform("DPRK", "days"), w.p)
    return {name: when(sent.does(name) > 0, days if name in SALVOS else 1) for name in EVENTS}


def provocation(w: World) -> Column:
    """How far up the ladder Pyongyang's hostile words and acts of the week went, 0 to 1."""
    sent = w.north.sent
    hostile = when(sent.any_of("taunt", *EVENTS) > 0)
    return height(larger(sent.attribute("words", "rung"), sent.attribute("forces", "rung"))) * hostile


def publish(w: World) -> None:
    """Tension, headlines and the memory of provocations after the week."""
    about("everybody")
    land, p = w.land, w.p
    loud = w.hostile["US"] + w.hostile["ROK"] + w.hostile["DPRK"] - w.joint
    loud = loud + p.crisis_heat * height(w.crisis.rung)
    soft = smaller(w.eased["US"] + w.eased["ROK"] + w.eased["DPRK"], 1)
    land.tension = escalate.tension(land.tension, loud + w.fire + 2 * w.serious, soft, p)
    land.past = [land.tension, *land.past[:-1]]
    land.surge = appraise.news(land.surge, loud, p)
    land.media_tension = appraise.headlines(land.tension, land.surge, w.luck.uniform("headlines"), p)
    s = w.north.state
    s.fear_paid = read.fear_paid(s.fear_paid, land.media_tension, smaller(w.provocation, 1), p)
    land.provoked = appraise.still_felt(land.provoked, w.provocation, p)
    land.us_struck = commit.standing_warning(land.us_struck, w.us.sent.does("strike"), p)
    land.north_struck = commit.standing_warning(land.north_struck, w.events["attack"], p)
    land.attacked = smaller(w.events["attack"] + w.events["local"], 1)
    land.tested = smaller(w.events["long_test"] + w.events["nuclear_test"], 1)
