"""Pictures of results; the only place that knows matplotlib, and it is loaded when a picture is drawn."""

from sim.plots.kit.context import Context
from sim.plots.kit.draw import Job, draw_one, jobs_of_all, jobs_of_run, jobs_of_world, load

__all__ = ["Context", "Job", "draw_one", "jobs_of_all", "jobs_of_run", "jobs_of_world", "load"]
