"""The examples in docstrings run, and give what they show."""

from __future__ import annotations

import doctest
import inspect
from importlib import import_module

import pytest

from sim import api
from tests.helpers.source import HOME, files, module_of, text_of

MODULES = tuple(module_of(file) for file in files("sim") if ">>> " in text_of(file))
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


@pytest.mark.parametrize("module", MODULES)
def test_examples_give_what_they_show(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOME)
    found = doctest.testmod(import_module(module), optionflags=FLAGS)
    assert found.attempted
    assert not found.failed


@pytest.mark.parametrize("name", sorted(set(api.__all__) - {"Scenario", "UserError"}))
def test_every_public_function_has_an_example(name: str) -> None:
    assert ">>> " in (inspect.getdoc(getattr(api, name)) or "")
