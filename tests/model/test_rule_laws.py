"""What every rule must hold to, whatever it says: one parametrised test over all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.core.columns import FLOAT, Column
from sim.core.rule import Rule
from sim.explanation.rule_inputs import DISPOSITIONS, PARAMETERS, every_rule
from sim.vocabulary.quantities import QUANTITIES
from tests.helpers.rule_inputs import arguments, copied, part

THOUSAND, ODD = 1000, (1, 7)
ROUNDING = 1e-6  # of the range: what adding up shares in another order may come to

every = pytest.mark.parametrize("rule", every_rule().values(), ids=lambda rule: rule.key)


@every
@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_rule_is_finite_in_range_pure_and_the_same_at_any_width(rule: Rule, seed: int) -> None:
    check_laws(rule, seed)


def check_laws(rule: Rule, seed: int) -> None:
    """Raises AssertionError where the rule breaks a law on the inputs drawn from `seed`."""
    taken = arguments(rule, THOUSAND, np.random.default_rng(seed))
    before = copied(taken)
    result: Column = rule.apply(**taken)
    assert result.dtype == FLOAT
    assert np.isfinite(result).all()
    assert np.broadcast_shapes(result.shape, (THOUSAND,)) == (THOUSAND,)
    untouched = zip(before.items(), copied(taken).items(), strict=True)
    assert all(
        np.array_equal(old, new) for (_, a), (_, b) in untouched for old, new in zip(a, b, strict=True)
    )
    in_range(rule, result)
    same_at_odd_widths(rule, taken, np.broadcast_to(result, THOUSAND))


def in_range(rule: Rule, result: Column) -> None:
    """The result lies within the range of the quantity that the rule gives."""
    if rule.gives in QUANTITIES:
        quantity = QUANTITIES[rule.gives]
        slack = ROUNDING * (quantity.high - quantity.low)
        assert result.min() >= quantity.low - slack
        assert result.max() <= quantity.high + slack


def same_at_odd_widths(rule: Rule, taken: dict[str, Any], result: Column) -> None:
    """A few worlds alone give the bits that they give among thousands."""
    for width in ODD:
        for start in (0, 1, 13, THOUSAND - width):
            where = slice(start, start + width)
            alone = rule.apply(**part(taken, where))
            assert np.broadcast_to(alone, width).tobytes() == result[where].tobytes()


def test_arguments_bear_names_of_the_glossary() -> None:
    known = {*QUANTITIES, PARAMETERS, DISPOSITIONS}
    unknown = {rule.key: set(rule.arguments) - known for rule in every_rule().values()}
    assert not {key: names for key, names in unknown.items() if names}


def test_a_rule_gives_a_quantity_of_the_glossary_or_says_in_words_what_it_gives() -> None:
    odd = {rule.key: rule.gives for rule in every_rule().values() if not is_phrase(rule.gives)}
    assert not odd


def is_phrase(gives: str) -> bool:
    return gives in QUANTITIES or ("_" not in gives and gives == gives.strip() != "")


def test_no_quantity_stands_twice_or_upside_down_in_the_glossary() -> None:
    from tests.helpers.source import text_of

    table = text_of("sim/vocabulary/quantities.py")
    assert all(table.count(f'("{name}", ') == 1 for name in QUANTITIES)
    assert all(quantity.low < quantity.high for quantity in QUANTITIES.values())
