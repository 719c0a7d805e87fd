"""The verdict on the evidence: that the record chooses, or plainly that it does not."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any, cast

import pandas as pd

from sim.studies.log_evidence.coverage import won
from sim.studies.log_evidence.filtering import PRIORS
from sim.studies.log_evidence.stacking import Stacked
from sim.studies.log_evidence.weighing import ALL_YEARS

SURE = 0.95
"""Probability from which on a theory is taken to be chosen, if nothing speaks against it."""
TRUSTED = 0.8
"""Share of pseudo-records that their maker must win before a choice is believed."""


def chosen(by_era: pd.DataFrame, theories: pd.DataFrame, covered: pd.DataFrame) -> str:
    """Whether the record chooses: one theory is all but certain whatever the filter and the prior leave
    open, and pseudo-records are won by the theory that made them.
    """
    if len(theories) < 2:
        return "One theory cannot be weighed against another"
    each = cast("list[dict[str, Any]]", theories.to_dict("records"))
    best = max(each, key=lambda row: row["probability"])
    name, against = str(best["theory"]), _against(best, by_era, covered)
    if not against:
        return f"The record favours {name} (probability {best['probability']:.2f} if all were equally likely)"
    return f"The record does not choose: {name} has the most evidence, but {'; '.join(against)}"


def _against(best: Mapping[str, Any], by_era: pd.DataFrame, covered: pd.DataFrame) -> list[str]:
    """What speaks against believing the theory with the most evidence."""
    said: list[str] = []
    if best["probability"] < SURE:
        said.append(f"its probability is {best['probability']:.2f}")
    elif not best["low"] >= SURE:
        said.append("the filter's error leaves it open")
    whole = by_era[by_era["era"] == ALL_YEARS]
    others = {
        str(prior): str(rows["theory"].iloc[int(rows["log_evidence"].to_numpy().argmax())])
        for prior, rows in whole.groupby("prior", sort=False)
        if prior != PRIORS[0]
    }
    elsewhere = [
        f"{name} under the prior `{prior}`" for prior, name in others.items() if name != best["theory"]
    ]
    said += [f"another has the most with narrower priors ({', '.join(elsewhere)})"] if elsewhere else []
    share = won(covered)[0]
    if isnan(share):
        said.append("no pseudo-record was tried")
    elif share < TRUSTED:
        said.append(f"makers win {share:.0%} of pseudo-records")
    return said


def coverage_sentence(covered: pd.DataFrame) -> str:
    """How often the theory that made a record would be found."""
    if not len(covered):
        return "No pseudo-record was tried: whether the right theory would win is not known."
    share, low, high = won(covered)
    chance = 1 / covered["truth"].nunique()
    return (
        f"Of {len(covered)} pseudo-records {share:.0%} are won by the theory that made them (90 % interval "
        f"{low:.0%} to {high:.0%}; by chance {chance:.0%}), which has a probability of "
        f"{covered['probability_of_truth'].mean():.2f} on average."
    )


def stacking_sentence(mixture: Stacked) -> str:
    """Whether averages of results should weigh the theories."""
    gain = f"{1000 * mixture.gain:+.1f} [{1000 * mixture.low:+.1f}, {1000 * mixture.high:+.1f}]"
    says = "are worth it" if mixture.justified else "are not justified: weigh theories equally, or show each"
    return (
        f"Stacking weights {says}; in eras left out they change the log score by {gain} thousandths a week "
        "against equal weights."
    )
