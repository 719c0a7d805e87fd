"""What is recorded of worlds while they are simulated: the protocol of recorders, and their named arrays.

A simulation has one or several recorders. Each says which arrays it fills, is begun for some worlds at a
time, looks at them after every week and once after the last. All arrays have the cells on their first axis.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sim.engine.world_batch import WorldBatch

Arrays: TypeAlias = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class ArraySpec:
    """One array of a recorder: its `shape` without cells and worlds, the type of its entries, and how the
    arrays of chunks enter that of the whole.

    `by world`: worlds stand on the last axis, and each chunk fills the places of its own. `count`: numbers of
    worlds, added, in the smallest type that holds all worlds. `sum`: added as they are.
    """

    shape: tuple[int, ...]
    dtype: DTypeLike
    merge: Literal["by world", "count", "sum"] = "by world"

    def zeros(self, cells: int, worlds: int) -> NDArray[Any]:
        """Allocate the array for so many cells and worlds."""
        return np.zeros(self.shape_for(cells, worlds), self.dtype_for(worlds))

    def dtype_for(self, worlds: int) -> np.dtype[Any]:
        """The type of the entries for so many worlds."""
        return np.dtype(np.min_scalar_type(worlds) if self.merge == "count" else self.dtype)

    def shape_for(self, cells: int, worlds: int) -> tuple[int, ...]:
        """The shape for so many cells and worlds."""
        return (cells, *self.shape, *((worlds,) if self.merge == "by world" else ()))

    def view(self, array: NDArray[Any], cells: slice, worlds: slice) -> NDArray[Any]:
        """Select the entries of some cells and worlds; without worlds on an axis, of the cells."""
        return array[cells, ..., worlds] if self.merge == "by world" else array[cells]


class Recording:
    """The recording of some worlds into the arrays that hold them."""

    def __init__(self, worlds: WorldBatch, into: Arrays) -> None:
        self.worlds, self.into = worlds, into

    def week(self, week: int) -> None:
        """Record week number `week`, which has just been simulated."""

    def end(self) -> None:
        """Record what stands after the last week."""


class Recorder(Protocol):
    """Something to record. Its `repr` must say all that its arrays depend on: it enters the key under which
    a simulation is kept.
    """

    def requests(self, worlds: range) -> frozenset[str]:
        """What it reads of a week of worlds with these numbers, so that weeks that are compiled keep it:
        fields of a situation that each week makes anew, what lasts by the way to it (`land.tension`),
        `sent`, `scores`, or `measures` with rung, stage and war. After the last week all that lasts can be
        read.
        """
        ...

    def specs(self, weeks: int) -> Mapping[str, ArraySpec]:
        """The arrays it fills, by name."""
        ...

    def begin(self, worlds: WorldBatch, into: Arrays) -> Recording:
        """Begin to record some worlds into the arrays that hold them."""
        ...


def specs_of(recorders: Iterable[Recorder], weeks: int) -> dict[str, ArraySpec]:
    """The arrays of several recorders."""
    return {name: spec for recorder in recorders for name, spec in recorder.specs(weeks).items()}


def merge(whole: NDArray[Any], part: NDArray[Any], spec: ArraySpec) -> None:
    """Enter the array of a chunk in the view of the whole that belongs to it."""
    if spec.merge == "by world":
        whole[...] = part
    else:
        for cell in range(len(whole)):  # one at a time, so that copies stay small
            whole[cell] += part[cell].astype(whole.dtype)  # adding in two types goes by small buffers
