"""Press: resolutions, bans, enforcement, strain and what Beijing feels."""

from __future__ import annotations

from sim.core.columns import Column, above, either, larger, smaller, when
from sim.core.rule import about
from sim.model.rules import china as rules_of_china
from sim.model.rules import commit, press
from sim.model.situation import Situation


def press_all(s: Situation) -> None:
    """A week of pressure and evasion."""
    about("everybody")
    s.resolved = resolution(s)
    broad = s.resolved * s.policy("ban_scope", s.resolved)
    land, p, north = s.land, s.p, s.north.state
    us, rok, china = s.us.sent, s.rok.sent, s.china.state
    land.bans = press.bans(
        land.bans, broad, smaller(us.does("primary") + rok.does("primary"), 1),
        us.does("relief"), p,
    )  # fmt: skip
    land.secondary = press.secondary(land.secondary, us.does("secondary"), p)
    beijing(s)
    # the bans are of the Council and of Washington: what Seoul lifts eases the strain and no ban
    aid = smaller(us.does("aid") + rok.does("aid") + rok.does("relief"), 1)
    north.strain = press.strain(
        north.strain, land.bans, china.enforcement, north.evasion, s.fact("border_closed"), aid, p
    )
    north.evasion = press.evasion(north.evasion, land.bans, china.enforcement, p)
    north.domestic = press.domestic(north.domestic, north.strain, s.fact("domestic_shock"), p)


def resolution(s: Situation) -> Column:
    """1 where a resolution is adopted this week: some weeks after a test, if Beijing consents. A nuclear test
    takes the place of a missile that awaits its vote.
    """
    land, p, random = s.land, s.p, s.random
    due = (land.resolution_in > 0) & (land.resolution_in <= 1)
    agreed = random.uniform("council", "consent") < press.consent(
        s.china.state.enforcement, s.china.state.friction, land.answers_nuclear, land.bans, s.talks.stage, p
    )
    idle = land.resolution_in <= 1  # what was due has had its vote
    nuclear, of_nuclear = smaller(s.events["nuclear_test"], 1), land.answers_nuclear * ~idle
    anew = (((s.events["long_test"] + nuclear) > 0) & idle) | (nuclear > of_nuclear)
    land.answers_nuclear = larger(of_nuclear, nuclear)
    lag = press.council_lag(random.uniform("council", "lag"), p)
    land.resolution_in = either(anew, lag, above(land.resolution_in, 1))
    return when(due & agreed)


def beijing(s: Situation) -> None:
    """Enforcement, attention, unease, friction, coercion, warning and mediation."""
    p, china, sent, us = s.p, s.china.state, s.china.sent, s.us.sent
    approach = us.does("approach_china")
    china.effort = press.enforcement(
        china.effort,
        sent.does("enforce"),
        sent.does("look_away"),
        china.attention,
        approach,
        s.land.bans,
        s.resolved,
        p,
    )
    china.enforcement = rules_of_china.in_effect(china.effort, s.china.d)
    china.attention = press.china_attention(
        china.attention, s.land.provoked, s.fact("china_attention"), approach, p
    )
    china.unease = press.unease(china.unease, s.display_now, s.exercise_now, s.alliance.defence, p)
    china.friction = press.friction(china.friction, us.does("secondary"), approach, p)
    china.exposure = press.exposure(china.exposure, sent.does("coerce"), p)
    s.north.state.warned = commit.standing_warning(s.north.state.warned, sent.does("warn"), p)
    mediation = commit.after_a_refusal(s.talks.mediation, s.north.sent.does("decline"))
    s.talks.mediation = commit.on_the_table(mediation, sent.does("mediate"), p)
