"""A posterior as a small file: what was drawn, from which ranges, how near it came, and what was favoured."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.evidence.marks import Floats
from sim.fit.abc import Posterior
from sim.located import UserError

if TYPE_CHECKING:
    from sim.scenario import Scenario

FOLDER = Path(__file__).parent
STEPS = 65_535
SETTLED = 0.8
"""A posterior as wide as this share of the prior, or wider, has not settled a parameter."""
PRIOR_SPREAD = float(np.sqrt(1 / 12))
"""Standard deviation of a place between 0 and 1 when nothing is known."""
AGAIN = "to make it: python run.py fit --ship"


@dataclass(frozen=True)
class Fitted:
    """A posterior of one theory. `ranges` are the priors by name, in the order of the columns of `places`."""

    theory: str
    seed: int
    draws: int
    made: date
    ranges: dict[str, tuple[float, float]]
    found: Posterior

    @property
    def shares(self) -> Floats:
        """Spread of each parameter as a share of its prior's."""
        return self.found.spreads / PRIOR_SPREAD

    @property
    def settled(self) -> list[str]:
        """The parameters that the record narrows down."""
        return [name for name, share in zip(self.ranges, self.shares, strict=True) if share < SETTLED]

    def interval(self, share: float = 0.9) -> dict[str, tuple[float, float]]:
        """The middle `share` of each parameter, in its own unit."""
        low, high = self.found.interval(share)
        return {
            name: (a + (b - a) * float(x), a + (b - a) * float(y))
            for (name, (a, b)), x, y in zip(self.ranges.items(), low, high, strict=True)
        }

    def save(self, folder: Path, name: str) -> None:
        """Write the posterior."""
        told = {"theory": self.theory, "seed": self.seed, "draws": self.draws, "made": self.made.isoformat(),
                "ranges": self.ranges}  # fmt: skip
        np.savez_compressed(
            folder / name,
            told=np.array(json.dumps(told)),
            places=np.round(self.found.places * STEPS).astype(np.uint16),
            weights=self.found.weights.astype(np.float32),
            distances=self.found.distances.astype(np.float32),
            rows=self.found.rows.astype(np.int64),
        )

    @classmethod
    def load(cls, file: Path) -> Fitted:
        """Read a posterior; UserError if there is none."""
        try:
            with np.load(file) as kept:
                told = json.loads(str(kept["told"]))
                places = kept["places"].astype(np.float64) / STEPS
                weights = kept["weights"].astype(np.float64)
                found = Posterior(kept["rows"], places, weights / weights.sum(), kept["distances"])
        except FileNotFoundError:
            raise UserError(f"{file.name}: no posterior is shipped for this theory; {AGAIN}") from None
        ranges = {name: (float(low), float(high)) for name, (low, high) in told["ranges"].items()}
        return cls(
            told["theory"], told["seed"], told["draws"], date.fromisoformat(told["made"]), ranges, found
        )


def shipped(theory: str) -> Path:
    """Where the posterior of a theory is shipped."""
    return FOLDER / f"posterior_{theory}.npz"


def at_defaults(scenario: Scenario) -> Scenario:
    """The scenario with every parameter that it does not set itself at its default."""
    return _set(scenario, {name: it.default for name, it in scenario.parameters.items() if it.value is None})


def narrowed(scenario: Scenario, fitted: Fitted) -> Scenario:
    """The scenario with what the record settled drawn from the middle 90 % of the posterior.

    What it does not settle, and what the scenario sets itself, stays as it is. Raises UserError where the
    posterior was fitted from other ranges.
    """
    strange = [
        n
        for n, r in fitted.ranges.items()
        if n not in scenario.parameters or scenario.parameters[n].range != r
    ]
    if strange:
        raise UserError(
            f"the posterior of {fitted.theory} was fitted from other ranges of {strange[0]}; {AGAIN}"
        )
    found = fitted.interval()
    return _set(scenario, {n: found[n] for n in fitted.settled if scenario.parameters[n].value is None})


def _set(scenario: Scenario, values: dict[str, float] | dict[str, tuple[float, float]]) -> Scenario:
    changed = {n: scenario.parameters[n].model_copy(update={"value": v}) for n, v in values.items()}
    return scenario.model_copy(update={"parameters": scenario.parameters | changed})
