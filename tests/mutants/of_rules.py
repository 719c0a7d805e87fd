"""Mutants of rules, held against the cases of that rule, and against its formula on the page."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from sim.core import rule as rules
from sim.core.rule import Rule
from sim.explanation.rule_inputs import every_rule, reads
from tests.model import test_cases, test_page_formulas
from tests.mutants.operators import mutants

Judged = tuple[str, str, bool]
"""Where the mutant is, what it is, and whether a test sees it."""


def cases_by_rule() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for case in test_cases.cases():
        found.setdefault(case.values[0]["rule"], []).append(case.values[0])
    return found


def judged(rooms: tuple[str, ...] = ("",)) -> Iterator[Judged]:
    """All mutants of all rules, of the theories too, or of those in some rooms."""
    cases = cases_by_rule()
    for key, rule in every_rule().items():
        if not key.startswith(rooms):
            continue
        reads(key)  # what the rule reads, not what a mutant does
        function = _function(rule)
        for words, tree in mutants(function):
            changed = replace(rule, apply=_compiled(tree, rule))
            yield key, words, _seen(changed, cases.get(key, []))


def _function(rule: Rule) -> ast.FunctionDef:
    """The function of a rule without its decorator and its docstring."""
    lines, first = inspect.getsourcelines(rule.apply)
    tree = ast.parse(textwrap.dedent("".join(lines)))
    ast.increment_lineno(tree, first - 1)
    (function,) = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    function.decorator_list = []
    function.body = function.body[1:]
    return function


def _compiled(tree: ast.AST, rule: Rule) -> Any:
    module = sys.modules[rule.apply.__module__]
    names = dict(vars(module))
    whole = ast.Module([ast.ImportFrom("__future__", [ast.alias("annotations")], 0), tree], [])
    exec(compile(ast.fix_missing_locations(whole), str(module.__file__), "exec"), names)  # of our own source
    return names[rule.apply.__name__]


def _seen(rule: Rule, cases: list[dict[str, Any]]) -> bool:
    """Whether a case fails with the mutant, in any way."""
    with patch.dict(rules.RULES, {rule.key: rule}), np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for case in cases:
            try:
                test_cases.test_case(case)
            except (pytest.fail.Exception, Exception):  # noqa: BLE001 - it was seen
                return True
        try:
            return rule.key not in test_page_formulas.IN_WORDS and not test_page_formulas.agrees(rule)
        except Exception:  # noqa: BLE001 - it was seen
            return True
