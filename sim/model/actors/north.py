"""Pyongyang."""

from __future__ import annotations

import mesa

from sim.core.columns import larger, pick, when
from sim.core.parameters import Numbers
from sim.model.actors.agent import ActorAgent, Choice
from sim.model.choice import Scores, north_scores
from sim.model.situation import AnyActor, Situation
from sim.vocabulary.observations import NorthView, View
from sim.vocabulary.signals import CROSSING


class North(ActorAgent):
    """Pyongyang."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model, "DPRK")

    def look(self, s: Situation) -> NorthView:
        """What Pyongyang knows."""
        own, us, rok = s.north.state, s.us.state, s.rok.state
        return NorthView(
            resolve_us=s.believed("US", by="DPRK"),
            doubt_us=s.doubted("US", by="DPRK"),
            resolve_rok=s.believed("ROK", by="DPRK"),
            doubt_rok=s.doubted("ROK", by="DPRK"),
            trust_us=own.trust_us,
            trust_rok=own.trust_rok,
            readiness=s.alliance.readiness,
            exercise=s.exercise_now,
            exercise_next=s.exercise.coming,
            forgone=s.forgone,
            display=s.display_now,
            fear_shown=(us.fear_shown + rok.fear_shown) * 0.5,
            fear_paid=own.fear_paid,
            rewarded=own.rewarded,
            concession=s.talks.concession,
            offer_us=us.offer,
            offer_rok=rok.offer,
            offered=larger(larger(us.offer, rok.offer), s.talks.mediation),
            discord=s.alliance.discord,
            strain=own.strain,
            domestic=own.domestic,
            warned=own.warned,
            respite=s.crisis.respite,
            used_up=own.used_up,
            missile=own.missile,
            nuclear=own.nuclear,
            vulnerable=s.vulnerable,
            momentum=own.momentum,
            tempo=s.fact("tempo"),
            tempo_long=s.fact("tempo_long"),
            tempo_local=s.fact("tempo_local"),
            season=s.fact("season"),
            spring=s.fact("spring"),
            moratorium=when(own.pledge.left > 0),
            frozen=when(s.talks.stage > 2),
            first_strike=own.first_strike,
            us_struck=s.land.us_struck,
            north_struck=s.land.north_struck,
            warning_attack_us=us.warning_attack,
            warning_attack_rok=rok.warning_attack,
            warning_test_us=us.warning_test,
            warning_test_rok=rok.warning_test,
            coordination=s.alliance.coordination,
            capacity=s.alliance.capacity,
            guarantee=s.alliance.guarantee,
            terms=s.talks.terms,
            tied_hands=larger(us.tied_hands, rok.tied_hands),
            contact_mood=s.fact("contact_mood"),
            stage=s.talks.stage,
            crisis_rung=s.crisis.rung,
        )

    def afford(self, actor: AnyActor, view: View, scores: Scores, choice: Choice) -> Choice:
        """Nobody takes a hand in the week in which he strikes: a step toward the other side waits (E22)."""
        crossing = pick(actor.menus["forces"].having(*CROSSING), choice["forces"]) > 0
        steps = ("contact", "economic")
        engaging = {f: pick(actor.menus[f].engages, choice[f]) > 0 for f in steps}
        return choice | {f: choice[f] * ~(crossing & engaging[f]) for f in steps}  # silence has place 0

    def weigh(self, s: Situation, view: NorthView, p: Numbers, d: Numbers) -> Scores:
        """Log-odds of every option, each cell under its theory."""
        return north_scores(view, d, p, s.north.menus, s.theories)
