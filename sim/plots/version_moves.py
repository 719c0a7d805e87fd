"""What moved between two versions: each number's change in units of what matters, a row an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.plots.kit.axes import few_ticks, room
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.text import widest
from sim.plots.kit.theme import BLUE, GREY
from sim.vocabulary.labels import label

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

ROW, WIDE, UNDER, SIZE = 0.22, 5.0, 0.5, 7.5  # inches; points
HEADING = (
    "Change of each mean and each difference that moved, in units of the smallest difference that matters: "
    "outside the grey band the change matters."
)
SHOWN = ("mean", "difference")


def moves(table: pd.DataFrame, context: Context) -> Figure | None:
    """One dot a number, rows ordered by their largest change; None if no such number moved."""
    rows = table[table["column"].isin(SHOWN) & table["matters"].notna()]
    if not len(rows):
        return None
    largest = rows["matters"].abs().groupby(rows["outcome"]).max().sort_values(ascending=False)
    names = [label(str(name)) for name in largest.index]
    left = widest(names, SIZE) + EDGE + 0.1
    tall = ROW * len(names)
    frame = framed(left + WIDE + EDGE, tall + UNDER, context, context.question, HEADING)
    axes = put(frame, left, 0, WIDE, tall)
    axes.axvspan(-1, 1, color="#EDEDED", lw=0, zorder=0)
    axes.axvline(0, color=GREY, lw=0.8)
    for at, name in enumerate(largest.index):
        change = rows.loc[rows["outcome"] == name, "matters"].to_numpy(float)
        colours = [BLUE if abs(it) > 1 else GREY for it in change]
        axes.scatter(change, np.full(len(change), at), s=12, c=colours, alpha=0.7, lw=0, zorder=3)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names, fontsize=SIZE)
    axes.tick_params(axis="y", length=0)
    room(axes, np.append(rows["matters"].to_numpy(float), [-1.2, 1.2]), "x")
    few_ticks(axes, "x", 7)
    axes.set_xlabel("change, in units of what matters")
    return frame.figure
