"""Mutants of a function: the same with one small thing otherwise, as a slip of the pen would have it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy

ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd, ast.Pow: ast.Mult,
}  # fmt: skip
COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,),
}  # fmt: skip
VERBS = {"larger": "smaller", "smaller": "larger", "min": "max", "max": "min", "any": "all", "all": "any"}
TAKEN_OFF = {"within", "above", "size", "root", "log", "exp", "nudge", "when", "abs", "larger", "smaller"}
"""Verbs in whose place their first argument may stand."""


def mutants(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Each mutant of a function with what was changed, in words."""
    body = tree.body if isinstance(tree, ast.FunctionDef) else [tree]
    places = [node for part in body for node in ast.walk(part)]
    for number, node in enumerate(places):
        for words, other in _otherwise(node):
            copy = deepcopy(tree)
            parts = copy.body if isinstance(copy, ast.FunctionDef) else [copy]
            same = [each for part in parts for each in ast.walk(part)][number]
            _replace(copy, same, other)
            yield f"line {getattr(node, 'lineno', 0)}: {words}", ast.fix_missing_locations(copy)


def _otherwise(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What may stand in place of a part."""
    match node:
        case ast.BinOp(left, op, right):
            if type(op) in ARITHMETIC:
                other = ARITHMETIC[type(op)]()
                yield from _said(node, ast.BinOp(left, other, right))
            yield from _said(node, left)
            yield from _said(node, right)
        case ast.Compare(left, [op], [right]) if type(op) in COMPARED:
            for other in COMPARED[type(op)]:
                yield from _said(node, ast.Compare(left, [other()], [right]))
        case ast.Call(ast.Name(name), [first, *rest], []):
            yield from _calls(node, name, first, rest)
        case _:
            yield from _small(node)


def _small(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The same of signs, numbers and ands and ors."""
    match node:
        case ast.UnaryOp(ast.USub() | ast.Not() | ast.Invert(), operand):
            yield from _said(node, operand)
        case ast.Constant(bool() as value):
            yield from _said(node, ast.Constant(not value))
        case ast.Constant(int() | float() as value):
            yield from _said(node, ast.Constant(value + 1 if float(value).is_integer() else value / 2))
        case ast.BoolOp(op, values):
            other = ast.And() if isinstance(op, ast.Or) else ast.Or()
            yield from _said(node, ast.BoolOp(other, values))
        case ast.IfExp(test, body, orelse):
            yield from _said(node, ast.IfExp(test, orelse, body))
        case _:
            pass


def _calls(node: ast.Call, name: str, first: ast.expr, rest: list[ast.expr]) -> Iterator[tuple[str, ast.AST]]:
    if name in VERBS:
        yield from _said(node, ast.Call(ast.Name(VERBS[name], ast.Load()), [first, *rest], []))
    if name in TAKEN_OFF:
        yield from _said(node, first)
    if name in ("nudge", "larger", "smaller") and rest:
        yield from _said(node, rest[0])
    if name == "either":
        yield from _said(node, ast.Call(node.func, [first, rest[1], rest[0]], []))


def _said(old: ast.AST, new: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    yield f"`{ast.unparse(old)}` → `{ast.unparse(ast.fix_missing_locations(deepcopy(new)))}`", deepcopy(new)


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    """Put a part in the place of another."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list) and any(each is old for each in value):
                setattr(parent, name, [new if each is old else each for each in value])
