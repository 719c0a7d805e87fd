"""What a scenario file may hold, as JSON Schema; complaints say from it what is allowed."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, TypeAlias

from sim.scenario.contents import Contents

Schema: TypeAlias = dict[str, Any]
FILLED_IN: Final = ("name", "where", "as_before")
OWN: Final = ("path", "files", "warnings")
"""What is filled in at the top."""
WITH_NAMES: Final = ("signals", "calendar", "orders", "injects")
"""Sections whose entries are given the names under which they stand."""


@cache
def complete() -> Schema:
    """The schema of a root file: every key, with its limits."""
    schema = Contents.model_json_schema(mode="validation")
    for key in OWN:
        del schema["properties"][key]
    schema["required"].remove("name")
    for part in schema["$defs"].values():
        for key in FILLED_IN:
            part["properties"].pop(key, None)
    says = "the scenario to build on: a shipped one by its name, or a path from this file's folder"
    path = {"type": "string", "description": says}
    schema["properties"] = {"extends": path, **schema["properties"]}
    return schema
