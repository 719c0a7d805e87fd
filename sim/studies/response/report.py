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
from sim.plots.response_curves import Curve, CurvePanel, TradeOff
from sim.plots.response_curves import curves as curves_picture
from sim.plots.response_curves import frontier as frontier_picture
from sim.results import verdicts
from sim.results.caveats import beyond_by_theory, guarded
from sim.results.scenario_caveats import scenario_sentences
from sim.results.start_caveats import start_sentences
from sim.studies.response.curve import PRIZE, RISK, change_of, direction
from sim.studies.response.levers import Lever
from sim.studies.response.turning_point import Turning
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import figure, listed_words, opened, spaced

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
            tuple(_caveats(self)), _small_print(self.run), tuple(_finding(self)),
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


def _finding(found: Response) -> Iterator[str]:
    """What the highest dose does against the lowest, by how many theories; and where a curve turns."""
    low, high = found.doses[0], found.doses[-1]
    told: dict[str, list[str]] = {"raises": [], "lowers": [], "parts": [], "leaves": []}
    for outcome in found.outcomes:
        rows = found.curve[found.curve["outcome"] == outcome]
        signs = [direction(part) for _, part in rows.groupby("theory", sort=False)]
        of = f"{OUTCOMES[outcome].says} ({{}} of {len(signs)} theories)"
        up, down = signs.count(1), signs.count(-1)
        if up and down:
            told["parts"].append(OUTCOMES[outcome].says)
        elif up or down:
            told["raises" if up else "lowers"].append(of.format(up or down))
        else:
            told["leaves"].append(OUTCOMES[outcome].says)
    dose = f"{spaced(found.lever.name.rpartition('.')[2])} from {low:.3g} to {high:.3g}"
    clear = [f"{word} {listed_words(told[word])}" for word in ("raises", "lowers") if told[word]]
    yield f"Turning {dose} {' and '.join(clear)}." if clear else f"Turning {dose} makes no clear difference."
    if told["parts"]:
        yield f"Contested between theories: {listed_words(told['parts'])}."
    if told["leaves"] and clear:
        yield f"No clear difference that matters in {listed_words(told['leaves'])}."
    turned = list(dict.fromkeys(outcome for _, outcome in found.turnings if outcome in found.outcomes))
    if turned:
        yield f"More is not always more: a curve turns in {listed_words([OUTCOMES[o].says for o in turned])}."


def _levels(found: Response, outcome: str) -> Table:
    """An outcome by dose and theory."""
    rows = found.curve[found.curve["outcome"] == outcome]
    title = f"{outcome} ({OUTCOMES[outcome].unit}): mean (90 % of draws)"
    levels = [
        (
            f"{dose:.3g}",
            *(
                _interval(outcome, row["mean"], row["spread_low"], row["spread_high"])
                for _, row in at.iterrows()
            ),
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
        unclear = [theory for theory, part in curves.items() if not _clear(part)]
        if unclear:
            yield f"{outcome}: no dose makes a clear difference that matters under {', '.join(unclear)}"
        open_ = [change_of(row) for row in rows.to_dict("records") if row["verdict"] == verdicts.TOO_FEW]
        if known := [judged.worlds_to_settle(found.run.worlds) for judged in open_ if judged.known]:
            words = verdicts.settled_by(max(known))
            yield f"{outcome}: too few worlds for {len(open_)} of {len(rows)} doses and theories: {words}"
        if words := verdicts.contested({theory: direction(part) for theory, part in curves.items()}):
            yield f"{outcome}, from the lowest dose to the highest: {words}"
    yield from beyond_by_theory(found.run.cells[0].scenario, found.run.theories)
    yield from scenario_sentences(found.run)
    yield from start_sentences(found.run)


def _clear(rows: pd.DataFrame) -> bool:
    """Whether some dose makes a clear difference that matters."""
    return any(change_of(row).reading in (verdicts.MORE, verdicts.LESS) for row in rows.to_dict("records"))


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
        mean, low, high = (of_theory[name].to_numpy() for name in ("mean", "mean_low", "mean_high"))
        turn = found.turnings.get((theory, outcome))
        level = float(mean.min() if turn and turn.kind == "lowest" else mean.max())
        marked = (turn.dose, turn.low, turn.high, level) if turn else None
        lines.append(Curve(theory, mean, low, high, marked))
    return CurvePanel(outcome, OUTCOMES[outcome].unit, tuple(lines))


def _trade(theory: object, rows: pd.DataFrame) -> TradeOff:
    risk, given = (
        np.stack([rows[f"{name}_{end}"].to_numpy() for end in ("mean", "mean_low", "mean_high")])
        for name in (RISK, PRIZE)
    )
    return TradeOff(str(theory), risk, given, rows["best"].to_numpy(np.bool_))
