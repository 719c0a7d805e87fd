"""When differences last, in words: what is followed, scenario by scenario."""

from __future__ import annotations

from datetime import date
from typing import cast

from sim.results.verdicts import LESS, MORE
from sim.studies.comparison.found_tables import Row, Tables
from sim.vocabulary.days import month
from sim.vocabulary.labels import listed_words, opened, spaced
from sim.vocabulary.likelihood import THREE_QUARTERS

FOLLOWED = {"talks": "At talks or beyond", "freeze": "At a freeze or beyond", "in_crisis": "In a crisis"}
"""What is followed over time and reported, with how a sentence opens."""
MOST = 2
"""Of what is followed so much is reported, of what lasts for some scenario."""
NAMED = 4
"""Scenarios that are named with their weeks, those with the most first; of more their number is given."""


def lasting(tables: Tables) -> str:
    """In which weeks more or fewer worlds are at talks, or in a crisis, than under the baseline."""
    told = [words for what in FOLLOWED if (words := _one(tables, what))]
    kept = [each for each in told if not each.startswith(FOLLOWED["freeze"])] if len(told) > MOST else told
    return " ".join(kept)


def _one(tables: Tables, what: str) -> str:
    rows = _rows(tables, what)
    if not rows:
        return ""
    sides = [
        f"{way} under {', '.join(mine)}"
        for side, way in ((MORE, "more worlds"), (LESS, "fewer worlds"))
        if (mine := [_named(row) for row in rows[:NAMED] if row["side"] == side])
    ]
    more = len(rows) - NAMED
    rest = f"; and {more} more in onset.csv" if more > 0 else ""
    return f"{FOLLOWED[what]} there are {'; '.join(sides)}{rest}."


def _rows(tables: Tables, what: str) -> list[Row]:
    """What lasts, most weeks first; what theories contest comes last."""
    rows = cast("list[Row]", tables.onset[tables.onset["what"] == what].to_dict("records"))
    return sorted(rows, key=lambda row: (bool(_reverse(row)), -int(row["weeks"])))


def _reverse(row: Row) -> str:
    """The theories that say the reverse."""
    return str(row["less_under" if row["side"] == MORE else "more_under"])


def _agreed(row: Row) -> bool:
    """Whether three in four theories agree or more, and none says the reverse."""
    return int(row["agree"]) >= THREE_QUARTERS * int(row["theories"]) and not _reverse(row)


def _named(row: Row) -> str:
    """A scenario with its weeks, and how many theories agree where not all do."""
    agree, of = int(row["agree"]), int(row["theories"])
    many = f"; {agree} of {of} theories" if agree < of else ""
    reverse = f", contested: the reverse under {spaced(_reverse(row))}" if _reverse(row) else ""
    return f"{spaced(str(row['scenario']))} ({when(row)}{many}{reverse})"


def when_title(tables: Tables) -> str:
    """What lasts longest of what three in four theories agree on, in a line: at talks, else at a freeze, else
    in a crisis.
    """
    for what, words in FOLLOWED.items():
        rows = [row for row in _rows(tables, what) if _agreed(row)]
        sides = [
            f"{way} under {listed_words([spaced(str(row['scenario'])) for row in mine])}"
            for side, way in ((MORE, "more worlds"), (LESS, "fewer worlds"))
            if (mine := [row for row in rows if row["side"] == side])
        ]
        if sides:
            where = f"{words[:1].lower()}{words[1:]}"
            return f"{opened(sides[0])}{''.join(f', {side}' for side in sides[1:])} are {where} for long."
    if any(_rows(tables, what) for what in FOLLOWED):
        return "At talks, at a freeze and in a crisis nothing lasts on which three in four theories agree."
    return f"At talks, at a freeze and in a crisis are as many worlds as under {spaced(tables.baseline)}."


def when(row: Row) -> str:
    """From when to when, and in how many weeks of these.

    >>> when({"first": "2018-02-05", "last": "2020-12-21", "weeks": 39, "of": 151})
    'February 2018 to December 2020, 39 of 151 weeks'
    """
    first, last = (month(date.fromisoformat(str(row[end]))) for end in ("first", "last"))
    weeks = f"{row['weeks']} of {row['of']}" if row["weeks"] < row["of"] else f"all {row['of']}"
    return f"{first} to {last}, {weeks} weeks"
