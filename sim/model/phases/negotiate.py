"""Negotiate: the stages of talks, the terms, and what is conceded, kept and broken."""

from __future__ import annotations

from sim.core.columns import FLOAT, Column, Flags, above, either, larger, nudge, smaller, total, when
from sim.core.rule import about
from sim.model import table
from sim.model.choice import TABLE, stake
from sim.model.rules import bargain, commit, negotiate, press
from sim.model.situation import AnyActor, Situation
from sim.vocabulary.ladders import FREEZE, TALKS
from sim.vocabulary.signals import CROSSING


def negotiate_all(s: Situation) -> None:
    """A week at the table."""
    about("everybody")
    push(s)
    t, asked, payable = s.talks, *zone(s)
    collapsed, stalled = ends(s), stalls(s)
    up = forward(s, asked < payable)
    was = t.stage
    t.stage = ((was + up - (stalled & ~up)) * ~collapsed).astype(FLOAT)
    deeper = up & (was >= FREEZE)
    s.signed = when(up & (was >= TALKS) & ~collapsed)
    t.terms = either((t.stage < FREEZE) | deeper, between(asked, payable, s), t.terms)
    t.kept_weeks = (t.kept_weeks + 1) * (t.stage >= FREEZE)
    pay(s)


def zone(s: Situation) -> tuple[Column, Column]:
    """What Pyongyang asks at the least for the next agreement, and what the allies would pay at the most."""
    north = s.north.view
    reserve, believed = table.weighed_by_cells(north, s.p, s.theories, table.following(north.stage))
    us, rok = (stake(ally.view, ally.d, s.p) for ally in s.allies)
    return bargain.asked(reserve, believed), nudge(rok, us, s.p.voice_of_us)


def between(asked: Column, payable: Column, s: Situation) -> Column:
    """The terms between the two, by who can wait."""
    a, p, view = s.alliance, s.p, s.north.view
    resolve = nudge(view.resolve_rok, view.resolve_us, p.weight_of_us)
    going_on = bargain.risk_of_going_on(
        resolve, a.readiness, larger(*(x.state.warning_attack for x in s.allies)), p
    )
    seen = nudge(s.rok.view.seen_tension, s.us.view.seen_tension, p.voice_of_us)
    share = bargain.share_of_north(s.north.state.strain, going_on, seen, a.capacity)
    return bargain.terms_between(asked, payable, share)


def pay(s: Situation) -> None:
    """Terms of an agreement that is signed are conceded, and lift bans."""
    t, p, land = s.talks, s.p, s.land
    paid = s.signed * t.terms
    t.concession = commit.on_the_table(t.concession, paid, p)
    land.bans = press.bans(land.bans, 0 * paid, 0 * paid, paid, p)


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


def forward(s: Situation, in_reach: Flags) -> Flags:
    """Where talks open or advance a stage: to a freeze where both take it, further where it was kept long
    enough and there are terms that suit both.
    """
    t, p, random, a = s.talks, s.p, s.random, s.alliance
    opens = (t.stage < 1) & (s.north.sent.does("accept") > 0)
    felt = s.land.felt_acts
    chance = negotiate.advances(t.push_allies, t.push_north, t.sore, felt, a.coordination, a.capacity, p)
    chance = either(t.stage >= TALKS, chance * negotiate.signs(felt, p), chance)
    quiet = crossed(s) < 1  # nobody opens talks or signs in the week of a test or of shots
    freeze = agrees(s.north) & allies_agree(s)
    frame = in_reach & (t.kept_weeks >= p.framework_weeks)
    peace = in_reach & (t.kept_weeks >= p.settlement_weeks)
    gates = (t.stage < 2) | ((t.stage == 2) & freeze) | ((t.stage == 3) & frame) | ((t.stage == 4) & peace)
    return quiet & (opens | ((t.stage >= 1) & (random.uniform("talks", "advance") < chance) & gates))


def crossed(s: Situation) -> Column:
    """What Pyongyang did this week that crosses a line: long-range and nuclear tests, attacks and fire."""
    return total([s.events[name] for name in CROSSING]) + s.north_fired


def agrees(actor: AnyActor) -> Flags:
    """Where the actor takes, or keeps, an agreement on the terms at hand."""
    return actor.sent.places[TABLE] > 0


def allies_agree(s: Situation) -> Flags:
    """Where the allies do: Washington's word decides where they differ, with the chance that it has."""
    washington = s.random.uniform("allies", "table") < s.p.voice_of_us
    return (agrees(s.us) & washington) | (agrees(s.rok) & ~washington)


def ends(s: Situation) -> Flags:
    """Where talks or an agreement end."""
    t, p, random, pledge = s.talks, s.p, s.random, s.north.state.pledge
    agreed = t.stage >= FREEZE
    pledged = agreed | (pledge.left > 0)
    tests, acts = against_pledges(s)
    cheated = agreed & (random.uniform("talks", "cheat") < negotiate.cheats(p))
    breach = smaller(tests * pledged + acts + when(cheated) + s.serious, 1)
    seen = s.north.view  # who pledged this week has not chosen yet whether to keep it
    declined = ((seen.frozen > 0) | (seen.moratorium > 0)) & ~agrees(s.north)
    left = agreed & ~allies_agree(s)
    chance = negotiate.collapses(breach, s.north.sent.does("walk_out"), hostility(s), when(agreed), p)
    collapsed = (t.stage > 0) & (random.uniform("talks", "collapse") < chance)
    # who steps toward the other side this week is not leaving
    stepping = s.north.sent.any_of("moratorium", "dismantle", "accept") > 0
    gone = agreed & declined & ~stepping
    collapsed |= gone | left
    t.broken = larger(breach * when(pledged | collapsed), when(gone | (declined & ~agreed)))
    t.left = when(left & ~gone)
    t.sore = negotiate.sore(t.sore, when(collapsed & agreed), p)
    # a pledge runs until it is broken, or ended by a choice
    pledge.left = pledge.left * ((tests + acts < 1) & ~declined)
    return collapsed


def against_pledges(s: Situation) -> tuple[Column, Column]:
    """Tests, and acts of force: what breaks a pledge or an agreement, a small one in part."""
    events, p = s.events, s.p
    tests = events["short_test"] * p.short_breach + events["long_test"] + events["nuclear_test"]
    return smaller(tests, 1), events["local"] * p.short_breach + larger(events["attack"], s.north_fired)


def stalls(s: Situation) -> Flags:
    """Where talks that have agreed on nothing slip back a stage."""
    t = s.talks
    chance = negotiate.stalls(t.push_allies, t.push_north, s.p)
    return (t.stage > 0) & (t.stage < FREEZE) & (s.random.uniform("talks", "stall") < chance)


def hostility(s: Situation) -> Column:
    """The hostile force shown this week beyond words, a joint exercise counted once, 0 to 1."""
    shown = [actor.sent.attribute("forces", "scale") * above(actor.sent.aloud("forces", "meaning"))
             for actor in (s.us, s.rok, s.north)]  # fmt: skip
    return smaller(total(shown) - s.joint, 1)
