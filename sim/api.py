"""The public face: `import sim as tt`. Every command is a function of the same name here, with its options.

Studies (`compare`, `run`, `sensitivity`, …) return a result that a notebook shows, with tables, pictures,
caveats and `save`. Scenarios are loaded by name or file and changed by the words of a scenario file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from sim.core.errors import UserError
from sim.explanation.explain import explain as _explain
from sim.explanation.week import WeekExplanation
from sim.output.manifest import Manifest
from sim.output.replay import REPLAYED, replay
from sim.output.request import in_place, parsed
from sim.output.result import Result
from sim.output.scenario_copies import scenarios_from
from sim.output.verify import Verdict
from sim.output.version_comparison import MOVES, VersionComparison
from sim.results.start_caveats import start_notes
from sim.scenario import Scenario, baseline, find_scenario
from sim.scenario import load as _load
from sim.scenario.comparable import cells_of
from sim.scenario.soundness import Soundness, soundness
from sim.studies.alive.study import alive
from sim.studies.calibration.study import fit
from sim.studies.claims.study import claims
from sim.studies.comparison.study import compare, run
from sim.studies.discovery.study import discover
from sim.studies.divergence.study import diverge
from sim.studies.forecasting.study import backtest, forecast
from sim.studies.log_evidence.study import weigh
from sim.studies.preview.study import preview
from sim.studies.response.study import response
from sim.studies.running import (
    MOST_WORLDS,
    How,
    ScenarioLike,
    named,
    numbered,
    scenario_of,
    theories_of,
)
from sim.studies.sensitivity.study import sensitivity
from sim.studies.signs.study import signs
from sim.studies.validation.study import validate

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Scenario",
    "UserError",
    "alive",
    "backtest",
    "catalogue",
    "check",
    "claims",
    "compare",
    "compare_versions",
    "discover",
    "diverge",
    "explain",
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

STUDIES: dict[str, Callable[..., Result]] = {
    each.__name__: each
    for each in (
        compare, run, claims, alive, sensitivity, discover, response, diverge, validate, weigh, forecast,
        backtest, fit, preview, signs,
    )
}  # fmt: skip
"""The studies that write a folder, by the names of their commands."""
BRANCH = frozenset({"from_world", "world", "week", "from_scenario"})
"""Options that say which world of a finished study all scenarios start from."""


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


def explain(
    scenario: ScenarioLike,
    *,
    week: int | str | date,
    actor: str | None = None,
    world: int = 0,
    seed: int = 1,
    theory: str | None = None,
) -> WeekExplanation:
    """Explain every choice of a week in one world: the rules with what they read, the options with their
    chances, and the smallest change of each input that would have changed the choice.

    `week` is a number from 0 or a day ("2017-08-28"). `actor`: only this one (US, ROK, DPRK or China).
    `world` and `seed` are those of a study. `theory` of what moves Pyongyang, else the scenario's own. The
    result prints as text, is shown by a notebook, and has the `options` as a table. Raises UserError.

    >>> import sim as tt
    >>> why = tt.explain("baseline", week="2017-08-28", actor="DPRK")
    >>> why.options.columns.tolist()
    ['actor', 'family', 'option', 'value', 'chance', 'noise', 'open', 'wanted', 'sent']
    """
    numbered(world, MOST_WORLDS, "worlds")
    (cell,) = cells_of([scenario_of(scenario)], theories_of(theory or ()))
    return _explain(cell, seed, world, week, actor)


def check(file: str | Path) -> Soundness:
    """Check a scenario file, and run nothing: whether it is sound, or every fault with its place and cure.

    >>> import sim as tt
    >>> tt.check("freeze_for_freeze").sound
    True
    """
    found = soundness(file)
    if not found.sound:
        return found
    try:
        notes = start_notes(load(file))
    except UserError as error:
        return Soundness(faults=tuple(str(error).splitlines()))
    return replace(found, warnings=(*found.warnings, *notes))


def verify(folder: str | Path, **how: Unpack[How]) -> Verdict:
    """Run the study in a folder again, from what lies in it, and compare every number to the last bit.

    `how` it is run: see `sim.studies.running.How`; nothing is written, so there is no `out`. Raises UserError
    if it cannot be run again.

    >>> import sim as tt
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as place:
    ...     folder = tt.run("baseline", worlds=1).save(f"{place}/one")
    ...     tt.verify(folder).stands
    True
    """
    from sim.output.verify import verify as verified

    if "out" in how:
        raise UserError("verify takes no option 'out': it writes nothing")
    place = Path(folder).expanduser()
    return verified(place, lambda folder, manifest: again(folder, manifest, **how))


def compare_versions(folder: str | Path, **how: Unpack[How]) -> VersionComparison:
    """Run the study in an older folder by today's code, and tell which numbers and verdicts moved, in units
    of the smallest difference that matters.

    `how` it is run: see `sim.studies.running.How`. Raises UserError if today's code cannot run it.

    >>> import sim as tt
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as place:
    ...     folder = tt.run("baseline", worlds=1).save(f"{place}/one")
    ...     tt.compare_versions(folder).headline.partition(":")[0]
    'Nothing moved'
    """
    from sim.output.version_comparison import compare_versions as compared

    out = how.pop("out", None)
    place = Path(folder).expanduser()
    found = compared(place, lambda folder, manifest: again(folder, manifest, **how))
    if out is not None:
        found.save(out)
    return found


def again(folder: Path, manifest: Manifest, **how: Unpack[How]) -> Result:
    """Ask again what a manifest says was asked, of the scenarios that lie in its folder. Raises UserError."""
    if made := {REPLAYED: "replay", MOVES: "compare-versions"}.keys() & manifest.outputs.keys():
        command = {REPLAYED: "replay", MOVES: "compare-versions"}[made.pop()]
        raise UserError(f"it is no study; what `{command}` wrote is proved by its study")
    asked = parsed(manifest.command, STUDIES)
    copies = list(scenarios_from(folder, manifest).values())
    arguments, options = in_place(asked, STUDIES[asked.study], copies, folder)
    if options.get("from_world"):  # the copies start there
        options = {name: value for name, value in options.items() if name not in BRANCH}
        options |= {} if manifest.shown is None else {"world": manifest.shown}
    if options.get("theory"):  # of several that a command names each has a folder
        options["theory"] = manifest.theories[0]
    return STUDIES[asked.study](*arguments, **options, **how)
