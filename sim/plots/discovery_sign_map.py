"""Where over two parameters one scenario does worse than another, with the line where the sign changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.plots.kit.axes import few_ticks, note
from sim.plots.kit.context import Context
from sim.plots.kit.frame import framed, put
from sim.plots.kit.sheet import Floats
from sim.plots.kit.theme import BLUE, INK, VERMILLION
from sim.vocabulary.labels import label, opened, spaced

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIDES = (BLUE, "#F7F7F7", VERMILLION)
WIDE, TALL, LEFT = 4.6, 4.2, 0.75  # inches
KEY = 0.22  # inches: the strip of colours
HEADING = (
    "By how much {first} does worse than {second} ({outcome}, {unit}), {theories}: orange, worse; blue, "
    "better; black line, where the sign changes; hatched, where it is not known. Smoothed over parameter "
    "draws by local linear regression."
)


@dataclass(frozen=True)
class SignMap:
    """A difference on a grid, ``(y, x)``, positive where the first scenario does worse, and where its sign
    is unsure.
    """

    names: tuple[str, str]
    x: Floats
    y: Floats
    value: Floats
    unsure: NDArray[np.bool_]
    scenarios: tuple[str, str]
    outcome: str
    unit: str
    theories: tuple[str, ...]


def sign_map(shown: SignMap, context: Context) -> Figure:
    """The map with its strip of colours."""
    under = f"theor{'y' if len(shown.theories) == 1 else 'ies'} {', '.join(map(spaced, shown.theories))}"
    first, second = map(spaced, shown.scenarios)
    names = {"outcome": label(shown.outcome).lower(), "unit": shown.unit, "theories": under}
    heading = HEADING.format(first=first, second=second, **names)
    frame = framed(LEFT + WIDE + 1.15, TALL + 0.6, context, context.question, heading)
    most = float(np.abs(shown.value).max()) or 1.0
    _area(put(frame, LEFT, 0.1, WIDE, TALL), shown, most)
    _key(put(frame, LEFT + WIDE + 0.25, 0.1, KEY, TALL), most)
    return frame.figure


def _area(axes: Axes, shown: SignMap, most: float) -> None:
    _colour(axes, _edges(shown.x), _edges(shown.y), shown.value, most)
    if shown.unsure.all():
        note(axes, 0.5, 0.5, "the sign is known nowhere", ha="center", size=8)
    elif shown.unsure.any():
        unsure = shown.unsure.astype(float)
        axes.contourf(shown.x, shown.y, unsure, levels=[0.5, 1.5], colors="none", hatches=["////"])
    if shown.value.min() < 0 < shown.value.max():
        axes.contour(shown.x, shown.y, shown.value, levels=[0], colors=INK, linewidths=1.4)
    axes.set_xlabel(opened(spaced(shown.names[0])))
    axes.set_ylabel(opened(spaced(shown.names[1])))
    few_ticks(axes, "x", 6)
    few_ticks(axes, "y", 6)


def _colour(axes: Axes, x: Floats, y: Floats, value: Floats, most: float) -> None:
    """Colour a grid between its edges ``x`` and ``y``, from -``most`` to ``most``."""
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("sides", SIDES)
    axes.pcolormesh(x, y, value, cmap=colours, vmin=-most, vmax=most, rasterized=True)


def _key(axes: Axes, most: float) -> None:
    ramp = np.linspace(-most, most, 65)
    _colour(axes, np.array([0.0, 1.0]), _edges(ramp), ramp[:, None], most)
    axes.set_xticks([])
    axes.yaxis.tick_right()
    axes.spines["left"].set_visible(False)
    few_ticks(axes, "y", 6)


def _edges(middles: Floats) -> Floats:
    half = np.diff(middles).mean() / 2
    return np.append(middles - half, middles[-1] + half)
