"""What a scenario file may hold, as JSON Schema; complaints say from it what is allowed."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, TypeAlias

from sim.scenario.contents import Contents

Schema: TypeAlias = dict[str, Any]
FILLED_IN: Final = ("name", "where")


@cache
def complete() -> Schema:
    """The schema of a root file: every key, with its limits."""
    schema = Contents.model_json_schema(mode="validation")
    for key in ("path", "files"):
        del schema["properties"][key]
    schema["required"].remove("name")
    for part in schema["$defs"].values():
        for key in FILLED_IN:
            part["properties"].pop(key, None)
    says = "the scenario to build on: a shipped one by its name, or a path from this file's folder"
    path = {"type": "string", "description": says}
    schema["properties"] = {"extends": path, **schema["properties"]}
    return schema
