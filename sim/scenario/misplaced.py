"""Where a key that is right has its place: a level up, a level down, or under a section of its own."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from sim.core.errors import nearest_word
from sim.scenario.allowed_values import keys_at, schema_at
from sim.scenario.inheritance import COLLECTIONS
from sim.scenario.yaml_nodes import Keys, Node

ENTRIES: Final = {"injects": {"when", "then"}, "orders": {"actor", "signal"}, "calendar": {"sets", "value"}}
"""Sections by keys that show what an entry is."""


AFTER: Final = "within `when`, as in `when: {after: NAME, weeks: 2}`"
NOT: Final = "within `when`, as in `when: {all: [ …, {not: … }]}`"
WITHIN_WHEN: Final = {
    **dict.fromkeys(("delay", "lag", "wait"), AFTER),
    **dict.fromkeys(("unless", "except"), NOT),
}
"""Keys of an inject that belong to its condition, by another name."""


def place_of(path: Keys, top: Node) -> str:
    """In words, where the key at a path should stand; "" if nothing is known of it."""
    key, node = str(path[-1]), top.at(path)[0]
    if ":" in key and key.partition(":")[0] in keys_at(path[:-1]):
        return f"a blank after the colon, as in `{key.replace(':', ': ', 1)}`"
    if len(path) == 3 and path[0] == "injects" and key in WITHIN_WHEN:
        return WITHIN_WHEN[key]
    if len(path) == 1 and (section := _section_of(node)):
        return f"under `{section}`, indented further than it"
    if len(path) > 1 and key in keys_at(path[:-2]):
        return f"beside `{path[-2]}`, not within it"
    inside = [name for name in keys_at(path[:-1]) if key in keys_at((*path[:-1], name))]
    return f"within `{inside[0]}`, as in `{inside[0]}: {{{key}: …}}`" if len(inside) == 1 else ""


def _section_of(node: Node) -> str:
    return next((name for name, keys in ENTRIES.items() if keys & node.fields.keys()), "")


def outdented(top: Node) -> dict[Keys, str]:
    """Keys of an entry that stand where the name of an entry would, by their path: the entry above them."""
    found: dict[Keys, str] = {}
    for section in COLLECTIONS:
        above = ""
        for name in top.fields[section].fields if section in top.fields else ():
            if above and name in keys_at((section, above)):
                found[section, name] = above
            else:
                above = name
    return found


def meant_instead(node: Node, path: Keys) -> str:
    """What a value was meant to be that is written in another way; "" if nothing is known of it."""
    if path == ("start",) and node.value in ("record", "world"):
        return f"start: {{from: {node.value}}}"
    schema = schema_at(path)
    if "date" in {kind.get("format") for kind in schema.get("anyOf", [schema])} and (
        day := _day(str(node.value))
    ):
        return day
    if isinstance(node.value, str):
        return _number(node.value.strip()) or (_actors(node.value) if path[-1] == "actor" else "")
    return _list(node, str(path[-1]))


def _number(text: str) -> str:
    """A number that is written as a percentage, or with a comma."""
    if found := re.fullmatch(r"(\d+(?:[.,]\d+)?) ?%", text):
        return f"{float(found[1].replace(',', '.')) / 100:.12g}"
    return text.replace(",", ".") if re.fullmatch(r"-?\d+,\d+", text) else ""


def _actors(text: str) -> str:
    """Several actors that are written as one text."""
    several = [part.strip() for part in re.split(r",| and |\+|/|&", text) if part.strip()]
    near = [nearest_word(part, keys_at(("signals", "x", "senders"))) for part in several]
    return f"[{', '.join(near)}]" if len(near) > 1 and all(near) else ""


def _list(node: Node, key: str) -> str:
    """A list where there is one, and none where there is; two numbers that are written with commas."""
    if isinstance(node.value, list) and len(node.value) == 4:
        low, of_low, high, of_high = (str(each.value) for each in node.value)
        if all(each.removeprefix("-").isdecimal() for each in (low, of_low, high, of_high)):
            return f"[{low}.{of_low}, {high}.{of_high}]"
    if isinstance(node.value, list) and key in ("event", "stage", "measure") and node.value:
        return f"any: [{{{key}: {node.value[0].value}}}, …]"
    if isinstance(node.value, list) and key in ("when", "not"):
        return "{all: [ … ]}"
    return f"{key}: [{{ … }}]" if isinstance(node.value, dict) and key in ("all", "any") else ""


def _day(text: str) -> str:
    """A day that is written without dashes, with others, or without its noughts."""
    found = re.fullmatch(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})", text)
    try:
        day = date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""
    return "" if day == text else day
