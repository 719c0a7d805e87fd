"""Version against version: an older folder's study run by today's code, and what moved by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import isnan
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar

from sim.core.errors import UserError
from sim.core.ordinary_files import is_ordinary
from sim.engine.provenance import software
from sim.engine.run_info import RunInfo
from sim.output.captions import context, small_print
from sim.output.draw_pool import undrawn
from sim.output.manifest import Manifest
from sim.output.moves import MOVED, UNMATCHED, WORDED, Moves, read_table
from sim.output.of_a_study import OfAStudy
from sim.output.report import Block, Phrase, Report, cell, table
from sim.output.result import shown_number
from sim.output.verify import Remake, changed, other_here
from sim.plots import Picture
from sim.plots.version_moves import moves as moves_picture
from sim.vocabulary.labels import label

if TYPE_CHECKING:
    import pandas as pd

MOVES = "moves.csv"
"""The file that only the folder of a comparison of versions has, and no study."""
MOST, SHORT = 15, 30
"""Rows of each table that a reader is shown, and letters of a word there; the files hold all."""


@dataclass(frozen=True, repr=False, eq=False)
class VersionComparison(OfAStudy):
    """What today's code makes of an older study, number by number.

    `moves` has one row a number that moved: what it was and is, and `matters`, the change in units of the
    smallest difference that matters (nan where the glossary states none). `words` has one row a word that
    changed, verdicts above all; `unmatched` the rows and columns that only one side has. `surroundings`
    tells what is other here than where the older study was made.
    """

    run: RunInfo
    folder: Path
    was: Manifest
    found: Moves
    objections: tuple[str, ...]
    surroundings: tuple[str, ...]
    mark: ClassVar[str] = MOVES

    @cached_property
    def moves(self) -> pd.DataFrame:
        """Numbers that moved, those that matter most first."""
        frame = _frame(self.found.numbers, MOVED)
        order = frame["matters"].abs().sort_values(ascending=False, kind="stable", na_position="last")
        return frame.loc[order.index].reset_index(drop=True)

    @cached_property
    def words(self) -> pd.DataFrame:
        """Words that changed."""
        return _frame(self.found.words, WORDED)

    @cached_property
    def unmatched(self) -> pd.DataFrame:
        """Rows and columns that only one side has."""
        return _frame(self.found.unmatched, UNMATCHED)

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        return {"moves": self.moves, "words": self.words, "unmatched": self.unmatched}

    @cached_property
    def report(self) -> Report:
        return Report(self._headline(), tuple(_blocks(self)), self.objections, self._small_print())

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        words = context(self.run)
        words = replace(words, question=self._headline(), subtitle=self._small_print())
        return [Picture("moves", moves_picture, (self.moves, words))]

    @property
    def source(self) -> Manifest:
        return self.was

    def _headline(self) -> str:
        found, moves = self.found, self.moves
        if not found.compared:
            return f"{self.folder}: no table that could be compared"
        if not len(moves) and not found.words and not found.unmatched:
            return f"Nothing moved: all {found.compared:,} numbers and words are equal"
        large = moves[moves["matters"].abs() > 1]
        if not len(moves):
            return "No number moved, but words or rows did"
        count = f"{len(moves):,} of {found.compared:,} numbers and words moved"
        if not len(large):
            return f"{count}, none by more than what matters"
        worst = large.iloc[0]
        of = ", ".join(filter(None, (label(worst["outcome"]), worst["scenario"], worst["column"])))
        return (
            f"{count}, {len(large):,} by more than what matters; most of all: {of}, "
            f"{shown_number(worst['was'])} → {shown_number(worst['now'])} {worst['unit']}"
        )

    def _small_print(self) -> str:
        here = software()
        versions = (
            f"version {at['version']} (code {str(at['code'])[:12]})"
            for at in (self.was.model_dump(mode="json"), here)
        )
        return f"{' against '.join(versions)}; {small_print(self.run)}"


def _frame(rows: list[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns))


def _blocks(found: VersionComparison) -> Iterator[Block]:
    yield from _moved(found.moves)
    yield from _worded(found.words)
    missed = found.unmatched.head(MOST)
    if len(missed):
        rows = [tuple(map(str, it.values())) for it in missed.to_dict("records")]
        title = _title("What only one side has", len(missed), len(found.unmatched))
        yield table(title, UNMATCHED, rows, left=range(3), wrapped=1)
    for each in found.surroundings:
        yield Phrase(each, "quiet")


def _moved(moves: pd.DataFrame) -> Iterator[Block]:
    shown = moves.head(MOST)
    if not len(shown):
        return
    rows = [
        (
            it["row"], f"{it['file']} {it['column']}",
            f"{shown_number(it['was'])} → {shown_number(it['now'])}",
            cell(Phrase(_in_units(it["matters"]), "strong" if abs(it["matters"]) > 1 else "quiet")),
        )
        for it in shown.to_dict("records")
    ]  # fmt: skip
    heads = ("row", "number", "was → now", "÷ what matters")
    yield table(_title("Numbers that moved", len(shown), len(moves)), heads, rows, left=(0, 1), wrapped=0)


def _worded(words: pd.DataFrame) -> Iterator[Block]:
    """Words such as verdicts in a table; how many longer ones there are in a sentence."""
    short = words[(words["was"].str.len() <= SHORT) & (words["now"].str.len() <= SHORT)]
    shown = short.head(MOST)
    if len(shown):
        title = _title("Words that changed", len(shown), len(short))
        rows = [
            (
                it["row"],
                f"{it['file']} {it['column']}",
                f"{it['was'] or 'nothing'} → {it['now'] or 'nothing'}",
            )
            for it in shown.to_dict("records")
        ]
        yield table(title, ("row", "word", "was → now"), rows, left=range(3), wrapped=0)
    if long := len(words) - len(short):
        yield Phrase(f"{long:,} longer texts changed too: the table `words` holds them")


def _title(words: str, shown: int, of: int) -> str:
    return words if shown == of else f"{words}: the first {shown} of {of:,}"


def _in_units(times: float) -> str:
    return "not stated" if isnan(times) else f"{times:+.2g}".replace("-", "−")


def compare_versions(folder: Path, remake: Remake) -> VersionComparison:
    """Run the study in `folder` by today's code and tell what moved. Raises UserError if it cannot be run."""
    was = Manifest.read(folder)
    objections = tuple(changed(folder, was))
    try:
        again = remake(folder, was)
    except UserError as error:
        raise UserError(f"{folder}: today's code cannot run this study: {error}") from error
    found = Moves()
    with TemporaryDirectory() as place:
        fresh = again.save(Path(place) / folder.resolve().name, undrawn)
        for name in sorted({*was.outputs} | {*Manifest.read(fresh).outputs}):
            if not name.endswith(".csv"):
                continue
            there, here = is_ordinary(folder, name), is_ordinary(fresh, name)
            if there and here:
                found.add(name, read_table(folder / name), read_table(fresh / name))
            elif there or here:
                stands = "only there" if there else "only now"
                found.unmatched.append({"file": name, "row": "the whole table", "stands": stands})
    return VersionComparison(again.run, folder, was, found, objections, tuple(other_here(was)))
