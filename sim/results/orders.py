"""What became of orders and injects: in what share of worlds, when, and what kept them elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from sim.engine.ensemble import Ensemble
from sim.engine.order_recorder import AT_WAR, entries_of
from sim.model.orders import CARRIED_OUT, DISPLACED, SHUT
from sim.scenario import Inject
from sim.vocabulary.glossary import STAGES
from sim.vocabulary.likelihood import percent

if TYPE_CHECKING:
    import pandas as pd

WHEN: Final = {"first_p05": 0.05, "first_median": 0.5, "first_p95": 0.95}
WHY_NOT: Final = {"not_due": 0, "not_open": SHUT, "displaced": DISPLACED, "at_war": AT_WAR}
"""What kept an order from being carried out: its condition never held, its signal was never open when it was
due, another order of the week took its place, or war had come.
"""


def orders(ensemble: Ensemble) -> pd.DataFrame:
    """One row a scenario, theory and order: the `share` of worlds in which it was carried out at least once,
    the mean number of `times`, the Monday of the week in which it first was (median, 5 and 95 %), the shares
    of worlds that met it at each stage of talks, and the shares in which it was not, by what kept it.
    """
    import pandas as pd

    return pd.DataFrame(list(_rows(ensemble)))


def _rows(ensemble: Ensemble) -> Iterator[dict[str, Any]]:
    recorded = ensemble.orders
    if recorded is None:
        return
    for place, cell in enumerate(ensemble.cells):
        for entry, it in enumerate(entries_of(cell.scenario)):
            first, then, times, best = recorded.of_entry(place, entry)
            done = best == CARRIED_OUT
            yield {
                "scenario": cell.scenario.name,
                "theory": cell.theory,
                "kind": "inject" if isinstance(it, Inject) else "order",
                "name": it.name,
                "actor": " and ".join(it.then.actors if isinstance(it, Inject) else it.actors),
                "signal": it.then.words if isinstance(it, Inject) else it.signal,
                "share": float(done.mean()),
                "times": float(times.mean()),
                **_when(ensemble, first[done]),
                **{f"met_{name}": float((done & (then == k)).mean()) for k, name in enumerate(STAGES)},
                **{name: float((best == what).mean()) for name, what in WHY_NOT.items()},
            }


def never_carried_out(table: pd.DataFrame) -> Iterator[str]:
    """Orders and injects that no world carried out, a sentence each, with what kept them most and the
    theories under which it was so.
    """
    for (scenario, kind, name), rows in table.groupby(["scenario", "kind", "name"], sort=False):
        idle = rows[rows["share"] == 0]
        if not len(idle):
            continue
        shares = {why: float(idle[why].mean()) for why in WHY_NOT}
        most = max(shares, key=lambda why: shares[why])
        why = f"{most.replace('_', ' ')} in {percent(shares[most])} of worlds"
        under = "" if len(idle) == len(rows) else f" under {', '.join(idle['theory'])}"
        what = f"{scenario}: {kind} {name} was carried out in no world{under}"
        yield f"{what} ({why}): results are as if it were not there"


def _when(ensemble: Ensemble, first: NDArray[np.int16]) -> Mapping[str, str]:
    """Weeks in which it first came, as the days they begin on; quantiles are weeks that occurred."""
    ranked = np.sort(first)
    places = {name: int(share * (len(ranked) - 1) + 0.5) for name, share in WHEN.items()}
    return {
        name: (ensemble.monday + timedelta(weeks=int(ranked[k]))).isoformat() if len(ranked) else ""
        for name, k in places.items()
    }
