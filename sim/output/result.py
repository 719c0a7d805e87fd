"""The result of a study: one object that a terminal prints, a notebook shows and a folder keeps."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.core.errors import UserError, did_you_mean, listed
from sim.core.plain_values import as_path
from sim.engine.run_info import RunInfo
from sim.output import study_folder
from sim.output.captions import counted
from sim.output.draw_pool import Draw
from sim.output.export import exported
from sim.output.manifest import command_of
from sim.output.model_page import MOVED, ModelPage
from sim.output.page import Parts, Section, page, piece
from sim.output.report import Block, Report
from sim.plots import Drawn, Pages, Picture
from sim.vocabulary.terms import Term

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

ALL, NONE = "all", "none"
"""In place of names of pictures."""


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

    @property
    def drawn_by_default(self) -> int:
        """How many of the pictures are drawn unless others are asked for: they stand first."""
        return len(self.pictures)

    def sections(self) -> Sequence[Section]:
        """What the page shows in addition to the report, after the pictures."""
        return ()

    @property
    def page_results(self) -> tuple[Block, ...] | None:
        """The blocks of the report that the page shows as they are; None for all of them."""
        return None

    @property
    def terms(self) -> Sequence[Term]:
        """Terms of the page that say something of this study."""
        return ()

    @cached_property
    def model_page(self) -> ModelPage | None:
        """The page with the model in it that the report carries, or why it cannot; None where it has none."""
        return None

    def pages(self) -> Mapping[str, study_folder.Content]:
        """What a saved folder holds in addition to tables and pictures, by the name of the file."""
        return {}

    @property
    def headline(self) -> str:
        """What was asked, or found, in one sentence."""
        return self.report.headline

    @property
    def finding(self) -> tuple[str, ...]:
        """What was found, in a few sentences that the tables carry."""
        return self.report.finding

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
            return self._picture(next(iter(self.figures), "") if name is None else str(name)).figure()
        return Pages(figure for each in family for figure in known[each].figures())

    def no_such_figure(self, figures: str | Sequence[str]) -> str:
        """What is wrong with names of pictures: the first that is not there, "" if all are."""
        for name in named_figures(figures):
            if name not in (ALL, NONE, *self.figures):
                hint = did_you_mean(name, self.figures)
                return f"no picture {name!r}; allowed: {listed(self.figures, name)}{hint}"
        return ""

    def _picture(self, name: str) -> Picture:
        if fault := self.no_such_figure(name):
            raise UserError(fault)
        return {picture.name: picture for picture in self.pictures}[name]

    def save(
        self,
        folder: str | Path,
        draw: Draw | None = None,
        *,
        figures: str | Sequence[str] = (),
        png: bool = False,
        export: str | Sequence[str] = (),
    ) -> Path:
        """Write tables, pictures, `report.html`, the scenarios and a manifest into `folder`, replacing an
        earlier study.

        Without `figures` the first pictures are drawn, those that the report shows; "all" draws every one,
        "none" nothing, names draw those of `figures`. With `png` each is written as PNG, too. `export` writes
        all tables once more, as "xlsx" or "json" or both. The folder is written as a whole or left as it was.
        With `draw`, that draws the pictures. Raises UserError if it cannot be written, or if there is no
        picture of a name.
        """
        drawn = [replace(picture, png=png) for picture in self.chosen(figures)]
        out = as_path(folder)
        contents: dict[str, study_folder.Content] = {f"{name}.csv": it for name, it in self.tables.items()}
        self._write(out, contents | exported(self.report, self.tables, export), drawn, draw)
        return out

    def _write(
        self,
        out: Path,
        contents: dict[str, study_folder.Content],
        drawn: Sequence[Picture],
        draw: Draw | None,
    ) -> None:
        whole = contents | dict(self.pages())
        study_folder.write(out, self.run, whole, drawn, draw, partial(self._page, drawn))

    def chosen(self, figures: str | Sequence[str]) -> Sequence[Picture]:
        """The pictures that are asked for."""
        names = named_figures(figures)
        if NONE in names or ALL in names:
            return () if NONE in names else self.pictures
        chosen = [self._picture(name).name for name in names]
        return [it for it in self.pictures if it.name in chosen] or self.pictures[: self.drawn_by_default]

    def _page(self, drawn: Sequence[Picture], folder: Path, numbers: str) -> str:
        """The text of `report.html`, with the pictures that were drawn into the folder."""
        found = [Section("finding", "What was found", sentences=self.finding)] if self.finding else []
        there = [Section("pictures", "Pictures")] if self.pictures else []
        carried = self.model_page
        model = [Section("model", MOVED, sentences=(carried.says,))] if carried else []
        sections = (*found, *there, *model, *self.sections())
        text = carried.text if carried else ""
        parts = Parts(sections, tuple(drawn), folder, self.page_results, self.terms, text)
        return page(self.report, parts, command_of(self.run), numbers)

    def __repr__(self) -> str:
        """What was found, what was run, and where to look next."""
        named = ", ".join(self.tables)
        plots = f"; plot({', '.join(map(repr, self.figures[:4]))}{', …' if len(self.figures) > 4 else ''})"
        return (
            f"<{type(self).__name__}: {self.headline}\n {self.report.small_print}\n"
            f" tables[…]: {named}{plots if self.figures else ''}; {counted(len(self.caveats), 'caveat')}>"
        )

    def _repr_html_(self) -> str:
        return piece(self.report)


def named_figures(figures: str | Sequence[str]) -> list[str]:
    """The names of pictures, `all` or `none`, each by itself."""
    return [figures] if isinstance(figures, str) else list(figures)


def sentences(words: Sequence[str]) -> str:
    """Sentences as the text of a file, one a line."""
    return "".join(f"{sentence}\n" for sentence in words)


def shown_number(value: Any, digits: int = 3) -> str:
    """A number as a reader is shown it, with a real minus sign."""
    return f"{value:.{digits}g}".replace("-", "−")
