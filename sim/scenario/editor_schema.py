"""The JSON Schema by which an editor completes and checks scenario files: `scenarios/schema.json`."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Final

from sim.scenario.inheritance import COLLECTIONS, DECLARATIONS
from sim.scenario.schema import Schema, complete

LOOSE: Final = (
    "Declared",
    "Disposition",
    "Fact",
    "Inject",
    "Order",
    "Signal",
    "Start",
    "Strategy",
    "Then",
    "When",
)


def json_schema() -> Schema:
    """The schema for editors: of files that extend others too, so nothing is required and `null` removes."""
    schema = deepcopy(complete())
    schema.pop("required", None)
    schema |= {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Twotrack scenario"}
    for part in schema["$defs"].values():
        part.pop("required", None)
    for name in LOOSE:
        part = schema["$defs"][name]
        for key, about in part["properties"].items():
            part["properties"][key] = _or_null(about)
    number_or_range = schema["$defs"]["Posture"]["properties"]["both"]["patternProperties"].popitem()[1][
        "anyOf"
    ]
    for name in COLLECTIONS:
        pattern, entry = schema["properties"][name]["patternProperties"].popitem()
        kinds = [*(number_or_range if name in DECLARATIONS else ()), entry]
        schema["properties"][name] |= {"patternProperties": {pattern: _or_null({"anyOf": kinds})}}
        schema["properties"][name]["type"] = ["object", "null"]
    return schema


def _or_null(about: Schema) -> Schema:
    if {"type": "null"} in about.get("anyOf", ()):
        return about
    if set(about) == {"anyOf"}:
        return {"anyOf": [*about["anyOf"], {"type": "null"}]}
    return {"anyOf": [about, {"type": "null"}]}


def text() -> str:
    """The schema file's text."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def write(path: Path) -> None:
    """Write the schema; `python -m sim.scenario.editor_schema` does so for the shipped scenarios."""
    path.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).parents[2] / "scenarios" / "schema.json")
