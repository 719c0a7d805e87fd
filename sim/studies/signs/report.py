"""The result of a search for signs: ratios under each theory, where theories agree, and the two checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from sim.engine.run_info import RunInfo
from sim.output.captions import draws_text, theories_text
from sim.output.report import Report
from sim.output.result import Result, sentences
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.plots.forecasting_scores import reliability
from sim.plots.sign_ratios import ratios as ratios_picture
from sim.results.start_caveats import start_sentences
from sim.results.verdicts import few_draws
from sim.studies.signs.checks import HELD_OUT, RECORD, Checked
from sim.studies.signs.pictures import of_sign, ratio_rows, records, squares
from sim.studies.signs.ratios import DOWN, FEW, LEAST, UP, agreement
from sim.studies.signs.shown_table import chances_of, shown_signs, sign_said
from sim.studies.signs.windows import TARGETS
from sim.vocabulary.labels import listed_words, spaced
from sim.vocabulary.record_days import FIRST_DAY, LAST_DAY
from sim.vocabulary.theory_names import BLIND, NAMES

GUESSING = 0.5
"""Share of pairs that guessing gets right."""


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
        said = tuple(f"{sentence}." for sentence in _in_words(self))
        blocks = shown_signs(self.signs, self.agreement, TARGETS[self.of].says, self.within)
        return Report(_headline(self), tuple(blocks), tuple(_caveats(self)), _small_print(self), said)

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
    """What raises and lowers the chance most, under every theory, with the chances it goes with."""
    agreed = found.agreement[found.agreement["agreement"].isin([f"{UP} under all", f"{DOWN} under all"])]
    raising = records(agreed[agreed["raises"] > 0].sort_values("least", ascending=False))
    lowering = records(agreed[agreed["lowers"] > 0].sort_values("most"))
    what = f"{TARGETS[found.of].says} within {found.within} weeks"
    if not raising and not lowering:
        return f"No sign of {what} is agreed by all theories"
    all_of_them = "under every theory" if set(found.run.theories) == {*NAMES} else f"under {_asked(found)}"
    said = [f"{sign_said(row)} is the clearest sign of it {_odds(found, row)}" for row in raising[:1]]
    said += [f"{sign_said(row)} is the clearest sign against it {_odds(found, row)}" for row in lowering[:1]]
    return f"Of {what}, {all_of_them}: {'; '.join(said)}"


def _asked(found: Signs) -> str:
    """The theories that were asked, by name."""
    names = [spaced(name) for name in found.run.theories]
    return listed_words(names, most=len(names))


def _odds(found: Signs, row: Mapping[str, Any]) -> str:
    """The chance of what is asked after a sign, and else."""
    after, otherwise = chances_of(found.signs, row)
    return f"(a chance of {after} after it, {otherwise} else)"


def _in_words(found: Signs) -> Iterator[str]:
    """How many signs are agreed, what is contested, then how good all signs together are."""
    agreed = found.agreement["agreement"].isin([f"{UP} under all", f"{DOWN} under all"])
    count, of = len(found.run.theories), len(found.agreement)
    if count > 1:
        control = ", the control counted with them" if set(found.run.theories) & BLIND else ""
        who = "Both" if count == 2 else f"All {count}"
        yield f"{who} theories agree on {int(agreed.sum())} of {of} signs{control}"
    for row in records(found.agreement):
        if row["agreement"] == "contested":
            rows = records(of_sign(found.signs, row))
            sides = (
                ", ".join(spaced(it["theory"]) for it in rows if it["verdict"] == side) for side in (UP, DOWN)
            )
            up, down = sides
            yield f"Contested: {sign_said(row)} raises the chance under {up} and lowers it under {down}"
    for where in (HELD_OUT, RECORD):
        yield _scored(found, where)


def _scored(found: Signs, where: str) -> str:
    """How often all signs together tell the week before it from another, by theory."""
    rows = found.checks[(found.checks["checked_on"] == where) & found.checks["discrimination"].notna()]
    if not len(rows):
        return f"On {where} there are too few cases to score"
    known = records(rows)
    each = ", ".join(
        f"{spaced(row['theory'])} {row['discrimination']:.0%} ({100 * row['low']:.0f} to {row['high']:.0%})"
        for row in known
    )
    guess = [spaced(row["theory"]) for row in known if not row["low"] > GUESSING]
    than = f"; no better than guessing under {listed_words(guess, most=len(guess))}" if guess else ""
    return (
        f"Shown two weeks, one of them before {TARGETS[found.of].says}, all signs together give that one the "
        f"higher chance in so many pairs on {where} (guessing: 50 %): {each}{than}"
    )


def _caveats(found: Signs) -> Iterator[str]:
    yield (
        "a sign is no cause: what is seen before an event may share its cause, and to bring it about or to "
        "prevent it need not change the chance; `compare` asks that"
    )
    yield from filter(None, [few_draws(-(-found.run.worlds // found.run.replicates))])
    few = found.signs[found.signs["verdict"] == FEW]
    if len(few):
        yield (
            f"{len(few):,} of {len(found.signs):,} ratios rest on too few cases (under {LEAST} with or "
            "without the sign, or what is asked) and are not told"
        )
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
