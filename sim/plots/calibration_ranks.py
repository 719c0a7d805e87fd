"""Ranks of the truth among draws of the posterior: a histogram, and how far each strays from uniform."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.plots.kit.axes import few_ticks, room
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.sheet import Floats
from sim.plots.kit.theme import BLUE, GREY, VERMILLION
from sim.vocabulary.labels import opened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, TALL, LEFT, TOP, UNDER, BINS, SIZE = 2.9, 1.7, 0.6, 0.25, 0.5, 10, 7.0  # inches; bins; points
HEADING = (
    "Pseudo-records made with known parameters, and fitted. Left: how often the truth has which rank, all "
    "quantities together (a level line if the fit is right). Right: each quantity's share of ranks below, "
    "beside a uniform one; grey inside the band that 95% of right fits stay in, orange beyond it."
)


@dataclass(frozen=True)
class RankPanel:
    """Quantities of one kind: `ranks` (record, quantity); how `off` their shares are at some places,
    ``(place, quantity)``; and the lowest and highest that uniform ranks reach there.
    """

    name: str
    ranks: Floats
    places: Floats
    off: Floats
    band: tuple[Floats, Floats]


def ranks(panels: Sequence[RankPanel], context: Context) -> Figure:
    """A row for each kind: histogram and deviations."""
    down = TOP + TALL + UNDER
    wide = 2 * (LEFT + WIDE) + EDGE
    frame = framed(wide, down * len(panels), context, context.question, HEADING)
    for row, panel in enumerate(panels):
        each = [put(frame, left, row * down + TOP, WIDE, TALL) for left in (LEFT, 2 * LEFT + WIDE)]
        _histogram(each[0], panel)
        _deviations(each[1], panel)
        for axes, label in zip(each, ("density", "share beside uniform"), strict=True):
            axes.set_xlim(0, 1)
            axes.set_xlabel("rank of the truth", fontsize=SIZE)
            axes.set_ylabel(label, fontsize=SIZE)
            axes.tick_params(labelsize=SIZE)
            few_ticks(axes, "x", 5)
            few_ticks(axes, "y", 5)
    return frame.figure


def _histogram(axes: Axes, panel: RankPanel) -> None:
    axes.hist(panel.ranks.ravel(), bins=BINS, range=(0, 1), density=True, color=BLUE, alpha=0.6, rwidth=0.92)
    axes.axhline(1, color=GREY, lw=0.8)
    axes.set_title(f"{opened(panel.name)}: {panel.ranks.shape[1]}", fontsize=SIZE + 1)


def _deviations(axes: Axes, panel: RankPanel) -> None:
    low, high = panel.band
    outside = ((panel.off < low[:, None]) | (panel.off > high[:, None])).any(axis=0)
    for which, colour in ((~outside, GREY), (outside, VERMILLION)):
        if which.any():
            axes.plot(panel.places, panel.off[:, which], color=colour, lw=0.5, alpha=0.5)
    axes.fill_between(panel.places, low, high, color=BLUE, alpha=0.2, linewidth=0)
    room(axes, np.concatenate([panel.off.ravel(), low, high]))
