"""Parameters as columns: one draw per world, shared by every scenario that does not set them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.core.columns import FLOAT, Column
from sim.core.maths import exp2
from sim.core.random_streams import Draws
from sim.core.tree import Tree

Span = tuple[float, float]
"""Lowest and highest value; equal for a number that is set."""


class Numbers(Tree):
    """Named columns, read as attributes. Raises AttributeError for a name that is not declared.

    >>> p = Numbers({"caution": np.array([0.25, 0.5], FLOAT)})
    >>> p.caution
    array([0.25, 0.5 ], dtype=float32)
    >>> p.courage
    Traceback (most recent call last):
    AttributeError: no number called 'courage' is declared
    """

    def __init__(self, columns: Mapping[str, Column]) -> None:
        vars(self).update(columns)

    def __getattr__(self, name: str) -> Column:
        raise AttributeError(f"no number called {name!r} is declared")

    def items(self) -> Mapping[str, Column]:
        """List all columns by name."""
        return vars(self)

    def changed(self, **columns: Column) -> Numbers:
        """Copy the numbers with some columns replaced."""
        return Numbers({**self.items(), **columns})

    def part(self, where: slice) -> Numbers:
        """Take the columns of some of the worlds."""
        return Numbers({name: c[where] for name, c in self.items().items()})


def drawn(
    kind: str,
    spans: Sequence[Mapping[str, Span]],
    draws: Draws,
    replicates: int,
    points: Mapping[str, Column] | None = None,
    favoured: Sequence[Mapping[str, Column]] = (),
) -> Numbers:
    """Draw numbers uniformly from the spans of each cell (one mapping per cell), shape ``(cell * world,)``.

    All cells share the random draw, so the same span gives the same number (common random numbers), and
    the same `replicates` consecutive worlds share one. `points` gives the places within the span (0 to 1, one
    per world) of numbers that a design of experiments chooses instead; `favoured`, per cell, the places
    of numbers drawn from a posterior. A design goes before a posterior.

    >>> spans = [{"caution": (0, 1)}, {"caution": (0.5, 0.5)}]  # the second cell sets it
    >>> drawn("parameter", spans, Draws(seed=1, first=0, worlds=2), replicates=2).caution.shape
    (4,)
    >>> drawn("parameter", spans, Draws(seed=1, first=0, worlds=2), replicates=2).caution[2:]
    array([0.5, 0.5], dtype=float32)
    """
    shared = Draws(draws.seed, draws.first, draws.worlds)
    given = points or {}
    places = {n: given[n] if n in given else shared.parameter(kind, n, replicates) for n in spans[0]}
    own = [{n: u for n, u in each.items() if n not in given} for each in favoured] or [{} for _ in spans]
    pairs = list(zip(spans, own, strict=True))
    columns = {
        name: np.concatenate([_within(span[name], mine.get(name, u)) for span, mine in pairs])
        for name, u in places.items()
    }
    return Numbers(with_fades(columns))


def with_fades(columns: dict[str, Column]) -> dict[str, Column]:
    """Add, for every half-life in weeks, the share that fades in a week: ``…_half_life`` gives ``…_fade``.

    A half-life is what a reader can judge; a share per week is what a rule needs.

    >>> with_fades({"news_half_life": np.array([1], FLOAT)})["news_fade"]
    array([0.5], dtype=float32)
    """
    ends = "_half_life"
    fades = {f"{n.removesuffix(ends)}_fade": 1 - exp2(-1 / c) for n, c in columns.items() if n.endswith(ends)}
    return columns | fades


def _within(span: Span, place: Column) -> Column:
    low, high = (FLOAT(x) for x in span)
    # rounding must not carry a number past its range
    return np.minimum(low + (high - low) * place, high)
