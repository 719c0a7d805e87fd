"""Escalate: tests teach or fail, crises open, climb and end, fire and clashes come by chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.core.columns import Column, Flags, either, larger, nudge, pick, smaller, softmax, total, when
from sim.core.rule import about
from sim.model.choice import CRISIS
from sim.model.rules import escalate
from sim.vocabulary.ladders import CLASH, FIRE
from sim.vocabulary.signals import EVENTS

if TYPE_CHECKING:
    from sim.model.actors import Actor
    from sim.model.world import World


@dataclass(frozen=True)
class Chances:
    """The chance of the week, before the draw, of what is rare."""

    fire: Column
    serious: Column
    war: Column


def escalate_all(w: World) -> None:
    """A week of tests and of crisis."""
    about("everybody")
    programme(w)
    w.sent_rung = highest_sent(w)
    w.crisis_opened = opening(w)
    w.chances = hazards(w)
    strike(w)
    moves(w)


def programme(w: World) -> None:
    """Tests succeed or fail, and teach."""
    p, s, luck = w.p, w.north.state, w.luck
    s.new_design = larger(s.new_design, w.fact("new_designs"))
    w.failed = when(luck.uniform("DPRK", "failure") < escalate.failure(s.new_design, p))
    long, nuclear = (smaller(w.events[name], 1) for name in ("long_test", "nuclear_test"))
    s.missile = escalate.progress(s.missile, p.learning, long, w.failed, p)
    s.nuclear = escalate.progress(s.nuclear, p.nuclear_learning, nuclear, w.failed, p)
    taken_down = w.north.sent.does("dismantle")
    s.missile = escalate.dismantled(s.missile, taken_down, p)
    s.nuclear = escalate.dismantled(s.nuclear, taken_down, p)
    s.new_design = escalate.new_design(s.new_design, long, luck.uniform("DPRK", "design"), p)
    days = total([w.events[name] for name in EVENTS])
    s.momentum = escalate.momentum(s.momentum, days, p)


def opening(w: World) -> Flags:
    """Where a crisis opens this week."""
    p, e = w.p, w.events
    acts = (
        e["nuclear_test"]
        + e["local"]
        + e["attack"]
        + w.us.sent.does("strike")
        + p.long_counts * e["long_test"]
    )
    chance = escalate.crisis_opens(w.land.tension, smaller(acts, 2), p)
    opened = ~w.crisis.open & (w.luck.uniform("crisis") < chance)
    w.crisis.weeks = either(opened, 1, (w.crisis.weeks + 1) * w.crisis.open)
    w.crisis.rung = either(opened, larger(w.sent_rung, 1), w.crisis.rung)
    return opened


def firm_chances(w: World) -> tuple[Column, Column]:
    """The chance that Pyongyang, and that the allies, stand firm."""
    north, us, rok = (softmax(actor.scores[CRISIS])[1] for actor in (w.north, w.us, w.rok))
    return north, nudge(rok, us, w.p.voice_of_us)


def hazards(w: World) -> Chances:
    """Chances of fire, of a serious clash and of war this week."""
    p, s, e, ready = w.p, w.north.state, w.events, w.alliance.readiness
    north, allies = firm_chances(w)
    forces = (
        e["attack"] + w.us.sent.does("strike") + w.us.sent.does("retaliate") + w.rok.sent.does("retaliate")
    )
    fire = escalate.risk_of_fire(w.crisis.rung, e["local"], smaller(forces, 1), ready, p)
    clash = escalate.risk_of_a_clash(
        w.crisis.rung, ready, s.first_strike, w.vulnerable, smaller(forces, 1), p
    )
    serious = w.crisis.open * clash * north * allies
    return Chances(fire, serious, escalate.risk_of_war(serious, s.first_strike, w.land.provoked, ready, p))


def strike(w: World) -> None:
    """Draw what the chances say: fire, a serious clash, and war as a part of it."""
    luck, chances = w.luck, w.chances
    draw = luck.uniform("clash")
    w.fire = when(luck.uniform("fire") < chances.fire)
    w.serious = when(draw < chances.serious)
    w.war_now = draw < chances.war


def moves(w: World) -> None:
    """Each side stands firm or yields; a crisis climbs, ends, or fades."""
    p, luck, crisis = w.p, w.luck, w.crisis
    firm_north = when(stands(w.north))
    washington_decides = luck.uniform("allies", "voice") < p.voice_of_us
    firm_allies = when((stands(w.us) & washington_decides) | (stands(w.rok) & ~washington_decides))
    w.yielded_north = crisis.open * (1 - firm_north) * firm_allies
    w.yielded_allies = crisis.open * firm_north * (1 - firm_allies)
    faded = luck.uniform("crisis", "fade") < escalate.fades(crisis.weeks, p)
    over = (w.yielded_north > 0) | (w.yielded_allies > 0) | faded | ((firm_north + firm_allies) <= 0)
    over |= w.serious > 0
    crisis.rung = escalate.driven(crisis.rung, w.sent_rung) * crisis.open
    crisis.rung = escalate.climbs(crisis.rung, firm_north, firm_allies, luck.uniform("crisis", "step"), p)
    crisis.rung = crisis.rung * (crisis.open & ~over)
    w.stood = crisis.weeks
    crisis.weeks = crisis.weeks * ~over
    settle(w)


def stands(actor: Actor) -> Flags:
    """Where the actor chose to stand firm."""
    return actor.sent.places[CRISIS] > 0


def settle(w: World) -> None:
    """Who yielded is believed less; Pyongyang remembers as a reward that it was yielded to."""
    p, s = w.p, w.north.state
    s.rewarded = larger(s.rewarded, w.yielded_allies)
    for ally in w.allies:
        row = w.row("DPRK", of=ally.name)
        belief = w.beliefs[ally.name].mean
        paid = escalate.backing_down(w.yielded_allies, ally.state.tied_hands, w.stood, p)
        belief[row] = escalate.resolve_after_yielding(belief[row], paid, w.yielded_north, p)
        belief = w.beliefs["DPRK"].mean
        row = w.row(ally.name, of="DPRK")
        belief[row] = escalate.resolve_after_yielding(belief[row], w.yielded_north, w.yielded_allies, p)


def highest_sent(w: World) -> Column:
    """The highest rung of what anybody sent this week."""
    top = w.us.sent.none
    for actor in w.actors.values():
        for family, menu in actor.menus.items():
            if menu.signals:
                top = larger(top, pick(menu.table("rung"), actor.sent.places[family]))
    return top


def conflict_rung(w: World) -> Column:
    """The rung the conflict is on this week: the highest that anybody reached."""
    return larger(w.sent_rung, larger(w.fire * FIRE, w.serious * CLASH))
