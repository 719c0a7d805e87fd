"""A place to note what is wrong in a tree of values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel

from sim.core.errors import Complaint, listed, nearest_word
from sim.scenario.library import folder
from sim.scenario.yaml_nodes import Keys, Node, Spot, dotted

SPELT = 50
"""Faults of a file that list the words that are allowed: to compare spelling takes its time."""


class Notes:
    """Complaints about values of a tree, found by their path."""

    def __init__(self, top: Node, removed: Mapping[Keys, Spot] | None = None) -> None:
        self.top, self.removed = top, removed or {}
        self.complaints: list[Complaint] = []
        self.warnings: list[Complaint] = []

    def add(
        self, path: Keys, problem: str, allowed: str = "", nearest: str = "", *, at_key: bool = False
    ) -> None:
        """Note a problem at a value (or at its key), or at the nearest thing written on the way to it."""
        self.complaints.append(self._at(path, problem, allowed, nearest, at_key=at_key))

    def warn(self, path: Keys, what: str) -> None:
        """Note at the key of a value what is sound, and may not be what was meant."""
        self.warnings.append(self._at(path, what, at_key=True))

    def place(self, path: Keys) -> str:
        """FILE:LINE where a value was written, with its path."""
        key = self.top.at(path)[0].key
        return f"{dotted(path)} ({key.file}:{key.line})"

    def removed_at(self, sections: Collection[str], name: str) -> str:
        """FILE:LINE where an entry of some sections was removed; "" if none was."""
        spots = (self.removed.get((section, name)) for section in sections)
        return next((f"{spot.file}:{spot.line}" for spot in spots if spot), "")

    def elsewhere(self, key: str, path: Keys) -> str:
        """In brackets, where the file itself sets a key at the top anew, of a value that it has inherited."""
        there, here = (self.top.at(at)[0].key for at in ((key,), path))
        anew = there.file == self.top.spot.file != here.file
        return f" (`{key}` in {there.file}:{there.line})" if anew else ""

    def added(self, path: Keys) -> bool:
        """Whether a value is written in the file itself, of one that builds on others."""
        here = self.top.spot.file
        inherits = any(node.spot.file != here for node in self.top.fields.values())
        return inherits and self.top.at(path)[0].key.file == here

    def own(self, path: Keys) -> bool:
        """Whether a value is written in a file that is not one of the shipped scenarios."""
        return not Path(self.top.at(path)[0].key.file).absolute().is_relative_to(folder().absolute())

    def unread(self, path: Keys, read: BaseModel) -> bool:
        """Whether something of an entry is written that could not be read: what it lacks is not told then."""
        node = self.top.at(path)[0]
        return not isinstance(node.value, dict) or _more(
            node, read.model_dump(by_alias=True, exclude_unset=True)
        )

    def _at(
        self, path: Keys, problem: str, allowed: str = "", nearest: str = "", *, at_key: bool = False
    ) -> Complaint:
        node, found = self.top.at(path)
        spot = node.key if at_key or not found else node.spot
        key = dotted(self.top.written(path))
        return Complaint(spot.file, spot.line, spot.column, key, problem, allowed, nearest)

    def word(self, path: Keys, kind: str, word: str, words: Collection[str], *, at_key: bool = False) -> bool:
        """Whether `word` is one of `words`; if not, note it with the nearest."""
        if word not in words:
            self.add(path, f"no {kind} {word!r}", *self.offered(word, words), at_key=at_key)
        return word in words

    def offered(self, word: str, words: Collection[str]) -> tuple[str, str]:
        """What is allowed in place of a word, and the nearest; of a great many faults nothing more."""
        return ("", "") if len(self.complaints) > SPELT else (listed(words, word), nearest_word(word, words))

    def names(self, section: str) -> list[str]:
        """Names given in a section of the file, also of entries with faults."""
        return list(self.top.fields[section].fields) if section in self.top.fields else []

    def named(self, path: Keys, section: str, kind: str, word: str, *, at_key: bool = False) -> bool:
        """Whether a section has an entry of this name; if not, note it, unless nobody can tell."""
        if section in self.top.fields and not isinstance(self.top.fields[section].value, dict):
            return False
        if word not in self.names(section) and (where := self.removed_at((section,), word)):
            self.add(path, f"the {kind} {word} is removed in {where}", "one that there is", at_key=at_key)
            return False
        return self.word(path, kind, word, self.names(section), at_key=at_key)


def _more(node: Node, read: Any) -> bool:
    """Whether a mapping has more entries than were read of it."""
    known = cast("dict[str, Any]", read) if isinstance(read, dict) else {}
    return any(key not in known or _more(each, known[key]) for key, each in node.fields.items())
