"""What a finished study says of itself, as far as worlds that start from one of its worlds need it.

The whole of the manifest is `sim.output.manifest`; here is read what has not changed since the first version.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from sim.core.errors import UserError

NAME: Final = "manifest.json"
SERIES: Final = "series.nc"
"""The file that only studies of scenarios have."""


class Copy(BaseModel):
    """A scenario of the study, and the file in its folder that holds it whole."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: str
    resolved: str


class FinishedStudy(BaseModel):
    """A study in a folder: its worlds, weeks and scenarios, and the code that made it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    folder: Path
    mark: str
    """The hash of its manifest, which holds the hashes of all its files."""
    code: str
    version: str
    seed: int
    worlds: int
    replicates: int = Field(validation_alias=AliasChoices("replicates", "lucks"))
    monday: date = Field(validation_alias="start")
    weeks: int
    scenarios: tuple[Copy, ...]
    cells: tuple[tuple[str, str], ...]
    outputs: dict[str, str]

    def day_of(self, week: int) -> date:
        """The Monday of a week."""
        return self.monday + timedelta(weeks=week)

    @property
    def names(self) -> list[str]:
        """Its scenarios."""
        return [each.name for each in self.scenarios]

    @property
    def is_whole(self) -> bool:
        """Whether its results lie in the folder: a copy in that of another study has the scenarios alone."""
        return (self.folder / SERIES).is_file()


def finished_study(folder: str | Path) -> FinishedStudy:
    """Read the manifest of a study of scenarios. Raises UserError if there is none, or of another kind."""
    place = Path(folder)
    try:
        text = (place / NAME).read_bytes()
    except OSError as error:
        raise UserError(f"{place}: no study lies there ({NAME}: {error.strerror})") from None
    try:
        said = {**json.loads(text), "folder": place, "mark": sha256(text).hexdigest()}
        found = FinishedStudy.model_validate(said)
    except (ValidationError, ValueError, TypeError):
        raise UserError(f"{place}: {NAME} is not that of a study of this version") from None
    if SERIES not in found.outputs:
        raise UserError(f"{place}: no study of scenarios; worlds start from those of `run` and `compare`")
    return found
