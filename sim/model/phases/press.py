"""Press: resolutions, bans, enforcement, strain and what Beijing feels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.core.columns import Column, above, either, smaller, when
from sim.core.rule import about
from sim.model.rules import commit, press

if TYPE_CHECKING:
    from sim.model.world import World


def press_all(w: World) -> None:
    """A week of pressure and evasion."""
    about("everybody")
    w.resolved = resolution(w)
    broad = w.resolved * w.policy("ban_scope", w.resolved)
    land, p, north = w.land, w.p, w.north.state
    us, rok, china = w.us.sent, w.rok.sent, w.china.state
    land.bans = press.bans(
        land.bans, broad, smaller(us.does("primary") + rok.does("primary"), 1),
        us.does("relief") + rok.does("relief"), p,
    )  # fmt: skip
    land.secondary = press.secondary(land.secondary, us.does("secondary"), p)
    beijing(w)
    aid = smaller(us.does("aid") + rok.does("aid"), 1)
    north.strain = press.strain(north.strain, land.bans, china.enforcement, north.evasion, aid, p)
    north.evasion = press.evasion(north.evasion, land.bans, china.enforcement, p)
    north.domestic = press.domestic(north.domestic, north.strain, w.fact("domestic_shock"), p)


def resolution(w: World) -> Column:
    """1 where a resolution is adopted this week: some weeks after a test, if Beijing consents."""
    land, p, luck = w.land, w.p, w.luck
    due = (land.resolution_in > 0) & (land.resolution_in <= 1)
    agreed = luck.uniform("council", "consent") < press.consent(
        w.china.state.enforcement, w.china.state.friction, p
    )
    tested = (w.events["long_test"] + w.events["nuclear_test"]) > 0
    idle = land.resolution_in <= 0
    lag = press.council_lag(luck.uniform("council", "lag"), p)
    land.resolution_in = either(tested & idle, lag, above(land.resolution_in, 1))
    return when(due & agreed)


def beijing(w: World) -> None:
    """Enforcement, attention, unease, friction, coercion, warning and mediation."""
    p, s, sent, us = w.p, w.china.state, w.china.sent, w.us.sent
    approach = us.does("approach_china")
    s.enforcement = press.enforcement(
        s.enforcement, sent.does("enforce"), sent.does("look_away"), s.attention, approach, p
    )
    s.attention = press.china_attention(s.attention, w.land.provoked, w.fact("china_attention"), approach, p)
    s.unease = press.unease(s.unease, w.display_now, w.exercise_now, w.alliance.defence, p)
    s.friction = press.friction(s.friction, us.does("secondary"), approach, p)
    s.exposure = press.exposure(s.exposure, sent.does("coerce"), p)
    w.north.state.warned = commit.standing_warning(w.north.state.warned, sent.does("warn"), p)
    w.talks.mediation = commit.on_the_table(w.talks.mediation, sent.does("mediate"), p)
