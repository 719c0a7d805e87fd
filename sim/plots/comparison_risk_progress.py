"""Risk against progress: the mean of both under each strategy, with its intervals and its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.plots.kit.axes import few_ticks, percent, room
from sim.plots.kit.context import Context
from sim.plots.kit.frame import EDGE, framed, put
from sim.plots.kit.sheet import Floats, Panel, Sheet
from sim.plots.kit.text import name_of
from sim.plots.kit.theme import BASELINE, VARIANT
from sim.vocabulary.labels import label, outcome_unit, possible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

RISK, PROGRESS, PRICE = "p_serious", "p_lasting", "concessions_given"
LEFT, WIDE, TALL, SIZE = 0.7, 6.7, 4.7, 7.5  # inches, SIZE in points
HEADING = (
    "Risk and progress{over}: dot, mean; cross, 90% of parameter draws. Safer to the left, further upwards; "
    "both axes begin at zero. The larger the dot, the more is conceded: {price}."
)
LEAST, MOST = 22.0, 190.0  # area of a dot without a price, and with the highest
STEPS = (7, 13, 21, 31, 43, 57)  # points between a dot and its name, nearest first
POINT, FAR = 1 / 72, 19.5  # inches in a point; points from which a line leads to the name
NEAR, MISREAD = 3, 400  # points that a name is nearer to its own dot; what it costs if it is not
AROUND = ((1, 1), (1, -1), (-1, 1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1))


@dataclass(frozen=True)
class LabelPlace:
    """Where a name may stand: on which side of its dot (-1, 0, 1 each way), and points away from it."""

    right: int
    above: int
    x: float
    y: float

    @property
    def ha(self) -> Literal["right", "center", "left"]:
        """Edge of the text that is nearest to the dot."""
        return ("center", "left", "right")[self.right]

    @property
    def va(self) -> Literal["top", "center", "bottom"]:
        """Edge of the text that is nearest to the dot."""
        return ("center", "bottom", "top")[self.above]

    def box(self, dot: Floats, scale: float, size: Bbox) -> Bbox:
        """The text's box in pixels."""
        from matplotlib.transforms import Bbox

        left = dot[0] + self.x * scale - size.width * (1 - self.right) / 2
        low = dot[1] + self.y * scale - size.height * (1 - self.above) / 2
        return Bbox.from_bounds(left, low, size.width, size.height)


def risk_progress(
    sheet: Sheet, context: Context, risk: str = RISK, progress: str = PROGRESS
) -> Figure | None:
    """Scatter of two outcomes; nothing if either was not measured."""
    across, up = _panel(sheet, risk), _panel(sheet, progress)
    if across is None or up is None:
        return None
    price = _panel(sheet, PRICE)
    sizes = np.full(len(across.scenarios), LEAST) if price is None else _sizes(price.columns["mean"])
    over = f" over {len(sheet.theories)} theories" if len(sheet.theories) > 1 else ""
    heading = HEADING.format(over=over, price=_priced(price))
    frame = framed(LEFT + WIDE + EDGE, TALL + 0.65, context, context.question, heading)
    axes = put(frame, LEFT, 0.1, WIDE, TALL)
    x, y = across.columns, up.columns
    colours = [
        BASELINE if at == 0 and len(sheet.scenarios) > 1 else VARIANT for at in range(len(across.scenarios))
    ]
    axes.hlines(y["mean"], x["spread_low"], x["spread_high"], color=colours, lw=0.7, alpha=0.35)
    axes.vlines(x["mean"], y["spread_low"], y["spread_high"], color=colours, lw=0.7, alpha=0.35)
    axes.scatter(x["mean"], y["mean"], s=sizes, c=colours, zorder=3, alpha=0.8, linewidths=0)
    _scale(axes, across, "x", "safer to the left")
    _scale(axes, up, "y", "further upwards")
    axes.grid(visible=True)
    _name_dots(axes, across, up, colours)
    return frame.figure


def _sizes(price: Floats) -> Floats:
    """Areas of dots, in points squared, that grow with the price."""
    top = float(np.nanmax(price)) or 1.0
    return LEAST + (MOST - LEAST) * np.clip(np.nan_to_num(price) / top, 0, 1)


def _priced(price: Panel | None) -> str:
    """What the least and the most concede."""
    if price is None:
        return "not measured"
    mean = price.columns["mean"]
    return f"{np.nanmin(mean):.1f} to {np.nanmax(mean):.1f} {outcome_unit(price.outcome, price.unit)}"


def _panel(sheet: Sheet, outcome: str) -> Panel | None:
    return next((panel for panel in sheet.levels if panel.outcome == outcome), None)


