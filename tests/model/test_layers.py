"""State lies below behaviour: what acts on a situation never knows the world that holds it."""

from __future__ import annotations

import pytest

from sim.core.rule import RULES
from sim.explanation.rule_inputs import RULE_FILES, every_rule
from sim.model.theories import FILES
from sim.vocabulary.theory_names import NAMES
from tests.helpers.source import files, imports, module_of, text_of

MODEL = [file for file in files("sim/model") if file != "sim/model/world.py"]


@pytest.mark.parametrize("file", MODEL)
def test_nothing_below_the_world_imports_it(file: str) -> None:
    """Type-only imports included: they would tie the circle again."""
    assert "sim.model.world" not in text_of(file)


@pytest.mark.parametrize("package", ["state", "calendar", "orders", "situation"])
def test_nothing_below_the_situation_imports_what_acts_on_it(package: str) -> None:
    above = ("sim.model.phases", "sim.model.actors", "sim.model.measures", "sim.model.outcome_counters")
    mine = [file for file in MODEL if module_of(file).startswith(f"sim.model.{package}")]
    assert mine
    assert not [(file, name) for file in mine for name in imports(file) if name.startswith(above)]


def test_every_file_of_rules_and_theories_is_registered() -> None:
    registered = {file.__name__ for file in (*RULE_FILES, *FILES.values())}
    there = {module_of(f) for room in ("rules", "theories") for f in files(f"sim/model/{room}")}
    assert registered == there - {"sim.model.rules", "sim.model.theories"}
    assert tuple(FILES) == NAMES
    assert every_rule().keys() >= RULES.keys()
