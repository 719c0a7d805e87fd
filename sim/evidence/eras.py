"""Eras: the spans of time that statistics refer to."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

Window: TypeAlias = tuple[date, date]
"""First and last day, both included."""


def years(first: int, last: int) -> Window:
    """Make the window from the first day of year `first` to the last day of year `last`."""
    return date(first, 1, 1), date(last, 12, 31)


WHOLE = years(1990, 2017)
KIM_JONG_IL = (date(1994, 7, 9), date(2011, 12, 16))
RECENT = years(2012, 2017)
ERAS: tuple[Window, ...] = (
    (date(1990, 1, 1), date(1993, 1, 19)),
    (date(1993, 1, 20), date(1994, 7, 8)),
    (date(1994, 7, 9), date(2001, 1, 19)),
    (date(2001, 1, 20), date(2009, 1, 19)),
    (date(2009, 1, 20), date(2011, 12, 16)),
    (date(2011, 12, 17), date(2017, 1, 19)),
    (date(2017, 1, 20), date(2017, 12, 31)),
)
"""Pairs of leaders in Washington and Pyongyang. A month counts for the era in which it begins."""
MEETINGS_PER_PROVOCATION = (1.0, 6.3, 4.5, 2.37, 0.18, 0.03)
"""Negotiations per provocation in the first six eras, as CSIS counts them (Beyond Parallel)."""
