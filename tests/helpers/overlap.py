"""Finds text that covers other text or is cut, in a figure that has been laid out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox


SLACK = 1.0  # pixels by which boxes may touch: a box is a little larger than its letters


def faults(figure: Figure) -> list[str]:
    """One sentence for every overlap and every text that leaves the figure."""
    figure.draw_without_rendering()
    boxes = [(text, _box(text)) for text in visible(figure)]
    page = figure.bbox
    found = [
        f"cut: {text.get_text()!r}"
        for text, box in boxes
        if box.x0 < page.x0 or box.y0 < page.y0 or box.x1 > page.x1 or box.y1 > page.y1
    ]
    return found + [
        f"overlap: {one.get_text()!r} and {other.get_text()!r}"
        for (one, first), (other, second) in combinations(boxes, 2)
        if _touch(first, second)
    ]


def visible(figure: Figure) -> list[Text]:
    """Every text that is drawn."""
    from matplotlib.text import Text

    unseen = {id(label) for axes in figure.axes for label in _unseen_labels(axes)}
    return [text for text in figure.findobj(Text) if _shown(text) and id(text) not in unseen]


def _shown(text: Text) -> bool:
    """Whether a text has something to say and nothing that holds it is hidden."""
    axes = text.axes
    return text.get_visible() and bool(text.get_text().strip()) and (axes is None or axes.get_visible())


def _unseen_labels(axes: Axes) -> Iterator[Text]:
    """Labels of ticks outside the limits, and all of them where the axes are off."""
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(float(end) for end in axis.get_view_interval())
        spare = (high - low) * 1e-6
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            if not (axes.axison and low - spare <= float(tick.get_loc()) <= high + spare):
                yield from (tick.label1, tick.label2)
        if not axes.axison:
            yield from (axis.label, axis.offsetText)


def _box(text: Text) -> Bbox:
    return text.get_window_extent()


def _touch(one: Bbox, other: Bbox) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    tall = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > SLACK and tall > SLACK
