"""Beijing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sim.core.parameters import Numbers
from sim.model.actors.actor import Actor
from sim.model.choice import Scores, china_scores
from sim.model.state import ChinaState
from sim.vocabulary.observations import ChinaView, View

if TYPE_CHECKING:
    from sim.model.world import World


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
            us_struck=w.land.us_struck,
            north_struck=w.land.north_struck,
            defence=w.alliance.defence,
            exposure=s.exposure,
            stage=w.talks.stage,
        )

    def weigh(self, view: View, p: Numbers) -> Scores:
        """Log-odds of every option."""
        return china_scores(cast(ChinaView, view), p, self.menus)
