"""The public face: `import sim as tt`. Every command is a function of the same name here, with its options.

Studies (`compare`, `run`, `sensitivity`, …) return a result that a notebook shows, with tables, pictures,
caveats and `save`. Scenarios are loaded by name or file and changed by the words of a scenario file. A study
is loaded when it is first asked for, so that to load or check a scenario does not wait for all of them.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.core.checked_call import arguments_checked
from sim.core.errors import UserError, named
from sim.output import model_page
from sim.scenario import Scenario, baseline, find_scenario
from sim.scenario import load as _load
from sim.scenario.soundness import Soundness, soundness
from sim.studies import STUDIES, study_of

if TYPE_CHECKING:
    import pandas as pd

    from sim.explore.study import explore
    from sim.output.replay import replay
    from sim.studies.alive.study import alive
    from sim.studies.calibration.study import fit
    from sim.studies.claims.study import claims
    from sim.studies.comparison.finished_study import compare_studies
    from sim.studies.comparison.study import compare, run
    from sim.studies.discovery.study import discover
    from sim.studies.divergence.study import diverge
    from sim.studies.explaining import explain
    from sim.studies.forecasting.study import backtest, forecast
    from sim.studies.log_evidence.study import weigh
    from sim.studies.preview.study import preview
    from sim.studies.response.study import response
    from sim.studies.sensitivity.study import sensitivity
    from sim.studies.signs.study import signs
    from sim.studies.validation.study import validate
    from sim.studies.verification import compare_versions, verify

__all__ = [
    "Scenario",
    "UserError",
    "alive",
    "backtest",
    "catalogue",
    "check",
    "claims",
    "compare",
    "compare_studies",
    "compare_versions",
    "discover",
    "diverge",
    "explain",
    "explore",
    "fit",
    "forecast",
    "load",
    "preview",
    "replay",
    "response",
    "run",
    "sensitivity",
    "signs",
    "validate",
    "verify",
    "weigh",
]

OTHERS = {
    "compare_studies": "sim.studies.comparison.finished_study",
    "explain": "sim.studies.explaining", "explore": "sim.explore.study", "replay": "sim.output.replay",
    "verify": "sim.studies.verification", "compare_versions": "sim.studies.verification",
}  # fmt: skip
"""What else is loaded when it is first asked for, and where it stands."""


def __getattr__(name: str) -> Any:
    if name in STUDIES:
        return study_of(name)
    if name in OTHERS:
        return getattr(import_module(OTHERS[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _carried(asked: model_page.Asked) -> str:
    from sim.explore.study import carried

    return carried(asked)


model_page.made_by(_carried)


@arguments_checked
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

    (kind,) = named(str(kind), KINDS, "list")
    return pd.DataFrame({"name": it.name, **it.details, "says": it.says} for it in entries(kind, baseline()))


@arguments_checked
def check(file: str | Path) -> Soundness:
    """Check a scenario file, and run nothing: whether it is sound, or every fault with its place and cure.

    >>> import sim as tt
    >>> tt.check("freeze_for_freeze").sound
    True
    """
    found = soundness(file)
    if not found.sound or load(file).assumed:
        return found
    from sim.results.start_caveats import with_start  # needs the model, which other files do not

    return with_start(found, file)
