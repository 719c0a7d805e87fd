"""Escalate: tests teach or fail, crises open, climb and end, fire and clashes come by chance."""

from __future__ import annotations

from sim.core.columns import Column, Flags, either, larger, nudge, pick, smaller, softmax, total, when
from sim.core.rule import about
from sim.model.choice import CRISIS
from sim.model.rules import escalate
from sim.model.situation import AnyActor, Situation
from sim.model.state import Chances
from sim.vocabulary.ladders import CLASH, FIRE, FREEZE, SHOW
from sim.vocabulary.signals import EVENTS


def escalate_all(s: Situation) -> None:
    """A week of tests and of crisis."""
    about("everybody")
    programme(s)
    s.sent_rung = highest_sent(s)
    s.crisis_opened = opening(s)
    s.chances = hazards(s)
    strike(s)
    moves(s)


def programme(s: Situation) -> None:
    """Tests succeed or fail, and teach."""
    p, north, random = s.p, s.north.state, s.random
    north.new_design = larger(north.new_design, s.fact("new_designs"))
    s.failed = when(random.uniform("DPRK", "failure") < escalate.failure(north.new_design, p))
    long, nuclear = (smaller(s.events[name], 1) for name in ("long_test", "nuclear_test"))
    north.missile = escalate.progress(north.missile, p.learning, long, s.failed, p)
    north.nuclear = escalate.progress(north.nuclear, p.nuclear_learning, nuclear, s.failed, p)
    taken_down = s.north.sent.does("dismantle")
    north.missile = escalate.dismantled(north.missile, taken_down, p)
    north.nuclear = escalate.dismantled(north.nuclear, taken_down, p)
    north.new_design = escalate.new_design(north.new_design, long, random.uniform("DPRK", "design"), p)
    days = total([s.events[name] for name in EVENTS])
    north.momentum = escalate.momentum(north.momentum, days, p)


def opening(s: Situation) -> Flags:
    """Where a crisis opens this week."""
    p, e = s.p, s.events
    acts = e["nuclear_test"] + p.long_counts * (e["long_test"] + e["local"])
    force = smaller(e["attack"] + s.us.sent.does("strike"), 1)
    hostile = smaller(total([s.hostile[name] for name in ("US", "ROK", "DPRK")]) - s.joint, 1)
    chance = escalate.crisis_opens(s.land.tension, hostile, smaller(acts, 2), force, p)
    opened = ~s.crisis.open & (s.random.uniform("crisis") < chance)
    s.crisis.weeks = either(opened, 1, (s.crisis.weeks + 1) * s.crisis.open)
    s.crisis.rung = either(opened, larger(s.sent_rung, 1), s.crisis.rung)
    return opened


def firm_chances(s: Situation) -> tuple[Column, Column]:
    """The chance that Pyongyang, and that the allies, stand firm."""
    north, us, rok = (
        larger(softmax(actor.scores[CRISIS])[1], when(shows_force(actor))) for actor in (s.north, s.us, s.rok)
    )
    return north, nudge(rok, us, s.p.voice_of_us)


def hazards(s: Situation) -> Chances:
    """Chances of fire, of a serious clash and of war this week."""
    p, north, e, ready = s.p, s.north.state, s.events, s.alliance.readiness
    firm_north, firm_allies = firm_chances(s)
    s.allies_fired = smaller(
        s.us.sent.does("strike") + s.us.sent.does("retaliate") + s.rok.sent.does("retaliate"), 1
    )
    forces = e["attack"] + s.allies_fired
    fire = escalate.risk_of_fire(s.crisis.rung, e["local"], e["attack"], ready, p)
    clash = escalate.risk_of_a_clash(
        s.crisis.rung, ready, north.first_strike, s.vulnerable, smaller(forces, 1), p
    )
    serious = s.crisis.open * clash * firm_north * firm_allies
    return Chances(
        fire, serious, escalate.risk_of_war(serious, north.first_strike, s.land.provoked, ready, p)
    )


