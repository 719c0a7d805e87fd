"""Pictures of results; the only place that knows matplotlib, and it is loaded when a picture is drawn."""

from sim.plots.context import Context
from sim.plots.draw import draw_all, draw_run

__all__ = ["Context", "draw_all", "draw_run"]
