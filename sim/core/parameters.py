"""Declared numbers as columns: one draw per world, shared by every scenario that does not set them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.core.columns import FLOAT, Column
from sim.core.random_streams import Draws

Span = tuple[float, float]


class Numbers:
    """Named columns, read as attributes: ``p.caution``. Raises AttributeError for a name not declared."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        vars(self).update(columns)

    def __getattr__(self, name: str) -> Column:
        raise AttributeError(f"no number called {name!r} is declared")

    def items(self) -> Mapping[str, Column]:
        """All columns by name."""
        return vars(self)

    def changed(self, **columns: Column) -> Numbers:
        """The same numbers with some replaced."""
        return Numbers({**self.items(), **columns})

    def part(self, where: slice) -> Numbers:
        """The columns of some of the worlds."""
        return Numbers({name: c[where] for name, c in self.items().items()})


def drawn(
    kind: str,
    spans: Sequence[Mapping[str, Span]],
    draws: Draws,
    lucks: int,
    points: Mapping[str, Column] | None = None,
    favoured: Sequence[Mapping[str, Column]] = (),
) -> Numbers:
    """Numbers drawn uniformly from each cell's spans (one mapping per cell), at the address (kind, name).

    `points` gives the places within the span (0 to 1, one per world) of numbers that a design chooses
    instead of a random draw; `favoured` those that a cell draws from a posterior.

    All cells share the draw, so the same span gives the same number: common random numbers.
    """
    shared = Draws(draws.seed, draws.first, draws.worlds)
    given = points or {}
    places = {n: given[n] if n in given else shared.parameter(kind, n, lucks) for n in spans[0]}
    own = [{n: u for n, u in each.items() if n not in given} for each in favoured] or [{} for _ in spans]
    pairs = list(zip(spans, own, strict=True))
    columns = {
        name: np.concatenate([_within(span[name], mine.get(name, u)) for span, mine in pairs])
        for name, u in places.items()
    }
    return Numbers(with_fades(columns))


def with_fades(columns: dict[str, Column]) -> dict[str, Column]:
    """For every half-life in weeks the share that fades in a week, under the name ``…_fade``."""
    ends = "_half_life"
    fades = {
        f"{n.removesuffix(ends)}_fade": 1 - np.exp2(-1 / c) for n, c in columns.items() if n.endswith(ends)
    }
    return columns | fades


def _within(span: Span, place: Column) -> Column:
    low, high = (FLOAT(x) for x in span)
    return np.minimum(low + (high - low) * place, high)
