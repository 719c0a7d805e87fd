"""What labelled data say of themselves, by the conventions for climate and forecast metadata (CF): a time
axis that any reader knows, units that are ones, and where the numbers come from.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import numpy as np

from sim.core.version import __version__
from sim.results.condensed import Condensed

CONVENTIONS: Final = "CF-1.11"
WEEK: Final = {"units": "1", "long_name": "number of the week, from the start on"}


def unit(words: str, says: str) -> dict[str, str]:
    """The attributes of a variable: its unit in words is none that programs know, as they know metres; all
    that is counted here is a number of things or a share.
    """
    return {"units": "1", "long_name": says, "comment": words}


def several_units(where: str, says: str) -> dict[str, str]:
    """The attributes of a variable whose units stand in a coordinate."""
    return {"long_name": says, "comment": where}


def mondays(kept: Condensed) -> tuple[str, np.ndarray, dict[str, str], dict[str, Any]]:
    """The Monday of each week as a time, along the weeks."""
    days = [np.datetime64(kept.monday + timedelta(weeks=week), "ns") for week in range(kept.weeks)]
    about = {"standard_name": "time", "long_name": "Monday of the week", "axis": "T"}
    stored = {"units": f"days since {kept.monday}", "calendar": "proleptic_gregorian", "dtype": "int32"}
    return "week", np.array(days), about, stored


def about(kept: Condensed) -> dict[str, Any]:
    """The attributes of a whole file: what was asked, by what it was made, and how much was run."""
    scenarios = {cell.scenario.name: cell.scenario for cell in kept.cells}
    return {
        "Conventions": CONVENTIONS,
        "title": next(iter(scenarios.values())).question,
        "questions": "\n".join(f"{name}: {it.question}" for name, it in scenarios.items()),
        "source": f"Twotrack {__version__}, an agent-based simulation",
        "version": __version__,
        "seed": kept.seed,
        "worlds": kept.worlds,
        "replicates": kept.replicates,
    }
