"""Whether theories agree on what a scenario changes: the table `agreement`, and its draws as twenty dots.

A theory sees the lever if it is no blind control and anything at all comes out differently under it. The
theories that do count alike: the record does not choose between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.results.condensed import Condensed, baselines
from sim.results.effects import NUMBERS, changes, numbers
from sim.results.sample import Numbers, Sample, quantile
from sim.results.summary import pool, pooled
from sim.results.verdicts import CONTESTED, LESS, MORE, SATURATED, Judged
from sim.results.what_matters import least_by_outcome
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.theory_names import BLIND

COLUMNS = (
    *("scenario", "baseline", "outcome", "unit", *NUMBERS),
    *("agree", "of", "more_under", "less_under", "without_effect", "blind"),
)
DOTS = 20
ALL = "all"
"""In place of a theory: all that see what others do, with equal weight."""


def agreement(study: Condensed, effects: pd.DataFrame, full: Mapping[str, str]) -> pd.DataFrame:
    """One row per scenario that is no baseline and outcome, over the theories that see the lever.

    Numbers are those of `effects`, over the draws of all these theories. `verdict` is theirs, or "contested"
    where there is a clear difference that matters on both sides, under one theory or another. `agree` is how
    many `of` the theories that see the lever come to the same by themselves: of a clear difference, to one on
    the same side that is clear and matters, too; of a contested one, those of the larger side. `more_under`
    and `less_under` name the theories with a clear difference that matters, so that of a clear one as many
    are named as agree; `without_effect` those that do not see the lever, `blind` what the blind control says,
    "" without one.
    """
    rows: list[dict[str, Any]] = []
    by_row = {(row["scenario"], row["theory"], row["outcome"]): row for row in effects.to_dict("records")}
    for name, places, bases in _pairs(study):
        theories = [study.cells[place].theory for place in places]
        found = sees(study, places, bases)
        count = [at for at, seen in enumerate(found) if seen] or list(range(len(places)))
        without = [theories[at] for at, seen in enumerate(found) if not seen]
        each = [full[theories[at]] for at in count]
        saturated = max(each, key=len) if all(each) else ""
        for row in _numbers(study, [places[at] for at in count], [bases[at] for at in count], saturated):
            own = {theories[at]: by_row[name, theories[at], row["outcome"]] for at in count}
            blind = next((by_row.get((name, each, row["outcome"])) for each in BLIND), None)
            rows.append(
                {
                    "scenario": name,
                    "baseline": study.cells[bases[0]].scenario.name,
                    **row,
                    **standing(row, own),
                    "without_effect": ", ".join(without),
                    "blind": blind["verdict"] if blind else "",
                }
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def standing(row: Mapping[str, Any], own: Mapping[str, Mapping[Any, Any]]) -> dict[str, Any]:
    """The verdict over theories and how many agree with it; `own` are the rows of effects by theory."""
    each = {theory: Judged.of(mine) for theory, mine in own.items()}
    more, less = ([name for name, it in each.items() if it.reading == side] for side in (MORE, LESS))
    verdict, reading = str(row["verdict"]), Judged.of(row).reading
    agree = sum(it.reading == reading for it in each.values())
    if more and less and verdict != SATURATED:
        verdict, agree = CONTESTED, max(len(more), len(less))
    sides = {"more_under": ", ".join(more), "less_under": ", ".join(less)}
    return {"verdict": verdict, "agree": agree, "of": len(own), **sides}


def dots(study: Condensed) -> pd.DataFrame:
    """Twenty equal shares of the parameter draws of each difference, each by its middle: the quantiles 2.5 %,
    7.5 % … 97.5 % in the columns `dot_1` to `dot_20`. One row per scenario, theory and outcome, and one with
    the theory "all" over those that `agreement` counts.
    """
    rows: list[tuple[Any, ...]] = []
    for name, places, bases in _pairs(study):
        samples = [_sample(study, place, base) for place, base in zip(places, bases, strict=True)]
        found = sees(study, places, bases)
        count = [each for each, seen in zip(samples, found, strict=True) if seen] or samples
        every = np.concatenate([sample.draws for sample in count], axis=-1)
        rows += _dotted(name, ALL, every)
        for place, sample in zip(places, samples, strict=True):
            rows += _dotted(name, study.cells[place].theory, sample.draws)
    heads = [f"dot_{at + 1}" for at in range(DOTS)]
    return pd.DataFrame(rows, columns=["scenario", "theory", "outcome", "unit", *heads])


def _dotted(scenario: str, theory: str, draws: Numbers) -> Iterator[tuple[Any, ...]]:
    middles = np.stack([quantile(draws, (at + 0.5) / DOTS) for at in range(DOTS)], axis=-1)
    for outcome, row in zip(OUTCOMES.values(), middles.tolist(), strict=True):
        yield (scenario, theory, outcome.name, outcome.unit, *row)


def _pairs(study: Condensed) -> Iterator[tuple[str, list[int], list[int]]]:
    """By scenario that is no baseline the places of its cells that count, and those of their baselines."""
    base = baselines(study.cells)
    for name, places in pooled(study.cells):
        mine = [place for place in places if base[place] != place]
        if mine:
            yield name, mine, [base[place] for place in mine]


def sees(study: Condensed, places: Sequence[int], bases: Sequence[int]) -> list[bool]:
    """For each pair of cells whether anything comes out differently in any world."""
    return [
        not np.array_equal(study.outcomes[place], study.outcomes[base], equal_nan=True)
        for place, base in zip(places, bases, strict=True)
    ]


def _sample(study: Condensed, place: int, base: int) -> Sample:
    return Sample.of(changes(study, place, base), study.replicates)


def _numbers(
    study: Condensed, places: Sequence[int], bases: Sequence[int], saturated: str
) -> Iterator[dict[str, Any]]:
    pairs = zip(places, bases, strict=True)
    sample, draws = pool(np.stack([changes(study, *pair) for pair in pairs]), study.replicates)
    level, _ = pool(study.outcomes[list(bases)], study.replicates)
    yield from numbers(sample, draws, least_by_outcome(level.mean), study.seed, saturated)
