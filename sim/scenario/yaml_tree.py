"""YAML 1.2 text to located nodes: plain words stay words (`NO`), `1e-3` is a number, dates stay text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from sim.located import Complaint, Keys, Node, Spot, complain, dotted

NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
YES_OR_NO: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
INTEGER: Final = re.compile(r"[-+]?[0-9]{1,15}")
NUMBER: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in "null bool int float str seq map timestamp value merge".split()
)
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
    grower = _Grower(file)
    try:
        node = grower.node(_composed(_text(data, file), file), None, ())
    except RecursionError:
        raise complain(file, "is nested too deep to be read") from None
    if not isinstance(node.value, dict):
        found = f"found {node.shown()} where the file begins, not a mapping (key: value)"
        raise complain(file, found, node.spot)
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


def _composed(text: str, file: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    reader: Any = YAML(typ="safe", pure=True)
    try:
        top = reader.compose(text)
    except ReaderError as error:
        before = text[: error.position]
        spot = Spot(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise complain(
            file, f"character {error.character!r} cannot stand in YAML: a binary file?", spot
        ) from None
    except MarkedYAMLError as error:
        raise complain(file, _said(error), _spot(error.problem_mark or error.context_mark, file)) from None
    if top is None:
        raise complain(file, "is empty but for comments")
    return top


def _said(error: Any) -> str:
    context = f" ({error.context})" if error.context else ""
    return f"is not YAML here: {error.problem or 'it cannot be read'}{context}"


def _spot(mark: Any, file: str) -> Spot | None:
    return Spot(file, mark.line + 1, mark.column + 1) if mark else None


class _Grower:
    """Grows nodes out of those of the YAML library, collecting faults on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Complaint] = []

    def spot(self, node: Any) -> Spot:
        return Spot(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def node(self, node: Any, key: Spot | None, path: Keys) -> Node:
        spot = self.spot(node)
        if node.anchor is not None:
            problem = "anchors and aliases (& and *) are not read"
            raise complain(self.file, f"{problem}; `extends` shares what is alike", spot, key=dotted(path))
        if str(node.tag) not in TAGS:
            self.fault(spot, path, f"the tag {node.tag} is not read", "values without a tag")
        key = key or spot
        if node.id == "mapping":
            return Node(self.mapping(node, path), spot, key)
        if node.id == "sequence":
            items = [self.node(item, None, (*path, number)) for number, item in enumerate(node.value)]
            return Node(items, spot, key)
        return Node(node.value if node.style else scalar(node.value), spot, key)

    def mapping(self, node: Any, path: Keys) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        for name, value in node.value:
            spot = self.spot(name)
            if name.id != "scalar":
                self.fault(spot, path, "found a list or mapping as a key", "a word")
            elif name.value in fields:
                first = fields[name.value].key.line
                self.fault(
                    spot, (*path, name.value), f"key given twice, first in line {first}", "each key once"
                )
            else:
                fields[name.value] = self.node(value, spot, (*path, name.value))
        return fields

    def fault(self, spot: Spot, path: Keys, problem: str, allowed: str) -> None:
        self.faults.append(Complaint(self.file, spot.line, spot.column, dotted(path), problem, allowed))
