"""The public face: `import sim as tt`. Every command is a function of the same name here, with its options.

Studies (`compare`, `run`, `sensitivity`, …) return a result that a notebook shows, with tables, pictures,
caveats and `save`. Scenarios are loaded by name or file and changed by the words of a scenario file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from sim.core.errors import UserError
from sim.output.manifest import Manifest
from sim.output.request import in_place, parsed
from sim.output.result import Result
from sim.output.scenario_copies import scenarios_from
from sim.scenario import Scenario, baseline, find_scenario
from sim.scenario import load as _load
from sim.studies.comparison.study import compare, run
from sim.studies.running import How, named
from sim.studies.sensitivity.study import sensitivity

if TYPE_CHECKING:
    import pandas as pd

    from sim.output.verify import Verdict

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


def catalogue(kind: str) -> pd.DataFrame:
    """List what there is of a kind, one row each with its meaning: scenarios, strategies, theories, outcomes,
    measures, signals, parameters, dispositions, calendar or effects.

    Raises UserError for another kind.

    >>> import sim as tt
    >>> tt.catalogue("theories")["name"].tolist()
    ['essay', 'spiral', 'opportunity', 'diversion', 'own_calendar']
    """
    import pandas as pd

    from sim.model.catalogue import KINDS, entries

    (kind,) = named(kind, list(KINDS), "list")
    return pd.DataFrame({"name": it.name, **it.details, "says": it.says} for it in entries(kind, baseline()))


def verify(folder: str | Path, **how: Unpack[How]) -> Verdict:
    """Make the study in a folder again, from what lies in it, and compare every number to the last bit.

    `how` it is run: see `sim.studies.running.How`. Raises UserError if it cannot be made again.
    """
    from sim.output.verify import verify as verified

    place = Path(folder).expanduser()
    return verified(place, lambda folder, manifest: again(folder, manifest, **how))


def again(folder: Path, manifest: Manifest, **how: Unpack[How]) -> Result:
    """Ask again what a manifest says was asked, of the scenarios that lie in its folder. Raises UserError."""
    asked = parsed(manifest.command, STUDIES)
    copies = list(scenarios_from(folder, manifest).values())
    arguments, options = in_place(asked, STUDIES[asked.study], copies)
    return STUDIES[asked.study](*arguments, **options, **how)
