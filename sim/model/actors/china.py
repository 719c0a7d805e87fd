"""Beijing."""

from __future__ import annotations

import mesa

from sim.core.parameters import Numbers
from sim.model.actors.agent import ActorAgent
from sim.model.choice import Scores, china_scores
from sim.model.situation import Situation
from sim.vocabulary.observations import ChinaView


class China(ActorAgent):
    """Beijing."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model, "China")

    def look(self, s: Situation) -> ChinaView:
        """What Beijing knows."""
        own = s.china.state
        return ChinaView(
            china_attention=own.attention,
            secondary=s.land.secondary,
            unease=own.unease,
            display=s.display_now,
            friction=own.friction,
            strain=s.north.state.strain,
            tension=s.land.tension,
            provoked=s.land.provoked,
            tested=s.land.tested,
            felt_acts=s.land.felt_acts,
            us_struck=s.land.us_struck,
            north_struck=s.land.north_struck,
            deployed=s.alliance.deployed,
            exposure=own.exposure,
            stage=s.talks.stage,
        )

    def weigh(self, s: Situation, view: ChinaView, p: Numbers, d: Numbers) -> Scores:
        """Log-odds of every option."""
        return china_scores(view, d, p, s.china.menus)
