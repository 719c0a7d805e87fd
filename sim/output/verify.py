"""Does a folder still say what it said? It is made again from what lies in it, and every number compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias, cast

from sim.core.errors import UserError
from sim.engine.chunk import Progress
from sim.engine.ensemble import simulate_ensemble
from sim.engine.process_pool import open_pool, world_weeks
from sim.engine.provenance import ROOT, hash_of, software
from sim.engine.world_batch import REPLICATES
from sim.explanation.signal_log import ledger_again
from sim.output import study_folder
from sim.output.bitwise_diff import Difference, Pair, datasets, same_files, tables
from sim.output.manifest import Manifest
from sim.output.rerun import cells_from
from sim.results.trajectories import trajectories
from sim.scenario.cell import Cell

Remake: TypeAlias = Callable[[Path, Manifest, Path], object]
"""Carries out the command of a manifest once more: from the folder it lies in into another one."""

SURROUNDINGS = ("version", "commit", "code", "platform", "processor_features")
"""Fields of a manifest that tell what a study ran on, beside the versions of packages."""
OF_THE_TIME = {*SURROUNDINGS, "versions", "scenarios", "scenario_files", "command", "started", "finished"}
OF_THE_FILES = {"outputs", "seal"}
"""With these, the fields that may be other when the same is made again."""


@dataclass(frozen=True)
class Verdict:
    """What came of making a folder again.

    `differences`: the first of every file. `objections`: what is not as the manifest says. `surroundings`:
    what is other here than where the study was made, no fault if the numbers agree.
    """

    numbers: int
    files: int
    differences: tuple[Difference, ...]
    objections: tuple[str, ...]
    surroundings: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether every number is equal to the last bit, and the manifest true."""
        return not self.differences and not self.objections

    @property
    def cause(self) -> str:
        """The likeliest cause of a difference."""
        none = (
            "nothing that a manifest records is other here, so it is a defect of the program or the machine"
        )
        return next(iter((*self.objections, *self.surroundings)), none)


def verify(
    folder: Path,
    workers: int | None = None,
    progress: Progress | None = None,
    remake: Remake | None = None,
) -> Verdict:
    """Run a study again from its folder, or an analysis by `remake`. Raises UserError if that cannot be."""
    manifest = Manifest.read(folder)
    objections = [*changed(folder, manifest)]
    surroundings = tuple(other_here(manifest))
    try:
        if remake:
            found, pairs = _remade(folder, manifest, remake)
        else:
            study = again(folder, manifest, workers, progress)
            found, pairs = untrue(manifest, study), list(_pairs(folder, manifest, study))
    except UserError as error:
        causes = "".join(f"\n  {cause}" for cause in (*objections, *surroundings))
        raise UserError(f"{folder}: cannot be run again: {error}{causes}") from error
    objections += found
    first: dict[str, Difference] = {}
    for pair in pairs:
        if found := pair.difference:
            first.setdefault(pair.file, found)
    numbers, files = sum(pair.now.size for pair in pairs), len({pair.file for pair in pairs})
    return Verdict(numbers, files, tuple(first.values()), tuple(objections), surroundings)


def again(
    folder: Path, manifest: Manifest, workers: int | None, progress: Progress | None
) -> study_folder.Study:
    """The study run again, from what lies in its folder."""
    if study_folder.SERIES not in manifest.outputs:
        what = "a study of `run` or `compare` has one, and what `replay` wrote is proved by its study"
        raise UserError(f"its manifest lists no {study_folder.SERIES}: {what}")
    cells = cells_from(folder, manifest)
    with open_pool(world_weeks(cells, manifest.worlds), workers, None, lambda _: None) as pool:
        ensemble = simulate_ensemble(
            cells,
            seed=manifest.seed,
            worlds=manifest.worlds,
            progress=progress,
            keep=manifest.kept,
            pool=pool,
        )
    return study_folder.Study(ensemble, manifest.command, shown=manifest.shown)


