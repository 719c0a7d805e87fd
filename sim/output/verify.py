"""Verification: a folder is made again from what lies in it, and every number compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias, cast

from sim.core.errors import UserError, listed, printable
from sim.core.ordinary_files import files_in, is_ordinary
from sim.engine.provenance import ROOT, hash_of, software
from sim.evidence.own_record import shipped_mark
from sim.output.bitwise_diff import BY_THE_SAME_CODE, Difference, FilePair, is_compared, same_files
from sim.output.manifest import NAME, Manifest, numbers_of, seal_holds
from sim.output.result import Result
from sim.output.ro_crate import CRATE, untrue
from sim.output.second_run import PICTURES, as_asked, saved

Remake: TypeAlias = Callable[[Path, Manifest], Result]
"""Asks again what the manifest of a folder says was asked, of the scenarios that lie in the folder."""

SURROUNDINGS = ("version", "commit", "code", "platform", "processor_features")
"""Fields of a manifest that tell what a study ran on, beside the versions of packages."""
OF_THE_TIME = {
    *SURROUNDINGS, "versions", "scenarios", "scenario_files", "starts", "command", "started", "finished",
}  # fmt: skip
OF_THE_FILES = {"outputs", "numbers", "seal"}
"""With these, the fields that may be other when the same is made again."""
SHORTEST = 16
"""Digits of a hash that say which it is."""
LATER = ("orders.csv", "overall.csv", "agreement.csv", "dots.csv", "onset.csv", "report.html", CRATE)
"""Files that studies did not have at first: that an older one lacks them is no objection."""
FORMER = ("effects.csv",)
"""Files that some studies no longer have, since they held no row: an older one may have them."""


@dataclass(frozen=True, repr=False)
class Verification:
    """The outcome of a verification: how many `numbers` and words in how many `files` were compared.

    `differences`: the first of every file. `objections`: what is not as the manifest says. `surroundings`:
    what is other here than where the study was made, no fault if the numbers agree.
    """

    folder: Path
    numbers: int
    files: int
    differences: tuple[Difference, ...]
    objections: tuple[str, ...]
    surroundings: tuple[str, ...]
    hash: str = ""
    """The hash of the folder's tables, which its report bears."""
    left_out: tuple[str, ...] = ()
    """What of the folder was not compared."""

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

    def __repr__(self) -> str:
        """The outcome in words: all equal, or the first number that differs in each file, and why."""
        return "\n  ".join(self._lines())

    def _lines(self) -> Iterator[str]:
        what = f"{self.numbers:,} numbers and words in {self.files} files"
        if self.stands:
            yield f"{self.folder}: run again, {what}: all equal, to the last bit"
            yield f"hash of the tables: {self.hash}"
        elif not self.differences:
            yield f"{self.folder}: {what} are equal, but the manifest is not true:"
        else:
            yield f"{self.folder}: differs"
        for each in self.differences:
            yield f"{each.file}: first in {each.place}: {each.was} in the folder, {each.now} now"
        cause = self.cause if self.differences else ""
        if cause:
            yield f"likeliest cause: {cause}"
        others = (*self.objections, *self.surroundings, *self.left_out)
        yield from (each for each in others if each != cause)


def verify(folder: Path, remake: Remake, expected: str = "") -> Verification:
    """Make the study in `folder` again and compare; its tables are to have the hash `expected`, where one is
    given, as a report does. Raises UserError if that cannot be done.
    """
    manifest = Manifest.read(folder)
    numbered = numbers_of(folder, manifest.outputs)
    objections = [*changed(folder, manifest)]
    if expected and not (len(expected) >= SHORTEST and numbered.startswith(expected.lower())):
        objections.append(f"the tables have the hash {numbered}, not {expected}")
    surroundings = tuple(other_here(manifest))
    with TemporaryDirectory() as place:
        try:
            again = as_asked(remake(folder, manifest), manifest)
            fresh = saved(again, manifest, folder, Path(place) / folder.resolve().name)
        except UserError as error:
            causes = "".join(f"\n  {cause}" for cause in (*objections, *surroundings))
            raise UserError(f"{folder}: cannot be run again: {error}{causes}") from error
        now = Manifest.read(fresh)
        objections += otherwise(manifest, now, set(again.figures))
        same = manifest.code == now.code
        pairs = list(same_files(folder, fresh, manifest.outputs, wording=same))
    numbers, files = sum(pair.now.size for pair in pairs), len({pair.file for pair in pairs})
    left_out = tuple(uncompared(folder, manifest, now))
    first = tuple(_first(pairs).values())
    objections += untrue(folder, manifest) if same and not first else []
    return Verification(folder, numbers, files, first, tuple(objections), surroundings, numbered, left_out)


