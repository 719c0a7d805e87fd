"""Days that the record covers, and from which worlds can start from it."""

from __future__ import annotations

from datetime import date

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2017, 12, 31)
"""First and last day of the shipped record."""
EARLIEST = date(1991, 1, 7)
"""Day from which worlds have a past: a year after the record begins."""
