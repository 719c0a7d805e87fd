"""The shipped scenarios: found by name, all sound, and described by a schema for editors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.scenario import baseline, completion, editor_schema, find_scenario, load, shipped_files
from sim.scenario.allowed_values import keys_at
from sim.scenario.yaml_reader import parse
from tests.helpers.scenario_texts import SMALL


def test_a_scenario_is_found_by_path_and_by_name(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = here / "scenarios"
    shelf.mkdir()
    (shelf / "firm.yaml").write_text("extends: baseline.yaml\n")
    monkeypatch.setattr("sim.scenario.library.folder", lambda: shelf)
    assert shipped_files() == [shelf / "firm.yaml"]
    assert find_scenario("firm") == shelf / "firm.yaml"
    (here / "firm").mkdir()
    assert find_scenario("firm") == shelf / "firm.yaml"
    (here / "own.yaml").touch()
    assert find_scenario("own.yaml") == here / "own.yaml"


def test_the_shipped_scenarios_are_sound() -> None:
    questions = {path.stem: load(path).question for path in shipped_files()}
    assert len(set(questions.values())) == len(questions)


def test_the_schema_for_editors_is_current() -> None:
    path = Path(__file__).parents[2] / "scenarios" / "schema.json"
    again = "python -m sim.scenario.editor_schema"
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written == editor_schema.json_schema(), f"write it again: {again}"


def test_the_words_that_editors_complete_are_current() -> None:
    again = "write it again: python -m sim.scenario.completion"
    assert completion.FILE.read_text(encoding="utf-8") == completion.text(baseline()), again


def test_the_schema_requires_nothing_and_lets_an_extending_file_set_or_remove() -> None:
    made = json.loads(editor_schema.text())
    assert "required" not in json.dumps({name: part for name, part in made.items() if name != "$defs"})
    assert not any("required" in part for part in made["$defs"].values())
    (parameter,) = made["properties"]["parameters"]["patternProperties"].values()
    assert [kind.get("type", kind.get("$ref")) for kind in parameter["anyOf"]] == [
        "number",
        "array",
        "#/$defs/Declared",
        "null",
    ]
    assert "extends" in made["properties"]
    assert not {"path", "files"} & made["properties"].keys()
    assert "where" not in made["$defs"]["Order"]["properties"]


def test_every_key_of_the_small_scenario_is_in_the_schema() -> None:
    tree = parse(SMALL.read_bytes(), str(SMALL))[0]
    assert tree.fields.keys() <= set(keys_at(()))
    for section in ("signals", "calendar", "orders", "injects", "strategies"):
        for name, entry in tree.fields[section].fields.items():
            assert entry.fields.keys() <= set(keys_at((section, name)))
