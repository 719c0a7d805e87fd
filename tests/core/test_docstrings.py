"""The examples in docstrings run, and give what they show."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from tests.helpers.source import files, module_of

MODULES = tuple(module_of(file) for room in ("sim/core", "sim/vocabulary") for file in files(room))
WITH_EXAMPLES = {
    "sim.core.columns",
    "sim.core.errors",
    "sim.core.parameters",
    "sim.core.random_streams",
    "sim.vocabulary.claims",
    "sim.vocabulary.labels",
    "sim.vocabulary.ladders",
}


@pytest.mark.parametrize("module", MODULES)
def test_examples_give_what_they_show(module: str) -> None:
    found = doctest.testmod(import_module(module))
    assert not found.failed
    assert found.attempted or module not in WITH_EXAMPLES
