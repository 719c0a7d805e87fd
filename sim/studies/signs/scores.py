"""All signs together as one chance, and how good it is on worlds and years it was not learnt from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]
from scipy.special import expit
from scipy.stats import rankdata  # pyright: ignore[reportUnknownVariableType]

from sim.studies.signs.windows import Asked

PENALTY = 1.0
"""Weight of the squared coefficients: a unit-variance prior, which holds signs that are hardly ever seen."""


@dataclass(frozen=True)
class Chance:
    """A logistic model of the chance: an intercept and a weight for every sign."""

    weights: NDArray[np.float64]

    @classmethod
    def learnt(cls, of: Asked) -> Chance:
        """Fit it to questions with their answers, by penalised likelihood."""
        signs = _with_intercept(of.signs)
        came = of.came.astype(np.float64)

        def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            logits = signs @ weights
            held = weights.copy()
            held[0] = 0  # the intercept is free
            value = np.logaddexp(0, logits).sum() - came @ logits + PENALTY / 2 * held @ held
            return float(value), signs.T @ (expit(logits) - came) + PENALTY * held

        found = cast(Any, minimize)(loss, np.zeros(signs.shape[1]), jac=True, method="L-BFGS-B")
        return cls(np.asarray(found.x, np.float64))

    def of(self, signs: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The chance at some questions."""
        return np.asarray(expit(_with_intercept(signs) @ self.weights))


def _with_intercept(signs: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.hstack([np.ones((len(signs), 1)), signs.astype(np.float64)])


def discrimination(chance: NDArray[np.float64], came: NDArray[np.bool_]) -> float:
    """The chance that a question with the answer yes got the higher chance than one with no: the area under
    the ROC curve, 0.5 for guessing; nan where all answers are the same.
    """
    yes, no = int(came.sum()), int((~came).sum())
    if not yes or not no:
        return float("nan")
    ranks = rankdata(chance)[came].sum()
    return float((ranks - yes * (yes + 1) / 2) / (yes * no))


def skill(chance: NDArray[np.float64], came: NDArray[np.bool_]) -> float:
    """Share of the Brier score of a constant chance (how often it came) that the model takes away; below 0
    where the constant is better, nan where all answers are the same.
    """
    base = float(came.mean()) if len(came) else 0.0
    if not 0 < base < 1:
        return float("nan")
    return 1 - float(((chance - came) ** 2).mean()) / (base * (1 - base))
