"""What a response came to, in words, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sim.engine.run_info import Ran
from sim.output.publish import lines, publish
from sim.plots import Context, Picture
from sim.plots.response_curves import Curve, CurvePanel, Trade, curves, frontier
from sim.results.caveats import guarded
from sim.studies.response.study import PRIZE, RISK, Response
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import opened


def turnings_said(found: Response, outcomes: Sequence[str]) -> Iterator[str]:
    """Each turning point in words; one that is too small to matter is called so."""
    for (theory, outcome), turn in found.turnings.items():
        if outcome in outcomes:
            small = min(turn.left, turn.right) < OUTCOMES[outcome].delta
            yield (
                f"{outcome} is {turn.kind} at {turn.dose:.2g} ({turn.low:.2g}..{turn.high:.2g}) "
                f"under {theory}, {turn.left:.2g} from its left end and {turn.right:.2g} from its right"
                + ("; too small a turn to matter" if small else "")
            )


def publish_response(
    found: Response, outcomes: Sequence[str], folder: Path, ran: Ran, words: Sequence[str], said: str
) -> None:
    """Write the folder. Raises UserError if that cannot be done."""
    tables = {
        "curve.csv": guarded(found.curve, words),
        "frontier.csv": found.frontier,
        "turning.csv": _turning_table(found),
    }
    text = lines([*turnings_said(found, tuple(OUTCOMES)), *words, said])
    publish(folder, ran, {**tables, "words.txt": text}, _pictures(found, outcomes, said))


def _turning_table(found: Response) -> pd.DataFrame:
    columns = ("theory", "outcome", "kind", "dose", "low", "high", "left", "right")
    rows = [(*key, t.kind, t.dose, t.low, t.high, t.left, t.right) for key, t in found.turnings.items()]
    return pd.DataFrame(rows, columns=list(columns))


def _pictures(found: Response, outcomes: Sequence[str], said: str) -> list[Picture]:
    lever, at = found.lever, np.array(found.doses)
    words = Context(f"What does more or less of it do? {lever.name}", said)
    panels = [_curves(found, outcome) for outcome in outcomes]
    says = f"{opened(lever.says)} ({lever.unit})"
    unit = OUTCOMES[PRIZE].unit
    return [
        Picture("curves", curves, (panels, at, lever.name, says, lever.now, words)),
        Picture("frontier", frontier, (_trades(found), RISK, PRIZE, unit, words)),
    ]


def _curves(found: Response, outcome: str) -> CurvePanel:
    rows = found.curve[found.curve["outcome"] == outcome]
    lines: list[Curve] = []
    for theory in found.theories:
        mean, low, high = (
            rows[rows["theory"] == theory][name].to_numpy() for name in ("mean", "low", "high")
        )
        turn = found.turnings.get((theory, outcome))
        level = float(mean.min() if turn and turn.kind == "lowest" else mean.max())
        marked = (turn.dose, turn.low, turn.high, level) if turn else None
        lines.append(Curve(theory, mean, low, high, marked))
    return CurvePanel(outcome, OUTCOMES[outcome].unit, tuple(lines))


def _trades(found: Response) -> list[Trade]:
    trades: list[Trade] = []
    for theory in found.theories:
        rows = found.frontier[found.frontier["theory"] == theory]
        both = [
            np.stack([rows[f"{name}_{end}"].to_numpy() for end in ("mean", "low", "high")])
            for name in (RISK, PRIZE)
        ]
        trades.append(Trade(theory, both[0], both[1], rows["best"].to_numpy(np.bool_)))
    return trades
