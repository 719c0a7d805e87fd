"""What every actor does in a week: form a view, then choose from it."""

from __future__ import annotations

from typing import Any, TypeAlias

import mesa

from sim.core.columns import Places, best
from sim.core.parameters import Numbers
from sim.core.rule import about
from sim.model.actions import Sent
from sim.model.choice import Scores
from sim.model.situation import AnyActor, Situation
from sim.vocabulary.observations import View

Choice: TypeAlias = dict[str, Places]
"""The place of the option chosen, by family."""


class ActorAgent(mesa.Agent):
    """How one actor sees and decides. It holds no state: what it has and does stands in the situation, so
    that the same agent acts in any situation, thousands of worlds or one week of symbols.
    """

    def __init__(self, model: mesa.Model, name: str) -> None:
        super().__init__(model)
        self.name = name

    def look(self, s: Situation) -> View:
        """What it knows at the end of last week."""
        raise NotImplementedError

    def weigh(self, s: Situation, view: Any, p: Numbers, d: Numbers) -> Scores:
        """Log-odds of every option from view and numbers; `s` gives menus and theories, always the same."""
        raise NotImplementedError

    def policy(self, s: Situation) -> Numbers:
        """Its dispositions this week."""
        return s.switched(self.name, s.dated_mix(self.name))

    def appraise(self, s: Situation) -> None:
        """Freeze the view."""
        about(self.name)
        actor = s.actors[self.name]
        actor.d = self.policy(s)
        actor.view = self.look(s)

    def choose(self, s: Situation) -> None:
        """Choose one option per family by quantal response; orders override."""
        about(self.name)
        actor = s.actors[self.name]
        noise = s.plan.withheld(self.name, self.noise(s))
        actor.scores, places = self.decide(s, actor.view, s.p, actor.d, noise)
        actor.sent = Sent(actor.menus, places)
        self.prepare(s)
        s.plan.obeyed(self.name, actor.sent, actor.view, s.orders)

    def decide(
        self, s: Situation, view: View, p: Numbers, d: Numbers, noise: Scores
    ) -> tuple[Scores, Choice]:
        """Log-odds of every option and the option chosen, from view, numbers and noise alone."""
        scores = self.weigh(s, view, p, d)
        chosen = {family: best(each + noise[family]) for family, each in scores.items()}
        return scores, self.afford(s.actors[self.name], view, scores, chosen)

    def afford(self, actor: AnyActor, view: View, scores: Scores, choice: Choice) -> Choice:
        """Drop from the choice what cannot be afforded this week."""
        return choice

    def prepare(self, s: Situation) -> None:
        """Give what is sent its scale and length where they differ from what is declared."""

    def voice(self, actor: AnyActor, option: str) -> str:
        """Whose random draw decides on an option."""
        return self.name

    def noise(self, s: Situation) -> Scores:
        """One Gumbel number per option, at the address of the actor and the option's name."""
        actor = s.actors[self.name]
        return {
            family: s.random.gumbel(
                *((self.voice(actor, option), family, option) for option in actor.options(family))
            )
            for family in actor.families
        }
