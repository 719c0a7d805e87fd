"""Mutants of a module, held against its tests: each in a forked process, in which the module is changed."""

from __future__ import annotations

import ast
import importlib
import io
import os
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from tests.mutants.of_rules import Judged
from tests.mutants.operators import mutants

ROOT = Path(__file__).parents[2]
SLOWEST = 120
"""Seconds after which a mutant that never ends counts as seen."""


def judged(module: str, tests: str, every: int = 1) -> Iterator[Judged]:
    """Each mutant of a module's functions, or one in so many, against a file of tests."""
    name = module.removesuffix(".py").replace("/", ".")
    importlib.import_module(name)
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    number = 0
    for function in functions:
        body = _said_first(function)
        for words, other in mutants(ast.FunctionDef(**{**vars(function), "body": body})):
            number += 1
            if number % every == 0:
                yield f"{name}.{function.name}", words, _seen(name, tree, function, other, tests)


def _said_first(function: ast.FunctionDef) -> list[ast.stmt]:
    return function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body


def _seen(name: str, tree: ast.Module, function: ast.FunctionDef, other: ast.AST, tests: str) -> bool:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    import signal

    signal.alarm(SLOWEST)
    code = 1
    try:
        function.body = other.body  # pyright: ignore[reportAttributeAccessIssue]
        module = importlib.import_module(name)
        exec(
            compile(ast.fix_missing_locations(tree), str(module.__file__), "exec"), vars(module)
        )  # of our own
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", tests]))
    finally:
        os._exit(code)
