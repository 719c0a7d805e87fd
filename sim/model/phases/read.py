"""Read: every hearer reads every sender's week and learns; trust and confidence follow."""

from __future__ import annotations

from sim.core.columns import FLOAT, Column, either, larger, smaller, stack, when
from sim.core.rule import about
from sim.model.actions import Sent
from sim.model.phases.deliver import attacked_now, tested_now
from sim.model.rules import commit, negotiate, read
from sim.model.situation import AllyActor, AnyActor, Situation
from sim.model.state import hearers
from sim.vocabulary.ladders import FREEZE
from sim.vocabulary.signals import EVENTS


def read_all(s: Situation) -> None:
    """Beliefs about every sender, then trust, fear and confidence."""
    for sender in s.actors.values():
        about(f"hearers of {sender.name}")
        learn(sender, s)
    about("everybody")
    trust(s)
    fear(s)
    seoul(s)


def learn(sender: AnyActor, s: Situation) -> None:
    """Every receiver's belief about the sender's resolve moves with the signals it received."""
    beliefs, p = s.beliefs[sender.name], s.p
    impression, weight = impression_of(sender, s)
    softened = read.weakness_read(beliefs.mean, s.land.provoked, p)
    weight = weight * either(impression < 0, softened, _unity(sender, s))
    learned = read.learned(beliefs.doubt, weight, p)
    mean = read.resolve_after(beliefs.mean, read.read_as(beliefs.mean, impression), learned)
    beliefs.doubt = read.doubt_after(beliefs.doubt, beliefs.mean, impression, weight, learned, p)
    beliefs.mean = mean
    if sender in s.allies:
        row = s.row("DPRK", of=sender.name)
        mean[row] = read.retreat_read(mean[row], s.forgone, s.land.provoked, p)


def impression_of(sender: AnyActor, s: Situation) -> tuple[Column, Column]:
    """Impression and weight of the sender's week, one row per hearer: the families by their weight."""
    p, sent, others = s.p, sender.sent, hearers(sender.name)
    draw = stack([s.random.uniform(sender.name, hearer, "misread") for hearer in others])
    in_public, public_load, beside = sent.none, sent.none, stick_beside(sent)
    total, load = FLOAT(0), FLOAT(0)
    for family, weight in sent.weight.items():
        meaning = sent.attribute(family, "meaning")
        scaled = weight * _scale(sent.attribute(family, "scale"), family)
        scaled = scaled * either(meaning < 0, read.together(beside, p), 1)
        public = scaled * sent.public(family)
        public_load += public
        in_public += public * meaning
        if sender.menus[family].whispers:
            private = scaled * sent.private(family, others) * p.private_pull
            load = load + private
            total = total + private * meaning * read.turned(draw, read.slip_in_private(p), p)
    load = load + public_load
    total = total + in_public * read.turned(draw, p.misread, p)
    return total / larger(load, 2.0**-20), load


def _scale(scale: Column, family: str) -> Column | int:
    return scale if family == "forces" else 1


def _unity(sender: AnyActor, s: Situation) -> Column | int:
    """The weight of an ally's hard signals depends on how united the alliance is."""
    return read.unity(s.alliance.coordination, s.p) if sender in s.allies else 1


def trust(s: Situation) -> None:
    """Pyongyang's trust in the allies, and theirs in it."""
    p, north = s.p, s.north.state
    coordination = s.alliance.coordination
    # a week of an agreement that is kept is a small step of both
    kept_week = p.week_kept * p.step_worth * when(s.talks.stage >= FREEZE)
    for ally in s.allies:
        name = ally.name
        own = north.trust_us if name == "US" else north.trust_rok
        friendly = s.friendly[name] * mixed(ally, s) + kept_week
        moved = read.trust_in_allies(
            own, friendly, s.pressing[name], s.talks.left, coordination, s.forgone, p
        )
        setattr(north, "trust_us" if name == "US" else "trust_rok", moved)
        ally.state.trust_north = read.trust_in_north(
            ally.state.trust_north,
            s.friendly["DPRK"] + kept_week,
            larger(acted(s), s.talks.broken),
            s.north.sent.does("pocket"),
            p,
        )


def acted(s: Situation) -> Column:
    """How far up the ladder Pyongyang's acts of the week went; words alone are none."""
    return s.provocation * (s.north.sent.any_of(*EVENTS) > 0)


def mixed(ally: AllyActor, s: Situation) -> Column:
    """How the carrot is read beside the stick of the same week."""
    return read.together(stick_beside(ally.sent), s.p)


def stick_beside(sent: Sent) -> Column:
    """The threat in the words and forces of the week, beside which a carrot is read."""
    return larger(larger(sent.attribute("words", "meaning"), sent.attribute("forces", "meaning")), 0)


def fear(s: Situation) -> None:
    """Fear shown, fear paid, rewards remembered, and fear of being struck first."""
    p, north = s.p, s.north.state
    for ally in s.allies:
        ally.state.fear_shown = read.fear_shown(
            ally.state.fear_shown, ally.view.seen_tension, ally.sent.does("concede"), ally.d, p
        )
    conceded = smaller(s.us.sent.does("concede") + s.rok.sent.does("concede"), 1)
    north.rewarded = read.rewarded(north.rewarded, conceded, s.land.provoked, p)
    shown = s.display_now + s.us.sent.does("strike")
    warned = s.us.sent.does("warn_of_force") + s.rok.sent.does("warn_of_force")
    menace = read.menace(shown, warned, s.exercise_now, s.alliance.readiness, s.vulnerable, p)
    north.first_strike = read.first_strike(north.first_strike, menace, p)


def seoul(s: Situation) -> None:
    """Seoul's confidence in Washington, with leaks and slights."""
    p, a, us = s.p, s.alliance, s.us.sent
    leak = negotiate.leaks(us.private("contact", ("DPRK",))[0], s.random.uniform("US", "leak"), p)
    slight = us.does("approach_china") * (1 - a.consulted) + us.does("strike")
    shown = larger(us.aloud("words", "meaning"), us.aloud("forces", "meaning"))
    assurance = smaller(us.does("assure_ally") + p.deterrence_reassures * larger(shown, 0), 1)
    slighted = p.leak_cost * leak + p.slight_cost * slight
    a.confidence = read.confidence(
        a.confidence, assurance, s.north.state.missile, a.coordination, smaller(slighted, 1), p
    )


def called_bluffs(s: Situation) -> None:
    """A warning that was defied and left unanswered costs belief in the one who gave it."""
    row = hearers("US").index("DPRK")
    for ally in s.allies:
        own, belief = ally.state, s.beliefs[ally.name]
        bluff = commit.bluff_called(own.defied, smaller(answer(ally), 1))
        belief.mean[row] = commit.audience_cost(belief.mean[row], bluff, own.tied_hands, s.p)
        # before the warnings of this week are given: nobody could have heard them when acting
        own.defied = commit.defied(
            own.warning_attack, own.warning_test, attacked_now(s.events), tested_now(s.events)
        )


def answer(ally: AllyActor) -> Column:
    """Hard steps this week that make a warning good."""
    return ally.sent.any_of("retaliate", "strike", "display", "primary", "secondary")
