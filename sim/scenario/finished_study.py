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

from sim.core.errors import UserError, printable
from sim.core.ordinary_files import content_of, strays

NAME: Final = "manifest.json"
SERIES: Final = "series.nc"
"""The file that only studies of scenarios have."""


MOST: Final = 1_000_000_000
MOST_WEEKS, LAST = 10_000, date(3000, 1, 1)
"""More than any study has."""
LARGEST: Final = 64_000_000
"""Bytes of a manifest."""


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
    seed: int = Field(ge=0, lt=2**63)
    worlds: int = Field(ge=1, le=MOST)
    replicates: int = Field(ge=1, le=MOST, validation_alias=AliasChoices("replicates", "lucks"))
    monday: date = Field(validation_alias="start", lt=LAST)
    weeks: int = Field(ge=1, le=MOST_WEEKS)
    scenarios: tuple[Copy, ...] = Field(min_length=1)
    cells: tuple[tuple[str, str], ...] = Field(min_length=1)
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
        text = content_of(place / NAME, LARGEST)
    except OSError as error:
        raise UserError(f"{place}: no study lies there ({NAME}: {error.strerror})") from None
    try:
        said = {**json.loads(text), "folder": place, "mark": sha256(text).hexdigest()}
        found = FinishedStudy.model_validate(said)
    except (ValidationError, ValueError, TypeError, RecursionError) as error:
        faults = error.errors() if isinstance(error, ValidationError) else []
        what = "; ".join(f"{'.'.join(map(str, each['loc']))[:100]}: {each['msg']}" for each in faults[:3])
        where = f" ({printable(what)})" if what else ""
        raise UserError(f"{place}: {NAME} is not that of a study of this version{where}") from None
    if astray := strays(place / "starts"):
        raise UserError(f"{place}: starts/{astray[0]} leads out of it or is no ordinary file; it is not read")
    if SERIES not in found.outputs:
        raise UserError(f"{place}: no study of scenarios; worlds start from those of `run` and `compare`")
    return found
