"""The table: what an agreement is worth to Pyongyang under a theory, and what it asks for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.core.columns import Column, larger, nudge, smaller
from sim.core.parameters import Numbers
from sim.model.arrows import Arrows
from sim.model.rules import bargain, north
from sim.model.theories import Theory
from sim.vocabulary.ladders import FREEZE, SETTLED
from sim.vocabulary.observations import NorthView

Cells = Sequence[tuple[Theory, slice]]


def standing(stage: Column) -> Column:
    """The stage of the agreement in question: the one that stands, or a freeze."""
    return larger(stage, FREEZE)


def following(stage: Column) -> Column:
    """The stage that an agreement would reach next."""
    return smaller(standing(stage + 1), SETTLED)


def weighed(view: NorthView, p: Numbers, theory: Theory, depth: Column) -> tuple[Column, Column]:
    """What an agreement of a depth is worth to Pyongyang without terms, and how far terms are believed."""
    arrows = theory.bargain(_arrows(view, p))
    worth = bargain.reserve(
        arrows.hope, arrows.going_on, arrows.ahead, arrows.need, arrows.relieved, arrows.assured, depth
    )
    return worth, arrows.believed


def weighed_by_cells(view: NorthView, p: Numbers, cells: Cells, depth: Column) -> tuple[Column, Column]:
    """The same in all worlds, each cell under its theory."""
    if len(cells) == 1:
        return weighed(view, p, cells[0][0], depth)
    parts = [weighed(view.part(at), p.part(at), theory, depth[at]) for theory, at in cells]
    return np.concatenate([worth for worth, _ in parts]), np.concatenate([belief for _, belief in parts])


def _arrows(view: NorthView, p: Numbers) -> Arrows:
    resolve = nudge(view.resolve_rok, view.resolve_us, p.weight_of_us)
    trust = nudge(view.trust_rok, view.trust_us, p.weight_of_us)
    threatened = north.believed_warning(
        view.warning_attack_us, view.resolve_us, view.warning_attack_rok, view.resolve_rok
    )
    return Arrows(
        hope=bargain.hope(view.fear_paid, view.rewarded, resolve, p),
        going_on=bargain.risk_of_going_on(resolve, view.readiness, threatened, p),
        need=bargain.need(view.readiness, view.first_strike, view.missile, view.nuclear, p),
        believed=bargain.believed(trust, view.coordination, view.capacity, resolve, p),
        relieved=bargain.relieved(view.strain, p),
        ahead=bargain.programme_ahead(view.missile, view.nuclear, p),
        assured=bargain.assured(view.guarantee, trust, p),
    )
