"""Commit: word given, readiness, coordination, discord, posts, offers and grudges."""

from __future__ import annotations

from sim.core.columns import Column, larger, size, smaller, when
from sim.core.rule import about
from sim.model.phases.deliver import exercising, tested_now
from sim.model.phases.read import called_bluffs
from sim.model.rules import commit, read
from sim.model.situation import AllyActor, Situation


def commit_all(s: Situation) -> None:
    """What the week binds, renews and wears down."""
    about("everybody")
    called_bluffs(s)
    for ally in s.allies:
        about(ally.name)
        bind(ally, s)
    about("everybody")
    alliance(s)


def bind(ally: AllyActor, s: Situation) -> None:
    """Hands tied, warnings given, offers made, steps of the other side counted."""
    own, p, sent = ally.state, s.p, ally.sent
    own.posture = commit.posture(own.posture, smaller(s.hostile[ally.name] - exercising(ally), 1), p)
    threat = sent.aloud("words", "meaning") > 0
    own.tied_hands = commit.tied_hands(own.tied_hands, sent.aloud("words", "tied_hands") * threat, p)
    warned = sent.does("warn_of_force")
    wider = read.heard_as_wider(warned, s.random.uniform(ally.name, "blur"), p)
    meant = {act: warned * sent.warning(act, "any") for act in ("attack", "test")}
    own.warning_attack = commit.standing_warning(own.warning_attack, larger(meant["attack"], wider), p)
    own.warning_test = commit.standing_warning(own.warning_test, larger(meant["test"], wider), p)
    north = s.north.sent
    offer = commit.after_a_refusal(own.offer, north.does("decline"))
    own.offer = commit.on_the_table(offer, sent.does("offer"), p)
    step = smaller(north.any_of("moratorium", "dismantle"), 1)
    crossed = larger(tested_now(s.events), s.events["attack"])
    taken = commit.unanswered(north.does("pocket"), when(own.suspension.left > 0), crossed)
    own.unreturned = commit.unreturned(own.unreturned, taken, step, p)
    pledged = when((s.talks.stage > 2) | (s.north.state.pledge.left > 0))
    steps = commit.steps_taken(step, north.does("accept"), pledged, p)
    own.kept = commit.kept(own.kept, steps, s.talks.broken, p)


def alliance(s: Situation) -> None:
    """Readiness, defence, coordination, perceived discord, posts, attention and the guarantee."""
    a, p, us, rok = s.alliance, s.p, s.us.sent, s.rok.sent
    a.readiness = commit.readiness(a.readiness, s.exercise_now, p)
    deployed = us.does("defence") + rok.does("defence")
    a.defence = commit.defence(a.defence, deployed, p)
    a.deployed = commit.deployed(a.deployed, deployed, p)
    met = smaller(us.does("consult") + rok.does("consult"), 1)
    breach = us.does("approach_china") * (1 - a.consulted) + us.does("strike") * (1 - a.consulted)
    a.coordination = commit.coordination(a.coordination, met, smaller(breach, 1), a.confidence, p)
    a.consulting = commit.consulting(a.consulting, met, p)
    a.consulted = commit.consulted(a.consulted, met, p)
    a.discord = commit.discord(a.discord, gap(s), s.fact("discord_headlines"), p)
    a.capacity = commit.capacity(a.capacity, s.fact("posts"), p)
    a.attention = commit.attention(a.attention, s.land.provoked, p)
    a.guarantee = commit.guarantee(a.guarantee, us.does("guarantee") + rok.does("guarantee"), p)


def gap(s: Situation) -> Column:
    """How far apart the postures of the two allies are: one that is hard alone for a week makes little of
    it.
    """
    us, rok = (ally.state.posture for ally in s.allies)
    return size(us - rok)
