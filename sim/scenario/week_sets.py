"""Sets of weeks of a run, as whole numbers: bit `w` stands for week `w`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

WeekSet: TypeAlias = int


def first_weeks(count: int) -> WeekSet:
    """So many weeks from week 0 on.

    >>> bin(first_weeks(3))
    '0b111'
    """
    return (1 << max(count, 0)) - 1


def weeks_in(numbers: Iterable[int], run: WeekSet) -> WeekSet:
    """The weeks of these numbers, as far as they lie in the run."""
    found = 0
    for week in numbers:
        if week >= 0:
            found |= 1 << week
    return found & run


def from_week(week: int, run: WeekSet) -> WeekSet:
    """The weeks of a run from this one on."""
    return run & ~first_weeks(week)


def spread(weeks: WeekSet, count: int) -> WeekSet:
    """Weeks with those that follow each, so many in all.

    >>> bin(spread(0b100001, 3))
    '0b11100111'
    """
    done = 1
    while done < count:
        step = min(done, count - done)
        weeks |= weeks << step
        done += step
    return weeks


def unbroken(weeks: WeekSet, count: int, *, before: bool) -> WeekSet:
    """The weeks that end so many in a row; `before` says whether those before the run count as in the set.

    >>> bin(unbroken(0b110111, 2, before=False))
    '0b100110'
    """
    done = 1
    while done < count:
        step = min(done, count - done)
        weeks &= (weeks << step) | (first_weeks(step) if before else 0)
        done += step
    return weeks


def first_of(weeks: WeekSet) -> int:
    """The first week of a set; -1 of none."""
    return (weeks & -weeks).bit_length() - 1


def last_of(weeks: WeekSet) -> int:
    """The last week of a set; -1 of none."""
    return weeks.bit_length() - 1


def numbers_of(weeks: WeekSet) -> Iterator[int]:
    """The numbers of a set of weeks, in order."""
    while weeks:
        yield first_of(weeks)
        weeks &= weeks - 1
