"""The kinds of values a scenario is written in: days, shares, ranges, and words that the model knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeAlias, cast

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Span: TypeAlias = tuple[float, float]
MOST_WEEKS: Final = 1000
YEARS: Final = (1900, 2199)
"""Years that a file can name, the first and the last: no day outside them stands for anything."""
LONGEST_NAME: Final = 100
LONGEST_TEXT: Final = 2000
SHOWABLE: Final = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*$"
"""Text without signs that a terminal obeys, or that turn the direction of writing."""
ONE, STEPS = TAGS = ("[one]", "[steps]")
"""Stand in pydantic's paths for one of two kinds of value; in a file they do not."""


def known(kind: str) -> Sequence[str]:
    """The words of a kind: actor, theory, measure, talks stage, calendar, event or effect."""
    from sim.vocabulary.glossary import MEASURES, STAGES
    from sim.vocabulary.signals import ACTORS, AFTER, CALENDAR, EFFECTS
    from sim.vocabulary.theory_names import NAMES

    tables: dict[str, Iterable[str]] = {
        "actor": ACTORS,
        "theory": NAMES,
        "measure": MEASURES,
        "stage": STAGES,
        "calendar": CALENDAR,
        "event": AFTER,
        "effect": EFFECTS,
    }
    return tuple(tables[kind])


