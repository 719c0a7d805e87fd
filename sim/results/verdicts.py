"""What may be said of a result. Each guard returns words for the reader, or "" when all is well."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from sim.results.summary import Numbers

SATURATED = 0.95
"""A final class that holds more than this share of worlds everywhere leaves nothing to compare."""
FEW_DRAWS = 30
"""Under this many parameter draws a bootstrap interval comes out too narrow."""
STUCK = "over 95 % of worlds come to the same in all scenarios: saturated"
"""Said of one outcome, as `saturated` of the final classes."""

VERDICTS = {
    "better": "clearly on the better side, by at least what matters",
    "worse": "clearly on the worse side, by at least what matters",
    "cannot tell": "too small, or not told from noise",
    "saturated": "all scenarios end alike, so they cannot be told apart",
    "not judged": "neither more nor less of it is better",
}


def verdict(
    better: str, delta: float, saturation: str, *, difference: float, low: float, high: float, mc_error: float
) -> str:
    """One of `VERDICTS` for a difference; `delta` is the least that matters."""
    if saturation:
        return "saturated"
    if better == "neither":
        return "not judged"
    if inside_the_noise(delta, difference=difference, low=low, high=high, mc_error=mc_error):
        return "cannot tell"
    return "better" if (difference > 0) == (better == "more") else "worse"


def saturated(worlds: Numbers, classes: Sequence[str]) -> str:
    """One final class holds nearly all `worlds`, shape ``(scenario, class)``, in every scenario.

    Fewer than 20 worlds cannot show a share over 95 %, and say nothing.
    """
    totals = worlds.sum(axis=-1, keepdims=True)
    if totals.min() * (1 - SATURATED) < 1:
        return ""
    for name, least in zip(classes, (worlds / totals).min(axis=0), strict=True):
        if least > SATURATED:
            return f"every scenario ends in {name} in over {math.floor(100 * least)} % of worlds: saturated"
    return ""


def inside_the_noise(delta: float, *, difference: float, low: float, high: float, mc_error: float) -> str:
    """The difference is too small to matter, or its sign or size is not settled."""
    if math.isnan(difference + low + high):
        return "too few parameter draws for an interval"
    if math.isnan(mc_error):
        return "one world per parameter draw does not show what is chance"
    if mc_error > delta / 2:
        return "chance alone could make it"
    if low <= 0 <= high:
        return "it could go either way"
    if abs(difference) < delta:
        return "too small to matter"
    return ""


def left_to_chance(mc_error: float, delta: float, worlds: int) -> str:
    """More worlds would help."""
    if math.isnan(mc_error) or mc_error <= delta / 2:
        return ""
    needed = worlds_to_settle(mc_error, delta, worlds)
    return f"chance leaves an error of {mc_error:.2g}, {delta:.2g} matters; {needed:,} worlds would settle it"


def worlds_to_settle(mc_error: float, delta: float, worlds: int) -> int:
    """Worlds for which the error of chance, `mc_error` with `worlds` worlds, falls to half of `delta`."""
    if not (delta > 0 and math.isfinite(mc_error)):
        msg = "needs delta above 0 and a known error"
        raise ValueError(msg)
    # the error of chance falls with the square root of the number of worlds
    return max(1, math.ceil(worlds * (2 * mc_error / delta) ** 2))


def few_draws(draws: int) -> str:
    """Too few parameter draws to say how sure a number is."""
    if draws < 2:
        return "one parameter draw: no interval can be given (nan)"
    if draws < FEW_DRAWS:
        return f"{draws} parameter draws: intervals are too narrow under {FEW_DRAWS}"
    return ""


def few_groups(groups: int) -> str:
    """The same of worlds that all share one draw: intervals are made from groups of them."""
    return (
        f"{groups} groups of worlds: intervals are too narrow under {FEW_DRAWS}" if groups < FEW_DRAWS else ""
    )


def outside_fitted_range(
    spans: Mapping[str, tuple[float, float]], fitted: Mapping[str, tuple[float, float]]
) -> str:
    """Parameters were drawn where the record gives no support; both map a name to (lowest, highest)."""
    outside = [
        f"{name} ({spans[name][0]:.3g} to {spans[name][1]:.3g}, fitted {low:.3g} to {high:.3g})"
        for name, (low, high) in fitted.items()
        if name in spans and not (low <= spans[name][0] and spans[name][1] <= high)
    ]
    return f"outside the range fitted to the record: {', '.join(outside)}" if outside else ""


def contested(signs: Mapping[str, int], blind: Collection[str] = ()) -> str:
    """Theories disagree on the sign (1, -1; 0 is no clear effect). Theories in `blind` do not count."""
    seeing = {name: sign for name, sign in signs.items() if name not in blind}
    more, less = ([name for name, sign in seeing.items() if sign == side] for side in (1, -1))
    return f"contested: more under {', '.join(more)}; less under {', '.join(less)}" if more and less else ""