def _pairs(folder: Path, manifest: Manifest, study: study_folder.Study) -> Iterator[Pair]:
    """Everything with numbers in it, as it was written and as it is now."""
    texts = study_folder.tables(study)
    if manifest.shown is not None:
        again = ledger_again(study.ensemble.cells[0], manifest.seed, manifest.shown)
        texts["ledger.csv"] = study_folder.csv(again.signals)
    yield from (tables(folder / name, text) for name, text in texts.items() if (folder / name).exists())
    sets = {study_folder.SERIES: study.series}
    if study.ensemble.trajectories:
        sets[study_folder.WORLDS] = trajectories(study.ensemble)
    for name, data in sets.items():
        if (folder / name).exists():
            yield from datasets(folder / name, data)


def _remade(folder: Path, manifest: Manifest, remake: Remake) -> tuple[list[str], list[Pair]]:
    """What the manifest says and the one made again does not, and the files of both."""
    with TemporaryDirectory() as place:
        fresh = Path(place) / folder.resolve().name
        remake(folder, manifest, fresh)
        now = Manifest.read(fresh)
        return list(otherwise(manifest, now)), list(same_files(folder, fresh, manifest.outputs))


def otherwise(was: Manifest, now: Manifest) -> Iterator[str]:
    """Where two manifests of the same command disagree, but for when, on what and from which file it ran."""
    for name in sorted(set(Manifest.model_fields) - OF_THE_TIME - OF_THE_FILES):
        if getattr(was, name) != getattr(now, name):
            yield f"the manifest says {name} {getattr(was, name)}, but it is {getattr(now, name)}"
    records = ([it.model_copy(update={"files": ()}) for it in side.scenarios] for side in (was, now))
    if next(records) != next(records):
        yield "the manifest lists other scenarios than those that ran"
    yield from (f"the manifest does not list {name}" for name in sorted(set(now.outputs) - set(was.outputs)))
    yield from (f"{name} is not made any more" for name in sorted(set(was.outputs) - set(now.outputs)))


def changed(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What was changed in the folder since the study was written."""
    if manifest.sealed().seal != manifest.seal:
        yield "manifest.json was changed since it was written"
    for name, digest in manifest.outputs.items():
        if not (folder / name).is_file():
            yield f"{name} is missing"
        elif hash_of(folder / name) != digest:
            yield f"{name} was changed since it was written"


def untrue(manifest: Manifest, study: study_folder.Study) -> Iterator[str]:
    """What the manifest says of the study, and the study run again does not."""
    e = study.ensemble
    found: dict[str, Any] = {
        "lucks": REPLICATES,
        "start": e.monday.isoformat(),
        "weeks": e.weeks,
        "theories": tuple(dict.fromkeys(cell.theory for cell in e.cells)),
        "kept": study_folder.WORLDS in manifest.outputs,
        "shown": manifest.shown if "ledger.csv" in manifest.outputs else None,
        "scenarios": tuple(it for it in manifest.scenarios if _of_cells(it.name, e.cells)),
    }
    for name, now in found.items():
        if (was := getattr(manifest, name)) != now:
            yield f"the manifest says {name} {was}, but it is {now}"
    needed = {study_folder.SERIES, "summary.csv", "effects.csv", *(it.resolved for it in manifest.scenarios)}
    yield from (f"the manifest does not list {name}" for name in sorted(needed - set(manifest.outputs)))
    files = {file for it in manifest.scenarios for file in it.files}
    if files != set(manifest.scenario_files):
        yield "the manifest lists other scenario files than its scenarios have"


def _of_cells(name: str, cells: tuple[Cell, ...]) -> bool:
    return any(cell.scenario.name == name for cell in cells)


def other_here(manifest: Manifest) -> Iterator[str]:
    """What is other here than where the study was made."""
    here, there = software(), manifest.model_dump(mode="json")
    for name in SURROUNDINGS:
        was, now = _brief(there[name]), _brief(here[name])
        if was != now:
            yield f"{name.replace('_', ' ')}: {was} there, {now} here"
    for name in dict.fromkeys((*here["versions"], *there["versions"])):
        was, now = (side["versions"].get(name, "unknown") for side in (there, here))
        if was != now:
            yield f"{name}: {was} there, {now} here"
    for name, digest in manifest.scenario_files.items():
        if (ROOT / name).is_file() and hash_of(ROOT / name) != digest:
            yield f"{name} has changed since; the copy in the folder was run"


def _brief(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(str, cast("list[str]", value)))
    return str(value)[:12] if len(str(value)) > 40 else str(value)
