"""Finished studies compared: `compare FOLDER FOLDER`, from what their folders hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

import pandas as pd

from sim.core.checked_call import arguments_checked
from sim.core.errors import UserError
from sim.core.plain_values import as_path
from sim.engine.run_info import RunInfo
from sim.output.export import check_export
from sim.output.manifest import Manifest
from sim.output.request import Request
from sim.output.study_folder import SERIES, Content, check_place
from sim.plots import Picture
from sim.studies.comparison.ensemble_result import chosen_to_show, in_view
from sim.studies.comparison.finished import shared, studies
from sim.studies.comparison.report import Comparison
from sim.studies.comparison.side_by_side import OWN, places, side_by_side, sources
from sim.studies.running import theories_of

if TYPE_CHECKING:
    import xarray as xr

NOT_DRAWN: Final = "differences"
"""The picture of weekly differences, which need both paths of every world."""


@dataclass(frozen=True, repr=False, eq=False)
class StudiesCompared(Comparison):
    """Scenarios of finished studies, each with the first; `sources` says which study each is of."""

    sources: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        return {**super().tables, "studies": self.sources}

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        return [picture for picture in super().pictures if picture.name != NOT_DRAWN]

    def pages(self) -> Mapping[str, Content]:
        return {SERIES: self._known_weeks}

    def _known_weeks(self) -> xr.Dataset:
        return self.series.drop_vars(OWN)


class Saved(TypedDict, total=False):
    """Where a comparison of finished studies is saved, and as what; see `sim.studies.running.How`."""

    out: str | Path | None
    figures: str | Sequence[str]
    png: bool
    export: str | Sequence[str]


@arguments_checked
def compare_studies(
    *folders: str | Path,
    theories: str | Sequence[str] = (),
    outcomes: str | Sequence[str] = (),
    measures: str | Sequence[str] = (),
    **saved: Unpack[Saved],
) -> StudiesCompared:
    """Compare the scenarios of finished studies, each with the first of the first folder, without simulating.

    The studies must have run the same worlds (seed, number of worlds, weeks, code), so that differences are
    paired; else UserError says what is not the same. `theories`, `outcomes` and `measures` as in `compare`.
    A scenario that several studies ran stands once. Weekly differences are not known. The folder it is saved
    to is proved by `verify`, which runs all scenarios again.

    >>> import sim as tt
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as place:
    ...     one = tt.run("baseline", worlds=16).save(f"{place}/one")
    ...     other = tt.run("engagement_first", worlds=16).save(f"{place}/other")
    ...     found = tt.compare_studies(one, other)
    >>> found.effects.loc[0, ["scenario", "baseline", "outcome"]].tolist()
    ['engagement_first', 'baseline', 'provocations']
    """
    shown = chosen_to_show(outcomes, measures)
    check_export(saved.get("export", ()))
    if (out := saved.get("out")) is not None:
        check_place(as_path(out))
    found = studies(folders)
    of = places(found)
    under = shared(found, theories_of(theories))
    options = {"theories": theories_of(theories), "outcomes": shown[0], "measures": shown[1]}
    words = Request("compare", tuple(map(str, folders)), options).words()
    joined = side_by_side(of, under)
    run = RunInfo(joined.cells, joined.seed, joined.worlds, words, replicates=joined.replicates)
    result = StudiesCompared(joined, run, *in_view(*shown), sources=sources(of))
    if out is not None:
        figures = saved.get("figures", ())
        if fault := result.no_such_figure(figures):
            raise UserError(fault)
        png, export = saved.get("png", False), saved.get("export", ())
        result.save(out, figures=figures, png=png, export=export)
    return result


def simulated_again(found: Comparison, folder: Path, manifest: Manifest) -> StudiesCompared:
    """The same from a comparison that simulated all the scenarios in its folder again."""
    table = pd.read_csv(folder / "studies.csv", dtype=str, keep_default_na=False)
    run = RunInfo(found.run.cells, found.run.seed, found.run.worlds, manifest.command)
    return StudiesCompared(found.simulated, run, found.outcomes, found.measures, sources=table)