def _first(pairs: Iterable[FilePair]) -> dict[str, Difference]:
    """The first difference of every file that has one."""
    first: dict[str, Difference] = {}
    for pair in pairs:
        if found := pair.difference:
            first.setdefault(pair.file, found)
    return first


def uncompared(folder: Path, was: Manifest, now: Manifest) -> Iterator[str]:
    """What of a folder was not held against anything, in words."""
    same = was.code == now.code
    names = [name for name in was.outputs if not is_compared(name, wording=same) and name != CRATE]
    for what, some in {
        "pictures are not drawn again": [name for name in names if name.endswith(PICTURES)],
        "other code may say the same otherwise": [name for name in names if name.endswith(BY_THE_SAME_CODE)],
        "they hold no numbers": [name for name in names if not name.endswith((*PICTURES, *BY_THE_SAME_CODE))],
    }.items():
        if some:
            yield f"not compared, since {what}: {listed(some)}"
    if not same:
        yield "of words only the numbers in them were compared, since other code made them"
        if missing := sorted({*LATER} & (set(now.outputs) - set(was.outputs))):
            yield f"made now, and not in the folder: {listed(missing)}"
    if strange := {path.as_posix() for path in files_in(folder)} - {*was.outputs, NAME}:
        yield f"in the folder, but not of the study: {printable(listed(sorted(strange)))}"


def otherwise(was: Manifest, now: Manifest, pictures: set[str]) -> Iterator[str]:
    """Where two manifests of the same command disagree, but for when, on what and from which file it ran, and
    for `pictures`, which are not drawn again.
    """
    for name in sorted(set(Manifest.model_fields) - OF_THE_TIME - OF_THE_FILES):
        if getattr(was, name) != getattr(now, name):
            yield f"the manifest says {name} {getattr(was, name)}, but it is {getattr(now, name)}"
    records = ([it.model_copy(update={"files": ()}) for it in side.scenarios] for side in (was, now))
    if next(records) != next(records):
        yield "the manifest lists other scenarios than those that ran"
    starts = ([it.model_copy(update={"path": ""}) for it in side.starts] for side in (was, now))
    if next(starts) != next(starts):
        yield "the manifest says that worlds start from elsewhere than they do"
    files = {file for it in was.scenarios for file in it.files}
    if files != set(was.scenario_files):
        yield "the manifest lists other scenario files than its scenarios have"
    later = LATER if was.code != now.code else ()
    new = sorted(set(now.outputs) - set(was.outputs) - {*later})
    yield from (f"the manifest does not list {name}" for name in new)
    former = FORMER if was.code != now.code else ()
    for name in sorted(set(was.outputs) - set(now.outputs) - {*former}):
        if not (name.endswith(PICTURES) and name[:-4].rstrip("0123456789").rstrip("_") in _stems(pictures)):
            yield f"{name} is not made any more"


def _stems(pictures: set[str]) -> set[str]:
    """Names of files without the number that several figures of one picture have."""
    return {name.rstrip("0123456789").rstrip("_") for name in pictures}


def changed(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What was changed in the folder since the study was written."""
    if not seal_holds(folder):
        yield "manifest.json was changed since it was written"
    for name, digest in manifest.outputs.items():
        if not (folder / name).exists() and not (folder / name).is_symlink():
            yield f"{name} is missing"
        elif not is_ordinary(folder, name):
            yield f"{name} is no ordinary file in the folder any more"
        elif hash_of(folder / name) != digest:
            yield f"{name} was changed since it was written"
    if manifest.numbers and manifest.numbers != numbers_of(folder, manifest.outputs):
        yield "the manifest has another hash of the tables than they have"


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
    shipped = {it.record for it in manifest.starts if it.of_the_shipped_record}
    if shipped - {shipped_mark()}:
        yield "the shipped record has changed since, from which worlds start"
    for name, digest in manifest.scenario_files.items():
        if (ROOT / name).is_file() and hash_of(ROOT / name) != digest:
            yield f"{name} has changed since; the copy in the folder was run"


def _brief(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " ".join(map(str, cast("list[str]", value)))
    return str(value)[:12] if len(str(value)) > 40 else str(value)
