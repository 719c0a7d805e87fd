"""Negotiate: the stages of talks, what is conceded, kept and broken."""

from __future__ import annotations

from sim.core.columns import FLOAT, Column, Flags, above, larger, smaller, total, when
from sim.core.rule import about
from sim.model.rules import commit, negotiate
from sim.model.situation import Situation


def negotiate_all(s: Situation) -> None:
    """A week at the table."""
    about("everybody")
    push(s)
    t = s.talks
    collapsed, stalled = ends(s)
    up = forward(s)
    stage = t.stage + up - (stalled & ~up)
    t.stage = (stage * ~collapsed).astype(FLOAT)
    t.kept_weeks = (t.kept_weeks + 1) * (t.stage > 2)


def push(s: Situation) -> None:
    """Who takes the initiative, and what is conceded."""
    t, p, us, rok, north = s.talks, s.p, s.us.sent, s.rok.sent, s.north.sent
    t.push_allies = negotiate.initiative(
        t.push_allies, us.does("offer") + rok.does("offer") + t.mediation * 0.5, p
    )
    t.push_north = negotiate.initiative(t.push_north, north.any_of("accept", "moratorium", "dismantle"), p)
    t.concession = commit.on_the_table(
        t.concession, us.does("concede") + rok.does("concede") + s.yielded_allies, p
    )
    t.concession = commit.taken(t.concession, north.does("pocket"))


def forward(s: Situation) -> Flags:
    """Where talks open or advance a stage."""
    t, p, random = s.talks, s.p, s.random
    us, rok = s.us.state, s.rok.state
    opens = (t.stage < 1) & (s.north.sent.does("accept") > 0)
    north, a = s.north.state, s.alliance
    trust_north = (us.trust_north + rok.trust_north) * 0.5
    trust_us = (north.trust_us + north.trust_rok) * 0.5
    chance = negotiate.advances(
        t.push_allies, t.push_north, trust_north, trust_us, a.coordination, a.capacity, p
    )
    return opens | ((t.stage >= 1) & (random.uniform("talks", "advance") < chance) & gates(s, trust_us))


def gates(s: Situation, trust_us: Column) -> Flags:
    """Where the next stage is within reach: the price of a freeze, the worth of a framework, kept steps."""
    t, p, north, a = s.talks, s.p, s.north.state, s.alliance
    offer = larger(s.us.state.offer, s.rok.state.offer)
    offered = negotiate.what_is_offered(t.concession, a.guarantee, north.strain, offer, trust_us, p)
    freeze = offered >= negotiate.price_of_a_freeze(north.missile, north.nuclear, p)
    pays = negotiate.framework_pays(a.guarantee, trust_us, s.vulnerable, north.missile, north.nuclear, p) >= 0
    frame = pays & (t.kept_weeks >= p.framework_weeks)
    peace = (t.kept_weeks >= p.settlement_weeks) & (p.sincerity >= 0.5)
    return (t.stage < 2) | ((t.stage < 3) & freeze) | ((t.stage == 3) & frame) | ((t.stage == 4) & peace)


def ends(s: Situation) -> tuple[Flags, Flags]:
    """Where talks collapse, and where they slip back a stage."""
    t, p, random = s.talks, s.p, s.random
    pledged = (t.stage > 2) | (s.north.state.pledge.left > 0)
    tests = smaller(
        s.events["short_test"] * p.short_breach + s.events["long_test"] + s.events["nuclear_test"], 1
    )
    cheated = (t.stage > 2) & (random.uniform("talks", "cheat") < negotiate.cheats(p))
    breach = smaller(tests * pledged + s.events["local"] + s.events["attack"] + when(cheated), 1)
    agreed = t.stage > 2
    chance = negotiate.collapses(breach, s.north.sent.does("walk_out"), hostility(s), when(agreed), p)
    collapsed = (t.stage > 0) & (random.uniform("talks", "collapse") < chance)
    stalled = (t.stage > 0) & (t.stage < 3)
    stalled &= random.uniform("talks", "stall") < negotiate.stalls(t.push_allies, t.push_north, p)
    alone = when(collapsed & agreed & (breach <= 0))
    t.broken = breach * when(pledged | collapsed) + (p.north_blames_itself * alone)
    s.north.state.pledge.left = s.north.state.pledge.left * (breach <= 0)
    return collapsed, stalled


def hostility(s: Situation) -> Column:
    """The hostile force shown this week beyond words, a joint exercise counted once, 0 to 1."""
    shown = [actor.sent.attribute("forces", "scale") * above(actor.sent.aloud("forces", "meaning"))
             for actor in (s.us, s.rok, s.north)]  # fmt: skip
    return smaller(total(shown) - s.joint, 1)
