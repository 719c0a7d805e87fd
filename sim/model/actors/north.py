"""Pyongyang."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sim.core.columns import larger, when
from sim.core.parameters import Numbers
from sim.model.actors.actor import Actor
from sim.model.choice import Scores, north_scores
from sim.model.state import NorthState
from sim.vocabulary.observations import NorthView, View

if TYPE_CHECKING:
    from sim.model.world import World


class North(Actor):
    """Pyongyang."""

    def __init__(self, world: World) -> None:
        super().__init__(world, "DPRK")
        self.state = NorthState.start(world.p, world.width)

    def look(self, p: Numbers) -> NorthView:
        """What Pyongyang knows."""
        w, s = self.world, self.state
        us, rok = w.us.state, w.rok.state
        return NorthView(
            resolve_us=w.believed("US", by="DPRK"),
            doubt_us=w.doubted("US", by="DPRK"),
            resolve_rok=w.believed("ROK", by="DPRK"),
            doubt_rok=w.doubted("ROK", by="DPRK"),
            trust_us=s.trust_us,
            trust_rok=s.trust_rok,
            readiness=w.alliance.readiness,
            exercise=w.exercise_now,
            exercise_next=w.exercise.coming,
            forgone=w.forgone,
            display=w.display_now,
            fear_shown=(us.fear_shown + rok.fear_shown) * 0.5,
            fear_paid=s.fear_paid,
            rewarded=s.rewarded,
            concession=w.talks.concession,
            offer_us=us.offer,
            offer_rok=rok.offer,
            offered=larger(larger(us.offer, rok.offer), w.talks.mediation),
            discord=w.alliance.discord,
            strain=s.strain,
            domestic=s.domestic,
            enforcement=w.china.state.enforcement,
            warned=s.warned,
            missile=s.missile,
            nuclear=s.nuclear,
            vulnerable=w.vulnerable,
            momentum=s.momentum,
            tempo=w.fact("tempo"),
            tempo_long=w.fact("tempo_long"),
            tempo_local=w.fact("tempo_local"),
            season=w.fact("season"),
            spring=w.fact("spring"),
            moratorium=when(s.pledge.left > 0),
            frozen=when(w.talks.stage > 2),
            first_strike=s.first_strike,
            us_struck=w.land.us_struck,
            north_struck=w.land.north_struck,
            warning_attack=larger(us.warning_attack, rok.warning_attack),
            warning_test=larger(us.warning_test, rok.warning_test),
            contact_mood=w.fact("contact_mood"),
            stage=w.talks.stage,
            crisis_rung=w.crisis.rung,
            crisis_weeks=w.crisis.weeks,
        )

    def weigh(self, view: View, p: Numbers) -> Scores:
        """Log-odds of every option, each cell under its theory."""
        return north_scores(cast(NorthView, view), p, self.menus, self.world.theories)
