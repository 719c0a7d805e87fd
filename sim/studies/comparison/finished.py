"""Finished studies put side by side: their folders are read, and nothing is simulated.

World 17 of one study is world 17 of another where both have the same seed, number of worlds, weeks and code:
the same draw of the parameters and the same random draws. Only such studies are compared, so that every
difference is paired, as within one study.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from numpy.typing import NDArray

from sim.core.errors import UserError, listed
from sim.output.manifest import NAME, Manifest
from sim.output.scenario_copies import scenarios_from
from sim.output.study_folder import SERIES
from sim.output.verify import changed
from sim.scenario import Scenario
from sim.vocabulary.glossary import MEASURES, OUTCOMES

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

SAME: Final = {
    "code": "other code made it",
    "seed": "its seed is {there}, not {here}",
    "worlds": "it has {there:,} worlds, not {here:,}",
    "replicates": "it has {there} worlds a draw of the parameters, not {here}",
    "start": "it starts on {there}, not on {here}",
    "weeks": "it has {there} weeks, not {here}",
}
"""Fields of a manifest by which worlds are the same, and the words for where they are not."""


@dataclass(frozen=True)
class FinishedStudy:
    """The folder of a study of scenarios: its manifest, its scenarios by name, and what was recorded."""

    folder: Path
    manifest: Manifest
    scenarios: dict[str, Scenario]

    @classmethod
    def of(cls, folder: Path) -> FinishedStudy:
        """Read it. Raises UserError if there is none, if it is of another kind, or if it was changed."""
        manifest = Manifest.read(folder)
        if manifest.command[1:2] not in (("run",), ("compare",)) or SERIES not in manifest.outputs:
            raise UserError(f"{folder}: no study of scenarios; those of `run` and `compare` can be compared")
        read = (NAME, SERIES, *(it.resolved for it in manifest.scenarios))
        if faults := [it for it in changed(folder, manifest) if it.partition(" ")[0] in read]:
            raise UserError(f"{folder}: {'; '.join(faults)}: nothing is compared with it")
        return cls(folder, manifest, scenarios_from(folder, manifest))

    @cached_property
    def data(self) -> xr.Dataset:
        """All that was recorded, in memory."""
        import xarray as xr

        with xr.open_dataset(self.folder / SERIES, engine="h5netcdf") as opened:
            found = opened.load()
        if list(found["outcome"].values) != list(OUTCOMES) or list(found["measure"].values) != list(MEASURES):
            raise UserError(f"{self.folder}: its outcomes are not those of this version")
        return found

    @cached_property
    def orders(self) -> pd.DataFrame | None:
        """What became of its orders, if it had any."""
        import pandas as pd

        file = self.folder / "orders.csv"
        return pd.read_csv(file, keep_default_na=False, na_values=["nan"]) if file.is_file() else None

    def of_cell(self, name: str, scenario: str, theory: str) -> NDArray[Any]:
        """What was recorded of a scenario under a theory."""
        found = self.data[name].sel(scenario=scenario, theory=theory)
        return found.transpose(*(dim for dim in self.data[name].dims if dim in found.dims)).values


def studies(folders: Sequence[str | Path]) -> list[FinishedStudy]:
    """The studies in some folders, whose worlds are the same. Raises UserError that says what is not."""
    if len(folders) < 2:
        raise UserError("finished studies are compared with each other: name two folders or more")
    first, *others = [FinishedStudy.of(Path(folder)) for folder in folders]
    for other in others:
        if other.folder.resolve() == first.folder.resolve():
            raise UserError(f"{other.folder}: is given twice")
        if faults := list(_apart(first.manifest, other.manifest)):
            what = f"{other.folder}: worlds are not those of {first.folder}: {'; '.join(faults)}"
            why = "differences would hold random draws beside the scenarios"
            raise UserError(f"{what}; {why}. Allowed: studies with the same worlds")
    return [first, *others]


def _apart(first: Manifest, other: Manifest) -> Iterator[str]:
    for name, words in SAME.items():
        here, there = getattr(first, name), getattr(other, name)
        if here != there:
            yield words.format(here=here, there=there)


def shared(found: Sequence[FinishedStudy], wanted: Sequence[str] = ()) -> list[str]:
    """The theories that all the studies ran, of those that are wanted if some are. Raises UserError."""
    mine = [theory for theory in found[0].manifest.theories if not wanted or theory in wanted]
    both = [theory for theory in mine if all(theory in each.manifest.theories for each in found)]
    if lacking := [theory for theory in wanted if theory not in both]:
        raise UserError(
            f"not all of these studies ran theory {listed(lacking)}; all ran: {listed(shared(found))}"
        )
    if not both:
        raise UserError("these studies have no theory in common")
    return both
