"""Caveats of a comparison: what each guard reports beside its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from sim.results import verdicts
from sim.results.condensed import Condensed
from sim.results.verdicts import Judged
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.posterior import FITTED, fitted_for, posterior_file
from sim.vocabulary.glossary import FINAL_CLASSES, SHOWN
from sim.vocabulary.labels import listed_words, spaced
from sim.vocabulary.outcome_words import short
from sim.vocabulary.theory_names import BLIND, NAMES

if TYPE_CHECKING:
    import pandas as pd

NAMED = 3
"""Parameters drawn from outside the fitted range that are named; of more their number is given."""
BY_CONSTRUCTION = "by construction what others signal moves no choice of the DPRK; talks still need an offer"


def saturation(study: Condensed) -> dict[str, str]:
    """For each theory what `saturation_of` says of its scenarios."""
    theories = np.array([cell.theory for cell in study.cells])
    return {name: saturation_of(study.final[theories == name]) for name in dict.fromkeys(theories.tolist())}


def saturation_of(final: NDArray[Any]) -> str:
    """What `verdicts.saturated` says of the final class of every world, shape ``(scenario, world)``."""
    counts = [np.bincount(row.astype(np.intp), minlength=len(FINAL_CLASSES)) for row in final]
    return verdicts.saturated(np.array(counts, np.float64), tuple(FINAL_CLASSES))


def cautions(study: Condensed, table: pd.DataFrame, full: Mapping[str, str] | None = None) -> list[str]:
    """The caveats that stand beside differences, one sentence each: the `table` is that of
    effects, or of their agreement. `full` is what `saturation` says, where that has been worked out.
    """
    full = saturation(study) if full is None else full
    shown = table[table["outcome"].isin(SHOWN)]
    said = [("", few(study)), *full.items()]
    said += [("", words) for words in (_contested_in(shown), *_too_few(shown, study.worlds))]
    theories = dict.fromkeys(cell.theory for cell in study.cells)
    said += [(theory, BY_CONSTRUCTION) for theory in theories if theory in BLIND]
    said += _unfitted(study)
    return [f"{what}: {words}" if what else words for what, words in said if words]


def few(study: Condensed) -> str:
    """That there are too few parameter draws, or groups of worlds that share one; "" if not."""
    branched = all(cell.scenario.from_world for cell in study.cells)
    return verdicts.few_groups(study.draws) if branched else verdicts.few_draws(study.draws)


def _too_few(table: pd.DataFrame, worlds: int) -> Iterator[str]:
    """How many differences more worlds would settle, and how many; known from two draws on."""
    open_ = [row for row in _rows(table) if row["verdict"] == verdicts.TOO_FEW]
    known = [judged for judged in map(Judged.of, open_) if judged.known]
    if known:
        most = [judged.worlds_to_settle(worlds) for judged in known]
        settled = [count for count in most if count <= verdicts.MOST_WORLDS]
        outcomes = list(dict.fromkeys(str(row["outcome"]) for row in open_))
        named = listed_words([short(name) for name in outcomes], most=NAMED)
        words = f"too few worlds for {len(known)} of {len(table)} differences ({named})"
        which = "it" if len(known) == 1 else "all of them"
        yield f"{words}: {verdicts.settled_by(max(settled or most), which)}"


def _contested_in(table: pd.DataFrame) -> str:
    """How many differences are contested between theories, and of which scenarios."""
    found = [str(row["scenario"]) for row in _rows(table) if row["verdict"] == verdicts.CONTESTED]
    if not found:
        return ""
    each = ", ".join(f"{spaced(name)} {found.count(name)}" for name in dict.fromkeys(found))
    return (
        f"contested between theories, {len(found)} of {len(table)} differences ({each}): which theory is "
        "right decides them, and the record does not choose"
    )


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", table.to_dict("records"))


def beside(table: pd.DataFrame, study: Condensed, full: Mapping[str, str]) -> list[str]:
    """The guards on each row of the effects `table`, one text a row, "" if all is well; `full` is what
    `saturation` says.
    """
    rivals = _contested(table)
    far = {(c.scenario.name, c.theory): beyond(c.scenario, c.theory) for c in study.cells}
    texts: list[str] = []
    for row in _rows(table):
        name, theory, outcome = str(row["scenario"]), str(row["theory"]), str(row["outcome"])
        words = [full[theory]]
        if row["verdict"] == verdicts.TOO_FEW:
            words.append(verdicts.why_too_few(Judged.of(row), study.worlds))
        words += [rivals.get((name, outcome), ""), far[name, theory]]
        texts.append("; ".join(word for word in words if word))
    return texts


def _unfitted(study: Condensed) -> Iterator[tuple[str, str]]:
    """What is drawn from outside what was fitted, in one sentence: how many numbers, of which theories."""
    said = {cell.theory: found for cell in study.cells if (found := outside(cell.scenario, cell.theory))}
    if said:
        names = list(dict.fromkeys(name for found in said.values() for name in found))
        under = ", ".join(f"{spaced(theory)} {len(found)}" for theory, found in said.items())
        ranges = f"ranges of {listed_words(names, most=NAMED)} are wider than the record supports"
        words = (
            f"outside the range fitted to the record: {ranges} ({under}; in guards of effects.csv); "
            "`--params fitted` narrows them"
        )
        yield "", words


def _contested(table: pd.DataFrame) -> dict[tuple[str, str], str]:
    """By scenario and outcome what `guards.contested` says, where it says something."""
    found: dict[tuple[str, str], str] = {}
    for (scenario, outcome), rows in table.groupby(["scenario", "outcome"], sort=False):
        signs = {str(row["theory"]): _sign(row) for row in _rows(rows)}
        if words := verdicts.contested(signs, BLIND):
            found[str(scenario), str(outcome)] = words
    return found


def _sign(row: Mapping[str, Any]) -> int:
    """1 or -1 for a clear difference, else 0."""
    return {verdicts.MORE: 1, verdicts.LESS: -1}.get(Judged.of(row).reading, 0)


def beyond(scenario: Scenario, theory: str) -> str:
    """What `guards.outside_fitted_range` says of parameters that the record settles under the theory, "" if
    nothing, or if no posterior is shipped. The middle 90 % count as fitted.
    """
    found = outside(scenario, theory)
    words = verdicts.outside_fitted_range(_spans(scenario), dict(list(found.items())[:NAMED]))
    return f"{words} and {len(found) - NAMED} more" if len(found) > NAMED else words


def outside(scenario: Scenario, theory: str) -> dict[str, tuple[float, float]]:
    """The parameters that are drawn from outside of what was fitted under the theory, with what was."""
    if not posterior_file(theory).exists():
        return {}
    found, spans = fitted_for(theory).supported, _spans(scenario)
    return {n: it for n, it in found.items() if verdicts.outside_fitted_range(spans, {n: it})}


def _spans(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """What parameters are drawn from, of those that are not learnt from the record."""
    learnt = scenario.params == FITTED or not scenario.assumed
    return {n: it.span for n, it in scenario.parameters.items() if not learnt or it.value is not None}


def beyond_by_theory(scenario: Scenario, theories: Sequence[str]) -> tuple[str, ...]:
    """For each theory what `beyond` says, where it says something."""
    said = {theory: beyond(scenario, theory) for theory in theories}
    return tuple(f"{theory}: {words}" for theory, words in said.items() if words)


def guarded(table: pd.DataFrame, words: Sequence[str]) -> pd.DataFrame:
    """The table of an analysis with a last column `guards`: the `words` on the whole of it, in every row."""
    return table.assign(guards="; ".join(words))


def on_forecasts(cells: Sequence[Cell], mixture: str) -> dict[str, str]:
    """By theory, and for their `mixture`, what is to be borne in mind of forecasts; "" if nothing.

    Of a theory's scenarios the last is in force. What it leaves open is learnt from the record, so that only
    what it sets can lie outside the fitted range.
    """
    said: dict[str, str] = {}
    for theory, scenario in {cell.theory: cell.scenario for cell in cells}.items():
        set_ = scenario.model_copy(update={"params": FITTED})
        words = BY_CONSTRUCTION if theory in BLIND else "", beyond(set_, theory)
        said[theory] = "; ".join(word for word in words if word)
    return said | ({mixture: "; ".join(by_theory(said))} if len(said) > 1 else {})


def by_theory(said: Mapping[str, str]) -> list[str]:
    """The caveats of each theory that has any, in sentences that name it."""
    return [f"{name}: {words}" for name, words in said.items() if words and name in NAMES]


def guarded_by(table: pd.DataFrame, column: str, said: Mapping[str, str]) -> pd.DataFrame:
    """The table with a last column `guards`: the caveat `said` of the entry that each row has in a column."""
    return table.assign(guards=[said.get(str(name), "") for name in table[column]])
