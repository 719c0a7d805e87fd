"""The cases of ``tests/cases``: rules in numbers that a reader can check by hand."""

from __future__ import annotations

import operator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from sim.core.columns import FLOAT, Column
from sim.core.parameters import Numbers, with_fades
from sim.core.rule import Rule
from sim.explanation.rule_inputs import DISPOSITIONS, PARAMETERS, declared_as, every_rule, is_series, reads
from sim.vocabulary.quantities import QUANTITIES
from tests.helpers.worlds import baseline

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
COMPARISONS = {"greater": operator.gt, "less": operator.lt, "same": lambda x, y: x == pytest.approx(y)}
CLOSE = 1e-5


def cases() -> list[Any]:
    rows = [case for path in FILES for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return [pytest.param(row, id=f"{row['rule']}: {row['case']}") for row in rows]


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    assert set(case) == {"rule", "case", "given", "expect"}
    rule, given, expect = every_rule()[case["rule"]], case["given"], case["expect"]
    result = outcome(rule, given)
    if not isinstance(expect, dict):
        assert result == pytest.approx(expect, abs=CLOSE)
        return
    assert expect
    for word, other in expect.items():
        against = outcome(rule, given | other) if isinstance(other, dict) else other
        assert COMPARISONS[word](result, against), f"{result} is not {word} than {against}"


def outcome(rule: Rule, given: dict[str, Any]) -> float:
    """What the rule gives in one world; AssertionError for a name it does not read or a wrong value."""
    rest, arguments = dict(given), {}
    for name in rule.arguments:
        if name in (PARAMETERS, DISPOSITIONS):
            arguments[name] = numbers(rule, name, rest)
        else:
            arguments[name] = quantity(rule, name, rest.pop(name, 0.5 if name == "draw" else None))
    assert not rest, f"{rule.key} does not read {', '.join(rest)}"
    return float(np.ravel(rule.apply(**arguments))[0])


def quantity(rule: Rule, name: str, value: Any) -> Column | list[Column]:
    known = QUANTITIES[name]
    value = max(0, known.low) if value is None else value
    assert all(known.low <= each <= known.high for each in np.ravel(value)), f"{name} {value} is out of range"
    return [one(each) for each in value] if is_series(rule, name) else one(value)


def numbers(rule: Rule, kind: str, rest: dict[str, Any]) -> Numbers:
    """Defaults of what the rule reads, but for what is given; the given ones are taken out of `rest`."""
    read = reads(rule.key)
    names = map(declared_as, read.parameters if kind == PARAMETERS else read.dispositions)
    declared = baseline().parameters if kind == PARAMETERS else baseline().dispositions
    return Numbers(with_fades({name: one(rest.pop(name, declared[name].default)) for name in names}))


def one(value: float) -> Column:
    return np.array([value], FLOAT)


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    told = {case.values[0]["rule"] for case in cases()}
    assert told == set(every_rule())


def test_no_case_stands_twice() -> None:
    names = [case.id for case in cases()]
    assert len(set(names)) == len(names)
