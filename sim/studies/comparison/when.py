"""When differences last, in words: what is followed, scenario by scenario."""

from __future__ import annotations

from datetime import date
from typing import cast

from sim.results.verdicts import LESS, MORE
from sim.studies.comparison.found_tables import Row, Tables
from sim.vocabulary.days import month
from sim.vocabulary.labels import listed_words, opened, spaced

FOLLOWED = {"talks": "At talks or beyond", "freeze": "At a freeze or beyond", "in_crisis": "In a crisis"}
"""What is followed over time and told, with how a sentence opens."""
MOST = 2
"""Of what is followed so much is told, of what lasts for some scenario."""
NAMED = 4
"""Scenarios that are named with their weeks, those with the most weeks first; of more it is said how many."""


def lasting(tables: Tables) -> str:
    """In which weeks more or fewer worlds are at talks, or in a crisis, than under the baseline."""
    told = [words for what in FOLLOWED if (words := _one(tables, what))]
    kept = [each for each in told if not each.startswith(FOLLOWED["freeze"])] if len(told) > MOST else told
    return " ".join(kept)


def _one(tables: Tables, what: str) -> str:
    rows = cast("list[Row]", tables.onset[tables.onset["what"] == what].to_dict("records"))
    rows.sort(key=lambda row: -int(row["weeks"]))
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


def _named(row: Row) -> str:
    return f"{spaced(str(row['scenario']))} ({when(row)})"


def when_title(tables: Tables) -> str:
    """What lasts longest, in a line: at talks, else at a freeze, else in a crisis."""
    for what, words in FOLLOWED.items():
        rows = cast("list[Row]", tables.onset[tables.onset["what"] == what].to_dict("records"))
        rows.sort(key=lambda row: -int(row["weeks"]))
        sides = [
            f"{way} under {listed_words([spaced(str(row['scenario'])) for row in mine])}"
            for side, way in ((MORE, "more worlds"), (LESS, "fewer worlds"))
            if (mine := [row for row in rows if row["side"] == side])
        ]
        if sides:
            where = f"{words[:1].lower()}{words[1:]}"
            return f"{opened(sides[0])}{''.join(f', {side}' for side in sides[1:])} are {where} for long."
    return f"At talks, at a freeze and in a crisis are as many worlds as under {spaced(tables.baseline)}."


def when(row: Row) -> str:
    """From when to when, and in how many weeks of these.

    >>> when({"first": "2018-02-05", "last": "2020-12-21", "weeks": 39, "of": 151})
    'February 2018 to December 2020, 39 of 151 weeks'
    """
    first, last = (month(date.fromisoformat(str(row[end]))) for end in ("first", "last"))
    weeks = f"{row['weeks']} of {row['of']}" if row["weeks"] < row["of"] else f"all {row['of']}"
    return f"{first} to {last}, {weeks} weeks"
