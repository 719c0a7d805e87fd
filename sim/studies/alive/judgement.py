"""The verdict on each switch: whether it moves what was stated, what is seen, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import numpy as np
import pandas as pd

from sim.studies.alive.moments import Moments, limit
from sim.studies.alive.observables import Observable
from sim.studies.alive.runs import Found
from sim.studies.alive.switches import Switch

SEEN, INSIDE, UNCLEAR, NOTHING, UNUSED = "seen", "inside", "not clear", "nothing", "not applied"
"""What a rule or parameter moves, the most first."""
STATED, OTHER, CONTESTED, PART, ALIVE, DEAD = (
    "as stated",
    "other way",
    "contested",
    "in part",
    "alive",
    "dead",
)

MEANINGS: Mapping[str, str] = {
    SEEN: "moves something that somebody outside the model could observe, clear of noise",
    INSIDE: "moves a state inside the model, clear of noise, and nothing that is seen",
    UNCLEAR: "some world differs, but nothing is clear of noise",
    NOTHING: "no world differs, to the last bit",
    UNUSED: "the theory never applies the rule",
}
ORDER = tuple(MEANINGS)
EXPECTATIONS = "claim lever observable unit stated theory difference error z verdict".split()
"""Columns of the table of expectations."""


def strength_table(
    switches: Sequence[Switch], theories: Sequence[str], found: Found, known: Mapping[str, Observable]
) -> pd.DataFrame:
    """One row per rule or parameter and theory: the most that it moves, and its strongest effects."""
    seen = np.array([it.seen for it in known.values()])
    looks = len(theories) * len(known)
    rows = [
        {
            "kind": it.kind,
            "name": it.name,
            "theory": theory,
            **_strength(found.get((k, theory)), seen, known, looks),
        }
        for k, it in enumerate(switches)
        if it.kind != "row"
        for theory in theories
    ]
    columns = (
        "moves",
        "observable",
        "difference",
        "error",
        "z",
        "state",
        "state_difference",
        "state_z",
        "draws",
    )
    return pd.DataFrame(rows, columns=["kind", "name", "theory", *columns])


def _strength(it: Moments | None, seen: Any, known: Mapping[str, Observable], looks: int) -> dict[str, Any]:
    """The most that a switch moves under a theory; `seen` says which observables anybody could observe."""
    if it is None:
        return {"moves": UNUSED, "draws": 0}
    names, size, bound = list(known), np.abs(it.z), limit(looks, it.draws)
    top, state = (int(np.where(which, size, -1).argmax()) for which in (seen, ~seen))
    moves = (
        NOTHING
        if it.same.all()
        else SEEN
        if size[top] > bound
        else INSIDE
        if size[state] > bound
        else UNCLEAR
    )
    return {
        "moves": moves, "observable": names[top], "difference": it.mean[top], "error": it.error[top],
        "z": it.z[top], "state": names[state], "state_difference": it.mean[state], "state_z": it.z[state],
        "draws": it.draws,
    }  # fmt: skip


def over_all_theories(strengths: pd.DataFrame) -> pd.DataFrame:
    """One row per rule or parameter: the most that it moves under any theory, and its clearest effect."""
    shown = ("theory", "observable", "difference", "z", "state", "state_z")
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in cast("list[dict[str, Any]]", strengths.to_dict("records")):
        found.setdefault((row["kind"], row["name"]), []).append(row)
    rows: list[dict[str, Any]] = []
    for (kind, name), each in found.items():
        clearest = max(each, key=lambda row: (row["draws"] > 0, abs(row["z"]) if row["draws"] else 0))
        moves = best(row["moves"] for row in each)
        rows.append({"kind": kind, "name": name, "moves": moves, **{key: clearest[key] for key in shown}})
    return pd.DataFrame(rows, columns=["kind", "name", "moves", *shown])


def best(moves: Iterable[str]) -> str:
    """The most that is moved under any theory."""
    return min(moves, key=ORDER.index)


def expectation_table(
    switches: Sequence[Switch], theories: Sequence[str], found: Found, known: Mapping[str, Observable]
) -> pd.DataFrame:
    """One row per lever of a claim, expected observable and theory: the difference and what it says."""
    looks = {claim: len(theories) * number for claim, number in _expected(switches).items()}
    rows = [
        _expectation(it, found[k, theory], name, theory, known, looks[it.part_of])
        for k, it in enumerate(switches)
        for name in it.expects
        for theory in theories
    ]
    return pd.DataFrame(rows, columns=EXPECTATIONS)


def _expectation(
    it: Switch, moments: Moments, name: str, theory: str, known: Mapping[str, Observable], looks: int
) -> dict[str, Any]:
    """What a lever does to one observable that it was stated to move."""
    at, side = list(known).index(name), it.expects[name]
    z = float(moments.z[at])
    verdict = _sided(z, side, limit(looks, moments.draws), same=bool(moments.same[at]))
    return {
        "claim": it.part_of, "lever": it.name, "observable": name, "unit": known[name].unit, "stated": side,
        "theory": theory, "difference": float(moments.mean[at]), "error": float(moments.error[at]), "z": z,
        "verdict": verdict,
    }  # fmt: skip


def _expected(switches: Sequence[Switch]) -> dict[str, int]:
    """How many observables the levers of each claim are expected to move."""
    found: dict[str, int] = {}
    for it in switches:
        if it.kind == "row":
            found[it.part_of] = found.get(it.part_of, 0) + len(it.expects)
    return found


def _sided(z: float, side: str, bound: float, *, same: bool) -> str:
    if abs(z) <= bound:
        return NOTHING if same else UNCLEAR
    return STATED if side == "either" or (z > 0) == (side == "more") else OTHER
