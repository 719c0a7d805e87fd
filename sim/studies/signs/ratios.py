"""Likelihood ratios: how much oftener a sign is seen before what is asked than else.

The ratio multiplies the odds: with even odds before and a ratio of 3, they are 3 to 1 after the sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.core.random_streams import resampling
from sim.results.sample import INTERVAL, quantile, ratio
from sim.studies.signs.observables import OBSERVABLES
from sim.studies.signs.windows import FEATURES, Asked
from sim.vocabulary.labels import spaced

RESAMPLES = 1_000
LEAST = 20
"""Questions with the sign and without, each with and without an answer, below which no ratio is reported."""
NAMED = 2
"""Theories with too few cases that are named; of more it is said how many."""
UP, DOWN, UNCLEAR, FEW = "raises", "lowers", "no clear sign", "too few"
ROWS = (
    "theory", "sign", "weeks", "seen", "chance_with", "chance_without", "ratio", "low", "high", "verdict",
)  # fmt: skip


def ratios(theory: str, of: Asked, replicates: int, seed: int) -> pd.DataFrame:
    """One row a sign: the share of questions with it, the chance of what is asked with and without it, the
    likelihood ratio with its 90 % interval over parameter draws, and a verdict.
    """
    draws = of.world // replicates
    count = int(draws.max()) + 1 if len(draws) else 0
    table = np.stack([_by_draw(of.signs & came[:, None], draws, count) for came in (of.came, ~of.came)])
    total = np.stack([_by_draw(came[:, None], draws, count) for came in (of.came, ~of.came)])
    mean = _ratio(table.sum(axis=1), total.sum(axis=1))
    weights = resampling(seed).multinomial(count, np.full(count, 1 / max(count, 1)), size=RESAMPLES)
    again = _ratio(*(np.einsum("rd,kdf->krf", weights, part) for part in (table, total)))
    low, high = (quantile(again.T, share) for share in INTERVAL)
    rows = [
        _row(theory, at, table.sum(axis=1)[:, at], total.sum(axis=1)[:, 0], mean[at], low[at], high[at])
        for at in range(len(FEATURES))
    ]
    return pd.DataFrame(rows, columns=list(ROWS))


def _lacking(few: Sequence[str], told: bool) -> str:
    """Under which theories there are too few cases, where others tell something and do not contest it."""
    where = " and ".join(spaced(theory) for theory in few) if len(few) <= NAMED else f"{len(few)}"
    return f"; too few cases under {where}" if few and told else ""


def _by_draw(flags: NDArray[np.bool_], draws: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Counts by parameter draw, ``(draw, column)``."""
    columns = [np.bincount(draws, column, minlength=count) for column in flags.T.astype(np.float64)]
    return np.stack(columns, axis=1).astype(np.float64)


def _ratio(table: NDArray[Any], total: NDArray[Any]) -> NDArray[np.float64]:
    """P(sign | it followed) / P(sign | it did not), nan where either is unknown."""
    one, other = (ratio(table[k], np.broadcast_to(total[k], table[k].shape)) for k in (0, 1))
    return ratio(one, other)


def _row(
    theory: str, at: int, table: NDArray[Any], total: NDArray[Any], middle: float, low: float, high: float
) -> tuple[Any, ...]:
    (name, back), (hits, false), (came, not_came) = FEATURES[at], table, total
    cells = (hits, false, came - hits, not_came - false)
    shown = hits + false
    rest = came + not_came - shown
    with_it = hits / shown if shown else np.nan
    without = (came - hits) / rest if rest else np.nan
    told = min(cells) >= LEAST and np.isfinite([low, high]).all()
    verdict = FEW if not told else UP if low > 1 else DOWN if high < 1 else UNCLEAR
    numbers = (middle, low, high) if told else (np.nan,) * 3
    return (theory, name, back, shown / max(shown + rest, 1), with_it, without, *numbers, verdict)


def agreement(rows: pd.DataFrame, theories: Sequence[str]) -> pd.DataFrame:
    """One row a sign: how many theories say that it raises or lowers the chance, under which there are too
    few cases to tell, and whether they agree.
    """
    found: list[dict[str, Any]] = []
    for name, back in FEATURES:
        each = rows[(rows["sign"] == name) & (rows["weeks"] == back)]
        up, down = (int((each["verdict"] == word).sum()) for word in (UP, DOWN))
        few = [str(theory) for theory in each["theory"][each["verdict"] == FEW]]
        verdict = (
            "contested" if up and down
            else f"{UP} under all" if up == len(theories)
            else f"{DOWN} under all" if down == len(theories)
            else f"{UP} under {up} of {len(theories)}" if up
            else f"{DOWN} under {down} of {len(theories)}" if down
            else "no theory can tell"
        )  # fmt: skip
        spread = each["ratio"].dropna()
        found.append(
            {"sign": name, "weeks": back, "says": OBSERVABLES[name].says, "raises": up, "lowers": down}
            | {
                "theories": len(theories),
                "too_few": ", ".join(few),
                "agreement": verdict + _lacking(few, bool(up) != bool(down)),
            }
            | {"least": spread.min() if len(spread) else np.nan}
            | {"most": spread.max() if len(spread) else np.nan}
        )
    return pd.DataFrame(found)
