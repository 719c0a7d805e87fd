"""Washington and Seoul."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from sim.core.columns import FLOAT, Column, either, larger, pick, pick_row, total
from sim.core.parameters import Numbers
from sim.model.actors.actor import Actor, Choice
from sim.model.choice import Scores, ally_scores
from sim.model.rules import appraise
from sim.model.state import AllyState
from sim.vocabulary.observations import AllyView, View
from sim.vocabulary.signals import FAMILIES

if TYPE_CHECKING:
    from sim.model.world import World


JOINT = {"hold", "adjust", "suspend"}
"""Effects of what the allies can only do together."""


class Ally(Actor):
    """Washington or Seoul."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world, name)
        self.d = world.dispositions[name]
        self.state = AllyState.start(world.p, world.width)
        self.joint = {s.name for s in self.menus["forces"].signals if s.does.keys() & JOINT}

    def look(self, p: Numbers) -> AllyView:
        """What this ally knows; only Washington's attention and posts bind it."""
        w, s, us = self.world, self.state, self.name == "US"
        self.d = self._policy()
        land, allies, talks = w.land, w.alliance, w.talks
        official = appraise.files(land.past, p)
        seen = appraise.seen_tension(official, land.media_tension, self.d)
        s.usual_tension = appraise.usual_tension(s.usual_tension, seen, p)
        resolve = w.believed("DPRK", by=self.name)
        return AllyView(
            seen_tension=seen,
            usual_tension=s.usual_tension,
            threat_posed=appraise.threat_posed(resolve, w.measure("programme"), p),
            provoked=land.provoked,
            attacked=land.attacked,
            tested=land.tested,
            trust_north=s.trust_north,
            kept=s.kept,
            unreturned=s.unreturned,
            readiness=allies.readiness,
            defence=allies.defence,
            confidence=allies.confidence,
            consulted=allies.consulted,
            consulting=allies.consulting,
            capacity=allies.capacity if us else np.ones(w.width, FLOAT),
            attention=allies.attention,
            tied_hands=s.tied_hands,
            bans=land.bans,
            enforcement=w.china.state.enforcement,
            friction=w.china.state.friction,
            exposure=np.zeros(w.width, FLOAT) if us else w.china.state.exposure,
            exercise_due=w.exercise.due * (s.suspension.left <= 0),
            contact_mood=self._mood(),
            mediation=talks.mediation,
            stage=talks.stage,
            crisis_rung=w.crisis.rung,
            crisis_weeks=w.crisis.weeks,
        )

    def _policy(self) -> Numbers:
        """Dispositions of the strategy, but for weights that a dated fact has put on carrot and stick."""
        w, d, mine = self.world, self.world.dispositions[self.name], self.name.lower()
        carrot, stick = w.policy(f"carrot_{mine}", d.carrot), w.policy(f"stick_{mine}", d.stick)
        return d.changed(carrot=carrot, stick=stick)

    @property
    def seen(self) -> Column:
        """The tension that this ally's leader acts on this week."""
        return cast(AllyView, self.view).seen_tension

    def _mood(self) -> Column:
        mood = self.world.fact("contact_mood")
        return mood if self.name == "US" else larger(mood, self.world.fact("engagement"))

    def weigh(self, view: View, p: Numbers) -> Scores:
        """Log-odds of every option."""
        return ally_scores(cast(AllyView, view), self.d, p, self.menus)

    def afford(self, view: View, scores: Scores, choice: Choice) -> Choice:
        """A signal waits where the posts it needs, with those of better ones, exceed the capacity (E24)."""
        posts = {f: pick(self.menus[f].table("posts"), choice[f]) for f in FAMILIES}
        worth = {f: pick_row(scores[f], choice[f]) for f in FAMILIES}
        fitting: Choice = {}
        for family in FAMILIES:
            ahead = total([posts[f] * (worth[f] > worth[family]) for f in FAMILIES if f != family])
            fits = (posts[family] <= 0) | (ahead + posts[family] <= view["capacity"])
            fitting[family] = choice[family] * fits  # the place of silence is 0
        return choice | fitting

    def voice(self, option: str) -> str:
        """What is done with a joint exercise the allies decide by one luck."""
        return "alliance" if option in self.joint else self.name

    def prepare(self) -> None:
        """A scheduled exercise has the calendar's shape, adjusted as the strategy says (E31)."""
        sent, plan, d = self.sent, self.world.exercise, self.d
        due = cast(AllyView, self.view).exercise_due > 0
        held, adjusted = due & (sent.does("hold") > 0), due & (sent.does("adjust") > 0)
        for name, kept, share in (
            ("scale", plan.due, d.exercise_scale),
            ("length", plan.weeks, d.exercise_length),
            ("forces", plan.forces, d.exercise_forces),
        ):
            own = sent.attribute("forces", name)
            sent.shape[name] = either(held, kept, either(adjusted, kept * share, own))
        sent.shape["length"] = np.ceil(sent.shape["length"])
