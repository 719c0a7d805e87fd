"""A scenario file with all it extends, as one tree in which every value still knows its own line."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sim.core.errors import Complaint, Complaints, nearest_word
from sim.scenario.library import NOTHING_THERE, nearest_file, nearest_name, shipped_as
from sim.scenario.yaml_nodes import Keys, Node, Spot, complain, dotted
from sim.scenario.yaml_reader import parse

KEYS: Final = frozenset(
    "extends name question start end theory strategy params posture parameters dispositions strategies "
    "signals calendar orders injects".split()
)
"""What a scenario may hold at the top: a file with none of these is no scenario."""
COLLECTIONS: Final = ("parameters", "dispositions", "strategies", "signals", "calendar", "orders", "injects")
DECLARATIONS: Final = COLLECTIONS[:2]
LARGEST: Final = 4_000_000
LONGEST_TRAIL: Final = 20


@dataclass(frozen=True, slots=True)
class MergedTree:
    """The merged tree, the files it came from (root first), and what was wrong in them.

    `whole` is False when the file named in `extends` could not be had, so that much may seem missing.
    """

    top: Node
    files: tuple[Path, ...]
    faults: tuple[Complaint, ...]
    whole: bool = True
    removed: tuple[tuple[Keys, Spot], ...] = ()
    """What a file has removed of those it extends, and where."""


def read_tree(path: Path, trail: tuple[Path, ...] = (), within: Path | None = None) -> MergedTree:
    """The tree of the scenario at `path`; raises Complaints when there is nothing to go on with.

    Files outside of the folder `within`, where one is given, are not read.
    """
    if within is not None and not path.resolve().is_relative_to(within.resolve()):
        raise complain(str(path), f"lies outside of {within}, and is not read")
    top, faults = parse(_bytes(path), str(path))
    if trail and not KEYS.intersection(top.fields):  # nothing of it is quoted: see `parse`
        raise complain(str(path), "is no scenario: it has none of the keys of one")
    named = top.fields.get("extends")
    if named is None:
        return MergedTree(top, (path,), faults)
    if len(trail) >= LONGEST_TRAIL:
        what = f"more than {LONGEST_TRAIL} files extend one another"
        raise complain(str(path), what, named.spot, key="extends")
    try:
        base = read_tree(_extended(named, path, (*trail, path)), (*trail, path), within)
    except Complaints as error:
        return MergedTree(top, (path,), (*faults, *error.complaints), whole=False)
    own = merged(base, top, path)
    return replace(own, faults=(*base.faults, *faults, *own.faults[len(base.faults) :]))


def merged(base: MergedTree, over: Node, path: Path | None = None) -> MergedTree:
    """A scenario laid over the one it extends, whose name it does not take; `path` is its file."""
    faults, removed = [*base.faults], {**dict(base.removed)}
    inherited = {name: node for name, node in base.top.fields.items() if name not in ("name", "extends")}
    laid = Laying(faults, removed)
    top = _merged(replace(base.top, value=inherited), over, (), laid)
    files = base.files if path is None else (*base.files, path)
    return MergedTree(top, files, tuple(faults), base.whole, tuple(removed.items()))


@dataclass(frozen=True, slots=True)
class Laying:
    """What comes up when a file is laid over another: faults, and what it removes."""

    faults: list[Complaint]
    removed: dict[Keys, Spot]


def _bytes(path: Path) -> bytes:
    shown = str(path)
    try:
        if path.is_dir():
            raise complain(shown, "is a directory, not a scenario file")
        if not path.exists():
            raise complain(shown, "there is no such file", nearest=nearest_file(path))
        if not path.is_file():
            raise complain(shown, "is not an ordinary file")
        if path.stat().st_size > LARGEST:
            raise complain(shown, f"is larger than a scenario can be ({LARGEST:,} bytes)")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise complain(shown, f"cannot be read: {getattr(error, 'strerror', error)}") from None


def _extended(named: Node, path: Path, trail: tuple[Path, ...]) -> Path:
    """The file that `extends` means: a path from the file it stands in, or a shipped scenario by its name."""
    file = str(path)
    if not isinstance(named.value, str):
        what = f"found {named.shown()}, not the path of a file or the name of a shipped scenario"
        raise complain(file, what, named.spot, key="extends")
    target = Path(os.path.normpath(path.parent / named.value))
    try:
        meant = target if target.is_file() else shipped_as(named.value) or target
        if os.path.realpath(meant) in map(os.path.realpath, trail):
            circle = " → ".join(each.name for each in (*trail, meant))
            raise complain(file, f"goes in a circle: {circle}", named.spot, key="extends")
        if meant.is_file():
            return meant
        what = "is a directory, not a file" if target.is_dir() else NOTHING_THERE
    except (OSError, ValueError):
        what = "cannot be the name of a file"
    raise complain(
        file, f"{named.shown()}: {what}", named.spot, _nearest(named.value, target, path), "extends"
    )


def _nearest(word: str, target: Path, path: Path) -> str:
    """What may have been meant: a file beside the one that extends, else a shipped scenario."""
    close = nearest_file(target)
    return os.path.relpath(close, path.parent) if close else nearest_name(word)


def _merged(base: Node, over: Node, path: Keys, laid: Laying) -> Node:
    """`over` laid on `base`: mappings entry by entry, everything else replaced, `null` removing an entry."""
    if path == ("start",) and isinstance(over.value, dict):
        base = _start_before(base, over)
    if not isinstance(base.value, dict):
        return over
    if not isinstance(over.value, dict):
        if len(path) == 2 and path[0] in DECLARATIONS:
            return replace(over, value={**base.value, "value": over})
        return over
    fields = dict(base.value)
    for name, node in over.value.items():
        if node.value is None and path:
            _remove(fields, name, node.key, (*path, name), laid)
        elif node.value is None and name in COLLECTIONS:
            continue  # a heading with all its entries commented out says nothing
        else:
            missing = replace(node, value={}) if not path and name in COLLECTIONS else node
            known = fields.get(name, missing)
            fields[name] = node if known is node else _merged(known, node, (*path, name), laid)
    return replace(over, value=fields)


def _start_before(base: Node, over: Node) -> Node:
    """What a start leaves of the one it is laid over: one from elsewhere keeps the day alone, and one from a
    world of a study not even that, since its week tells the day.
    """
    if isinstance(base.value, str):
        base = replace(base, value={"date": base})  # a bare day is short for it
    now = over.fields["from"].value if "from" in over.fields else None
    before = base.fields["from"].value if "from" in base.fields else None
    if now is None or now == before:
        return base
    kept = {name: node for name, node in base.fields.items() if name == "date" and now != "world"}
    return replace(base, value=kept)


def _remove(fields: dict[str, Node], name: str, spot: Spot, path: Keys, laid: Laying) -> None:
    laid.removed[path] = spot
    if fields.pop(name, None) is None:
        close = nearest_word(name, fields)
        problem = "there is nothing of this name to remove"
        laid.faults.append(Complaint(spot.file, spot.line, spot.column, dotted(path), problem, nearest=close))
