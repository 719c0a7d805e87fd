"""The pictures of a validation: legible, the record marked, every verdict in words."""

from __future__ import annotations

import numpy as np
import pytest

from sim.plots.kit.context import Context
from sim.plots.kit.theme import style
from sim.plots.validation_patterns import PatternPart, limits, patterns
from sim.plots.validation_scorecard import PatternRow, scorecard
from sim.plots.validation_years import Years, years
from tests.helpers.overlap import faults, visible

CONTEXT = Context("Does the model bring forth such a history?", "120 worlds, seed 1", ())
NAMES = ("essay", "own_calendar", "yearly Poisson")


def part(title: str = "P1 a year", low: float = 3.0, high: float = 6.0, scale: float = 1.0) -> PatternPart:
    spread = np.array([[1, 2, 3, 4, 40], [2, 3, 4, 5, 6], [np.nan] * 5]) * scale
    return PatternPart(title, low, high, 4.3 * scale, NAMES, spread, spread[:, 2], ("met", "missed", ""))


@pytest.mark.parametrize("count", [1, 3, 9])
def test_no_word_overlaps_or_is_cut(count: int) -> None:
    parts = [part(f"P{at} a long name of a part of a pattern, number {at}") for at in range(count)]
    says = "A sentence on what the pattern says."
    rows = [PatternRow(f"P{at}", says, ("met", "missed"), "meets it too", "fitted") for at in range(count)]
    fans = [Years(name, np.sort(np.random.default_rng(1).random((5, 28)), axis=0) * 9) for name in NAMES[:2]]
    with style():
        drawn = [
            patterns(parts, CONTEXT),
            scorecard(rows, NAMES[:2], ("1 of 2", "0 of 2"), CONTEXT),
            years(fans, np.arange(28.0), 1990, CONTEXT),
        ]
        assert not [fault for figure in drawn for fault in faults(figure)]


def test_the_record_is_marked_where_it_is() -> None:
    with style():
        figure = patterns([part()], CONTEXT)
        lines = [
            line
            for line in figure.axes[0].lines
            if len(set(line.get_xdata())) == 1 and len(line.get_xdata()) == 2
        ]
    assert [float(line.get_xdata()[0]) for line in lines] == [4.3]


def test_far_tails_do_not_push_the_rest_together() -> None:
    low, high = limits(part())
    assert low < 1
    assert 6 < high < 15
    assert limits(part(low=-np.inf, high=np.inf, scale=0.0)) != (0.0, 0.0)


def test_every_verdict_is_on_the_card() -> None:
    row = PatternRow("P1", "Few.", ("met", "missed"), "", "imposed")
    with style():
        figure = scorecard([row], NAMES[:2], ("1 of 1", "0 of 1"), CONTEXT)
        words = [text.get_text() for text in visible(figure)]
    assert {"met", "missed", "imposed", "1 of 1"} <= set(words)
