"""What a reader of a comparison must be told beside its numbers: where each guard has something to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.ensemble import Ensemble
from sim.results import verdicts
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.posterior import FITTED, fitted_for, posterior_file
from sim.vocabulary.glossary import FINAL_CLASSES, OUTCOMES, SHOWN
from sim.vocabulary.theory_names import BLIND, NAMES

if TYPE_CHECKING:
    import pandas as pd

NAMED = 3
"""Parameters drawn from beyond a fit that are named; of more it is said how many there are."""
BY_CONSTRUCTION = "by construction what others signal moves no choice of the DPRK; talks still need an offer"


def saturation(ensemble: Ensemble) -> dict[str, str]:
    """For each theory what `saturation_of` says of its scenarios."""
    theories = np.array([cell.theory for cell in ensemble.cells])
    return {
        name: saturation_of(ensemble.final[theories == name]) for name in dict.fromkeys(theories.tolist())
    }


def saturation_of(final: NDArray[Any]) -> str:
    """What `verdicts.saturated` says of the final class of every world, shape ``(scenario, world)``."""
    counts = [np.bincount(row.astype(np.intp), minlength=len(FINAL_CLASSES)) for row in final]
    return verdicts.saturated(np.array(counts, np.float64), tuple(FINAL_CLASSES))


def cautions(ensemble: Ensemble, table: pd.DataFrame, full: Mapping[str, str] | None = None) -> list[str]:
    """What a reader of the effects `table` must be told beside it, one sentence each; `full` is what
    `saturation` says, where that has been worked out.
    """
    full = saturation(ensemble) if full is None else full
    draws = -(-ensemble.worlds // ensemble.replicates)
    branched = all(cell.scenario.from_world for cell in ensemble.cells)
    few = verdicts.few_groups(draws) if branched else verdicts.few_draws(draws)
    said = [("", few), *full.items(), *_unfitted(ensemble)]
    theories = dict.fromkeys(cell.theory for cell in ensemble.cells)
    said += [(theory, BY_CONSTRUCTION) for theory in theories if theory in BLIND]
    table = table[table["outcome"].isin(SHOWN)]
    for outcome, rows in table.groupby("outcome", sort=False):
        delta, worst = OUTCOMES[str(outcome)].delta, float(rows["mc_error"].max())
        said.append((str(outcome), verdicts.left_to_chance(worst, delta, ensemble.worlds)))
    said += [(", ".join(place), words) for place, words in _contested(table).items()]
    return [f"{what}: {words}" if what else words for what, words in said if words]


def beside(table: pd.DataFrame, ensemble: Ensemble, full: Mapping[str, str]) -> list[str]:
    """The guards on each row of the effects `table`, one text a row, "" if all is well; `full` is what
    `saturation` says.
    """
    rivals = _contested(table)
    far = {(c.scenario.name, c.theory): beyond(c.scenario, c.theory) for c in ensemble.cells}
    texts: list[str] = []
    for _, row in table.iterrows():
        name, theory, outcome = str(row["scenario"]), str(row["theory"]), str(row["outcome"])
        delta = OUTCOMES[outcome].delta
        words = [full[theory]]
        if row["verdict"] == "cannot tell":
            words += [
                verdicts.inside_the_noise(delta, **judged(row)),
                verdicts.left_to_chance(float(row["mc_error"]), delta, ensemble.worlds),
            ]
        words += [rivals.get((name, outcome), ""), far[name, theory]]
        texts.append("; ".join(word for word in words if word))
    return texts


def judged(row: Any) -> dict[str, float]:
    """The numbers of a row of effects that its verdict hangs on."""
    return {name: float(row[name]) for name in ("difference", "low", "high", "mc_error")}


def _unfitted(ensemble: Ensemble) -> Iterator[tuple[str, str]]:
    """What is drawn from outside what was fitted, once where all scenarios of a theory do so alike."""
    cells = ensemble.cells
    for theory in dict.fromkeys(cell.theory for cell in cells):
        said = {c.scenario.name: beyond(c.scenario, theory) for c in cells if c.theory == theory}
        if len(set(said.values())) == 1:
            yield theory, next(iter(said.values()))
        else:
            yield from ((f"{name}, {theory}", words) for name, words in said.items())


def _contested(table: pd.DataFrame) -> dict[tuple[str, str], str]:
    """By scenario and outcome what `guards.contested` says, where it says something."""
    found: dict[tuple[str, str], str] = {}
    for (scenario, outcome), rows in table.groupby(["scenario", "outcome"], sort=False):
        signs = {str(row["theory"]): _sign(row) for _, row in rows.iterrows()}
        if words := verdicts.contested(signs, BLIND):
            found[str(scenario), str(outcome)] = words
    return found


def _sign(row: Any) -> int:
    """1 or -1 for a difference that stands clear of the noise, else 0."""
    if verdicts.inside_the_noise(OUTCOMES[row["outcome"]].delta, **judged(row)):
        return 0
    return 1 if row["difference"] > 0 else -1


def beyond(scenario: Scenario, theory: str) -> str:
    """What `guards.outside_fitted_range` says of parameters that the record settles under the theory, "" if
    nothing, or if no posterior is shipped. The middle 90 % count as fitted.
    """
    if not posterior_file(theory).exists():
        return ""
    found, known = fitted_for(theory).supported, scenario.parameters
    learnt = scenario.params == FITTED or not scenario.assumed
    spans = {n: it.span for n, it in known.items() if not learnt or it.value is not None}
    outside = {n: it for n, it in found.items() if verdicts.outside_fitted_range(spans, {n: it})}
    words = verdicts.outside_fitted_range(spans, dict(list(outside.items())[:NAMED]))
    return f"{words} and {len(outside) - NAMED} more" if len(outside) > NAMED else words


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
    what it sets can be beyond a fit.
    """
    said: dict[str, str] = {}
    for theory, scenario in {cell.theory: cell.scenario for cell in cells}.items():
        set_ = scenario.model_copy(update={"params": FITTED})
        words = BY_CONSTRUCTION if theory in BLIND else "", beyond(set_, theory)
        said[theory] = "; ".join(word for word in words if word)
    return said | ({mixture: "; ".join(by_theory(said))} if len(said) > 1 else {})


def by_theory(said: Mapping[str, str]) -> list[str]:
    """What is said of each theory, where something is, in sentences that name it."""
    return [f"{name}: {words}" for name, words in said.items() if words and name in NAMES]


def guarded_by(table: pd.DataFrame, column: str, said: Mapping[str, str]) -> pd.DataFrame:
    """The table with a last column `guards`: what is `said` of what each row has in a column."""
    return table.assign(guards=[said.get(str(name), "") for name in table[column]])
