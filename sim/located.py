"""What a user wrote, with the place it was written at, and complaints that name place, cure and nearest word.

Nothing here knows what a scenario is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final, TypeAlias

Keys: TypeAlias = tuple[str | int, ...]
"""Keys and list positions that lead from the top of a file to one of its values."""

LONGEST_LIST: Final = 20
SHORT_LIST: Final = 4
LONGEST_VALUE: Final = 60


class UserError(Exception):
    """A mistake on the user's side: its text is all the user is shown, and the exit code is 2."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Node:
    """A value (mapping, list or scalar) with the places of itself and of the key it stands under."""

    value: dict[str, Node] | list[Node] | str | float | bool | None
    spot: Spot
    key: Spot

    @property
    def fields(self) -> dict[str, Node]:
        """The entries of a mapping; none for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    def plain(self) -> Any:
        """The value as Python's own dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, path: Keys) -> tuple[Node, bool]:
        """The node at `path`, or the last one on the way there; and whether it is the one asked for."""
        node = self
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                node = node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                return node, False
        return node, True

    def written(self, path: Keys) -> Keys:
        """The path as it stands in the file: `caution: 0.2` sets `caution.value`."""
        short = len(path) > 1 and self.at(path)[1] and self.at(path)[0].spot == self.at(path[:-1])[0].spot
        return path[:-1] if short else path

    def shown(self) -> str:
        """The value in words short enough for a message."""
        if isinstance(self.value, dict):
            return "a mapping"
        if isinstance(self.value, list):
            short = len(self.value) <= SHORT_LIST
            return f"[{', '.join(each.shown() for each in self.value)}]" if short else "a long list"
        if self.value is None:
            return "nothing"
        if isinstance(self.value, bool):
            return str(self.value).lower()
        text = repr(self.value) if isinstance(self.value, str) else f"{self.value:g}"
        return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


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


def complain(
    file: str, problem: str, spot: Spot | None = None, nearest: str = "", key: str = ""
) -> Complaints:
    """The exception for one fault that leaves nothing else to look at."""
    line, column = (spot.line, spot.column) if spot else (0, 0)
    return Complaints([Complaint(file, line, column, key, problem, nearest=nearest)])


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


def dotted(path: Keys) -> str:
    """The path as a reader writes it: `signals.exercise.stages[0]`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
