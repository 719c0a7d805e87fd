"""Values read from YAML, each with the place in the file where it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sim.core.errors import Complaint, Complaints

Keys: TypeAlias = tuple[str | int, ...]
"""Keys and list positions that lead from the top of a file to one of its values."""


SHORT_LIST: Final = 4


LONGEST_VALUE: Final = 60


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
        short = (
            path[-1:] == ("value",)
            and self.at(path)[1]
            and self.at(path)[0].spot == self.at(path[:-1])[0].spot
        )
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


def complain(
    file: str, problem: str, spot: Spot | None = None, nearest: str = "", key: str = ""
) -> Complaints:
    """The exception for one fault that leaves nothing else to look at."""
    line, column = (spot.line, spot.column) if spot else (0, 0)
    return Complaints([Complaint(file, line, column, key, problem, nearest=nearest)])


def dotted(path: Keys) -> str:
    """The path as a reader writes it: `signals.exercise.stages[0]`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
