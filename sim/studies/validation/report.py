"""The result of a validation: the scorecard of every theory, and the record among simulated worlds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.engine.run_info import RunInfo
from sim.evidence.eras import WHOLE
from sim.evidence.nulls import NULLS
from sim.evidence.own_record import SHIPPED, Record
from sim.output.report import Block, Phrase, Report, Table, Tone, cell, table
from sim.output.result import Result
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.results.scenario_caveats import scenario_sentences
from sim.results.start_caveats import of_the_past
from sim.studies.validation.pages import NOT_TELLING, SIGNS, band, between, count_text, number, page, records
from sim.studies.validation.pattern_recorder import MeasuredWorlds
from sim.studies.validation.pictures import pictures
from sim.studies.validation.scorecard import MET, MISSED, Scorecard, scorecard
from sim.vocabulary.days import in_full
from sim.vocabulary.likelihood import percent

if TYPE_CHECKING:
    import pandas as pd

TONES: dict[str, Tone] = {MET: "good", MISSED: "bad"}


CLOSE = 1
"""Patterns by which theories may differ without one being the better."""


@dataclass(frozen=True, repr=False, eq=False)
class Validation(Result):
    """The model against the record of 1990 to 2017, under every theory.

    `measured` holds what the patterns of the record are in each simulated world; `scorecard` judges them.
    """

    run: RunInfo
    measured: MeasuredWorlds
    record: Record = SHIPPED

    @cached_property
    def scorecard(self) -> Scorecard:
        """Every part of every pattern: the record, the worlds of each theory, the accepted band, nulls."""
        return scorecard(list(self.run.theories), self.measured, self.record)

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        return {"scorecard": self.scorecard.parts, "patterns": self.scorecard.patterns}

    @cached_property
    def report(self) -> Report:
        card = self.scorecard
        caveats, said = tuple(self._cautions()), tuple(_finding(card))
        return Report(_headline(card), tuple(_blocks(card)), caveats, self._small_print(), said)

    def _cautions(self) -> Iterator[str]:
        """Caveats of the scenario, and of a record of one's own."""
        yield from scenario_sentences(self.run)
        if self.record.folder is None:
            return
        yield from of_the_past(self.record, self.run.cells[0].scenario, WHOLE[1])
        if self.record.last_day > WHOLE[1]:
            years = f"{WHOLE[0].year} to {WHOLE[1].year}"
            yield f"patterns are of the years {years}, and look at nothing that began later"
        yield from self.scorecard.unscored

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        words = Context(self.run.cells[0].scenario.question, self.report.small_print)
        return pictures(self.scorecard, self.measured, words)

    def pages(self) -> Mapping[str, Content]:
        return {"scorecard.md": page(self.scorecard, self.caveats), **self.record.copies()}

    def _small_print(self) -> str:
        run, found = self.run, self.measured
        shares = ", ".join(
            f"{theory} {percent(serious)} and {percent(war)}"
            for theory, serious, war in zip(
                run.theories, found.serious.mean(axis=1), found.war.mean(axis=1), strict=True
            )
        )
        return (
            f"{run.worlds:,} worlds for each theory, seed {run.seed}, {run.weeks:,} weeks from "
            f"{in_full(run.monday)}; worlds with a serious clash, and with a war (left out but "
            f"of P13 and P16), by the end of 2017: {shares}"
        )


def _headline(card: Scorecard) -> str:
    met = (f"{row['theory']} {row['met']} of {row['of']}" for row in records(card.counts))
    return f"Patterns of the record that are met: {', '.join(met)}"


def _finding(card: Scorecard) -> Iterator[str]:
    """How well theories meet the record, what none of them meets, and whether the record chooses one."""
    met = [int(row["met"]) for row in records(card.counts)]
    of, told = int(card.counts["of"].max()), records(card.counts)
    span = f"{min(met)} to {max(met)}" if min(met) < max(met) else f"{met[0]}"
    each = "theory meets" if len(met) == 1 else "theories meet"
    fewest = min(int(row["by_no_null"]) for row in told)
    yield (
        f"The {each} {span} of {of} patterns of the record that count; {fewest} of these at least are met "
        "by no null model."
    )
    counted = card.patterns[card.patterns["counts"]]
    never = [
        str(name)
        for name, rows in counted.groupby("pattern", sort=False)
        if not (rows["verdict"] == MET).any()
    ]
    if never and len(met) > 1:
        yield f"No theory meets {', '.join(never)}."
    if len(met) > 1 and max(met) - min(met) <= CLOSE:
        yield "The number of patterns met does not choose between theories."


def _blocks(card: Scorecard) -> Iterator[Block]:
    """The numbers of every theory, then all verdicts at once, and how many are met."""
    for theory, rows in card.parts.groupby("theory", sort=False):
        yield _numbers(str(theory), rows)
    yield _verdicts(card)
    for row in records(card.counts):
        yield Phrase(f"{row['theory']}: {row['met']} of {row['of']} patterns met; {count_text(row)}")


def _numbers(theory: str, parts: pd.DataFrame) -> Table:
    heads = ("pattern", "record", "simulated", "90 %", "accepted", "verdict", "nulls")
    rows = [
        (
            f"{row['pattern']} {row['part']}", number(row["record"]), number(row["middle"]),
            between(row["low"], row["high"]), band(row), _toned(row["verdict"], row["verdict"]),
            cell(Phrase("; ".join(filter(None, (number(row[f"null {name}"]) for name in NULLS))), "quiet")),
        )
        for row in records(parts)
    ]  # fmt: skip
    return table(f"Theory {theory}", heads, rows, wrapped=0)


def _verdicts(card: Scorecard) -> Table:
    rows: list[tuple[str | tuple[Phrase, ...], ...]] = []
    for name, group in card.patterns.groupby("pattern", sort=False):
        each = records(group)
        signs = (_toned(SIGNS[row["verdict"]], row["verdict"]) for row in each)
        null = cell(Phrase(NOT_TELLING if each[0]["met_by_null"] else "", "quiet"))
        rows.append((str(name), *signs, each[0]["nature"], null))
    theories = card.counts["theory"].tolist()
    return table("All theories", ("pattern", *theories, "here", ""), rows)


def _toned(text: str, verdict: str) -> tuple[Phrase, ...]:
    return cell(Phrase(text, TONES.get(verdict, "")))
