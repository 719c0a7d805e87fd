"""Results as tables on the terminal: scenarios down, outcomes across, with intervals and differences."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sim.output.captions import small_print
from sim.results.caveats import cautions
from sim.results.verdicts import inside_the_noise
from sim.vocabulary.glossary import OUTCOMES, SHOWN

if TYPE_CHECKING:
    import pandas as pd

    from sim.output.study_folder import Study

GROUPS = {
    "What the DPRK does": "provocations short_tests long_tests nuclear_tests local_provocations attacks",
    "Crises and clashes": "crises p_fire p_serious p_war highest_rung longest_lull",
    "Talks": "weeks_in_talks p_talks first_talks p_freeze p_framework p_settlement",
    "Tension, give and take": "mean_tension mean_media_tension concessions_given concessions_received "
    "programme_end credibility_end",
    "Alliance, China, pressure": "coordination_mean confidence_mean friction_mean enforcement_mean "
    "strain_end",
}
WIDTH, NAME, CELL = 100, 16, 14  # letters, the space between columns included
ARROWS = {"more": " ↑", "less": " ↓", "neither": ""}
COLOURS = {"better": "green", "worse": "red"}


def console() -> Console:
    """The terminal, or a page of fixed width where the output goes elsewhere; colour only on a terminal."""
    return Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else WIDTH)


def show_comparison(study: Study, folder: Path) -> None:
    """All tables of a comparison, what to bear in mind, and where the files are."""
    page = console()
    first = study.ensemble.cells[0].scenario.name
    for theory, summary in study.summary.groupby("theory", sort=False):
        effects = study.effects[study.effects["theory"] == theory]
        for table in _tables(summary, effects, str(theory), page.width):
            page.print(table)
            page.print()
    legend = (
        f"low..high: 90 % interval of the mean. Beneath it the difference to {first} in the same worlds, "
        "where it is clear of the noise and large enough to matter. ↑ more is better, ↓ less is better."
    )
    page.print(Text(legend, style="dim"))
    _close(page, study, folder)


def show_run(study: Study, folder: Path) -> None:
    """The outcomes of one scenario, one a line."""
    page = console()
    cell = study.ensemble.cells[0]
    page.print(Text(f"{cell.scenario.name}: {cell.scenario.question}", style="bold"))
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("outcome")
    table.add_column("mean", justify="right")
    table.add_column("90 % interval", justify="right")
    table.add_column("unit")
    for row in _rows(study.summary):
        digits = _digits(row["outcome"])
        if row["outcome"] not in SHOWN:
            continue
        says = OUTCOMES[row["outcome"]].says
        table.add_row(says, _number(row["mean"], digits), _interval(row, digits, alone=False), row["unit"])
    page.print(table)
    _close(page, study, folder)


def _close(page: Console, study: Study, folder: Path) -> None:
    for words in cautions(study.ensemble, study.effects):
        page.print(Text(f"! {words}", style="yellow"))
    page.print(Text(small_print(study.ensemble), style="dim"))
    page.print(Text(f"In {folder}: {', '.join(_files(folder))}"))


def _files(folder: Path) -> list[str]:
    """The files of an output folder, a family of pictures as one, each picture's PNG for its SVG too."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if path.suffix != ".svg"]
    families = (name if "/" in name or "fans_" not in name else "fans_*.png" for name in sorted(names))
    return sorted(dict.fromkeys(families), key=lambda name: (not name.endswith(".png"), name))


def _tables(summary: pd.DataFrame, effects: pd.DataFrame, theory: str, width: int) -> Iterator[Table]:
    """One table per group of outcomes, or several where the page is narrow."""
    names = list(dict.fromkeys(summary["scenario"]))
    levels = {(row["scenario"], row["outcome"]): row for row in _rows(summary)}
    changes = {(row["scenario"], row["outcome"]): row for row in _rows(effects)}
    across = max((width - NAME) // CELL, 1)
    for title, outcomes in _groups(across):
        table = Table(
            box=box.SIMPLE_HEAD, title=f"{title} (theory {theory})", padding=(0, 1, 0, 0), show_edge=False
        )
        table.title_justify, table.title_style = "left", "bold"
        table.add_column("", width=NAME - 2)
        for outcome in outcomes:
            table.add_column(_heading(outcome), justify="right", width=CELL - 1)
        for name in names:
            cells = [_cell(levels[name, it], changes.get((name, it)), _digits(it)) for it in outcomes]
            table.add_row(Text(name.replace("_", " ")), *cells)
        yield table


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", table.to_dict("records"))


def _groups(most: int) -> Iterator[tuple[str, Sequence[str]]]:
    """Titles with at most `most` outcomes each; an outcome that stands in no group comes last."""
    known = {title: names.split() for title, names in GROUPS.items()}
    grouped = {name for names in known.values() for name in names}
    for title, names in {**known, "Other": [name for name in SHOWN if name not in grouped]}.items():
        for start in range(0, len(names), most):
            yield title, names[start : start + most]


def _heading(outcome: str) -> Text:
    about = OUTCOMES[outcome]
    name = outcome if len(outcome) < CELL else outcome.replace("_", " ")
    return Text.assemble(name, "\n", (f"{about.unit}{ARROWS[about.better]}", "dim"))


def _cell(level: dict[str, Any], change: dict[str, Any] | None, digits: int) -> Text:
    text = Text(_interval(level, digits, alone=True))
    if change and (said := _difference(change, digits)):
        text.append("\n")
        text.append(said, style=COLOURS.get(change["verdict"], ""))
    return text


def _difference(change: dict[str, Any], digits: int) -> str:
    """A difference with its verdict, and nothing where it cannot be told from noise."""
    judged = {name: float(change[name]) for name in ("difference", "low", "high", "mc_error")}
    if inside_the_noise(OUTCOMES[change["outcome"]].delta, **judged) or change["verdict"] == "saturated":
        return ""
    number = _number(judged["difference"], digits, sign="+")
    return f"{number} {change['verdict']}" if change["verdict"] in COLOURS else number


def _interval(level: dict[str, Any], digits: int, *, alone: bool) -> str:
    """`low..high`; where there is none, and it stands `alone`, the mean."""
    low, high = float(level["low"]), float(level["high"])
    if math.isnan(low + high):
        return _number(level["mean"], digits) if alone else "not known"
    return f"{_number(low, digits)}..{_number(high, digits)}"


def _number(value: float, digits: int, sign: str = "") -> str:
    text = f"{value:{sign}.{digits}f}"
    return (text if float(text) else f"{0:.{digits}f}").replace("-", "−")


def _digits(outcome: str) -> int:
    """Decimals that show a tenth or so of what matters."""
    return max(math.floor(-math.log10(OUTCOMES[outcome].delta)) + 1, 0)
