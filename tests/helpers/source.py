"""The project's own source, read as text and as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOME = Path(__file__).parents[2]


@cache
def text_of(file: str) -> str:
    """The text of a file, by its path from the top of the project."""
    return (HOME / file).read_text(encoding="utf-8")


@cache
def tree_of(file: str) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(text_of(file), file)


@cache
def files(folder: str = "sim") -> tuple[str, ...]:
    """All Python files under a folder, as paths from the top of the project."""
    return tuple(path.relative_to(HOME).as_posix() for path in sorted((HOME / folder).rglob("*.py")))


def module_of(file: str) -> str:
    """`sim/model/rules/read.py` is `sim.model.rules.read`, `sim/plots/__init__.py` is `sim.plots`."""
    return file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def imports(file: str) -> Iterator[str]:
    """Every module that a file imports when it runs, at the top or inside a function; not for types alone."""
    for node in running(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (_imported(node.module or "", alias.name) for alias in node.names)


def _imported(module: str, name: str) -> str:
    """`from sim.model.rules import ally` imports the module `sim.model.rules.ally`."""
    path = HOME / module.replace(".", "/") / name
    return f"{module}.{name}" if path.with_suffix(".py").exists() or path.is_dir() else module


def running(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes under a node, but for what is there for the type checker only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from running(child)


def functions(file: str) -> Iterator[ast.FunctionDef]:
    """Every function and method of a file."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.FunctionDef):
            yield node
