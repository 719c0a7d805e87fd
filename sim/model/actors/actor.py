"""What every actor does: form a view, then choose from it; all do so before anybody moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import mesa

from sim.core.columns import Places, best
from sim.core.parameters import Numbers
from sim.core.random_streams import Luck
from sim.core.rule import about
from sim.model.actions import Sent
from sim.model.choice import CRISIS, CRISIS_OPTIONS, Scores
from sim.model.menus import menus_of
from sim.vocabulary.observations import View
from sim.vocabulary.signals import FAMILIES

if TYPE_CHECKING:
    from sim.model.world import World

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

    def voice(self, option: str) -> str:
        """Whose luck decides on an option."""
        return self.name

    def noise(self, luck: Luck) -> Scores:
        """One Gumbel number per option, at the address of the actor and the option's name."""
        return {
            family: luck.gumbel(*((self.voice(option), family, option) for option in self.options(family)))
            for family in (*FAMILIES, CRISIS)
            if family != CRISIS or self.crisis
        }
