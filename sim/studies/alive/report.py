"""The result of a trial of everything: claims, rules and parameters, and what each of them moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import pandas as pd

from sim.engine.run_info import RunInfo
from sim.output.captions import draws_text, theories_text
from sim.output.report import Block, Phrase, Report, Table, Tone, cell, table
from sim.output.result import Result, sentences, shown_number
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.plots.alive_counts import CountBar, counts
from sim.plots.alive_rows import ExpectationRow, expectations
from sim.results import verdicts
from sim.studies.alive import judgement
from sim.studies.alive.claim_verdicts import claim_table
from sim.studies.alive.judgement import INSIDE, NOTHING, ORDER, SEEN, UNUSED, expectation_table
from sim.studies.alive.moments import ERROR
from sim.studies.alive.observables import Observable
from sim.studies.alive.runs import Found, Plan
from sim.studies.alive.switches import Switch
from sim.studies.alive.words import PLURALS, in_words
from sim.vocabulary.claims import claims
from sim.vocabulary.labels import spaced
from sim.vocabulary.theory_names import BLIND

QUESTION = "What is alive? Everything turned once, in the same worlds"
TONES: Mapping[str, Tone] = {
    judgement.ALIVE: "good", judgement.STATED: "good", SEEN: "good", judgement.OTHER: "bad",
    judgement.CONTESTED: "open", judgement.PART: "open", INSIDE: "open", judgement.DEAD: "bad",
    NOTHING: "bad",
}  # fmt: skip


@dataclass(frozen=True, repr=False, eq=False)
class Alive(Result):
    """What every row of the essay, every rule and every parameter moves.

    `expectations` has one row per lever of a claim, stated observable and theory; `claims` one per claim;
    `strengths` one per rule or parameter and theory, `switches` one per rule or parameter, over theories.
    """

    run: RunInfo
    switched: tuple[Switch, ...]
    found: Found
    known: Mapping[str, Observable]
    plan: Plan

    @cached_property
    def expectations(self) -> pd.DataFrame:
        """Every stated observable under every theory: the difference, and whether it moves as stated."""
        return expectation_table(self.switched, self.run.theories, self.found, self.known)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The verdict on every claim, and the strongest effect of its levers on what is seen."""
        return claim_table(self.expectations, self.switched, self.found, self.known)

    @cached_property
    def strengths(self) -> pd.DataFrame:
        """The most that each rule and parameter moves under each theory."""
        return judgement.strength_table(self.switched, self.run.theories, self.found, self.known)

    @cached_property
    def switches(self) -> pd.DataFrame:
        """Rules and parameters over theories: the most that is moved, and where."""
        return judgement.over_all_theories(self.strengths)

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        every = {
            "claims": self.claims, "expectations": self.expectations, "switches": self.switches,
            "strengths": self.strengths,
        }  # fmt: skip
        return {name: rows for name, rows in every.items() if len(rows)}

    @cached_property
    def report(self) -> Report:
        told = tuple(in_words(self.claims, self.switches))
        return Report(_headline(self), tuple(_blocks(self)), tuple(_caveats(self)), _small_print(self), told)

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        words = Context(QUESTION, self.report.small_print)
        found: list[Picture] = []
        if len(self.expectations):
            found.append(Picture("rows", expectations, (_lines(self), self.run.theories, words)))
        if len(self.strengths):
            found.append(Picture("counts", counts, (_bars(self), ORDER, words)))
        return found

    def pages(self) -> Mapping[str, Content]:
        return {"words.txt": sentences([*self.finding, *self.caveats, self.report.small_print])}


def _headline(found: Alive) -> str:
    said: list[str] = []
    if len(found.claims):
        alive = int((found.claims["verdict"] == judgement.ALIVE).sum())
        said.append(f"{alive} of {len(found.claims)} claims move what they state")
    for kind, plural in PLURALS.items():
        mine = found.switches[found.switches["kind"] == kind]
        if len(mine):
            said.append(f"{(mine['moves'] == SEEN).sum()} of {len(mine)} {plural} something that is seen")
    return "; ".join(said)


