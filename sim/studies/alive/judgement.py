"""What may be said of each switch: whether it moves what was stated, what is seen, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    names = list(known)
    looks = {claim: len(theories) * number for claim, number in _expected(switches).items()}
    rows: list[dict[str, Any]] = []
    for k, it in enumerate(switches):
        for name, side in it.expects.items():
            for theory in theories:
                at, moments = names.index(name), found[k, theory]
                z, bound = float(moments.z[at]), limit(looks[it.part_of], moments.draws)
                rows.append(
                    {
                        "claim": it.part_of, "lever": it.name, "observable": name, "unit": known[name].unit,
                        "stated": side, "theory": theory, "difference": float(moments.mean[at]),
                        "error": float(moments.error[at]), "z": z,
                        "verdict": _sided(z, side, bound, same=bool(moments.same[at])),
                    }
                )  # fmt: skip
    columns = (
        "claim",
        "lever",
        "observable",
        "unit",
        "stated",
        "theory",
        "difference",
        "error",
        "z",
        "verdict",
    )
    return pd.DataFrame(rows, columns=list(columns))


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
    columns = (
        "claim",
        "verdict",
        "as_stated",
        "of",
        "seen",
        "lever",
        "observable",
        "theory",
        "difference",
        "z",
    )
    return pd.DataFrame(rows, columns=list(columns))


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
