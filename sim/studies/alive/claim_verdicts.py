"""The verdict on each claim: whether its levers move what they were stated to, and anything that is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim.studies.alive.judgement import ALIVE, CONTESTED, DEAD, NOTHING, OTHER, PART, STATED, UNCLEAR
from sim.studies.alive.moments import limit
from sim.studies.alive.observables import Observable
from sim.studies.alive.runs import Found
from sim.studies.alive.switches import Switch

COLUMNS = "claim verdict as_stated of seen lever observable theory difference z".split()


def claim_table(
    expectations: pd.DataFrame, switches: Sequence[Switch], found: Found, known: Mapping[str, Observable]
) -> pd.DataFrame:
    """One row per claim: its verdict, how many of its stated observables move as stated, and the strongest
    effect of its levers on what is seen.
    """
    theories = list(dict.fromkeys(expectations["theory"]))
    rows: list[dict[str, Any]] = []
    for claim, mine in expectations.groupby("claim", sort=False):
        each = [
            over_theories(part["verdict"]) for _, part in mine.groupby(["lever", "observable"], sort=False)
        ]
        levers = [(k, it) for k, it in enumerate(switches) if it.part_of == claim]
        rows.append(
            {
                "claim": claim, "verdict": _whole(each), "as_stated": each.count(STATED), "of": len(each),
                **_strongest(levers, theories, found, known),
            }
        )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def over_theories(verdicts: Iterable[str]) -> str:
    """What several theories say of one stated observable: it moves as stated under some and the other way
    under none, the reverse, both, or not.
    """
    said = set(verdicts)
    if {STATED, OTHER} <= said:
        return CONTESTED
    return next((word for word in (STATED, OTHER, UNCLEAR) if word in said), NOTHING)


def _whole(each: Sequence[str]) -> str:
    """The verdict on a claim from those on its stated observables."""
    for word in (OTHER, CONTESTED):
        if word in each:
            return word
    moved = each.count(STATED)
    return ALIVE if moved == len(each) else PART if moved else DEAD


def _strongest(
    levers: Sequence[tuple[int, Switch]],
    theories: Sequence[str],
    found: Found,
    known: Mapping[str, Observable],
) -> dict[str, Any]:
    """The effect on something seen that is the clearest, and whether it is clear of noise."""
    seen = np.array([it.seen for it in known.values()])
    names, looks = list(known), len(theories) * len(levers) * int(seen.sum())
    z, k, theory, at = max(_effects(levers, theories, found, seen))
    it, bound = dict(levers)[k], limit(looks, found[k, theory].draws)
    return {
        "seen": z > bound, "lever": it.name, "observable": names[at], "theory": theory,
        "difference": float(found[k, theory].mean[at]), "z": float(found[k, theory].z[at]),
    }  # fmt: skip


def _effects(
    levers: Sequence[tuple[int, Switch]], theories: Sequence[str], found: Found, seen: Any
) -> Iterator[tuple[float, int, str, int]]:
    for k, _ in levers:
        for theory in theories:
            size = np.where(seen, np.abs(found[k, theory].z), -1)
            yield float(size.max()), k, theory, int(size.argmax())
