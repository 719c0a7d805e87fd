"""The result of a forecast: windows, chances by week, fans, and where things stood at the origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.run_info import RunInfo
from sim.evidence.own_record import SHIPPED, Record
from sim.model.calendar import WEEK
from sim.output.markdown import markdown
from sim.output.report import Block, Phrase, Report, table
from sim.output.result import Result, shown_number
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.plots.forecasting_data import fan_data
from sim.plots.forecasting_fan import fan
from sim.results.caveats import by_theory, guarded_by, on_forecasts
from sim.results.scenario_caveats import scenario_sentences
from sim.results.start_caveats import of_the_past
from sim.studies.forecasting.forecast_tables import (
    POOLED,
    chance_table,
    fan_table,
    state_table,
    window_table,
)
from sim.studies.forecasting.outlook import HAZARDS, Outlook
from sim.studies.forecasting.state_report import QUANTILES
from sim.studies.forecasting.windows import monday_after
from sim.vocabulary.glossary import MEASURES
from sim.vocabulary.labels import spaced
from sim.vocabulary.likelihood import it_is, percent, share_said

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


@dataclass(frozen=True, repr=False, eq=False)
class Forecast(Result):
    """What was to be expected from an origin on, by theory, and with several theories by their equal mixture.

    `windows` counts events in windows of days, `chances` says with what chance each class of event has come
    by some weeks, `fans` are quantiles of measures by week, and `state` is where things stood at the origin.
    """

    run: RunInfo
    outlooks: tuple[Outlook, ...]
    record: Record = SHIPPED

    @property
    def origin(self) -> date:
        """The last day of which something is known, a Sunday."""
        return self.outlooks[0].origin

    @property
    def weeks(self) -> int:
        """Weeks ahead."""
        return len(next(iter(self.outlooks[0].ahead.values())))

    @property
    def theory(self) -> str:
        """Whose forecast a reader is shown first: the mixture's, if there are several theories."""
        first, *others = self.outlooks
        return POOLED if others else first.theory

    @cached_property
    def windows(self) -> pd.DataFrame:
        """How many events were to be expected in windows of days after the origin."""
        return window_table(self.outlooks)

    @cached_property
    def chances(self) -> pd.DataFrame:
        """The chance that each class of event has come by some weeks."""
        return chance_table(self.outlooks)

    @cached_property
    def fans(self) -> pd.DataFrame:
        """Quantiles of measures by week, from a year before the origin."""
        return fan_table(self.outlooks)

    @cached_property
    def state(self) -> pd.DataFrame:
        """Where things stood at the origin, in quantiles over the worlds and in words."""
        return state_table(self.outlooks)

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        caveats = on_forecasts(self.run.cells, POOLED)
        return {
            "windows": guarded_by(self.windows, "theory", caveats),
            "chances": guarded_by(self.chances, "theory", caveats),
            "fans": self.fans, "state": self.state,
        }  # fmt: skip

    @cached_property
    def weekly(self) -> xr.Dataset:
        """The fans by theory, measure, week and quantile, with units and dates."""
        rows = self.fans.rename(columns={f"q{share:g}": share for share in QUANTILES}).drop(columns="date")
        long = rows.melt(["theory", "measure", "week"], var_name="quantile", value_name="quantiles")
        data = long.set_index(["theory", "measure", "week", "quantile"]).to_xarray()
        first = monday_after(self.origin)
        units = [MEASURES[str(name)].unit for name in data["measure"].values]
        return data.assign_coords(
            quantile=data["quantile"].astype(np.float64),
            date=("week", [np.datetime64(first + int(week) * WEEK, "ns") for week in data["week"]]),
            measure_unit=("measure", units),
        )

    @cached_property
    def report(self) -> Report:
        caveats = by_theory(on_forecasts(self.run.cells, POOLED))
        known = of_the_past(self.record, self.run.cells[0].scenario, self.origin)
        all_caveats = (*scenario_sentences(self.run), *caveats, *known)
        said = tuple(_finding(self))
        return Report(_headline(self), tuple(_blocks(self)), all_caveats, _small_print(self), said)

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        several, question, small = len(self.outlooks) > 1, _question(self), _small_print(self)
        return [
            Picture(
                f"fan_{each.theory}" if several else "fan",
                fan,
                (fan_data(each), Context(question, f"{small}; theory {each.theory}")),
            )
            for each in self.outlooks
        ]

    def pages(self) -> Mapping[str, Content]:
        return {"forecast.md": "".join(f"{line}\n" for line in _page(self)), **self.record.copies()}


