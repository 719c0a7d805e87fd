"""pydantic's errors as complaints: the place in the file, what is allowed there, and the nearest word."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

from pydantic import ValidationError

from sim.core.errors import Complaint, listed, nearest_word
from sim.scenario.allowed_values import allowed, keys_at, schema_at, words_at
from sim.scenario.contents import Contents
from sim.scenario.fault_list import Notes
from sim.scenario.field_types import TAGS, known
from sim.scenario.inheritance import COLLECTIONS, DECLARATIONS
from sim.scenario.misplaced import meant_instead, outdented, place_of
from sim.scenario.yaml_nodes import Keys, Node
from sim.scenario.yaml_reader import NUMBER

OWN_WORDS: Final = ("day", "span", "weeks")
STEPPED: Final = {"strategy": {"strategy": "x"}, "posture": {}}
"""Sections that may be lists of steps, and what stands for a step that cannot be read."""
STAND_IN: Final = {
    "name": "x",
    "question": "x",
    "start": date.min,
    "end": date.max,
    "strategy": "x",
}


def complaints_of(error: ValidationError, top: Node, *, whole: bool) -> list[Complaint]:
    """One complaint a fault, the missing keys of an entry in one.

    Without the file that is extended (`whole` False), what seems missing may stand there.
    """
    notes = Notes(top)
    missing: dict[Keys, list[str]] = {}
    within = _outdented(notes)
    for path, kind, said in _faults(error):
        if any(path[: len(each)] == each for each in within):
            continue
        if kind == "missing":
            missing.setdefault(path[:-1], []).append(str(path[-1]))
        else:
            _one(path, kind, said, notes, whole=whole)
    for path, names in missing.items() if whole else ():
        _lacks(path, names, notes)
    return notes.complaints


def _outdented(notes: Notes) -> set[Keys]:
    """Note keys of an entry that stand beside it; the paths of both, of which no more is reported."""
    out = outdented(notes.top)
    for path, above in out.items():
        what = f"stands where the name of one of the {path[0]} would"
        notes.add(path, what, f"indented further, within `{above}`", at_key=True)
    return {*out, *((path[0], above) for path, above in out.items())}


def _one(path: Keys, kind: str, said: str, notes: Notes, *, whole: bool) -> None:
    if _only_set(path, notes.top):
        if whole:
            _undeclared(path, notes)
    elif path == ("name",) and not notes.top.at(path)[1]:
        _not_a_name(notes)
    elif kind == "extra_forbidden":
        unknown_key(path, notes)
    else:
        _wrong(path, said if kind in OWN_WORDS else "", notes)


def _not_a_name(notes: Notes) -> None:
    """Note that a scenario takes its name from its file, where that can be none."""
    file = Path(notes.top.spot.file)
    what = f"the file's own name, {file.stem!r}, cannot be that of the scenario"
    notes.add((), what, f"a line `name: …` in the file, of {allowed(schema_at(('name',)))}")


def _faults(error: ValidationError) -> Iterator[tuple[Keys, str, str]]:
    """(path, kind, pydantic's words) of each error that is not the shadow of another."""
    errors = error.errors(include_url=False, include_context=False, include_input=False)
    bad_keys = {_untagged(each["loc"][:-1]) for each in errors if each["loc"][-1:] == ("[key]",)}
    for each in errors:
        path = _untagged(each["loc"])
        if path[-1:] == ("[key]",):
            yield path[:-1], "extra_forbidden", ""
        elif each["type"] != "default_factory_not_called" and not any(
            path[: len(bad)] == bad for bad in bad_keys
        ):
            yield path, each["type"], each["msg"]


def _untagged(path: Keys) -> Keys:
    """A path of pydantic as it stands in the file."""
    return tuple(step for step in path if step not in TAGS)


def _only_set(path: Keys, top: Node) -> bool:
    """Whether the path is a parameter or disposition that was given a value but is not declared."""
    node, found = top.at(path)
    return len(path) == 2 and path[0] in DECLARATIONS and found and not isinstance(node.value, dict)


def _undeclared(path: Keys, notes: Notes) -> None:
    section, name = str(path[0]), str(path[1])
    declared = [other for other in notes.names(section) if notes.top.at((section, other))[0].fields]
    notes.word(path, section.removesuffix("s"), name, declared, at_key=True)


def unknown_key(path: Keys, notes: Notes) -> None:
    """Note a key that has no meaning where it stands."""
    keys = keys_at(path[:-1])
    if place := place_of(path, notes.top):
        notes.add(path, "stands in the wrong place", place, at_key=True)
    elif keys:
        notes.add(path, "unknown key", *notes.offered(str(path[-1]), keys), at_key=True)
    else:
        notes.add(path, "cannot be a name", "letters a to z, digits and _, a letter first", at_key=True)


def _lacks(path: Keys, names: list[str], notes: Notes) -> None:
    place = notes.top.at(path)[0]
    if isinstance(place.value, list):
        notes.add(path, f"found a list of {len(place.value)}", allowed(schema_at(path)))
        return
    if not path and "extends" not in place.fields:
        what = f"lacks {', '.join(names)}, and extends no file"
        notes.add(path, what, "`extends: baseline` in its first line, which has them", at_key=True)
        return
    others = [name for name in notes.names(str(path[0])) if name != path[1]] if len(path) == 2 else []
    notes.add(
        path, f"lacks {', '.join(names)}", nearest=nearest_word(path[-1], others) if path else "", at_key=True
    )


def _wrong(path: Keys, said: str, notes: Notes) -> None:
    node = notes.top.at(path)[0]
    schema = schema_at(path)
    keys = listed(keys_at(path))
    wanted = f"a mapping with {keys}" if "properties" in schema else allowed(schema, node.value)
    near = meant_instead(node, path)
    if isinstance(node.value, str) and not near:
        near = nearest_word(node.value, words_at(path))
    if isinstance(node.value, list) and len(path) == 1 and path[0] in COLLECTIONS:
        wanted = "a mapping: each entry under a name of its own, as in `NAME: {…}`, without dashes"
    if isinstance(node.value, str) and NUMBER.fullmatch(node.value.strip()) and "number" in wanted:
        wanted = f"{wanted} (a number stands without quotes)"
    if path == ("theory",):
        wanted = f"{wanted} (`list theories` says what each is)"
    notes.add(path, f"{node.shown()} {said}" if said else f"found {node.shown()}", wanted, near)


def sound_part(data: dict[str, Any]) -> dict[str, Any]:
    """The data without values that have faults, or without their entries: what the other checks can use."""
    for depth in (None, 2, 1):
        try:
            Contents.model_validate(data)
        except ValidationError as error:
            data = deepcopy(data)
            for each in error.errors(include_url=False, include_context=False, include_input=False):
                _remove(data, tuple(step for step in _untagged(each["loc"]) if step != "[key]")[:depth])
            data = {**STAND_IN, "theory": known("theory")[0], **data}
    return data


def _remove(data: dict[str, Any], path: Keys) -> None:
    """Take away the value at a path, or the innermost entry of a mapping on the way to it; of a list of steps
    the others keep their places.
    """
    holder: Any = data
    last = path[0]
    for step in path[1:]:
        inner: Any = holder[last] if last in _places(holder) else None
        reached = isinstance(inner, dict) or (
            path[0] in STEPPED and last == path[0] and isinstance(inner, list)
        )
        if not reached or (isinstance(inner, list) and not isinstance(step, int)):
            break
        holder, last = cast("Any", inner), step
    if isinstance(holder, list):
        cast("Any", holder)[last] = dict(STEPPED[str(path[0])])
    else:
        holder.pop(last, None)


def _places(holder: Any) -> Collection[str | int]:
    """The keys or places that a mapping or list has."""
    return range(len(cast("list[Any]", holder))) if isinstance(holder, list) else holder.keys()
