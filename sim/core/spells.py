"""Spells: weeks in a row in which something holds."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

LASTING = 4
"""Weeks in a row from which on something counts as lasting."""


def spells(holds: NDArray[Any]) -> list[tuple[int, int]]:
    """Runs of at least `LASTING` entries that hold, as start and stop (exclusive).

    >>> import numpy as np
    >>> spells(np.array([1, 1, 0, 1, 1, 1, 1, 1]))
    [(3, 8)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[0], np.asarray(holds, np.int8), [0]])))
    return [(int(start), int(stop)) for start, stop in edges.reshape(-1, 2) if stop - start >= LASTING]
