"""Rows of each table of the record: their columns and the words these may hold.

Days are dates, an empty day is `None`; `source` is a key of the table of sources, `certainty` one of
`CERTAINTY`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sim.vocabulary.signals import EVENTS

CERTAINTY: dict[str, str] = {
    "sure": "the source gives it, to the day where a day is asked for",
    "likely": "the source gives it in part, or sources differ a little",
    "rough": "the day or the number is an approximation",
    "recalled": "set down from general knowledge; the source has not been seen for it",
}
KINDS = (*EVENTS, "wmd_related")
HELD_OUT = "scored, never fitted"
LAST_HELD_OUT = 2018


@dataclass(frozen=True)
class Source:
    """Public work that rows are taken from."""

    key: str
    work: str
    publisher: str
    address: str


@dataclass(frozen=True)
class Event:
    """Provocation; `harm` says what it did to people, `of_the_day` counts those of a kind on one day."""

    day: date
    kind: str
    weapon: str
    of_the_day: int
    harm: str
    source: str
    certainty: str


@dataclass(frozen=True)
class Exercise:
    """US-ROK exercise, first and last day included."""

    exercise: str
    first_day: date
    last_day: date
    size: str
    source: str
    certainty: str


@dataclass(frozen=True)
class Meetings:
    """Month in which the US and the DPRK negotiated, dated its first day; months not listed had none."""

    month: date
    meetings: int
    source: str
    certainty: str


@dataclass(frozen=True)
class Resolution:
    """Resolution of the Security Council with sanctions, and the test it answers."""

    number: int
    adopted: date
    answers: str
    answers_day: date | None
    source: str
    certainty: str


@dataclass(frozen=True)
class Crisis:
    """International crisis on the peninsula; without a last day it was open at the end of 2017."""

    number: int
    crisis: str
    first_day: date
    last_day: date | None
    clashes: str
    source: str
    certainty: str


@dataclass(frozen=True)
class Missiles:
    """Missiles fired in one year, by outcome; years not listed had none."""

    year: int
    worked: int
    failed: int
    unknown: int
    source: str
    certainty: str


@dataclass(frozen=True)
class Trade:
    """Trade of China with the DPRK in one year, billions of US dollars."""

    year: int
    both_ways_usd_bn: float
    to_north_usd_bn: float | None
    from_north_usd_bn: float | None
    use: str
    source: str
    certainty: str


@dataclass(frozen=True)
class TradeMonth:
    """Trade of one month, with the change of China's imports against the same month a year before."""

    month: date
    both_ways_usd_bn: float
    from_north_usd_bn: float
    from_north_change: float
    use: str
    source: str
    certainty: str


@dataclass(frozen=True)
class Agreement:
    """Pledge of the DPRK in return for something (freeze or better), and the day it broke down."""

    agreement: str
    agreed: date
    broke_down: date
    kind: str
    what_ended_it: str
    source: str
    certainty: str


@dataclass(frozen=True)
class Clash:
    """Exchange of fire or lethal attack between the two Koreas."""

    day: date
    clash: str
    harm: str
    source: str
    certainty: str


@dataclass(frozen=True)
class Leader:
    """Head of government or party; without a last day, in office at the end of 2017."""

    country: str
    leader: str
    first_day: date
    last_day: date | None
    source: str
    certainty: str


@dataclass(frozen=True)
class RecordTable:
    """A table: its file, its type of row, the columns that no two rows share, the words a column may hold."""

    file: str
    row: type
    key: tuple[str, ...]
    dated: str
    """The column by which a row belongs to one record or to the one laid after it."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


SIZES = ("large", "medium")
CLASHES = ("none", "minor", "serious", "war")
PLEDGES = ("moratorium", "freeze", "framework")
HARM = ("none", "fire", "injury", "lethal", "unknown")
USE = ("may be fitted", HELD_OUT)
TABLES: dict[type, RecordTable] = {
    table.row: table
    for table in (
        RecordTable("sources.csv", Source, ("key",), ""),
        RecordTable("events.csv", Event, ("day", "kind", "of_the_day"), "day", {"kind": KINDS, "harm": HARM}),
        RecordTable("exercises.csv", Exercise, ("exercise", "first_day"), "first_day", {"size": SIZES}),
        RecordTable("meetings.csv", Meetings, ("month",), "month"),
        RecordTable("resolutions.csv", Resolution, ("number",), "adopted"),
        RecordTable("crises.csv", Crisis, ("number",), "first_day", {"clashes": CLASHES}),
        RecordTable("missiles.csv", Missiles, ("year",), "year"),
        RecordTable("trade.csv", Trade, ("year",), "year", {"use": USE}),
        RecordTable("trade_months.csv", TradeMonth, ("month",), "month", {"use": USE}),
        RecordTable(
            "agreements.csv",
            Agreement,
            ("agreed",),
            "agreed",
            {"kind": PLEDGES},
        ),
        RecordTable("clashes.csv", Clash, ("day",), "day", {"harm": HARM}),
        RecordTable("leaders.csv", Leader, ("country", "first_day"), "first_day"),
    )
}
