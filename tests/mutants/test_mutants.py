"""Small slips in rules are seen by a case or by the formula on the page: some here, all by `make mutants`."""

from __future__ import annotations

import ast

from tests.mutants.of_rules import judged
from tests.mutants.operators import mutants

ROOMS = ("appraise.", "negotiate.", "spiral.")


def test_nearly_every_slip_in_a_rule_is_seen() -> None:
    found = list(judged(ROOMS))
    missed = [f"{key} {words}" for key, words, seen in found if not seen]
    assert len(found) > 200
    assert len(missed) <= 0.05 * len(found), missed


def test_a_mutant_differs_in_one_place() -> None:
    (function,) = ast.parse("def half(x):\n    return above(x - 1) * 0.5\n").body
    told = [words.partition(": ")[2] for words, _ in mutants(function)]
    assert "`x - 1` → `x + 1`" in told
    assert "`above(x - 1)` → `x - 1`" in told
    assert "`0.5` → `0.25`" in told
    assert len(told) == len(set(told))