def _scale(axes: Axes, panel: Panel, which: str, way: str) -> None:
    """Limits from zero on, ticks in percent, and the axis named with its unit."""
    values = np.concatenate([panel.columns[name] for name in ("mean", "spread_low", "spread_high")])
    room(axes, values, which, least=0.01, include=0, within=possible(panel.outcome))
    few_ticks(axes, which, 6)
    percent(axes, which)
    name = f"{label(panel.outcome)} ({outcome_unit(panel.outcome, panel.unit)}; {way})"
    if which == "x":
        axes.set_xlabel(name)
    else:
        axes.set_ylabel(name)


def _name_dots(axes: Axes, across: Panel, up: Panel, colours: list[str]) -> None:
    """Put each name at the nearest free place, crowded dots first; a line leads to a name further off.

    If something is covered, the name that came last comes first in the next round; the round in which least
    is covered stays.
    """
    dots = axes.transData.transform(np.column_stack([across.columns["mean"], up.columns["mean"]]))
    texts = [
        axes.annotate(
            name_of(scenario, 1.6, SIZE),
            (across.columns["mean"][at], up.columns["mean"][at]),
            (0, 0),
            textcoords="offset points",
            size=SIZE,
            color=colours[at],
            linespacing=1.15,
            zorder=4,
        )
        for at, scenario in enumerate(across.scenarios)
    ]
    distances = np.hypot(*(dots[:, None] - dots[None]).transpose(2, 0, 1))
    order = [int(at) for at in np.argsort(np.sort(distances, axis=1)[:, min(1, len(dots) - 1)])]
    rounds: list[tuple[float, dict[int, LabelPlace]]] = []
    for _ in texts:
        rounds.append(_round(axes, [texts[at].get_window_extent() for at in range(len(dots))], dots, order))
        if not rounds[-1][0]:
            break
        order = [order[-1], *order[:-1]]
    for at, place in min(rounds, key=lambda each: each[0])[1].items():
        _put(axes, texts[at], dots[at], place)


def _round(
    axes: Axes, sizes: list[Bbox], dots: Floats, order: list[int]
) -> tuple[float, dict[int, LabelPlace]]:
    """What is covered, in square pixels, if names are placed in this order; and each one's place."""
    from matplotlib.transforms import Bbox

    scale, frame = POINT * axes.figure.dpi, axes.get_window_extent()
    taken = [Bbox.from_extents(x - 5, y - 5, x + 5, y + 5) for x, y in dots]
    places: dict[int, LabelPlace] = {}
    lost = 0.0
    for at in order:
        others = np.delete(dots, at, axis=0)
        covered, places[at] = _free_place(frame, sizes[at], dots[at], taken, others, scale)
        lost += covered
        taken.append(places[at].box(dots[at], scale, sizes[at]))
    return lost, places


def _free_place(
    frame: Bbox, size: Bbox, dot: Floats, taken: list[Bbox], others: Floats, scale: float
) -> tuple[float, LabelPlace]:
    """Of the places outwards from the dot the one that covers least and is nobody else's name; what it
    covers.
    """
    tried: list[tuple[float, float, LabelPlace]] = []
    for step in STEPS:
        for right, above in AROUND:
            place = LabelPlace(right, above, right * step * (0.8 if above else 1), above * step * 0.8)
            box = place.box(dot, scale, size)
            outside = box.width * box.height - _shared(box, frame)
            strange = sum(_reach(box, other) < _reach(box, dot) + NEAR * scale for other in others)
            covered = sum(_shared(box, other) for other in taken)
            tried.append((covered + 4 * outside + MISREAD * strange + step, covered + outside, place))
        if min(cost for cost, _, _ in tried) <= step:
            break
    return min(tried, key=lambda each: each[0])[1:]


def _put(axes: Axes, text: Text, dot: Floats, place: LabelPlace) -> None:
    """Move a name to its place, with a line to its dot if that is far."""
    text.set(position=(place.x, place.y), ha=place.ha, va=place.va)
    if np.hypot(place.x, place.y) > FAR:
        scale = POINT * axes.figure.dpi
        end = axes.transAxes.inverted().transform([dot, dot + scale * np.array([place.x, place.y])])
        axes.plot(*end.T, transform=axes.transAxes, color="#999999", lw=0.5, zorder=1)


def _reach(box: Bbox, dot: Floats) -> float:
    """How far a dot is from a box, in pixels."""
    across, up = (max(low - at, at - high, 0.0) for low, at, high in zip(box.min, dot, box.max, strict=True))
    return float(np.hypot(across, up))


def _shared(one: Bbox, other: Bbox) -> float:
    """Area that two boxes share, in pixels."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    tall = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide * tall if wide > 0 and tall > 0 else 0.0
