"""The verification of a study: what its manifest says was asked is asked again, of what its folder holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, TypedDict, Unpack

from sim.core.checked_call import arguments_checked
from sim.core.errors import UserError
from sim.engine.checkpoint import Tell
from sim.output.captions import ACROSS
from sim.output.manifest import Manifest
from sim.output.replay import REPLAYED
from sim.output.request import in_place, parsed
from sim.output.result import Result
from sim.output.scenario_copies import scenarios_from
from sim.output.study_folder import check_place, refuse_a_study
from sim.output.verify import Verification
from sim.output.verify import verify as verified
from sim.output.version_comparison import MOVES, VersionComparison
from sim.output.version_comparison import compare_versions as compared
from sim.studies import STUDIES, study_of
from sim.studies.bounds import WORKERS
from sim.studies.running import Bar

STUDIES_COMPARED = "studies.csv"
"""The file that only a comparison of finished studies has."""
BRANCH = frozenset({"from_world", "world", "week", "from_scenario"})
"""Options that say which world of a finished study all scenarios start from."""


class HowAgain(TypedDict, total=False):
    """How a study is run again: as in `sim.studies.running.How`, but that nothing is written."""

    workers: Annotated[int, WORKERS] | None
    scheduler: str | None
    bar: Bar
    tell: Tell


@arguments_checked
def compare_versions(
    folder: str | Path, *, out: str | Path | None = None, **how: Unpack[HowAgain]
) -> VersionComparison:
    """Run the study in an older folder by today's code, and tell which numbers and verdicts moved, in units
    of the smallest difference that matters.

    `how` it is run: see `sim.studies.running.How`; with `out` the result is saved there. Raises UserError if
    today's code cannot run it.

    >>> import sim as tt
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as place:
    ...     folder = tt.run("baseline", worlds=1).save(f"{place}/one")
    ...     tt.compare_versions(folder).headline.partition(":")[0]
    'Nothing moved'
    """
    if out is not None:
        check_place(Path(out))
        refuse_a_study(Path(out), MOVES)
        out = Path(out).absolute()
    found = compared(Path(folder), lambda folder, manifest: _again(folder, manifest, how))
    if out is not None:
        found.save(out)
    return found


@arguments_checked
def verify(folder: str | Path, *, expected: str = "", **how: Unpack[HowAgain]) -> Verification:
    """Run the study in a folder again, from what lies in it, and compare every number to the last bit; with
    the hash `expected` that a report bears, also whether the tables are those of the report.

    `how` it is run: see `sim.studies.running.How`; nothing is written, so there is no `out`. Raises UserError
    if it cannot be run again.

    >>> import sim as tt
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as place:
    ...     folder = tt.run("baseline", worlds=1).save(f"{place}/one")
    ...     tt.verify(folder).stands
    True
    """
    return verified(Path(folder), lambda folder, manifest: _again(folder, manifest, how), expected)


def _again(folder: Path, manifest: Manifest, how: HowAgain) -> Result:
    """Ask again what a manifest says was asked, of the scenarios that lie in its folder. Raises UserError."""
    for mark, command in {REPLAYED: "replay", MOVES: "compare-versions"}.items():
        if mark in manifest.outputs:
            raise UserError(f"it is no study; what `{command}` wrote is proved by its study")
    study = {name: study_of(name) for name in manifest.command[1:2] if name in STUDIES}
    asked = parsed(manifest.command, study)
    copies = list(scenarios_from(folder, manifest).values())
    arguments, options = in_place(asked, study[asked.study], copies, folder)
    if options.get("from_world"):  # the copies start there
        options = {name: value for name, value in options.items() if name not in BRANCH}
        options |= {} if manifest.shown is None else {"world": manifest.shown}
    if options.get("theory"):  # of several that a command names each has a folder
        options["theory"] = manifest.theories[0]
    if STUDIES_COMPARED in manifest.outputs:  # read from finished studies: they ran these worlds
        options |= {"theories": manifest.theories, "worlds": manifest.worlds, "seed": manifest.seed}
        from sim.studies.comparison.finished_study import simulated_again

        return simulated_again(study["compare"](*copies, **options, **how), folder, manifest)
    ran = list(dict.fromkeys(theory for _, theory in manifest.cells))
    if len(ran) == 1:  # where none was named, older versions ran the scenarios' own alone
        alone = {"compare": "theories", "run": "theory"}.get(asked.study)
        options |= {alone: ran[0]} if alone else {}
    found = study[asked.study](*arguments, **options, **how)
    if asked.study == "compare" and not asked.arguments:  # of all strategies, which are copies here
        found = replace(found, question=ACROSS)
    return found
