"""Pictures of results; nothing else knows matplotlib, which is loaded only when a picture is drawn."""

from sim.plots.kit.context import Context
from sim.plots.kit.fonts import without_font
from sim.plots.kit.picture import Drawn, Pages, Picture, load_matplotlib
from sim.plots.pictures import (
    FIRST,
    FIRST_OF_COMPARISON,
    comparison_pictures,
    run_pictures,
    world_pictures,
)

__all__ = [
    "FIRST",
    "FIRST_OF_COMPARISON",
    "Context",
    "Drawn",
    "Pages",
    "Picture",
    "comparison_pictures",
    "load_matplotlib",
    "run_pictures",
    "without_font",
    "world_pictures",
]
