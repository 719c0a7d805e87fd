"""What a user wrote, with the place it was written at, and complaints that name place, cure and nearest word.

Nothing here knows what a scenario is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

LONGEST_LIST: Final = 20


class UserError(Exception):
    """A mistake on the user's side: its text is all the user is shown, and the exit code is 2."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One fault. `line` and `column` are 0 where the whole file is meant; other texts may be empty."""

    file: str
    line: int
    column: int
    key: str
    problem: str
    allowed: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        """`FILE:LINE:COL: key: what was found; allowed …; did you mean 'x'?` on one line."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        what = f"{place}: {self.key}: {self.problem}" if self.key else f"{place}: {self.problem}"
        allowed = f"; allowed: {self.allowed}" if self.allowed else ""
        nearest = f"; did you mean {self.nearest!r}?" if self.nearest else ""
        return " ".join(f"{what}{allowed}{nearest}".split())


class Complaints(UserError):
    """All faults found at once, by file, line and column, one a line."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        unique = dict.fromkeys(complaints)
        self.complaints = sorted(unique, key=lambda each: (each.file, each.line, each.column))
        super().__init__("\n".join(map(str, self.complaints)))


def nearest_word(word: object, words: Iterable[str]) -> str:
    """The one of `words` most like `word`, or "" when none is like it."""
    by_lower = {each.lower(): each for each in words}
    close = get_close_matches(str(word).lower(), by_lower, 1)
    return by_lower[close[0]] if close else ""


def listed(words: Collection[str], word: object = "") -> str:
    """The words in a row; of a long list those most like `word`."""
    if not words:
        return "none"
    if len(words) <= LONGEST_LIST:
        return ", ".join(words)
    close = get_close_matches(str(word), words, LONGEST_LIST // 2, cutoff=0)
    return f"{', '.join(close)} and {len(words) - len(close)} more"