def _question(found: Forecast) -> str:
    return f"What was to be expected from {found.origin} on?"


def _headline(found: Forecast) -> str:
    first = _of(found.windows, found.theory)[0]
    what = f"chance of a {first['what']} within {first['days']} days {percent(first['chance_of_any'])}"
    return f"From {found.origin} on, under {found.theory}: {what}"


def _finding(found: Forecast) -> Iterator[str]:
    """The likelihood of the events of the windows, of the classes by the end, and how theories differ."""
    whose = f"under {found.theory}" if len(found.outlooks) == 1 else "over all theories"
    for row in _of(found.windows, found.theory)[:2]:
        chance = float(row["chance_of_any"])
        yield (
            f"{it_is(chance)} ({percent(chance)}) that a {row['what']} comes within {row['days']} days of "
            f"{found.origin}, {whose}; nine worlds in ten have {row['low']} to {row['high']}."
        )
    first = _of(found.windows, found.theory)[0]
    each = {
        outlook.theory: float(row["chance_of_any"])
        for outlook in found.outlooks
        for row in _of(found.windows, outlook.theory)
        if (row["what"], row["days"]) == (first["what"], first["days"])
    }
    if len(each) > 1:
        low, high = min(each, key=lambda name: each[name]), max(each, key=lambda name: each[name])
        span = f"{percent(each[low])} ({spaced(low)}) to {percent(each[high])} ({spaced(high)})"
        yield f"By theory the first of these runs from {span}."


def _small_print(found: Forecast) -> str:
    history, *then = dict.fromkeys(cell.scenario.name for cell in found.run.cells)
    names = ", then ".join([history, *then])
    return f"{names}; {found.run.worlds} worlds a theory; seed {found.run.seed}; {found.weeks} weeks ahead"


def _of(rows: pd.DataFrame, theory: str) -> list[dict[Any, Any]]:
    return rows[rows["theory"] == theory].drop(columns="theory").to_dict("records")


def _blocks(found: Forecast) -> Iterator[Block]:
    first = found.outlooks[0]
    yield Phrase(f"Where things stood on {found.origin}, under {first.theory}", "strong")
    yield Phrase("\n".join(entry.says for entry in first.state))
    rows = [
        (
            f"{row['what']}, {row['days']} days", share_said(row["chance_of_any"]), shown_number(row["mean"]),
            f"{row['low']}..{row['high']}",
        )
        for row in _of(found.windows, found.theory)
    ]  # fmt: skip
    yield table("Events to be expected", ("", "any", "mean", "nine worlds in ten"), rows)
    weeks = [name for name in found.chances.columns if name.startswith("by_week_")]
    heads = ("", *(f"{name.removeprefix('by_week_')} weeks" for name in weeks))
    rows = [
        (spaced(str(row["what"])), *(f"{row[week]:.1%}" for week in weeks))
        for row in _of(found.chances, found.theory)
    ]
    yield table("The chance that it has come by then", heads, rows)


def _page(found: Forecast) -> Iterator[str]:
    """The forecast in Markdown: windows, chances, caveats, then where things stood."""
    until = found.origin + timedelta(days=1) + WEEK * found.weeks
    yield from (f"# {_question(found)}", "", f"From {found.origin} to {until}.", "", "## Windows", "")
    yield from (*markdown(found.windows), "", "## The chance that it has come", "", *markdown(found.chances))
    yield from ("", f"{', '.join(HAZARDS)}: added up from weekly chances.", "")
    if found.caveats:
        yield from ("## To bear in mind", "", *(f"- {each}" for each in found.caveats), "")
    for outlook in found.outlooks:
        yield from (f"## Where things stood on {outlook.origin} ({outlook.theory})", "")
        yield from (*(f"- {entry.says}" for entry in outlook.state), "")