class OneOf:
    """Annotates a `str`: one of the words of a kind, also in the JSON Schema."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def _check(self, word: str) -> str:
        if word not in known(self.kind):
            raise PydanticCustomError("word", "is not known")
        return word

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return handler(schema) | {"enum": list(known(self.kind))}


def day_of(given: object) -> object:
    """A day written YYYY-MM-DD; pydantic alone would also take seconds since 1970."""
    if isinstance(given, date):
        return given
    if not isinstance(given, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", given):
        raise PydanticCustomError("day", "is not a date")
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise PydanticCustomError("day", "is no day of the calendar") from None
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise PydanticCustomError(
            "day",
            "lies outside the years {first} to {last}",
            dict(zip(("first", "last"), YEARS, strict=True)),
        )
    return day


def _number_or_range(given: object) -> float | Span:
    """A number, or [low, high]."""
    several = isinstance(given, list | tuple)
    ends = cast("list[Any]", list(cast("list[Any]", given) if several else [given]))
    numbers = [each for each in ends if isinstance(each, int | float) and not isinstance(each, bool)]
    if len(numbers) != len(ends) or len(ends) != (2 if several else 1):
        raise PydanticCustomError("span", "is neither a number nor [low, high]")
    if not all(-1e30 < each < 1e30 for each in numbers):
        raise PydanticCustomError("span", "is not finite")
    if numbers[0] > numbers[-1]:
        raise PydanticCustomError("span", "has its low end above its high end")
    return (float(numbers[0]), float(numbers[1])) if several else float(numbers[0])


def _weeks(given: object) -> int:
    """A number of weeks, with its unit or without."""
    whole = isinstance(given, int) and not isinstance(given, bool)
    found = re.fullmatch(r"(\d{1,4})\s*(weeks?|w)?", str(given).strip(), re.IGNORECASE)
    if not (whole or isinstance(given, str)) or found is None or not 1 <= int(found[1]) <= MOST_WEEKS:
        raise PydanticCustomError(
            "weeks", "is no number of weeks{nearest}", {"nearest": _in_other_units(str(given))}
        )
    return int(found[1])


DAYS_OF: Final = {"day": 1.0, "month": 30.44, "year": 364.0}


def _in_other_units(given: str) -> str:
    """The weeks that a number of days, months or years comes to, in words."""
    found = re.fullmatch(r"(?:(\d{1,4})\s*)?(day|month|year)s?", given.strip(), re.IGNORECASE)
    if found is None:
        return ""
    weeks = max(round(int(found[1] or 1) * DAYS_OF[found[2].lower()] / 7), 1)
    return f": `{in_weeks(weeks)}` comes nearest"


def in_weeks(number: int) -> str:
    """A number of weeks as a file writes it."""
    return f"{number} week{'s' if number > 1 else ''}"


def kind_of(given: object) -> str:
    """Whether a value is one thing for the whole run or a list of steps; a list must hold some."""
    return STEPS if isinstance(given, list | tuple) and given else ONE


def span(value: float | Span) -> Span:
    """(low, high) of a number or range; a number is a range of no width."""
    return value if isinstance(value, tuple) else (value, value)


ALLIANCE: Final = "alliance"
"""Stands for both allies where an order may be for several actors."""


class SeveralActors:
    """Annotates whom an order is for: an actor, `alliance`, or a list of actors."""

    def _check(self, given: object) -> str | tuple[str, ...]:
        words = list(cast("list[object]", given)) if _is_list(given) else [given]
        allowed = known("actor") if _is_list(given) else (*known("actor"), ALLIANCE)
        if not words or any(word not in allowed for word in words) or len({*map(str, words)}) < len(words):
            raise PydanticCustomError("word", "is not known")
        return tuple(map(str, words)) if _is_list(given) else str(words[0])

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._check)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        one = {"type": "string", "enum": [*known("actor"), ALLIANCE]}
        several = {"type": "array", "items": {"type": "string", "enum": list(known("actor"))}}
        return {"anyOf": [one, several]}


def _is_list(given: object) -> bool:
    return isinstance(given, list | tuple)


Actor: TypeAlias = Annotated[str, OneOf("actor")]
Actors: TypeAlias = Annotated[str | tuple[str, ...], SeveralActors()]
WEEKS_IN_A_FILE: Final = {
    "type": ["string", "integer"],
    "format": "weeks",
    "pattern": "^ *[0-9]{1,4} *([wW]([eE][eE][kK][sS]?)?)? *$",
    "minimum": 1,
    "maximum": MOST_WEEKS,
}
Weeks: TypeAlias = Annotated[
    int,
    PlainValidator(_weeks),
    PlainSerializer(in_weeks),
    WithJsonSchema(WEEKS_IN_A_FILE),
]
Length: TypeAlias = Annotated[int, PlainValidator(_weeks), WithJsonSchema(WEEKS_IN_A_FILE)]
"""Weeks that are written out as a plain number."""
Family: TypeAlias = Literal["words", "forces", "economic", "contact"]
Channel: TypeAlias = Literal["public", "private"]
ComparisonSign: TypeAlias = Literal[">", ">=", "<", "<="]
Word: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=LONGEST_NAME)]
Title: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_ .\-]*$", max_length=LONGEST_NAME)]
Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT, pattern=SHOWABLE)]
Day: TypeAlias = Annotated[date, BeforeValidator(day_of)]
Number: TypeAlias = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Share: TypeAlias = Annotated[Number, Field(ge=0, le=1)]
Lean: TypeAlias = Annotated[Number, Field(ge=-1, le=1)]
Scale: TypeAlias = Annotated[Number, Field(ge=0, le=2)]
Extent: TypeAlias = Annotated[Number, Field(ge=0, le=2)]
Count: TypeAlias = Annotated[int, Field(strict=True, ge=1, le=1000)]
Place: TypeAlias = Annotated[int, Field(strict=True, ge=0, le=20_000_000)]
WeekOfAStudy: TypeAlias = Annotated[
    Place,
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "format": "date"}]}),
]
"""Its number, which a file may write as a day in it."""
Rung: TypeAlias = Annotated[int, Field(strict=True, ge=0, le=7)]
Stage: TypeAlias = Annotated[int, Field(strict=True, ge=0, le=5)]
Range: TypeAlias = tuple[Number, Number]
NumberOrRange: TypeAlias = Annotated[
    float | Span, PlainValidator(_number_or_range, json_schema_input_type=float | Range)
]
Values: TypeAlias = dict[Word, NumberOrRange]
