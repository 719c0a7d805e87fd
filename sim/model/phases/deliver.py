"""Deliver: spells start, dates come due, and the week's news reaches the headlines."""

from __future__ import annotations

from collections.abc import Mapping

from sim.core.columns import Column, above, larger, smaller, when
from sim.core.parameters import Numbers
from sim.core.rule import about
from sim.model.rules import appraise, commit, escalate, read
from sim.model.rules import north as rules_of_north
from sim.model.situation import AllyActor, AnyActor, Situation
from sim.vocabulary.ladders import height
from sim.vocabulary.signals import EVENTS

SALVOS = ("short_test", "long_test", "local")
"""What may take several days of a week."""


def deliver(s: Situation) -> None:
    """What was sent starts to run, and is counted as hostile or friendly."""
    about("everybody")
    begin(s)
    s.hostile, s.pressing, s.friendly, s.eased = {}, {}, {}, {}
    for actor in s.actors.values():
        count(actor, s)
    s.joint = smaller(*(exercising(ally) for ally in s.allies))
    s.forgone = above(s.exercise.scheduled - s.exercise_now)
    s.events = events(s)
    s.provocation = provocation(s)


def begin(s: Situation) -> None:
    """Signals that last begin their weeks."""
    for ally in s.allies:
        sent, own = ally.sent, ally.state
        length = sent.attribute("forces", "length")
        dose = commit.dose(sent.attribute("forces", "scale"), sent.attribute("forces", "forces"))
        own.exercise.advance(sent.does("exercise"), length, dose)
        # a shorter suspension, or pledge, does not end the longer one that is in force
        own.suspension.advance(
            sent.does("suspend"), larger(length, own.suspension.left - 1), sent.does("suspend")
        )
        own.display.advance(sent.does("display"), length, dose)
    pledge, own = s.north.sent.does("moratorium"), s.north.state.pledge
    own.advance(pledge, larger(s.north.sent.attribute("forces", "length"), own.left - 1), pledge)


def count(actor: AnyActor, s: Situation) -> None:
    """What the actor's week weighs with who hears it, and how hostile and friendly it is."""
    sent = actor.sent
    sent.weight = {
        family: read.weight(sent.attribute(family, "sunk_cost"), sent.attribute(family, "tied_hands"), s.p)
        for family, menu in actor.menus.items()
        if menu.signals
    }
    s.hostile[actor.name] = hostile(actor)
    sanctions = above(sent.aloud("economic", "meaning")) * (sent.does("primary") > 0)
    s.pressing[actor.name] = s.hostile[actor.name] + sanctions
    s.eased[actor.name], s.friendly[actor.name] = friendly(actor, s.p)


def hostile(actor: AnyActor) -> Column:
    """Hostile meaning of the actor's public words and forces this week; a larger exercise means more."""
    sent = actor.sent
    words = above(sent.aloud("words", "meaning"))
    forces = above(sent.aloud("forces", "meaning"))
    return words + forces * sent.attribute("forces", "scale")


def exercising(ally: AllyActor) -> Column:
    """The part of an ally's hostile meaning that lies in a joint exercise."""
    sent = ally.sent
    meaning = above(sent.aloud("forces", "meaning")) * sent.attribute("forces", "scale")
    return meaning * (sent.does("exercise") > 0)


def friendly(actor: AnyActor, p: Numbers) -> tuple[Column, Column]:
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


def events(s: Situation) -> dict[str, Column]:
    """Event days of the week by class; a test has one day or more."""
    sent = s.north.sent
    days = commit.event_days(s.random.uniform("DPRK", "days"), s.p)
    return {name: when(sent.does(name) > 0, days if name in SALVOS else 1) for name in EVENTS}


def attacked_now(events: Mapping[str, Column]) -> Column:
    """1 where Pyongyang attacked or provoked at the line this week."""
    return smaller(events["attack"] + events["local"], 1)


def tested_now(events: Mapping[str, Column]) -> Column:
    """1 where Pyongyang tested at long range or a nuclear device this week."""
    return smaller(events["long_test"] + events["nuclear_test"], 1)


def provocation(s: Situation) -> Column:
    """How far up the ladder Pyongyang's hostile words and acts of the week went, 0 to 1."""
    sent = s.north.sent
    hostile = when(sent.any_of("taunt", *EVENTS) > 0)
    return height(larger(sent.attribute("words", "rung"), sent.attribute("forces", "rung"))) * hostile


def publish(s: Situation) -> None:
    """Tension, headlines and the memory of provocations after the week."""
    about("everybody")
    land, p = s.land, s.p
    loud = s.hostile["US"] + s.hostile["ROK"] + s.hostile["DPRK"] - s.joint
    loud = loud + p.crisis_heat * height(s.crisis.rung)
    soft = smaller(s.eased["US"] + s.eased["ROK"] + s.eased["DPRK"], 1)
    land.tension = escalate.tension(land.tension, loud + s.fire + 2 * s.serious, soft, p)
    land.past = [land.tension, *land.past[:-1]]
    land.surge = appraise.news(land.surge, loud, p)
    land.media_tension = appraise.headlines(land.tension, land.surge, s.random.uniform("headlines"), p)
    north = s.north.state
    north.fear_paid = read.fear_paid(north.fear_paid, land.media_tension, smaller(s.provocation, 1), p)
    felt = larger(larger(s.provocation, s.north_fired), s.serious)
    land.provoked = appraise.still_felt(land.provoked, felt, p)
    land.us_struck = commit.standing_warning(land.us_struck, s.us.sent.does("strike"), p)
    land.north_struck = commit.standing_warning(land.north_struck, s.events["attack"], p)
    struck = larger(s.events["attack"], s.serious)  # a clash is an attack to both sides
    land.attacked, land.tested = larger(struck, s.north_fired), tested_now(s.events)
    long, nuclear = (smaller(s.events[name], 1) for name in ("long_test", "nuclear_test"))
    land.felt_acts = appraise.felt_acts(land.felt_acts, long, larger(nuclear, struck), p)
    north.used_up = rules_of_north.used_up(north.used_up, nuclear, p)