def _blocks(found: Alive) -> Iterator[Block]:
    if len(found.claims):
        yield _claims(found)
    if len(found.switches):
        yield _counted(found)
    for kind, plural in PLURALS.items():
        mine = found.switches[(found.switches["kind"] == kind) & (found.switches["moves"] != SEEN)]
        if len(mine):
            yield _weak(mine, f"{plural.capitalize()} that move nothing that is seen, under any theory")


def _claims(found: Alive) -> Table:
    rows = [
        (
            f"{row['claim']} {claims()[row['claim']].says}",
            cell(Phrase(row["verdict"], TONES.get(row["verdict"], ""))),
            f"{row['as_stated']} of {row['of']}",
            _effect(row) if row["seen"] else cell(Phrase("nothing clear", "quiet")),
        )
        for row in _records(found.claims)
    ]
    heads = ("claim", "verdict", "as stated", "strongest on what is seen")
    return table(
        "Claims of the essay: do their levers move what they state?", heads, rows, left=(0, 3), wrapped=0
    )


def _effect(row: Mapping[str, Any]) -> str:
    return f"{spaced(row['observable'])} {_signed(row['difference'])} under {row['theory']}"


def _signed(number: float) -> str:
    return f"{'+' if number > 0 else ''}{shown_number(number)}"


def _counted(found: Alive) -> Table:
    rows = [(f"{bar.name}", *(str(bar.counts[word]) for word in ORDER)) for bar in _bars(found)]
    return table("How many of them move what, at the most", ("", *ORDER), rows)


def _weak(rows: pd.DataFrame, title: str) -> Table:
    lines = [
        (row["name"], cell(Phrase(row["moves"], TONES.get(row["moves"], ""))),
         "" if row["moves"] in (NOTHING, UNUSED) else f"{spaced(row['state'])} (z {_signed(row['state_z'])})")
        for row in _records(rows)
    ]  # fmt: skip
    return table(title, ("", "moves", "strongest state"), lines, left=(0, 2))


def _caveats(found: Alive) -> Iterator[str]:
    draws = found.plan.worlds // found.run.replicates
    if words := verdicts.few_draws(draws):
        yield words
    if set(found.run.theories) & BLIND:
        yield "the control counts among the theories here: what moves under it alone does not hang on signals"


def _small_print(found: Alive) -> str:
    run, plan = found.run, found.plan
    first = f", {plan.first:,} in a first look at rules and parameters" if plan.first < plan.worlds else ""
    clear = f"clear of noise: a chance of {ERROR:.0%} in all that a switch is looked at by"
    return (
        f"{run.cells[0].scenario.name}, {theories_text(run.theories)}; {draws_text(run)} of each "
        f"switch{first}; {clear}; seed {run.seed}; {run.weeks} weeks"
    )


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", rows.to_dict("records"))


def _lines(found: Alive) -> list[ExpectationRow]:
    """A line of the picture for every stated observable."""
    keys = ["claim", "lever", "observable", "stated"]
    return [
        ExpectationRow(
            *(str(rows[key].iloc[0]) for key in keys),
            differences=tuple(map(float, rows["difference"])),
            verdicts=tuple(map(str, rows["verdict"])),
        )  # pyright: ignore[reportCallIssue]
        for _, rows in found.expectations.groupby(keys, sort=False)
    ]


def _bars(found: Alive) -> list[CountBar]:
    """Rules and parameters by what they move: under each theory, and under any."""
    bars: list[CountBar] = []
    for kind, plural in PLURALS.items():
        for theory in (*found.run.theories, ""):
            rows = found.strengths[found.strengths["theory"] == theory] if theory else found.switches
            mine = rows["moves"][rows["kind"] == kind].tolist()
            if mine:
                name = f"{plural}, {spaced(theory) if theory else 'any theory'}"
                bars.append(CountBar(name, {word: mine.count(word) for word in ORDER}))
    return bars
