"""What the worlds of a study start from, copied into its folder: it can be made again when the source has
moved or changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from sim.core.errors import UserError, printable
from sim.core.ordinary_files import content_of, is_name_inside, is_ordinary
from sim.engine.conditioning.past import past_of
from sim.evidence.own_record import shipped_mark
from sim.scenario import Scenario, Start
from sim.scenario.dump import written
from sim.scenario.finished_study import NAME, finished_study

STARTS: Final = "starts"
NEEDED: Final = ("scenarios/", f"{STARTS}/")
"""Of a study whose world others start from: its scenarios, and what its own worlds start from."""


class StartRecord(BaseModel):
    """What worlds of some scenarios start from. Hashes are SHA-256.

    `place` is the folder in the study that holds a copy, `path` where it was taken from ("" for what is
    shipped). From the record: `history` is the hash of the file of its years, `record` that of the tables.
    From a world: `study` is the hash of the manifest of its study, which holds those of its files.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    scenarios: tuple[str, ...]
    source: str
    day: date
    place: str
    path: str
    history: str | None = None
    record: str | None = None
    study: str | None = None
    scenario: str | None = None
    world: int | None = None
    week: int | None = None

    @property
    def of_the_shipped_record(self) -> bool:
        """Whether its tables are those that are shipped, which have no copy."""
        return self.record is not None and not self.path


def write_starts(
    scenarios: Iterable[Scenario], folder: Path
) -> tuple[dict[Start, Start], tuple[StartRecord, ...]]:
    """Copy what the scenarios start from into the folder of their study; the starts as the copies of the
    scenarios have them, by those that they have, and a record of each.
    """
    names: dict[Start, list[str]] = {}
    some: dict[Start, Scenario] = {}
    for scenario in scenarios:
        if not scenario.assumed:
            names.setdefault(scenario.begin, []).append(scenario.name)
            some.setdefault(scenario.begin, scenario)
    starts: dict[Start, Start] = {}
    records: list[StartRecord] = []
    for number, (begin, scenario) in enumerate(some.items(), 1):
        place = f"{STARTS}/{number}"
        copy = _copy_of_the_past if scenario.from_record else _copy_of_a_study
        starts[begin], record = copy(scenario, folder, place)
        records.append(record.model_copy(update={"scenarios": tuple(names[begin])}))
    return starts, tuple(records)


def _copy_of_the_past(scenario: Scenario, folder: Path, place: str) -> tuple[Start, StartRecord]:
    """The history that worlds ran through, and the tables of a record of one's own."""
    begin, past = scenario.begin, past_of(scenario)
    history = written(past.history).encode()
    for name, content in {f"{place}/history.yaml": history, **past.record.copies(f"{place}/record")}.items():
        _write(folder / name, content)
    own = {"record": f"../{place}/record"} if begin.record else {}
    inside = begin.model_copy(update={"history": f"../{place}/history.yaml", **own})
    return inside, StartRecord(
        scenarios=(), source="record", day=scenario.monday, place=place, path=begin.record or "",
        history=sha256(history).hexdigest(), record=past.record.mark or shipped_mark(),
    )  # fmt: skip


def _copy_of_a_study(scenario: Scenario, folder: Path, place: str) -> tuple[Start, StartRecord]:
    """The manifest and the scenarios of a study, from which its worlds can be run again."""
    begin, study = scenario.begin, finished_study(str(scenario.begin.study))
    for name in (NAME, *_needed(study.folder, study.outputs)):
        _write(folder / place / name, _read(study.folder / name))
    inside = begin.model_copy(update={"study": f"../{place}"})
    return inside, StartRecord(
        scenarios=(), source="world", day=scenario.monday, place=place, path=str(begin.study),
        study=study.mark, scenario=begin.scenario, world=begin.world, week=begin.week,
    )  # fmt: skip


def _needed(folder: Path, outputs: Iterable[str]) -> Iterator[str]:
    """The files of a study that its worlds are run again from; none outside of its folder."""
    for name in outputs:
        if name.startswith(NEEDED):
            if not is_name_inside(name) or not is_ordinary(folder, name):
                what = f"its manifest names what is no file in it ({printable(name)[:100]})"
                raise UserError(f"{folder}: {what}; worlds start from there")
            yield name


def _read(file: Path) -> bytes:
    try:
        return content_of(file)
    except OSError as error:
        raise UserError(f"{file}: cannot be read: {error.strerror}; worlds start from there") from None


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
