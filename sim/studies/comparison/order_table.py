"""What became of orders and injects, as a reader is shown it: one table a scenario and theory with any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from sim.output.report import Lines, Phrase, Table, cell, table
from sim.results.orders import WHY_NOT
from sim.vocabulary.glossary import STAGES
from sim.vocabulary.labels import spaced
from sim.vocabulary.likelihood import share_said

if TYPE_CHECKING:
    import pandas as pd

HEADS = ("order or inject", "carried out", "first in the week of", "talks then", "not carried out elsewhere")
SMALL = 0.0005
"""Shares below this are not shown."""
REASONS = {
    "not_due": "its condition did not come to hold",
    "not_open": "its signal was not open when it was due",
    "displaced": "another order of the week took its place",
    "at_war": "war had come",
}


def carried_out(orders: pd.DataFrame | None) -> Iterator[Table]:
    """In what share of worlds each was carried out, when, at what stage of talks, and why not elsewhere."""
    if orders is None:
        return
    for (scenario, theory), rows in orders.groupby(["scenario", "theory"], sort=False):
        title = f"Orders and injects of {spaced(str(scenario))} (theory {theory})"
        lines = (_row(row) for row in cast("list[dict[str, Any]]", rows.to_dict("records")))
        yield table(title, HEADS, lines, left=(0, 2, 3, 4), wrapped=4)


def _row(row: Mapping[str, Any]) -> tuple[str | Lines, ...]:
    often = f"{row['times']:.1f} times" if row["times"] > row["share"] + SMALL else ""
    met = {name: row[f"met_{name}"] / row["share"] for name in STAGES} if row["share"] else {}
    why = {REASONS[name]: row[name] for name in WHY_NOT}
    who = f"{row['actor']}: " if row["actor"] else ""
    what = Phrase(f"{who}{spaced(row['signal'])}", "quiet")
    first = f"{row['first_median']}" if row["share"] else ""
    spread = f"{row['first_p05']} to {row['first_p95']}" if row["first_p05"] != row["first_p95"] else ""
    return (
        cell(spaced(row["name"]), what),
        cell(share_said(row["share"]), Phrase(often, "quiet")),
        cell(first, Phrase(spread, "quiet")),
        _shares(met),
        _shares(why),
    )


def _shares(shares: Mapping[str, float]) -> str:
    ranked = sorted(shares.items(), key=lambda each: -each[1])
    return ", ".join(f"{name} {share_said(share)}" for name, share in ranked if share >= SMALL)
