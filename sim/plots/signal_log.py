"""One world's signals: who sent which when, in a lane an actor, over conflict rung and talks stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.plots.kit import events
from sim.plots.kit.axes import note
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.lanes import SentSignal, WorldLog
from sim.plots.kit.sheet import Floats
from sim.plots.kit.text import widest
from sim.plots.kit.theme import FAMILIES, GREEN, INK, VERMILLION
from sim.vocabulary.labels import rung_words, spaced, stage_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LANES = ("US", "ROK", "DPRK", "China")
ROW, WIDE, RIGHT, TITLE, UNDER, SIZE = 0.135, 7.3, 1.2, 0.3, 0.28, 6.5  # inches, SIZE in points
HEADING = (
    "One world of the run. A mark is a signal in the week it was sent, by family: ● words, ▲ forces, "
    "■ economic, ◆ contact. A black ring: ordered by the scenario."
)


def signal_log(shown: WorldLog, context: Context) -> Figure:
    """Four lanes, one row a signal that was sent, then the rung and the stage as steps."""
    lanes = [[group for group in shown.signals if group.actor == actor] for actor in LANES]
    rungs, stages = _names(rung_words(range(9)), shown.rungs), _names(stage_words(range(7)), shown.stages)
    left = widest([*(spaced(group.signal) for group in shown.signals), *rungs, *stages], SIZE) + EDGE + 0.1
    placed = events.place(context.events, shown.days, WIDE)
    down = events.lane_inches(placed)
    heights = [ROW * (max(len(rows), 1) + 0.4) for rows in [*lanes, rungs, stages]]
    tall = down + sum(heights) + TITLE * len(heights) + UNDER
    frame = framed(left + WIDE + RIGHT, tall, context, context.question, HEADING)
    events.draw_lane(put(frame, left, 0, WIDE, down), placed, down, shown.days)
    panels: list[Axes] = []
    for height in heights:
        panels.append(put(frame, left, down + TITLE, WIDE, height))
        down += TITLE + height
    for axes, actor, signals in zip(panels, LANES, lanes, strict=False):
        _lane(axes, actor, signals)
    _steps(panels[4], shown.days, shown.rungs, rungs, "Conflict rung", VERMILLION)
    _steps(panels[5], shown.days, shown.stages, stages, "Talks stage", GREEN)
    events.through(panels, placed, shown.days)
    return frame.figure


def _lane(axes: Axes, actor: str, signals: list[SentSignal]) -> None:
    """One actor: its signals named at the left, a mark for each time one was sent."""
    axes.set_title(actor)
    axes.set_ylim(max(len(signals), 1) - 0.3, -0.7)
    axes.set_yticks(range(len(signals)), [spaced(sent.signal) for sent in signals], size=SIZE)
    axes.tick_params(axis="y", length=0)
    across = axes.get_yaxis_transform()
    axes.hlines(range(len(signals)), 0, 1, transform=across, color="#EFEFEF", lw=0.6, zorder=0)
    if not signals:
        note(axes, 0.01, 0.5, "sent nothing")
    for row, sent in enumerate(signals):
        colour, marker = FAMILIES.get(sent.family, (INK, "o"))
        height, ringed = np.full(len(sent.days), row), sent.ordered
        axes.plot(sent.days, height, marker, color=colour, ms=3.4, mew=0, clip_on=False)
        ring: dict[str, Any] = {"mfc": "none", "mec": "black", "ms": 6, "mew": 0.8, "clip_on": False}
        axes.plot(sent.days[ringed], height[ringed], "o", **ring)


def _names(names: tuple[str, ...], seen: NDArray[np.int64]) -> tuple[str, ...]:
    """The states up to the highest one reached, war among them only if it came."""
    return names[: max(int(seen.max(initial=0)), 1) + 1]


def _steps(
    axes: Axes, days: Floats, states: NDArray[np.int64], names: tuple[str, ...], title: str, colour: str
) -> None:
    """A state by week as steps on named levels."""
    axes.set_title(title)
    axes.step(days, states, where="post", color=colour, lw=1.2)
    axes.set_ylim(-0.5, len(names) - 0.5)
    axes.set_yticks(range(len(names)), names, size=SIZE)
    axes.grid(visible=True, axis="y")
