"""Commit: word given, readiness, coordination, discord, posts, offers and grudges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core.columns import Column, larger, size, smaller, when
from sim.core.rule import about
from sim.model.phases.deliver import exercising
from sim.model.phases.read import called_bluffs
from sim.model.rules import commit, read

if TYPE_CHECKING:
    from sim.model.actors import Ally
    from sim.model.world import World


def commit_all(w: World) -> None:
    """What the week binds, renews and wears down."""
    about("everybody")
    called_bluffs(w)
    for ally in w.allies:
        about(ally.name)
        bind(ally, w)
    about("everybody")
    alliance(w)


def bind(ally: Ally, w: World) -> None:
    """Hands tied, warnings given, offers made, steps of the other side counted."""
    s, p, sent = ally.state, w.p, ally.sent
    threat = sent.aloud("words", "meaning") > 0
    s.tied_hands = commit.tied_hands(s.tied_hands, sent.aloud("words", "tied_hands") * threat, p)
    warned = sent.does("warn_of_force")
    wider = read.heard_as_wider(warned, w.luck.uniform(ally.name, "blur"), p)
    meant = {act: warned * sent.warning(act, "any") for act in ("attack", "test")}
    s.warning_attack = commit.standing_warning(s.warning_attack, larger(meant["attack"], wider), p)
    s.warning_test = commit.standing_warning(s.warning_test, larger(meant["test"], wider), p)
    s.offer = commit.on_the_table(s.offer, sent.does("offer"), p)
    north = w.north.sent
    step = smaller(north.any_of("moratorium", "dismantle"), 1)
    s.unreturned = commit.unreturned(s.unreturned, north.does("pocket"), step, p)
    pledged = when((w.talks.stage > 2) | (w.north.state.pledge.left > 0))
    taken = commit.steps_taken(step, north.does("accept"), pledged, p)
    s.kept = commit.kept(s.kept, taken, w.talks.broken, p)


def alliance(w: World) -> None:
    """Readiness, defence, coordination, perceived discord, posts, attention and the guarantee."""
    a, p, us, rok = w.alliance, w.p, w.us.sent, w.rok.sent
    a.readiness = commit.readiness(a.readiness, w.exercise_now, p)
    a.defence = commit.defence(a.defence, us.does("defence") + rok.does("defence"), p)
    met = smaller(us.does("consult") + rok.does("consult"), 1)
    breach = us.does("approach_china") * (1 - a.consulted) + us.does("strike") * (1 - a.consulted)
    a.coordination = commit.coordination(a.coordination, met, smaller(breach, 1), a.confidence, p)
    a.consulting = commit.consulting(a.consulting, met, p)
    a.consulted = commit.consulted(a.consulted, met, p)
    a.discord = commit.discord(a.discord, gap(w), w.fact("discord_headlines"), p)
    a.capacity = commit.capacity(a.capacity, w.fact("posts"), p)
    a.attention = commit.attention(a.attention, w.land.provoked, p)
    a.guarantee = commit.guarantee(a.guarantee, us.does("guarantee") + rok.does("guarantee"), p)


def gap(w: World) -> Column:
    """How far apart the allies' hard signals of the week are; a joint exercise is none."""
    us, rok = (w.hostile[ally.name] - exercising(ally) for ally in w.allies)
    return size(us - rok)
