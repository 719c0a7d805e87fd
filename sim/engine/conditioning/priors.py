"""What nobody could know at the time, and a forecast therefore has to learn from what it has seen.

The shipped scenarios date the phases of the programme and its quiet season, and give ranges measured on the
record up to 2017. A forecast from 2009 that used them would know the future. Here the phase of the programme
drifts and is tracked, the season may be busy or quiet, and the habits of testing have wide ranges.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from sim.core.columns import FLOAT, Column, log, within
from sim.core.parameters import Span
from sim.model.situation import Situation
from sim.scenario import Declared, Fact, Scenario
from sim.vocabulary.signals import HINDSIGHT

PHASE, DRIFT = "tempo", "tempo_drift"
PHASES: Span = (-5.0, 1.0)
"""Log of the rate of tests against that of 2014-17: from one in nine years to three times as many."""
SPANS: Mapping[str, Span] = {
    PHASE: (-4.5, -1.0),
    "season_weight": (-2.0, 2.0),
    "excitation": (0.0, 1.5),
    "momentum_half_life": (1.0, 8.0),
    "salvo": (0.02, 0.5),
}
"""Ranges at the start of the record in place of those that were measured on it."""
DRIFTING = Declared(
    default=0.06,
    range=(0.02, 0.15),
    unit="log rate a week",
    says="how far the phase of the programme drifts in a week (standard deviation)",
    source="assumed: half to twice the rate within a year is common, tenfold within a few years happens",
    ids=(),
    value=None,
)
QUARTER = (10, 1), (12, 31)
LOGISTIC = FLOAT(np.sqrt(3) / np.pi)
"""What makes the standard deviation of a logistic number 1."""


def without_hindsight(scenario: Scenario) -> Scenario:
    """The scenario without hindsight: what a forecast has to learn is drawn from `SPANS`, and undated."""
    numbers = scenario.parameters
    wide = {name: numbers[name].model_copy(update={"value": span}) for name, span in SPANS.items()}
    dated = {name: fact for name, fact in scenario.calendar.items() if fact.sets not in HINDSIGHT}
    years = range(scenario.start.year, scenario.end.year + 3)
    seasons = {f"last_quarter_{year}": _last_quarter(year) for year in years}
    return scenario.model_copy(
        update={"parameters": numbers | wide | {DRIFT: DRIFTING}, "calendar": dated | seasons}
    )


def _last_quarter(year: int) -> Fact:
    """The last quarter of a year: whether tests are rarer then has to be learnt."""
    start, end = (date(year, *day) for day in QUARTER)
    said = "The last quarter, in which tests may be rarer or more frequent."
    return Fact.model_validate(
        {"sets": "season", "from": start, "to": end, "value": -1, "known_from": date.min, "says": said,
         "source": "the calendar"}
    )  # fmt: skip


def drift(s: Situation) -> None:
    """A week passes: the phase of the programme moves a little, or once in a while a lot."""
    p = s.p
    step = getattr(p, DRIFT) * _logistic(s.random.uniform("DPRK", "phase"))
    s.p = p.changed(**{PHASE: within(getattr(p, PHASE) + step, *PHASES)})


def _logistic(u: Column) -> Column:
    return LOGISTIC * log(u / (1 - u))
