"""Negotiate: the stages of talks, what is conceded, kept and broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core.columns import FLOAT, Column, Flags, above, larger, smaller, total, when
from sim.core.rule import about
from sim.model.rules import commit, negotiate

if TYPE_CHECKING:
    from sim.model.world import World


def negotiate_all(w: World) -> None:
    """A week at the table."""
    about("everybody")
    push(w)
    t = w.talks
    collapsed, stalled = ends(w)
    up = forward(w)
    stage = t.stage + up - (stalled & ~up)
    t.stage = (stage * ~collapsed).astype(FLOAT)
    t.kept_weeks = (t.kept_weeks + 1) * (t.stage > 2)


def push(w: World) -> None:
    """Who takes the initiative, and what is conceded."""
    t, p, us, rok, north = w.talks, w.p, w.us.sent, w.rok.sent, w.north.sent
    t.push_allies = negotiate.initiative(
        t.push_allies, us.does("offer") + rok.does("offer") + t.mediation * 0.5, p
    )
    t.push_north = negotiate.initiative(t.push_north, north.any_of("accept", "moratorium", "dismantle"), p)
    t.concession = commit.on_the_table(
        t.concession, us.does("concede") + rok.does("concede") + w.yielded_allies, p
    )
    t.concession = commit.taken(t.concession, north.does("pocket"))


def forward(w: World) -> Flags:
    """Where talks open or advance a stage."""
    t, p, luck = w.talks, w.p, w.luck
    us, rok = w.us.state, w.rok.state
    opens = (t.stage < 1) & (w.north.sent.does("accept") > 0)
    s, a = w.north.state, w.alliance
    trust_north = (us.trust_north + rok.trust_north) * 0.5
    trust_us = (s.trust_us + s.trust_rok) * 0.5
    chance = negotiate.advances(
        t.push_allies, t.push_north, trust_north, trust_us, a.coordination, a.capacity, p
    )
    return opens | ((t.stage >= 1) & (luck.uniform("talks", "advance") < chance) & gates(w, trust_us))


def gates(w: World, trust_us: Column) -> Flags:
    """Where the next stage is within reach: the price of a freeze, the worth of a framework, kept steps."""
    t, p, s, a = w.talks, w.p, w.north.state, w.alliance
    offer = larger(w.us.state.offer, w.rok.state.offer)
    offered = negotiate.what_is_offered(t.concession, a.guarantee, s.strain, offer, trust_us, p)
    freeze = offered >= negotiate.price_of_a_freeze(s.missile, s.nuclear, p)
    pays = negotiate.framework_pays(a.guarantee, trust_us, w.vulnerable, s.missile, s.nuclear, p) >= 0
    frame = pays & (t.kept_weeks >= p.framework_weeks)
    peace = (t.kept_weeks >= p.settlement_weeks) & (p.sincerity >= 0.5)
    return (t.stage < 2) | ((t.stage < 3) & freeze) | ((t.stage == 3) & frame) | ((t.stage == 4) & peace)


def ends(w: World) -> tuple[Flags, Flags]:
    """Where talks collapse, and where they slip back a stage."""
    t, p, luck = w.talks, w.p, w.luck
    pledged = (t.stage > 2) | (w.north.state.pledge.left > 0)
    tests = smaller(
        w.events["short_test"] * p.short_breach + w.events["long_test"] + w.events["nuclear_test"], 1
    )
    cheated = (t.stage > 2) & (luck.uniform("talks", "cheat") < negotiate.cheats(p))
    breach = smaller(tests * pledged + w.events["local"] + w.events["attack"] + when(cheated), 1)
    agreed = t.stage > 2
    chance = negotiate.collapses(breach, w.north.sent.does("walk_out"), hostility(w), when(agreed), p)
    collapsed = (t.stage > 0) & (luck.uniform("talks", "collapse") < chance)
    stalled = (t.stage > 0) & (t.stage < 3)
    stalled &= luck.uniform("talks", "stall") < negotiate.stalls(t.push_allies, t.push_north, p)
    alone = when(collapsed & agreed & (breach <= 0))
    t.broken = breach * when(pledged | collapsed) + (p.north_blames_itself * alone)
    w.north.state.pledge.left = w.north.state.pledge.left * (breach <= 0)
    return collapsed, stalled


def hostility(w: World) -> Column:
    """The hostile force shown this week beyond words, a joint exercise counted once, 0 to 1."""
    shown = [actor.sent.attribute("forces", "scale") * above(actor.sent.aloud("forces", "meaning"))
             for actor in (w.us, w.rok, w.north)]  # fmt: skip
    return smaller(total(shown) - w.joint, 1)
