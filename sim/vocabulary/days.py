"""Days and months in English words, whatever language the program around has set for dates."""

from __future__ import annotations

from datetime import date
from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
SHORT: Final = 3
"""Letters of a short name."""


def in_full(day: date) -> str:
    """A day with the name of its month.

    >>> in_full(date(2017, 6, 5))
    '5 June 2017'
    """
    return f"{day.day} {month(day)}"


def month(day: date) -> str:
    """The month of a day.

    >>> month(date(2017, 6, 5))
    'June 2017'
    """
    return f"{MONTHS[day.month - 1]} {day.year:04}"


def short_month(day: date) -> str:
    """The month of a day, for a label.

    >>> short_month(date(2017, 6, 5))
    'Jun 2017'
    """
    return f"{MONTHS[day.month - 1][:SHORT]} {day.year:04}"


def short_day(day: date) -> str:
    """A day, for a label.

    >>> short_day(date(2017, 6, 5))
    '05 Jun 2017'
    """
    return f"{day.day:02} {short_month(day)}"
