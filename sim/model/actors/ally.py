"""Washington and Seoul."""

from __future__ import annotations

import numpy as np

from sim.core.columns import FLOAT, Column, either, larger, pick, pick_row, total
from sim.core.parameters import Numbers
from sim.model.actors.agent import ActorAgent, Choice
from sim.model.choice import Scores, ally_scores
from sim.model.measures import programme
from sim.model.rules import appraise
from sim.model.situation import AnyActor, Situation
from sim.vocabulary.observations import AllyView, View
from sim.vocabulary.signals import FAMILIES


class Ally(ActorAgent):
    """Washington or Seoul."""

    def look(self, s: Situation) -> AllyView:
        """What this ally knows; only Washington's attention and posts bind it."""
        us = self.name == "US"
        if us:
            plan(s)
        actor, p = s.us if us else s.rok, s.p
        own, china, land, allies = actor.state, s.china.state, s.land, s.alliance
        official = appraise.files(land.past, p)
        seen = appraise.seen_tension(official, land.media_tension, actor.d)
        own.usual_tension = appraise.usual_tension(own.usual_tension, seen, p)
        resolve = s.believed("DPRK", by=self.name)
        return AllyView(
            seen_tension=seen,
            usual_tension=own.usual_tension,
            threat_posed=appraise.threat_posed(resolve, programme(s), p),
            provoked=land.provoked,
            attacked=land.attacked,
            tested=land.tested,
            felt_acts=land.felt_acts,
            trust_north=own.trust_north,
            kept=own.kept,
            unreturned=own.unreturned,
            readiness=allies.readiness,
            defence=allies.defence,
            confidence=allies.confidence,
            consulted=allies.consulted,
            consulting=allies.consulting,
            capacity=allies.capacity if us else np.ones(s.width, FLOAT),
            attention=allies.attention,
            tied_hands=own.tied_hands,
            bans=land.bans,
            enforcement=china.enforcement,
            friction=china.friction,
            exposure=np.zeros(s.width, FLOAT) if us else china.exposure,
            exercise_due=s.exercise.due * (own.suspension.left <= 0),
            contact_mood=self._mood(s),
            mediation=s.talks.mediation,
            terms=s.talks.terms,
            posture=own.posture,
            offer=own.offer,
            stage=s.talks.stage,
            crisis_rung=s.crisis.rung,
            crisis_weeks=s.crisis.weeks,
        )

    def policy(self, s: Situation) -> Numbers:
        """Dispositions of the strategy, but for weights that a dated fact has put on carrot and stick; what
        an inject has switched to goes over both.
        """
        d, mine = s.dated_mix(self.name), self.name.lower()
        carrot, stick = s.policy(f"carrot_{mine}", d.carrot), s.policy(f"stick_{mine}", d.stick)
        return s.switched(self.name, d.changed(carrot=carrot, stick=stick))

    def _mood(self, s: Situation) -> Column:
        mood = s.fact("contact_mood")
        return mood if self.name == "US" else larger(mood, s.fact("engagement"))

    def weigh(self, s: Situation, view: AllyView, p: Numbers, d: Numbers) -> Scores:
        """Log-odds of every option."""
        return ally_scores(view, d, p, s.actors[self.name].menus)

    def afford(self, actor: AnyActor, view: View, scores: Scores, choice: Choice) -> Choice:
        """A signal waits where the posts it needs, with those of better ones, exceed the capacity (E24)."""
        posts = {f: pick(actor.menus[f].table("posts"), choice[f]) for f in FAMILIES}
        worth = {f: pick_row(scores[f], choice[f]) for f in FAMILIES}
        taken = dict(posts)  # by those that fit: every round settles the next best, and what waits takes none
        for _ in FAMILIES:
            for family in FAMILIES:
                ahead = total([taken[f] * (worth[f] > worth[family]) for f in FAMILIES if f != family])
                taken[family] = posts[family] * (ahead + posts[family] <= view["capacity"])
        fits = {f: (posts[f] <= 0) | (taken[f] > 0) for f in FAMILIES}
        return choice | {f: choice[f] * fits[f] for f in FAMILIES}  # the place of silence is 0

    def voice(self, actor: AnyActor, option: str) -> str:
        """What is done with a joint exercise the allies decide by one draw: neither can hold it alone."""
        return "alliance" if option in actor.menus["forces"].joint else self.name

    def noise(self, s: Situation) -> Scores:
        """What is done with an exercise was drawn when the exercises of the year were planned."""
        found, menu = super().noise(s), s.actors[self.name].menus["forces"]
        for row, name in enumerate(menu.names):
            if name in menu.joint:
                found["forces"][row] = s.alliance.plan[name]
        return found

    def prepare(self, s: Situation) -> None:
        """A scheduled exercise has the calendar's shape, adjusted as the strategy says (E31)."""
        actor, plan = s.us if self.name == "US" else s.rok, s.exercise
        sent, d = actor.sent, actor.d
        due = actor.view.exercise_due > 0
        held, adjusted = due & (sent.any_of("hold", "suspend") > 0), due & (sent.does("adjust") > 0)
        for name, kept, share in (
            ("scale", plan.due, d.exercise_scale),
            ("length", plan.weeks, d.exercise_length),
            ("forces", plan.forces, d.exercise_forces),
        ):
            own = sent.attribute("forces", name)
            sent.shape[name] = either(held, kept, either(adjusted, kept * share, own))
        sent.shape["length"] = np.ceil(sent.shape["length"])


def plan(s: Situation) -> None:
    """The allies plan the exercises of a year together, so that chance does not hold one and suspend the
    next: what is random in it is drawn once a year. A change of policy acts at once, on the same draw.
    """
    a = s.alliance
    anew = a.planned <= 0
    drawn = s.random.gumbel(*(("alliance", "forces", name) for name in a.plan))
    a.plan = {name: either(anew, row, a.plan[name]) for name, row in zip(a.plan, drawn, strict=True)}
    a.planned = either(anew, s.p.plan_weeks, a.planned) - 1
