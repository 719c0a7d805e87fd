"""Days as users give them: of the standard library, numpy and pandas."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any


def as_day(value: Any) -> date | None:
    """The day of a date, or of a point in time; None where it is none.

    >>> from datetime import datetime
    >>> as_day(datetime(2017, 8, 29, 5, 57))
    datetime.date(2017, 8, 29)
    """
    if type(value).__name__ == "datetime64":  # numpy's; finer ones would turn into numbers
        value = value.astype("datetime64[D]").item()
    if isinstance(value, datetime):
        return None if str(value) == "NaT" else value.date()  # pandas' "not a time" is a datetime too
    return value if isinstance(value, date) else None