def strike(s: Situation) -> None:
    """Draw what the chances say: fire, a serious clash, and war as a part of it."""
    random, chances = s.random, s.chances
    draw = random.uniform("clash")
    s.north_fired = when(random.uniform("fire") < chances.fire)
    s.fire = larger(s.north_fired, s.allies_fired)
    s.serious = when(draw < chances.serious)
    s.war_now = draw < chances.war


def moves(s: Situation) -> None:
    """Each side stands firm or yields; a crisis climbs, ends, or fades."""
    p, random, crisis = s.p, s.random, s.crisis
    firm_north = when(stands(s.north))
    washington_decides = random.uniform("allies", "voice") < p.voice_of_us
    firm_allies = when((stands(s.us) & washington_decides) | (stands(s.rok) & ~washington_decides))
    chosen = crisis.open & ~s.crisis_opened
    s.yielded_north = chosen * (1 - firm_north) * firm_allies
    s.yielded_allies = chosen * firm_north * (1 - firm_allies)
    faded = random.uniform("crisis", "fade") < escalate.fades(crisis.weeks, s.land.provoked, p)
    over = (s.yielded_north > 0) | (s.yielded_allies > 0) | faded | ((firm_north + firm_allies) <= 0)
    forceful = when(shows_force(s.north) | shows_force(s.us) | shows_force(s.rok))
    over |= (s.talks.stage >= FREEZE) & (forceful < 1)  # an agreement settles it
    over &= ~s.crisis_opened  # nobody has chosen yet in a crisis that has just opened
    ended = when(crisis.open & over)
    crisis.respite = escalate.respite(crisis.respite, ended, when(s.crisis_opened), p)
    crisis.rung = escalate.driven(crisis.rung, larger(s.sent_rung, s.fire * FIRE)) * crisis.open
    step = random.uniform("crisis", "step")
    crisis.rung = escalate.climbs(crisis.rung, firm_north, firm_allies, forceful, step, p)
    crisis.rung = escalate.sinks(crisis.rung, forceful, step, p)
    crisis.rung = crisis.rung * (crisis.open & ~over)
    s.stood = crisis.weeks
    crisis.weeks = crisis.weeks * ~over
    settle(s)


def stands(actor: AnyActor) -> Flags:
    """Where the actor stands firm: by choice, or since nobody yields in the week in which it uses force."""
    return (actor.sent.places[CRISIS] > 0) | shows_force(actor)


def shows_force(actor: AnyActor) -> Flags:
    """Where the actor uses or shows force this week, an exercise apart."""
    return actor.sent.attribute("forces", "rung") >= SHOW


def settle(s: Situation) -> None:
    """Who yielded is believed less; Pyongyang remembers as a reward that it was yielded to."""
    p, north = s.p, s.north.state
    north.rewarded = larger(north.rewarded, s.yielded_allies)
    for ally in s.allies:
        row = s.row("DPRK", of=ally.name)
        belief = s.beliefs[ally.name].mean
        paid = escalate.backing_down(s.yielded_allies, ally.state.tied_hands, s.stood, p)
        belief[row] = escalate.resolve_after_yielding(belief[row], paid, s.yielded_north, p)
        belief = s.beliefs["DPRK"].mean
        row = s.row(ally.name, of="DPRK")
        belief[row] = escalate.resolve_after_yielding(belief[row], s.yielded_north, s.yielded_allies, p)


def highest_sent(s: Situation) -> Column:
    """The highest rung of what anybody sent this week."""
    top = s.us.sent.none
    for actor in s.actors.values():
        for family, menu in actor.menus.items():
            if menu.signals:
                top = larger(top, pick(menu.table("rung"), actor.sent.places[family]))
    return top


def conflict_rung(s: Situation) -> Column:
    """The rung the conflict is on this week: the highest that anybody reached."""
    return larger(s.sent_rung, larger(s.fire * FIRE, s.serious * CLASH))
