"""The result of a study: one object that a terminal prints, a notebook shows and a folder keeps."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.core.errors import named
from sim.core.plain_values import as_path
from sim.engine.run_info import RunInfo
from sim.output import study_folder
from sim.output.captions import counted
from sim.output.draw_pool import Draw
from sim.output.html import html
from sim.output.report import Report
from sim.plots import Drawn, Pages, Picture

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


class Result(ABC):
    """What a study found, with the run it was found by.

    `tables` are pandas DataFrames by name, `pictures` by name what `plot` draws; `report` is what a reader is
    shown, `caveats` what must be kept in mind beside the numbers. `save` writes a folder that `verify`
    accepts.
    """

    run: RunInfo

    @cached_property
    @abstractmethod
    def report(self) -> Report:
        """What a reader is shown: headline, tables rounded for reading, caveats, small print."""

    @property
    @abstractmethod
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Every table by name, numbers unrounded."""

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        """The pictures there are, undrawn."""
        return ()

    @cached_property
    def weekly(self) -> xr.Dataset | None:
        """What was recorded every week, where the study records it."""
        return None

    def pages(self) -> Mapping[str, study_folder.Content]:
        """What a saved folder holds besides tables and pictures, by the name of the file."""
        return {}

    @property
    def headline(self) -> str:
        """What was found, in one sentence."""
        return self.report.headline

    @property
    def caveats(self) -> tuple[str, ...]:
        """What must be kept in mind beside the numbers."""
        return self.report.caveats

    @cached_property
    def figures(self) -> list[str]:
        """The names that `plot` takes."""
        return [picture.name for picture in self.pictures]

    def plot(self, name: str | None = None) -> Drawn:
        """Draw a picture, the first one unless another of `figures` is named, as a matplotlib Figure.

        `fans` stands for `fans_…` of every scenario, and gives a list. Raises UserError if there is no
        picture of that name.
        """
        known = {picture.name: picture for picture in self.pictures}
        family = [each for each in known if each.rpartition("/")[2].startswith(f"{name}_")]
        if name in known or not family:
            (name,) = named(next(iter(known), "") if name is None else str(name), known, "picture")
            return known[name].figure()
        return Pages(figure for each in family for figure in known[each].figures())

    def save(self, folder: str | Path, draw: Draw | None = None) -> Path:
        """Write tables, pictures, the scenarios and a manifest into `folder`, replacing an earlier study.

        The folder is written as a whole or left as it was. With `draw`, that draws the pictures.
        Raises UserError if it cannot be written.
        """
        out = as_path(folder)
        contents = {f"{name}.csv": table for name, table in self.tables.items()} | dict(self.pages())
        study_folder.write(out, self.run, contents, self.pictures, draw)
        return out

    def __repr__(self) -> str:
        """What was found, what was run, and where to look next."""
        named = ", ".join(self.tables)
        plots = f"; plot({', '.join(map(repr, self.figures[:4]))}{', …' if len(self.figures) > 4 else ''})"
        return (
            f"<{type(self).__name__}: {self.headline}\n {self.report.small_print}\n"
            f" tables[…]: {named}{plots if self.figures else ''}; {counted(len(self.caveats), 'caveat')}>"
        )

    def _repr_html_(self) -> str:
        return html(self.report)


def sentences(words: Sequence[str]) -> str:
    """Sentences as the text of a file, one a line."""
    return "".join(f"{sentence}\n" for sentence in words)


def shown_number(value: Any, digits: int = 3) -> str:
    """A number as a reader is shown it, with a real minus sign."""
    return f"{value:.{digits}g}".replace("-", "−")
