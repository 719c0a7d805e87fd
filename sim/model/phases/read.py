"""Read: every hearer reads every sender's week and learns; trust and confidence follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core.columns import FLOAT, Column, either, larger, smaller, stack
from sim.core.rule import about
from sim.model.rules import commit, negotiate, read
from sim.model.state import hearers
from sim.vocabulary.signals import EVENTS

if TYPE_CHECKING:
    from sim.model.actions import Sent
    from sim.model.actors import Actor, Ally
    from sim.model.world import World


def read_all(w: World) -> None:
    """Beliefs about every sender, then trust, fear and confidence."""
    for sender in w.actors.values():
        about(f"hearers of {sender.name}")
        learn(sender, w)
    about("everybody")
    trust(w)
    fear(w)
    seoul(w)


def learn(sender: Actor, w: World) -> None:
    """Every hearer's belief about the sender's resolve moves with what it heard."""
    beliefs, p = w.beliefs[sender.name], w.p
    impression, weight = heard(sender, w)
    softened = read.weakness_read(beliefs.mean, w.land.provoked, p)
    weight = weight * either(impression < 0, softened, _unity(sender, w))
    learned = read.learned(beliefs.doubt, weight, p)
    mean = read.resolve_after(beliefs.mean, read.read_as(beliefs.mean, impression), learned)
    beliefs.doubt = read.doubt_after(beliefs.doubt, beliefs.mean, impression, weight, learned, p)
    beliefs.mean = mean
    if sender in w.allies:
        row = w.row("DPRK", of=sender.name)
        mean[row] = read.retreat_read(mean[row], w.forgone, w.land.provoked, p)


def heard(sender: Actor, w: World) -> tuple[Column, Column]:
    """Impression and weight of the sender's week, one row per hearer: the families by their weight."""
    p, sent, others = w.p, sender.sent, hearers(sender.name)
    luck = stack([w.luck.uniform(sender.name, hearer, "misread") for hearer in others])
    open_said, open_load, beside = sent.none, sent.none, stick_beside(sent)
    said, load = FLOAT(0), FLOAT(0)
    for family, weight in sent.weight.items():
        meaning = sent.attribute(family, "meaning")
        scaled = weight * _scale(sent.attribute(family, "scale"), family)
        scaled = scaled * either(meaning < 0, read.together(beside, p), 1)
        public = scaled * sent.public(family)
        open_load += public
        open_said += public * meaning
        if sender.menus[family].whispers:
            private = scaled * sent.private(family, others) * p.private_pull
            load = load + private
            said = said + private * meaning * read.turned(luck, read.slip_in_private(p), p)
    load = load + open_load
    said = said + open_said * read.turned(luck, p.misread, p)
    return said / larger(load, 2.0**-20), load


def _scale(scale: Column, family: str) -> Column | int:
    return scale if family == "forces" else 1


def _unity(sender: Actor, w: World) -> Column | int:
    """The weight of an ally's hard signals depends on how united the alliance is."""
    return read.unity(w.alliance.coordination, w.p) if sender in w.allies else 1


def trust(w: World) -> None:
    """Pyongyang's trust in the allies, and theirs in it."""
    p, s = w.p, w.north.state
    coordination = w.alliance.coordination
    for ally in w.allies:
        name = ally.name
        own = s.trust_us if name == "US" else s.trust_rok
        broken = w.talks.broken * (1 - p.north_blames_itself)
        moved = read.trust_in_allies(
            own, w.friendly[name] * mixed(ally, w), w.pressing[name] + broken, coordination, w.forgone, p
        )
        setattr(s, "trust_us" if name == "US" else "trust_rok", moved)
        ally.state.trust_north = read.trust_in_north(
            ally.state.trust_north,
            w.friendly["DPRK"],
            larger(acted(w), w.talks.broken),
            w.north.sent.does("pocket"),
            p,
        )


def acted(w: World) -> Column:
    """How far up the ladder Pyongyang's acts of the week went; words alone are none."""
    return w.provocation * (w.north.sent.any_of(*EVENTS) > 0)


def mixed(ally: Actor, w: World) -> Column:
    """How the carrot is read beside the stick of the same week."""
    return read.together(stick_beside(ally.sent), w.p)


def stick_beside(sent: Sent) -> Column:
    """The threat in the words and forces of the week, beside which a carrot is read."""
    return larger(larger(sent.attribute("words", "meaning"), sent.attribute("forces", "meaning")), 0)


def fear(w: World) -> None:
    """Fear shown, fear paid, rewards remembered, and fear of being struck first."""
    p, s = w.p, w.north.state
    for ally in w.allies:
        ally.state.fear_shown = read.fear_shown(
            ally.state.fear_shown, ally.seen, ally.sent.does("concede"), ally.d, p
        )
    conceded = smaller(w.us.sent.does("concede") + w.rok.sent.does("concede"), 1)
    s.rewarded = read.rewarded(s.rewarded, conceded, w.land.provoked, p)
    shown = w.display_now + w.us.sent.does("strike")
    warned = w.us.sent.does("warn_of_force") + w.rok.sent.does("warn_of_force")
    menace = read.menace(shown, warned, w.exercise_now, w.alliance.readiness, w.vulnerable, p)
    s.first_strike = read.first_strike(s.first_strike, menace, p)


def seoul(w: World) -> None:
    """Seoul's confidence in Washington, with leaks and slights."""
    p, a, us = w.p, w.alliance, w.us.sent
    leak = negotiate.leaks(us.private("contact", ("DPRK",))[0], w.luck.uniform("US", "leak"), p)
    slight = us.does("approach_china") * (1 - a.consulted) + us.does("strike")
    shown = larger(us.aloud("words", "meaning"), us.aloud("forces", "meaning"))
    assurance = smaller(us.does("assure_ally") + p.deterrence_reassures * larger(shown, 0), 1)
    slighted = p.leak_cost * leak + p.slight_cost * slight
    a.confidence = read.confidence(
        a.confidence, assurance, w.north.state.missile, a.coordination, smaller(slighted, 1), p
    )


def called_bluffs(w: World) -> None:
    """A warning that was defied and left unanswered costs belief in the one who gave it."""
    row = hearers("US").index("DPRK")
    for ally in w.allies:
        s, belief = ally.state, w.beliefs[ally.name]
        answered = smaller(answer(ally), 1)
        bluff = larger(
            commit.bluff_called(s.warning_attack, w.land.attacked, answered),
            commit.bluff_called(s.warning_test, w.land.tested, answered),
        )
        belief.mean[row] = commit.audience_cost(belief.mean[row], bluff, s.tied_hands, w.p)


def answer(ally: Ally) -> Column:
    """Hard steps this week that make a warning good."""
    return ally.sent.any_of("retaliate", "strike", "display", "primary", "secondary")
