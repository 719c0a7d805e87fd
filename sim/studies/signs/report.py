"""The result of a search for signs: ratios under each theory, where theories agree, and the two checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from sim.engine.run_info import RunInfo
from sim.output.captions import draws_text, theories_text
from sim.output.report import Block, Phrase, Report, Tone, cell, table
from sim.output.result import Result, sentences, shown_number
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.plots.forecasting_scores import reliability
from sim.plots.sign_ratios import ratios as ratios_picture
from sim.results.start_caveats import start_sentences
from sim.studies.signs.checks import HELD_OUT, RECORD, Checked
from sim.studies.signs.observables import OBSERVABLES
from sim.studies.signs.pictures import column, of_sign, ratio_rows, records, squares
from sim.studies.signs.ratios import DOWN, FEW, UP, agreement
from sim.studies.signs.windows import TARGETS
from sim.vocabulary.record_days import FIRST_DAY, LAST_DAY


@dataclass(frozen=True, repr=False, eq=False)
class Signs(Result):
    """What the last weeks say of what follows.

    `signs` has one row a theory and sign: the share of weeks in which it was seen, the chance of what is
    asked with and without it, its likelihood ratio with a 90 % interval over parameter draws. `agreement` has
    one row a sign. `checks` tells how good all signs together are on worlds held out and on the record,
    `reliability` how often what had a given chance came.
    """

    run: RunInfo
    of: str
    within: int
    by_theory: tuple[pd.DataFrame, ...]
    tested: Checked

    @cached_property
    def signs(self) -> pd.DataFrame:
        """Ratios, one row a theory and sign."""
        return pd.concat(self.by_theory, ignore_index=True)

    @cached_property
    def agreement(self) -> pd.DataFrame:
        """Whether theories agree, one row a sign."""
        return agreement(self.signs, self.run.theories)

    @property
    def checks(self) -> pd.DataFrame:
        """Discrimination and skill of all signs together."""
        return self.tested.scores

    @property
    def reliability(self) -> pd.DataFrame:
        """How often what was given a chance came, in bins."""
        return self.tested.bins

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        return {
            "signs": self.signs,
            "agreement": self.agreement,
            "checks": self.checks,
            "reliability": self.reliability,
        }

    @property
    def question(self) -> str:
        """The question that is asked of each week."""
        return f"What tells of {TARGETS[self.of].says} within {self.within} weeks?"

    @cached_property
    def report(self) -> Report:
        return Report(_headline(self), tuple(_blocks(self)), tuple(_caveats(self)), _small_print(self))

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        words = Context(self.question, self.report.small_print)
        rows = ratio_rows(self.signs, self.agreement)
        shown = [Picture("signs", ratios_picture, (rows, list(self.run.theories), words))]
        dots = squares(self.reliability, len(self.run.theories))
        return [*shown, Picture("reliability", reliability, (dots, "all signs together", words))]

    def pages(self) -> Mapping[str, Content]:
        return {"words.txt": sentences([_headline(self), *_in_words(self), *self.caveats])}


def _headline(found: Signs) -> str:
    agreed = found.agreement[found.agreement["agreement"].isin([f"{UP} under all", f"{DOWN} under all"])]
    raising = records(agreed[agreed["raises"] > 0].sort_values("least", ascending=False))
    lowering = records(agreed[agreed["lowers"] > 0].sort_values("most"))
    what = f"{TARGETS[found.of].says} within {found.within} weeks"
    if not raising and not lowering:
        return f"No sign of {what} is agreed by all theories"
    said: list[str] = []
    for row in raising[:1]:
        times = shown_number(row["least"], 2)
        said.append(f"the clearest warning is {_sign(row)} (at least {times} times as often before as else)")
    for row in lowering[:1]:
        times = shown_number(row["most"], 2)
        said.append(f"the clearest reassurance is {_sign(row)} (at most {times} times as often)")
    first, *others = found.run.theories
    all_of_them = "under every theory" if others else f"under {first}"
    return f"Of {what}, {all_of_them}: {'; '.join(said)}"


def _sign(row: Mapping[str, Any]) -> str:
    return f"{OBSERVABLES[row['sign']].says} in the last {row['weeks']} weeks"


def _in_words(found: Signs) -> Iterator[str]:
    """What is agreed and contested, then how good all signs together are."""
    for row in records(found.agreement):
        if row["agreement"] == "contested":
            sides = f"raises the chance under {row['raises']} and lowers it under {row['lowers']} theories"
            yield f"Contested: {_sign(row)} {sides}"
    for where in (HELD_OUT, RECORD):
        rows = found.checks[(found.checks["checked_on"] == where) & found.checks["discrimination"].notna()]
        if not len(rows):
            yield f"On {where} there are too few cases to score"
            continue
        each = ", ".join(
            f"{row['theory']} {row['discrimination']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
            for row in records(rows)
        )
        yield (
            f"On {where}, of two weeks, one of them before {TARGETS[found.of].says}, that one got the higher "
            f"chance in this share of pairs (0.5 is guessing): {each}"
        )


def _blocks(found: Signs) -> Iterator[Block]:
    what = TARGETS[found.of].says
    told = found.agreement[found.agreement["raises"] + found.agreement["lowers"] > 0]
    order = (told["least"] * told["most"]).sort_values(ascending=False).index
    rows = [
        (
            _sign(row), cell(Phrase(_span(row["least"], row["most"]), _tone(row))),
            *_chances(found, row), row["agreement"],
        )
        for row in records(told.loc[order])
    ]  # fmt: skip
    heads = ("sign", "times as often", "chance after it", "else", "theories")
    title = f"Before {what} within {found.within} weeks, how many times as often as else; over theories"
    yield table(title, heads, rows, left=(0, len(heads) - 1), wrapped=0)
    yield from map(Phrase, _in_words(found))


def _span(low: float, high: float) -> str:
    one, other = shown_number(low, 2), shown_number(high, 2)
    return one if one == other else f"{one} to {other}"


def _tone(row: Mapping[str, Any]) -> Tone:
    return "open" if row["agreement"] == "contested" else "bad" if row["raises"] else "good"


def _chances(found: Signs, row: Mapping[str, Any]) -> tuple[str, str]:
    """The chance of what is asked with the sign and without it, over theories, in per cent."""
    rows = of_sign(found.signs, row)
    each = (100 * column(rows, name) for name in ("chance_with", "chance_without"))
    one, other = (f"{_span(float(part.min()), float(part.max()))} %" for part in each)
    return one, other


def _caveats(found: Signs) -> Iterator[str]:
    yield (
        "a sign is no cause: what is seen before an event may share its cause, and to bring it about or to "
        "prevent it need not change the chance; `compare` asks that"
    )
    few = found.signs[found.signs["verdict"] == FEW]
    if len(few):
        yield f"{len(few):,} of {len(found.signs):,} ratios rest on too few cases and are not told"
    start = found.run.cells[0].scenario
    if start.start > FIRST_DAY or start.end < LAST_DAY:
        yield (
            "the scenario covers other years than the record: there the order of the chances can be checked, "
            "not their level"
        )
    yield from start_sentences(found.run)


def _small_print(found: Signs) -> str:
    run = found.run
    what = f"{run.cells[0].scenario.name}, {theories_text(run.theories)}"
    return f"{what}; {draws_text(run)} a theory, seed {run.seed}; {run.weeks} weeks, asked every fourth"
