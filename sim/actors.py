"""The four actors. Each forms a view, then chooses from it; all do so before anybody moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

import mesa
import numpy as np

from sim.columns import FLOAT, Column, Places, best, either, larger, pick, total
from sim.draws import Luck
from sim.minds import CRISIS, CRISIS_OPTIONS, Scores, ally_scores, china_scores, north_scores
from sim.params import Numbers
from sim.rule import about
from sim.rules import appraise
from sim.sent import Sent
from sim.signals import FAMILIES, menus_of
from sim.state import AllyState, ChinaState, NorthState
from sim.views import AllyView, ChinaView, NorthView, View

if TYPE_CHECKING:
    from sim.world import World

Choice: TypeAlias = dict[str, Places]
"""The place of the option chosen, by family."""


class Actor(mesa.Agent):
    """A state: a menu in each of four families, a view, and what it sends this week."""

    crisis = True
    """Whether it has a move in a crisis."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world)
        self.world, self.name = world, name
        self.menus = menus_of(name, world.signals)
        self.view: View
        self.scores: Scores = {}
        self.sent: Sent

    def look(self, p: Numbers) -> View:
        """What it knows at the end of last week."""
        raise NotImplementedError

    def weigh(self, view: View, p: Numbers) -> Scores:
        """Log-odds of every option, from the view alone."""
        raise NotImplementedError

    def appraise(self) -> None:
        """Freeze the view."""
        about(self.name)
        self.view = self.look(self.world.p)

    def choose(self) -> None:
        """Choose one option per family by quantal response; orders override."""
        about(self.name)
        world = self.world
        noise = world.plan.withheld(self.name, self.noise(world.luck))
        self.scores, places = self.decide(self.view, world.p, noise)
        self.sent = Sent(self.menus, places)
        self.prepare()
        world.plan.obeyed(self.name, self.sent, world.measure)

    def decide(self, view: View, p: Numbers, noise: Scores) -> tuple[Scores, Choice]:
        """Log-odds of every option and the option chosen, from view, numbers and noise alone."""
        scores = self.weigh(view, p)
        return scores, self.afford(view, scores, {f: best(s + noise[f]) for f, s in scores.items()})

    def afford(self, view: View, scores: Scores, choice: Choice) -> Choice:
        """Drop from the choice what cannot be afforded this week."""
        return choice

    def prepare(self) -> None:
        """Give what is sent its scale and length where they differ from what is declared."""

    def options(self, family: str) -> tuple[str, ...]:
        """The names of the options of a family, silence first."""
        return CRISIS_OPTIONS if family == CRISIS else self.menus[family].names

    def noise(self, luck: Luck) -> Scores:
        """One Gumbel number per option, at the address of the actor and the option's name."""
        return {
            family: luck.gumbel(*((self.name, family, option) for option in self.options(family)))
            for family in (*FAMILIES, CRISIS)
            if family != CRISIS or self.crisis
        }


class Ally(Actor):
    """Washington or Seoul."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world, name)
        self.d = world.dispositions[name]
        self.state = AllyState.start(world.p, world.width)

    def look(self, p: Numbers) -> AllyView:
        """What this ally knows; only Washington's attention and posts bind it."""
        w, s, us = self.world, self.state, self.name == "US"
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
        worth = {f: np.take_along_axis(scores[f], choice[f][None], 0)[0] for f in FAMILIES}
        fitting: Choice = {}
        for family in FAMILIES:
            ahead = total([posts[f] * (worth[f] > worth[family]) for f in FAMILIES if f != family])
            fits = (posts[family] <= 0) | (ahead + posts[family] <= view["capacity"])
            fitting[family] = choice[family] * fits  # the place of silence is 0
        return choice | fitting

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
            season=w.fact("season"),
            moratorium=larger((s.pledge.left > 0).astype(FLOAT), (w.talks.stage > 2).astype(FLOAT)),
            first_strike=s.first_strike,
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


class China(Actor):
    """Beijing."""

    crisis = False

    def __init__(self, world: World) -> None:
        super().__init__(world, "China")
        self.state = ChinaState.start(world.p, world.width)

    def look(self, p: Numbers) -> ChinaView:
        """What Beijing knows."""
        w, s = self.world, self.state
        return ChinaView(
            china_attention=s.attention,
            enforcement=s.enforcement,
            secondary=w.land.secondary,
            unease=s.unease,
            display=w.display_now,
            friction=s.friction,
            strain=w.north.state.strain,
            tension=w.land.tension,
            provoked=w.land.provoked,
            tested=w.land.tested,
            defence=w.alliance.defence,
            exposure=s.exposure,
            stage=w.talks.stage,
        )

    def weigh(self, view: View, p: Numbers) -> Scores:
        """Log-odds of every option."""
        return china_scores(cast(ChinaView, view), p, self.menus)
