"""What it takes to run a study again and get the same bits: `manifest.json`, which names no host."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from sim.core.errors import UserError, printable
from sim.core.ordinary_files import content_of, files_in, is_name_inside, is_ordinary
from sim.engine.provenance import hash_of, placed, placed_within, software
from sim.engine.run_info import RunInfo
from sim.output.start_copies import StartRecord
from sim.scenario import Scenario

NAME = "manifest.json"
LARGEST, LONGEST, FEW = 64_000_000, 100, 5
"""Bytes of a manifest, letters that are shown of a name in it, and faults that are listed."""


def _inside(name: str) -> str:
    if not is_name_inside(name):
        raise ValueError("is no name of a file inside the folder")
    return name


Inside: TypeAlias = Annotated[str, AfterValidator(_inside)]
"""The name of a file in the folder, with `/` between folders."""
Count: TypeAlias = Annotated[int, Field(ge=1, le=1_000_000_000)]
Number: TypeAlias = Annotated[int, Field(ge=0, lt=2**63)]


class ScenarioRecord(BaseModel):
    """One scenario: its name, the strategy it ran with, its files, the one that others extend first, the file
    in the folder that holds it whole, and the warnings of its files, whose lines that one does not have.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    strategy: str
    files: tuple[str, ...]
    resolved: Inside
    warnings: tuple[str, ...] = ()
    """Older manifests have none, and older reports do not tell them."""


class Manifest(BaseModel):
    """All that a study came from. Hashes are SHA-256 of a file's bytes, times are UTC."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    commit: str | None
    """The git commit, ending in -dirty if files differed from it; none outside a checkout."""
    code: str
    """One hash over all of the project's Python files."""
    versions: dict[str, str]
    platform: str
    processor_features: tuple[str, ...]
    seed: Number
    worlds: Number
    """0 of a preview, which simulates nothing."""
    replicates: Count = Field(validation_alias=AliasChoices("replicates", "lucks"))
    """Worlds per parameter draw; older manifests call it `lucks`."""
    start: str
    weeks: Count
    theories: tuple[str, ...]
    scenarios: tuple[ScenarioRecord, ...] = Field(min_length=1)
    cells: tuple[tuple[str, str], ...] = Field(min_length=1)
    """Scenario and theory in the order they ran; the first of each theory is its baseline."""
    scenario_files: dict[str, str]
    starts: tuple[StartRecord, ...] = ()
    """What worlds start from that do not start as assumed; older manifests say nothing of it."""
    shown: Number | None
    """The world shown as a ledger, if one was."""
    kept: bool
    """Whether the paths of all worlds were kept."""
    command: tuple[str, ...]
    started: str
    finished: str
    numbers: str = ""
    """One hash over all tables in the folder; older manifests have none."""
    outputs: dict[Inside, str]
    """The hash of every other file in the folder."""
    seal: str = ""
    """The hash of all other fields, which shows if the manifest was changed by hand."""

    @field_validator("command")
    @classmethod
    def _simulates(cls, command: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if info.data.get("worlds") == 0 and command[1:2] != ("preview",):
            raise PydanticCustomError("worlds", "worlds 0, which a preview alone has")
        return command

    @classmethod
    def of(
        cls, run: RunInfo, folder: Path, resolved: Mapping[str, str], starts: Sequence[StartRecord] = ()
    ) -> Manifest:
        """The manifest of a study whose files lie in `folder`; the study counts as finished now.

        `resolved` is the file in the folder of each scenario, by name; `starts` what their worlds start from.
        """
        scenarios = {cell.scenario.name: cell.scenario for cell in run.cells}
        files = {file for scenario in scenarios.values() for file in scenario.files}
        plain = cls(
            **software(),
            seed=run.seed,
            worlds=run.worlds,
            replicates=run.replicates,
            start=run.monday.isoformat(),
            weeks=run.weeks,
            theories=run.theories,
            scenarios=tuple(_record(it, resolved[name]) for name, it in scenarios.items()),
            cells=tuple((cell.scenario.name, cell.theory) for cell in run.cells),
            scenario_files={placed(file): hash_of(file) for file in sorted(files)},
            starts=tuple(it.model_copy(update={"path": _of_start(it.path)}) for it in starts),
            shown=run.shown,
            kept=run.kept,
            command=command_of(run),
            started=_time(run.started),
            finished=_time(datetime.now(UTC)),
            numbers=numbers_of(folder),
            outputs={path.as_posix(): hash_of(folder / path) for path in files_in(folder)},
        )
        return plain.sealed()

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of an output folder; UserError if there is none or it is not whole."""
        path = folder / NAME
        try:
            return cls.model_validate_json(content_of(path, LARGEST))
        except OSError as error:
            raise UserError(f"{path}: no manifest to read ({error.strerror})") from error
        except ValidationError as error:
            faults = "; ".join(map(_fault, error.errors()[:FEW]))
            raise UserError(f"{path}: not a manifest of this version: {faults}") from error

    def copy_of(self, scenario: str) -> str:
        """The file in the folder that holds a scenario."""
        return next(record.resolved for record in self.scenarios if record.name == scenario)

    def sealed(self) -> Manifest:
        """The manifest with the seal that belongs to its other fields."""
        return self.model_copy(update={"seal": _seal(self.model_dump(mode="json"))})

    def write(self, folder: Path) -> None:
        """Put the manifest into `folder`."""
        text = json.dumps(self.model_dump(mode="json"), indent=2, ensure_ascii=False)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")


def command_of(run: RunInfo) -> tuple[str, ...]:
    """The words that ask for the same, without the host in them."""
    return tuple(placed(Path(word)) if Path(word).is_absolute() else word for word in run.command)


def numbers_of(folder: Path, names: Iterable[str] | None = None) -> str:
    """One hash over the names and the text of all tables in a folder, or of those among some `names`."""
    there = [path.as_posix() for path in files_in(folder, "*.csv")] if names is None else names
    tables = [Path(name) for name in there if name.endswith(".csv") and is_ordinary(folder, name)]
    lines = (f"{path.as_posix()} {hash_of(folder / path)}\n" for path in sorted(tables))
    return sha256("".join(lines).encode()).hexdigest()


def seal_holds(folder: Path) -> bool:
    """Whether the manifest in a folder is as it was written, whatever its fields are called today."""
    written = json.loads(content_of(folder / NAME, LARGEST))
    return _seal(written) == written.get("seal")


def _fault(error: Any) -> str:
    """A fault of a field, with what it holds where that is short."""
    place = printable(".".join(map(str, error["loc"])))[:LONGEST]
    held = "" if isinstance(error["input"], dict | list | bytes) else f" (found {error['input']!r:.40})"
    return f"{place} {error['msg'].removeprefix('Value error, ')}{held}".strip()


def _seal(fields: Mapping[str, Any]) -> str:
    others = {name: value for name, value in fields.items() if name != "seal"}
    return sha256(json.dumps(others, sort_keys=True).encode()).hexdigest()


def _record(scenario: Scenario, resolved: str) -> ScenarioRecord:
    files = tuple(placed(file) for file in scenario.files)
    return ScenarioRecord(
        name=scenario.name,
        strategy=scenario.strategy_words,
        files=files,
        resolved=resolved,
        warnings=tuple(placed_within(words, scenario.files) for words in scenario.warnings),
    )


def _of_start(path: str) -> str:
    """The same of what worlds start from; "" where it is shipped."""
    return placed(Path(path)) if path else ""


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
