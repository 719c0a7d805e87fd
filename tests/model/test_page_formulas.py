"""Every rule gives the number that its formula on the page (docs/model.md) gives: in many worlds, with
parameters and dispositions away from their defaults, so that each letter of a formula matters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.core.columns import FLOAT
from sim.core.parameters import Numbers, with_fades
from sim.core.rule import Rule
from sim.explanation.rule_inputs import DISPOSITIONS, PARAMETERS, declared_as, every_rule, is_series, reads
from sim.vocabulary.quantities import QUANTITIES
from tests.helpers.worlds import baseline

PAGE = Path(__file__).parents[2] / "docs" / "model.md"
WORLDS = 400
IN_WORDS = frozenset(
    "appraise.files ally.schedule china.in_effect commit.coordination commit.event_days escalate.climbs "
    "negotiate.collapses press.consent read.trust_in_allies read.trust_in_north".split()
)
"""Rules whose formula is told in words that are no arithmetic; their cases stand in cases/*.yaml."""
SIGNS = {"×": "*", "÷": "/", "−": "-", "½": "0.5", "²": "**2", "³": "**3", "←": "="}
FIRST_WORDS = re.compile(r"^(log-odds[^:]*|chance|weeks|[a-z ]+): (?:an? )?")


def clip(x: Any) -> Any:
    return np.clip(x, 0, 1)


def toward(x: Any, y: Any, by: Any) -> Any:
    return x + (y - x) * by


VERBS: dict[str, Callable[..., Any]] = {
    "clip": clip, "toward": toward, "min": np.minimum, "ln": np.log, "root": np.sqrt,
    "where": np.where,
    "max": lambda *each: np.maximum.reduce(np.broadcast_arrays(*each)),
}  # fmt: skip


@cache
def formulas() -> dict[str, str]:
    """The formula of each rule as the page has it, by `file.rule`."""
    found: dict[str, str] = {}
    file = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("File: "):
            file = Path(line.split("`")[1]).stem
        if cells := re.fullmatch(r"\| `(\w+)` \| [^|]* \| (.*) \|", line):
            found[f"{file}.{cells[1]}"] = cells[2]
    return found


def arithmetic(formula: str) -> list[tuple[str, str]]:
    """A formula as assignments in Python, the last one without a name. SyntaxError if it is in words."""
    text = FIRST_WORDS.sub("", formula)
    text = re.sub(r"(.*), where (\w+) = (.*)", r"\2 = \3; \1", text)
    text = re.sub(r"(.*), (?:kept )?within (\d) and (\d)", r"max(\2, min(\1, \3))", text)
    text = re.sub(r"(.*), at least (\d)", r"max(\1, \2)", text)
    text = re.sub(r"^where (.*): (.*), else (.*)", r"where(\1, \2, \3)", text)
    text = re.sub(r"^(.*) where (.*), else (.*)", r"where(\2, \1, \3)", text)
    text = re.sub(r"\(([^()]*(?:\([^()]*\))?[^()]*)\) where (.*)\)$", r"where(\2, \1, 0))", text)
    text = re.sub(r", (of the act|warnings as).*", "", text)
    for sign, other in SIGNS.items():
        text = text.replace(sign, other)
    text = re.sub(r"√(`?[\w.]+`?)", r"root(\1)", text)
    text = re.sub(r"ln (`[\w.]+`)", r"ln(\1)", text)
    text = re.sub(r"`d\.(\w+)`", r"d['\1']", text)
    text = re.sub(r"`(\w+)`", r"p['\1']", text)
    parts = [each.strip() for each in text.split(";")]
    done: list[tuple[str, str]] = []
    for part in parts:
        name, equals, right = part.partition(" = ")
        done.append((name, right) if equals and name.isidentifier() else ("", part))
    for _, right in done:
        compile(right, "formula", "eval")
    return done


def worlds(rule: Rule) -> dict[str, Any]:
    """What the rule reads, drawn for many worlds."""
    draw = np.random.RandomState(sum(map(ord, rule.key)))
    given: dict[str, Any] = {}
    for name in rule.arguments:
        if name in (PARAMETERS, DISPOSITIONS):
            given[name] = numbers(rule, name, draw)
            continue
        known = QUANTITIES[name]
        high = known.high if known.high - known.low < 100 else known.low + 10
        values = draw.uniform(known.low, high, (3 if is_series(rule, name) else 1, WORLDS)).astype(FLOAT)
        given[name] = list(values) if is_series(rule, name) else values[0]
    return given


def numbers(rule: Rule, kind: str, draw: np.random.RandomState) -> Numbers:
    """Parameters or dispositions that it reads, over their range or around their default."""
    read = reads(rule.key)
    names = [declared_as(name) for name in (read.parameters if kind == PARAMETERS else read.dispositions)]
    declared = baseline().parameters if kind == PARAMETERS else baseline().dispositions
    columns: dict[str, Any] = {}
    for name in dict.fromkeys(names):
        low, high = declared[name].range if kind == PARAMETERS and declared[name].range else (0.1, 0.9)
        columns[name] = draw.uniform(low, 2 * high, WORLDS).astype(FLOAT)  # so that limits bind too
    return Numbers(with_fades(columns))


def by_the_page(rule: Rule, given: dict[str, Any]) -> Any:
    """What the formula gives."""
    names: dict[str, Any] = {**VERBS, "p": {}, "d": {}, "__builtins__": {}}
    for name, value in given.items():
        if name in (PARAMETERS, DISPOSITIONS):
            names[name] = {key: np.asarray(each, np.float64) for key, each in value.items().items()}
        else:
            names[name] = np.asarray(value, np.float64)
    result = None
    for name, right in arithmetic(formulas()[rule.key]):
        result = eval(right, names)  # of a page of ours
        if name:
            names[name] = result
    return np.broadcast_to(np.asarray(result, np.float64), WORLDS)


def agrees(rule: Rule) -> bool:
    """Whether rule and page give the same in all worlds."""
    given = worlds(rule)
    with np.errstate(all="ignore"):
        found, said = np.asarray(rule.apply(**given), np.float64), by_the_page(rule, given)
    return np.allclose(np.broadcast_to(found, WORLDS), said, rtol=1e-4, atol=1e-5, equal_nan=True)


@pytest.mark.parametrize("key", sorted(set(every_rule()) - IN_WORDS))
def test_a_rule_is_its_formula_on_the_page(key: str) -> None:
    assert agrees(every_rule()[key]), formulas()[key]
