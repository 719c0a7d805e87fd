"""The result of a response: curves with intervals, turning points in words, the frontier, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from sim.engine.run_info import RunInfo
from sim.output.captions import draws_text, theories_text
from sim.output.report import Block, Phrase, Report, Table, table
from sim.output.result import Result, sentences
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.plots.response_curves import Curve, CurvePanel, Trade
from sim.plots.response_curves import curves as curves_picture
from sim.plots.response_curves import frontier as frontier_picture
from sim.results import verdicts
from sim.results.caveats import beyond_by_theory, guarded
from sim.results.start_caveats import start_sentences
from sim.studies.response.curve import PRIZE, RISK, direction
from sim.studies.response.levers import Lever
from sim.studies.response.turning_point import Turning
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import figure, opened

OF_A_TURNING = ("theory", "outcome", "kind", "dose", "low", "high", "left", "right")


@dataclass(frozen=True, repr=False, eq=False)
class Response(Result):
    """Outcomes over the doses of one number of a scenario.

    `curve` has one row per theory, outcome and dose; its `difference` is to the scenario as it is, in the
    same worlds. `frontier` has one row per theory and dose. `turnings` are by theory and outcome, where there
    is one. `outcomes` are those that are shown.
    """

    run: RunInfo
    lever: Lever
    doses: tuple[float, ...]
    outcomes: tuple[str, ...]
    curve: pd.DataFrame
    frontier: pd.DataFrame
    turnings: dict[tuple[str, str], Turning]
    saturation: dict[str, str]
    """By theory a caveat, or ""."""

    @cached_property
    def report(self) -> Report:
        return Report(
            f"{self.lever.name}: {self.lever.says} ({self.lever.unit})", tuple(_blocks(self)),
            tuple(_caveats(self)), _small_print(self.run),
        )  # fmt: skip

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        rows = [(*key, t.kind, t.dose, t.low, t.high, t.left, t.right) for key, t in self.turnings.items()]
        return {
            "curve": guarded(self.curve, self.caveats),
            "frontier": self.frontier,
            "turning": pd.DataFrame(rows, columns=list(OF_A_TURNING)),
        }

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        lever, words = self.lever, _context(self)
        panels = [_panel(self, outcome) for outcome in self.outcomes]
        says = f"{opened(lever.says)} ({lever.unit})"
        trades = [_trade(theory, rows) for theory, rows in self.frontier.groupby("theory", sort=False)]
        curves = (panels, np.array(self.doses), lever.name, says, lever.now, words)
        return [
            Picture("curves", curves_picture, curves),
            Picture("frontier", frontier_picture, (trades, RISK, PRIZE, OUTCOMES[PRIZE].unit, words)),
        ]

    def pages(self) -> Mapping[str, Content]:
        turnings = _turnings(self, tuple(OUTCOMES))
        return {"words.txt": sentences([*turnings, *self.caveats, self.report.small_print])}


def _blocks(found: Response) -> Iterator[Block]:
    yield from (_levels(found, outcome) for outcome in found.outcomes)
    yield from map(Phrase, _turnings(found, found.outcomes))


def _levels(found: Response, outcome: str) -> Table:
    """An outcome by dose and theory."""
    rows = found.curve[found.curve["outcome"] == outcome]
    title = f"{outcome} ({OUTCOMES[outcome].unit}): mean with 90 % interval"
    levels = [
        (
            f"{dose:.3g}",
            *(_interval(outcome, row["mean"], row["low"], row["high"]) for _, row in at.iterrows()),
        )
        for dose, at in rows.groupby("dose", sort=False)
    ]
    return table(title, ("dose", *found.run.theories), levels, left=())


def _interval(outcome: str, *ends: float) -> str:
    mean, low, high = (figure(outcome, float(end)) for end in ends)
    return f"{mean} ({low}..{high})"


def _turnings(found: Response, outcomes: Sequence[str]) -> Iterator[str]:
    """Each turning point in words; one that is too small to matter is called so."""
    for (theory, outcome), turn in found.turnings.items():
        if outcome in outcomes:
            small = min(turn.left, turn.right) < OUTCOMES[outcome].delta
            yield (
                f"{outcome} is {turn.kind} at {turn.dose:.2g} ({turn.low:.2g}..{turn.high:.2g}) "
                f"under {theory}, {turn.left:.2g} from its left end and {turn.right:.2g} from its right"
                + ("; too small a turn to matter" if small else "")
            )


def _caveats(found: Response) -> Iterator[str]:
    yield from (f"{theory}: {words}" for theory, words in found.saturation.items() if words)
    for outcome in found.outcomes:
        rows = found.curve[found.curve["outcome"] == outcome]
        curves = {str(theory): part for theory, part in rows.groupby("theory", sort=False)}
        unclear = [theory for theory, part in curves.items() if (part["noise"] != "").all()]
        if unclear:
            reason = "no dose stands clear of the noise by what matters"
            yield f"{outcome}: {reason} under {', '.join(unclear)}"
        worst = float(rows["difference_error"].max())
        if words := verdicts.left_to_chance(worst, OUTCOMES[outcome].delta, int(rows["worlds"].max())):
            yield f"{outcome}: {words}"
        if words := verdicts.contested({theory: direction(part) for theory, part in curves.items()}):
            yield f"{outcome}, from the lowest dose to the highest: {words}"
    yield from beyond_by_theory(found.run.cells[0].scenario, found.run.theories)
    yield from start_sentences(found.run)


def _small_print(run: RunInfo) -> str:
    what = f"{run.cells[0].scenario.name}, {theories_text(run.theories)}"
    return f"{what}; {draws_text(run)} a dose, seed {run.seed}; {run.weeks} weeks"


def _context(found: Response) -> Context:
    return Context(f"What does more or less of it do? {found.lever.name}", found.report.small_print)


def _panel(found: Response, outcome: str) -> CurvePanel:
    rows = found.curve[found.curve["outcome"] == outcome]
    lines: list[Curve] = []
    for theory in found.run.theories:
        of_theory = rows[rows["theory"] == theory]
        mean, low, high = (of_theory[name].to_numpy() for name in ("mean", "low", "high"))
        turn = found.turnings.get((theory, outcome))
        level = float(mean.min() if turn and turn.kind == "lowest" else mean.max())
        marked = (turn.dose, turn.low, turn.high, level) if turn else None
        lines.append(Curve(theory, mean, low, high, marked))
    return CurvePanel(outcome, OUTCOMES[outcome].unit, tuple(lines))


def _trade(theory: object, rows: pd.DataFrame) -> Trade:
    risk, given = (
        np.stack([rows[f"{name}_{end}"].to_numpy() for end in ("mean", "low", "high")])
        for name in (RISK, PRIZE)
    )
    return Trade(str(theory), risk, given, rows["best"].to_numpy(np.bool_))
