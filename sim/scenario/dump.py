"""A scenario as one file that needs no other: all it runs with, whatever it was extended from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from sim.scenario.contents import Contents
from sim.scenario.schema import FILLED_IN, OWN, WITH_NAMES


def written(scenario: Contents) -> str:
    """YAML that loads as the same scenario, but for the places where things were written."""
    return "".join(_lines(contents_of(scenario), ""))


def contents_of(scenario: Contents) -> dict[str, Any]:
    """The entries of a file that holds all of a scenario."""
    data = scenario.model_dump(by_alias=True, exclude=set(OWN), exclude_none=True)
    if scenario.assumed:
        data["start"] = data["start"]["date"]
    for section in WITH_NAMES:
        data[section] = {name: _own(entry) for name, entry in data[section].items()}
    return data


def _own(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry without what the layout of the file tells."""
    return {key: value for key, value in entry.items() if key not in FILLED_IN}


def _lines(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, dict) and value:
            yield f"{indent}{key}:\n"
            yield from _lines(cast("dict[str, Any]", value), f"{indent}  ")
        else:
            yield f"{indent}{key}: {json.dumps(value, ensure_ascii=False, default=str)}\n"  # read as YAML
