"""The cells of a table (CSV), each with line and column where it begins, which Python's own reader loses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sim.scenario.yaml_nodes import Spot, complain

PARTED_BY: Final = (",", ";", "\t")
QUOTE: Final = '"'


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and where it begins."""

    text: str
    spot: Spot


def rows_of(text: str, file: str) -> Iterator[list[Cell]]:
    """The cells of each line that is not empty; a cell in quotes may hold line breaks. What parts cells is
    the sign that the first line has most of. Raises Complaints.
    """
    reader = _Reader(text, file)
    while reader.at < len(text):
        row = reader.row()
        if any(cell.text for cell in row):
            yield row


class _Reader:
    """Goes through a text sign by sign, and knows in which line and column it is."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        first = text.partition("\n")[0]
        self.parted = max(PARTED_BY, key=first.count)
        self.at, self.line, self.begin = 0, 1, 0

    @property
    def spot(self) -> Spot:
        return Spot(self.file, self.line, self.at - self.begin + 1)

    def row(self) -> list[Cell]:
        """The cells up to the end of the line, and what ends it."""
        row = [self.cell()]
        while self.text.startswith(self.parted, self.at):
            self.at += 1
            row.append(self.cell())
        if self.at < len(self.text) and self.text[self.at] != "\n":
            sign = self.text[self.at]
            what = f"found {sign!r} after a cell in quotes; a quote inside is doubled"
            raise complain(self.file, what, self.spot)
        self.at, self.line = self.at + 1, self.line + 1
        self.begin = self.at
        return row

    def cell(self) -> Cell:
        spot = self.spot
        if self.text.startswith(QUOTE, self.at):
            return Cell(self.quoted(spot).strip(), spot)
        end = min(self.find(sign) for sign in (self.parted, "\n"))
        found, self.at = self.text[self.at : end], end
        return Cell(found.strip(), spot)

    def find(self, sign: str) -> int:
        """Where a sign comes next, else the end."""
        found = self.text.find(sign, self.at)
        return found if found >= 0 else len(self.text)

    def quoted(self, spot: Spot) -> str:
        """What a cell in quotes holds."""
        end = self.at + 1
        while (end := self.text.find(QUOTE, end)) >= 0:
            if self.text[end + 1 : end + 2] != QUOTE:
                inside, self.at = self.text[self.at + 1 : end], end + 1
                if breaks := inside.count("\n"):
                    self.line += breaks
                    self.begin = self.text.rfind("\n", 0, end) + 1
                return inside.replace(QUOTE * 2, QUOTE)
            end += 2
        raise complain(self.file, "a quote that is not closed", spot)
