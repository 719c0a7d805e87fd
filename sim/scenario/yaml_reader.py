"""YAML 1.2 text to located nodes: plain words stay words (`NO`), `1e-3` is a number, dates stay text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from typing import Any, Final

import yaml
from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sim.core.errors import Complaint
from sim.scenario.yaml_nodes import Keys, Node, Spot, complain, dotted

NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
YES_OR_NO: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
INTEGER: Final = re.compile(r"[-+]?[0-9]{1,15}")
NUMBER: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
TAGS: Final = frozenset("!") | frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in "null bool int float str seq map timestamp value merge".split()
)
NO_TEXT: Final = re.compile("[^\t\n\r -~\x85\xa0-\ufffd\U00010000-\U0010ffff]")
"""What YAML allows nowhere; its two parsers tell of it in different ways."""
DEEPEST: Final = 40
READER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""In C where the library has it: thirteen times as fast."""
ENDLESS: Final = re.compile(r"([-+]?)\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def scalar(text: str) -> str | float | bool | None:
    """What an unquoted word means in YAML 1.2 (core schema, decimal numbers)."""
    if text in NOTHING:
        return None
    if text in YES_OR_NO:
        return YES_OR_NO[text]
    if INTEGER.fullmatch(text):
        return int(text)
    if NUMBER.fullmatch(text):
        return float(text)
    return float(text.replace(".", "")) if ENDLESS.fullmatch(text) else text


@lru_cache(maxsize=64)
def parse(data: bytes, file: str) -> tuple[Node, tuple[Complaint, ...]]:
    """The tree of a file's bytes, and the faults that do not keep it from being read on.

    Kept by content: scenarios that extend the same file parse it once.
    Raises Complaints where there is no tree.
    """
    grower = _Grower(file, _events(_text(data, file), file))
    try:
        node = grower.document()
    except RecursionError:
        raise complain(file, "is nested too deep to be read") from None
    if not isinstance(node.value, dict):
        # what it holds is not quoted: it may be a file that nobody meant to show
        what = "is no scenario: where the file begins there is no mapping (key: value)"
        raise complain(file, what, node.spot)
    return node, tuple(grower.faults)


def _text(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        problem = f"is not UTF-8 text (byte 0x{data[error.start]:02x}): a binary file, or another encoding?"
        raise complain(file, problem, Spot(file, line, column)) from None
    if not text.strip():
        raise complain(file, "is empty")
    return text


def _events(text: str, file: str) -> Iterator[Any]:
    """What the YAML library meets in the text, one after the other."""
    if odd := NO_TEXT.search(text):
        before = text[: odd.start()]
        spot = Spot(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise complain(file, f"character {ord(odd[0])} cannot stand in YAML: a binary file?", spot)
    try:
        yield from yaml.parse(text, READER)
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        sign = text[mark.index : mark.index + 1].strip(" \r\n")
        raise complain(file, _said(error, sign), Spot(file, mark.line + 1, mark.column + 1)) from None


AFTER_THE_END: Final = (
    "text after the end of a value: an apostrophe inside of '…' is written twice, or the text stands in "
    '"…"; the keys of a mapping stand one below the other'
)
PLAINLY: Final = {
    "mapping values are not allowed": 'a second colon in one line: text with a colon stands in quotes ("…")',
    "could not find expected ':'": "a line without a colon: a key is followed by `: `",
    "did not find expected ',' or '}'": "a brace that is not closed, or a comma that is missing before it",
    "did not find expected ',' or ']'": "a bracket that is not closed, or a comma that is missing before it",
    "did not find expected key": AFTER_THE_END,
    "did not find expected <document start>": AFTER_THE_END,
    "did not find expected '-' indicator": "a line of a list without a dash in the same column",
    "found unexpected end of stream": "a quote that is not closed",
}
"""What the YAML library finds, in the words of who wrote the file."""
TAB: Final = "\t"


def _said(error: Any, sign: str) -> str:
    if sign == TAB:
        return "is not YAML here: a tab; indent with blanks"
    for words, plainly in PLAINLY.items():
        if words in str(error.problem):
            return f"is not YAML here: {plainly}"
    place = f"here, at {sign!r}" if sign else "here"
    context = f" ({error.context})" if error.context else ""
    return f"is not YAML {place}: {error.problem or 'it cannot be read'}{context}"


class _Grower:
    """Grows nodes out of what the YAML library meets, collecting faults on the way."""

    def __init__(self, file: str, events: Iterator[Any]) -> None:
        self.file, self.events = file, events
        self.faults: list[Complaint] = []

    def document(self) -> Node:
        """The only document of the file."""
        top = next(
            (self.node(event, None, ()) for event in self.events if isinstance(event, NodeEvent)), None
        )
        if top is None:
            raise complain(self.file, "is empty but for comments")
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                second = "but found another document (expected a single document in the stream)"
                raise complain(self.file, f"is not YAML here: {second}", self.spot(event))
        return top

    def spot(self, event: Any) -> Spot:
        return Spot(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def node(self, event: Any, key: Spot | None, path: Keys) -> Node:
        spot = self.spot(event)
        if len(path) > DEEPEST:
            raise complain(self.file, f"is nested more than {DEEPEST} levels deep", spot)
        if event.anchor is not None:
            problem = "anchors and aliases (& and *) are not read"
            raise complain(self.file, f"{problem}; `extends` shares what is alike", spot, key=dotted(path))
        if event.tag is not None and event.tag not in TAGS:
            self.fault(spot, path, f"the tag {event.tag} is not read", "values without a tag")
        key = key or spot
        if isinstance(event, MappingStartEvent):
            return Node(self.mapping(path), spot, key)
        if isinstance(event, SequenceStartEvent):
            items = enumerate(self.until(SequenceEndEvent))
            return Node([self.node(item, None, (*path, number)) for number, item in items], spot, key)
        return Node(event.value if event.style else scalar(event.value), spot, key)

    def mapping(self, path: Keys) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        for name in self.until(MappingEndEvent):
            spot = self.node(name, None, path).key
            word = name.value if isinstance(name, ScalarEvent) else ""
            value = self.node(next(self.events), spot, (*path, word))
            if not isinstance(name, ScalarEvent):
                self.fault(spot, path, "found a list or mapping as a key", "a word")
            elif fields and word.isdecimal() and value.value is None:
                self.decimal_comma(spot, path, fields, word)
            elif word in fields:
                first = fields[word].key.line
                self.fault(spot, (*path, word), f"key given twice, first in line {first}", "each key once")
            else:
                fields[word] = value
        return fields

    def decimal_comma(self, spot: Spot, path: Keys, fields: dict[str, Node], word: str) -> None:
        """Note digits that stand as a key without a value, after another one: `{caution: 0,5}`."""
        name, before = list(fields.items())[-1]
        alone = before.value is None  # as in `{0,5, 0,7}`
        whole, start = (name, before.key) if alone else (str(before.value), before.spot)
        if whole.replace(".", "", 1).isdecimal() and not whole.isdecimal() and self.faults:
            return  # reported already
        if not whole.isdecimal():
            self.fault(spot, (*path, word), "found digits as a key", "a word")
            return
        what = f"{whole},{word}: a comma ends a value here; a decimal number has a point"
        self.fault(start, path if alone else (*path, name), what, f"{whole}.{word}")
        fields[name] = replace(before, value=float(f"{whole}.{word}"))

    def until(self, end: type[Any]) -> Iterator[Any]:
        """What comes before the end of a mapping or list."""
        return takewhile(lambda event: not isinstance(event, end), self.events)

    def fault(self, spot: Spot, path: Keys, problem: str, allowed: str) -> None:
        self.faults.append(Complaint(self.file, spot.line, spot.column, dotted(path), problem, allowed))
