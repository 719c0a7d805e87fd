"""The look of figures: colours that the colour-blind tell apart, the style sheet, saving as SVG and PNG."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from sim.plots.kit.fonts import families, quiet_about_letters

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STYLE = Path(__file__).with_name("style.mplstyle")

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
BLUE, VERMILLION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"
GREY, PALE, INK, SMALL_PRINT = "#8C8C8C", "#BDBDBD", "#222222", "#6B6B6B"

BASELINE, VARIANT = GREY, BLUE
# Lightness falls with every step, so the order also reads in print and without colour.
RUNG_SHADES = ("#EDF3F7", "#CFE0EA", "#F7EBB0", "#F2CF63", "#E69F00", "#DB7A12", "#C04A00", "#7F2704", BLACK)
STAGE_SHADES = ("#F1F1F1", "#CBE7DD", "#98D1BD", "#57B797", "#1F8F6C", "#00573F", BLACK)
FINAL_COLOURS = {
    "war": BLACK,
    "serious clash": "#A63A00",
    "settlement": "#00573F",
    "framework": GREEN,
    "freeze": "#57B797",
    "talks": "#B5DDCF",
    "testing": ORANGE,
    "lull": "#D9E6EE",
}
VERDICTS = {
    "better": (BLUE, "^"),
    "worse": (VERMILLION, "v"),
    "no difference that matters": (GREY, "o"),
    "depends on what we do not know": (GREY, "o"),
    "contested": (INK, "D"),
    "too few worlds": (GREY, "o"),
    "saturated": (GREY, "x"),
    "not judged": (INK, "s"),
}
FAMILIES = {
    "words": (SKY, "o"),
    "forces": (VERMILLION, "^"),
    "economic": (ORANGE, "s"),
    "contact": (GREEN, "D"),
}


@contextmanager
def style() -> Generator[None]:
    """Draw in the project's style, whatever the user's own settings, and leave those as they were."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        with mpl.rc_context(fname=STYLE), quiet_about_letters():
            mpl.rcParams["font.family"] = list(families())
            yield


def save(figure: Figure, folder: Path, name: str, png: bool = False) -> list[Path]:
    """Write ``name``.svg, and with ``png`` ``name``.png, the same bytes for the same data."""
    from sim.plots.kit.svg import portable

    svg, drawn = folder / f"{name}.svg", StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    svg.write_text(portable(drawn.getvalue()), encoding="utf-8")
    if not png:
        return [svg]
    pixels = folder / f"{name}.png"
    figure.savefig(pixels, metadata={"Software": None}, pil_kwargs={"compress_level": 2})
    return [svg, pixels]


def blank(width: float, height: float) -> Figure:
    """An empty figure, inches, with a renderer that can measure text."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure


def ink_on(colour: str) -> str:
    """Black or white, whichever is read better on ``colour``."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return BLACK if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#FFFFFF"
