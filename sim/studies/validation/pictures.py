"""The scorecard as pictures: verdicts, the record among the worlds, provocations by year."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Floats
from sim.evidence.eras import WHOLE
from sim.evidence.nulls import NULLS, judged_on
from sim.evidence.own_record import Record
from sim.evidence.patterns import PATTERNS
from sim.plots import Context, Picture
from sim.plots.validation_patterns import PatternPart, patterns
from sim.plots.validation_scorecard import PatternRow, scorecard
from sim.plots.validation_years import Years, years
from sim.studies.validation.pages import records
from sim.studies.validation.pattern_recorder import MeasuredWorlds, by_year
from sim.studies.validation.scorecard import Scorecard

SPREAD = (0.05, 0.25, 0.5, 0.75, 0.95)


def pictures(card: Scorecard, found: MeasuredWorlds, context: Context) -> list[Picture]:
    """All of them, undrawn."""
    theories = [str(name) for name in dict.fromkeys(card.parts["theory"])]
    fans = [
        Years(name, _fan(counts, war))
        for name, counts, war in zip(theories, found.yearly, found.war, strict=True)
    ]
    recorded = _recorded(card.record)
    return [
        Picture("patterns", patterns, (_parts(card, found), context)),
        Picture("years", years, (fans, recorded, WHOLE[0].year, context)),
        Picture("scorecard", scorecard, (*_rows(card, theories), context)),
    ]


def _recorded(of: Record) -> Floats:
    """Provocations of the record by year; nan in years that it does not cover."""
    counts = by_year(judged_on(of))[0].astype(np.float64)
    year = WHOLE[0].year + np.arange(len(counts))
    return np.where((year >= of.first_day.year) & (year <= of.last_day.year), counts, np.nan)


def _fan(counts: NDArray[np.int32], war: NDArray[np.bool_]) -> Floats:
    """The spread of each year over worlds without a war; over all where every world has one."""
    peaceful = counts if war.all() else counts[~war]
    return np.asarray(np.quantile(peaceful, SPREAD, axis=0), np.float64)


def _parts(card: Scorecard, found: MeasuredWorlds) -> list[PatternPart]:
    result: list[PatternPart] = []
    for (pattern, _), rows in card.parts.groupby(["pattern", "part"], sort=False):
        each = records(rows)
        place = [part.name for part in PATTERNS[str(pattern)].parts].index(each[0]["part"])
        spreads = [_spread(measured.get(str(pattern)), place) for measured in found.patterns]
        nulls = [each[0][f"null {name}"] for name in NULLS]
        result.append(
            PatternPart(
                title=f"{pattern} {each[0]['part']}",
                low=each[0]["band_low"],
                high=each[0]["band_high"],
                record=each[0]["record"],
                names=(*(row["theory"] for row in each), *NULLS),
                spread=np.array([*spreads, *([null] * len(SPREAD) for null in nulls)]),
                middle=np.array([*(row["middle"] for row in each), *nulls]),
                verdicts=(*(row["verdict"] for row in each), *("" for _ in nulls)),
            )
        )
    return result


def _spread(values: Floats | None, part: int) -> list[float]:
    known = np.zeros(0) if values is None else values[part][~np.isnan(values[part])]
    return np.quantile(known, SPREAD).tolist() if len(known) else [np.nan] * len(SPREAD)


def _rows(card: Scorecard, theories: Sequence[str]) -> tuple[list[PatternRow], list[str], list[str]]:
    rows: list[PatternRow] = []
    for name, each in card.patterns.groupby("pattern", sort=False):
        first = records(each)[0]
        verdicts = tuple(str(verdict) for verdict in each["verdict"])
        null = "meets it too" if first["met_by_null"] else ""
        rows.append(PatternRow(str(name), first["says"], verdicts, null, first["nature"]))
    totals = [f"{row['met']} of {row['of']}" for row in records(card.counts)]
    return rows, list(theories), totals
