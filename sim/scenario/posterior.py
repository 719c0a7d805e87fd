"""A posterior as a small file: what was drawn, from which ranges, how near it came, and what was favoured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.core.columns import Floats
from sim.core.errors import UserError
from sim.scenario.entries import Declared

FOLDER = Path(__file__).parent / "posteriors"
STEPS = 65_535
SETTLED = 0.8
"""A posterior as wide as this share of the prior, or wider, has not settled a parameter."""
PRIOR_SPREAD = float(np.sqrt(1 / 12))
"""Standard deviation of a place between 0 and 1 when nothing is known."""
AGAIN = "to make it: `fit`, with `ship`"
CURE = "`params: prior`, or fit anew, with `ship`, from a history that has this range too"
PRIOR, FITTED = "prior", "fitted"
"""Where a scenario draws parameters from: their ranges, or what a fit has left of them."""


@dataclass(frozen=True, eq=False)
class Posterior:
    """Rows that came near, their weights (adding up to 1) and distances, and their places, adjusted."""

    rows: NDArray[np.int64]
    places: Floats
    weights: Floats
    distances: Floats

    def interval(self, share: float = 0.9) -> tuple[Floats, Floats]:
        """The middle `share` of each parameter."""
        return tuple(self.quantile(q) for q in ((1 - share) / 2, (1 + share) / 2))  # pyright: ignore[reportReturnType]

    def quantile(self, share: float) -> Floats:
        """A weighted quantile of each parameter."""
        order = np.argsort(self.places, axis=0)
        reached = np.cumsum(self.weights[order], axis=0)
        at = np.argmax(reached >= share - 1e-12, axis=0)
        return np.take_along_axis(self.places, order, axis=0)[at, np.arange(self.places.shape[1])]

    @property
    def means(self) -> Floats:
        """The mean of each parameter."""
        return self.weights @ self.places

    @property
    def spreads(self) -> Floats:
        """The standard deviation of each parameter."""
        return np.sqrt(self.weights @ (self.places - self.means) ** 2)

    @property
    def correlations(self) -> Floats:
        """Between all pairs of parameters."""
        off = (self.places - self.means) / np.maximum(self.spreads, 1e-12)
        return (off * self.weights[:, None]).T @ off


@dataclass(frozen=True)
class Fitted:
    """A posterior of one theory. `ranges` are the priors by name, in the order of the columns of `places`."""

    theory: str
    seed: int
    draws: int
    made: date
    ranges: dict[str, tuple[float, float]]
    found: Posterior

    @cached_property
    def reached(self) -> Floats:
        """The weights, added up: where a draw between 0 and 1 finds its row."""
        return np.cumsum(self.found.weights)

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

    @cached_property
    def supported(self) -> dict[str, tuple[float, float]]:
        """The middle 90 % of each parameter that the record settles."""
        found = self.interval()
        return {name: found[name] for name in self.settled}

    def packed(self) -> bytes:
        """The posterior as the bytes of its file."""
        about = {"theory": self.theory, "seed": self.seed, "draws": self.draws, "made": self.made.isoformat(),
                 "ranges": self.ranges}  # fmt: skip
        file = BytesIO()
        np.savez_compressed(
            file,
            told=np.array(json.dumps(about)),
            places=np.round(self.found.places * STEPS).astype(np.uint16),
            weights=self.found.weights.astype(np.float32),
            distances=self.found.distances.astype(np.float32),
            rows=self.found.rows.astype(np.int64),
        )
        return file.getvalue()

    def ship(self) -> Path:
        """Put the posterior beside the code, where `params: fitted` takes it from; its file."""
        file = posterior_file(self.theory)
        file.write_bytes(self.packed())
        _loaded.cache_clear()
        return file

    @classmethod
    def load(cls, file: Path) -> Fitted:
        """Read a posterior; UserError if there is none."""
        try:
            with np.load(file) as kept:
                about = json.loads(str(kept["told"]))
                places = kept["places"].astype(np.float64) / STEPS
                weights = kept["weights"].astype(np.float64)
                found = Posterior(kept["rows"], places, weights / weights.sum(), kept["distances"])
        except FileNotFoundError:
            raise UserError(f"{file.name}: no posterior is shipped for this theory; {AGAIN}") from None
        ranges = {name: (float(low), float(high)) for name, (low, high) in about["ranges"].items()}
        made = date.fromisoformat(about["made"])
        return cls(about["theory"], about["seed"], about["draws"], made, ranges, found)


def posterior_file(theory: str) -> Path:
    """Where the posterior of a theory is shipped."""
    return FOLDER / f"{theory}.npz"


def other_ranges(theory: str, known: Mapping[str, Declared]) -> dict[str, tuple[str, str]]:
    """Parameters with another range than the posterior of a theory was fitted from: what is wrong with each,
    and what is allowed. Raises UserError if there is no posterior.
    """
    found: dict[str, tuple[str, str]] = {}
    for name, (low, high) in fitted_for(theory).ranges.items():
        mine = known[name].range if name in known else None
        if mine != (low, high):
            shown = f"{mine[0]:.12g} to {mine[1]:.12g}" if mine else "none"
            problem = f"{shown} is not the range that the posterior of {theory} was fitted from"
            found[name] = problem, f"{low:.12g} to {high:.12g} (leave the range out), {CURE}"
    return found


def fitted_for(theory: str) -> Fitted:
    """The posterior shipped for a theory; UserError if there is none."""
    return _loaded(posterior_file(theory))


@cache
def _loaded(file: Path) -> Fitted:
    return Fitted.load(file)
