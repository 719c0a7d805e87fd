"""The public face: `import sim as tt`. Every command is a function of the same name here, with its options.

Studies (`compare`, `run`, `sensitivity`, …) return a result that a notebook shows, with tables, pictures,
caveats and `save`. Scenarios are loaded by name or file and changed by the words of a scenario file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.core.errors import UserError
from sim.scenario import Scenario, find_scenario
from sim.scenario import load as _load
from sim.studies.comparison.study import compare, run
from sim.studies.running import named
from sim.studies.sensitivity.study import sensitivity

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Scenario", "UserError", "catalogue", "compare", "load", "run", "sensitivity", "verify"]

STUDIES = {each.__name__: each for each in (compare, run, sensitivity)}
"""The studies that write a folder, by the names of their commands."""


def load(name: str | Path) -> Scenario:
    """Load a scenario by the name of a shipped one, or from a file.

    Raises UserError with every fault of the file.

    >>> import sim as tt
    >>> tt.load("baseline").weeks
    183
    """
    return _load(find_scenario(name))
