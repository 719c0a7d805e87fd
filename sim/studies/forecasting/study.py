"""Forecasts from the record: what was to be expected from a day on, and how good such forecasts were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Unpack

from sim.core.arguments import Between
from sim.core.checked_call import arguments_checked
from sim.core.errors import ArgumentError, UserError
from sim.engine.run_info import RunInfo
from sim.evidence.own_record import Record, record_in
from sim.output.request import request
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.bounds import WEEKS_AHEAD, WORLDS_OF_A_FORECAST
from sim.studies.forecasting.backtest import BacktestJob, mixture, rival_forecasts
from sim.studies.forecasting.backtest_report import Backtest
from sim.studies.forecasting.forecast_tables import POOLED
from sim.studies.forecasting.outlook import OutlookJob, origin_of
from sim.studies.forecasting.report import Forecast
from sim.studies.forecasting.score_tables import score_tables
from sim.studies.forecasting.windows import monday_after, origins
from sim.studies.running import (
    FolderLike,
    How,
    ScenarioLike,
    Seed,
    at_work,
    history_of,
    scenario_of,
    theories_of,
)
from sim.vocabulary.theory_names import NAMES

YEAR = timedelta(days=371)
"""Of the record before there is a forecast: worlds need a past."""
YEARS_BEFORE = 5
"""Years of the record before there is a back-test, from which rivals learn."""


@arguments_checked
def forecast(
    day: str | date,
    *,
    weeks: Annotated[int, WEEKS_AHEAD] = 52,
    history: ScenarioLike = "history_1990_2017",
    scenario: ScenarioLike | None = None,
    theories: str | Sequence[str] = (),
    worlds: Annotated[int, WORLDS_OF_A_FORECAST] = 1000,
    seed: Seed = 1,
    record: FolderLike | None = None,
    **how: Unpack[How],
) -> Forecast:
    """Forecast from a day of the record: what was to be expected, given what had been observed until then?

    `worlds` under each theory run through the years of the `history` up to the `day` (YYYY-MM-DD), with what
    was observed imposed on them, each weighted by the chance it gave to that. From there they are projected
    for some `weeks` with what was known on that day, or under the strategy, orders and dated facts of a
    `scenario`. `theories`: that of the scenario, unless some are named. `record`: a folder of
    tables in place of the shipped record, or laid after it. `how` it is run and where it is
    saved: see `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.forecast("1991-03-04", weeks=4, worlds=100)
    >>> found.windows["what"].tolist()
    ['WMD event', 'provocations']
    """
    seen = record_in(record)
    from_day = _day(day, seen)
    past, then = history_of(history), None if scenario is None else scenario_of(scenario)
    both = [past] if then is None else [past, then]
    _apart(past, both[-1])
    named = theories_of(theories, [both[-1].theory])
    origin = origin_of(from_day)
    _begun(past, origin, "day", from_day, seen)
    asked = request(
        "forecast", [], day=str(from_day), weeks=weeks, history=past, scenario=then,
        theories=theories_of(theories), worlds=worlds, seed=seed, record=record,
    )  # fmt: skip
    cells = tuple(Cell(each, name) for name in named for each in both)
    run = RunInfo(cells, seed, worlds, asked.words(), replicates=1)
    jobs = [OutlookJob(past, then, name, origin, weeks, worlds, seed, seen) for name in named]
    with at_work(sum(job.world_weeks for job in jobs), how) as work:
        found = work.each(jobs)
        return work.done(Forecast(run, tuple(found[job] for job in jobs), seen))


@arguments_checked
def backtest(
    history: ScenarioLike = "history_1990_2017",
    *,
    first: int = 2006,
    last: int = 2017,
    theories: str | Sequence[str] = (),
    worlds: Annotated[int, WORLDS_OF_A_FORECAST] = 1000,
    seed: Seed = 1,
    record: FolderLike | None = None,
    **how: Unpack[How],
) -> Backtest:
    """Score forecasts of years past: would they have been better than those of simple rivals?

    Forecasts are made from the beginning of every month of the years `first` to `last`, with what was known
    then, in `worlds` under each theory, and scored beside those of climatology, persistence, a negative
    binomial and a Hawkes process. `theories`: all, unless some are named. `record`: a
    folder of tables in place of the shipped record, or laid after it. `how` it is run and where it is
    saved: see `sim.studies.running.How`. Raises UserError.

    >>> import sim as tt
    >>> found = tt.backtest(first=2015, last=2016, theories="essay", worlds=100)  # doctest: +SKIP
    >>> found.tables["scores"][["what", "days", "score", "forecaster", "mean"]]  # doctest: +SKIP
    """
    seen = record_in(record)
    years = Between(seen.first_day.year + YEARS_BEFORE, seen.last_day.year)
    for name, year in (("first", first), ("last", last)):
        if not years.low <= year <= years.high:
            raise ArgumentError(name, year, f"allowed: {years.low} to {years.high}")
    if last <= first:
        raise ArgumentError("last", last, f"allowed: after {first}, since intervals are over years")
    past, named = history_of(history), theories_of(theories, NAMES)
    _begun(past, origins(first, first)[0], "first", first, seen)
    asked = request(
        "backtest", [past], first=first, last=last, theories=theories_of(theories), worlds=worlds, seed=seed,
        record=record,
    )  # fmt: skip
    run = RunInfo(tuple(Cell(past, name) for name in named), seed, worlds, asked.words(), replicates=1)
    jobs = [BacktestJob(past, name, worlds, seed, first, last, seen) for name in named]
    with at_work(sum(job.world_weeks for job in jobs), how) as work:
        found = work.each(jobs)
        each = {job.theory: found[job] for job in jobs}
        mine = {POOLED: mixture(each), **each} if len(each) > 1 else each
        scores = score_tables(mine, rival_forecasts(first, last, seen), seen)
        return work.done(Backtest(run, scores, next(iter(mine)), (first, last), seen))


def _day(given: str | date, record: Record) -> date:
    try:
        day = date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        raise ArgumentError("day", given, "is no day; allowed: YYYY-MM-DD") from None
    first, last = record.first_day + YEAR, record.last_day
    if not first <= day <= last:
        years = f"the record begins in {record.first_day.year} and ends in {last.year}"
        raise ArgumentError("day", day, f"{years}; allowed: {first} to {last}")
    return day


def _apart(history: Scenario, scenario: Scenario) -> None:
    """Raise UserError for two scenarios of one name: the folder of a study has a copy of each by its name."""
    if history.name == scenario.name and history != scenario:
        raise UserError(f"history and scenario are both named {history.name}: they need names of their own")


def _begun(history: Scenario, origin: date, name: str, given: object, record: Record) -> None:
    """Raise UserError if the history begins after the first origin, or before the record: worlds need a past
    of which something is known.
    """
    if history.monday + timedelta(days=6) < record.first_day:
        what = f"begins on {history.start}, the record on {record.first_day}"
        allowed = f"allowed: a history that begins on {record.first_day} or later"
        raise ArgumentError("history", history.name, f"{what}; {allowed}")
    if monday_after(origin) <= history.monday:
        raise ArgumentError(name, given, f"the history {history.name} begins only on {history.start}")
