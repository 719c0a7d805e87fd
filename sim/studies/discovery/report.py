"""The result of discovery: boxes in words, regret, a map of where the difference changes its sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from sim.core.columns import Floats
from sim.engine.run_info import RunInfo
from sim.output.captions import draws_text, theories_text
from sim.output.report import Block, Phrase, Report, table
from sim.output.result import Result, sentences
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.plots.discovery_regret import regret as regret_picture
from sim.plots.discovery_sign_map import SignMap as ShownMap
from sim.plots.discovery_sign_map import sign_map as map_picture
from sim.plots.kit.sheet import Panel
from sim.results import verdicts
from sim.results.caveats import beyond_by_theory, guarded
from sim.results.scenario_caveats import scenario_sentences
from sim.results.start_caveats import start_sentences
from sim.studies.discovery.futures import Futures
from sim.studies.discovery.prim import Box
from sim.studies.discovery.regret import EVERY
from sim.studies.discovery.sign_map import SignMap
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import spaced
from sim.vocabulary.likelihood import it_is, percent, share_said

BLURRED = 0.5
"""Random share of the difference between futures above which the reader is warned."""
OF_A_BOX = ("box", "name", "low", "high", "among", "coverage", "density", "mass", "usual", "words")


@dataclass(frozen=True, repr=False, eq=False)
class Discovery(Result):
    """Where the first of some scenarios does worse than the second, and which of all is least bad.

    `parameters` are those that go with the difference, the closest first; `boxes` are found among them and
    the theories. `map` shows the difference over two of them; None where fewer than two matter. `regret` has
    one row per scenario and theory, and per scenario over all futures.
    """

    run: RunInfo
    futures: Futures
    parameters: list[str]
    boxes: list[Box]
    map: SignMap | None
    regret: pd.DataFrame

    @cached_property
    def report(self) -> Report:
        said = tuple(_finding(self))
        return Report(
            _headline(self), tuple(_blocks(self)), tuple(_caveats(self)), _small_print(self.run), said
        )

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        found = {
            "boxes": guarded(_boxes_table(self.boxes), self.caveats),
            "regret": guarded(self.regret, self.caveats),
            "futures": _futures_table(self),
        }
        return found | ({"map": self.map.table()} if self.map else {})

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        drawn = [_map_picture(self, self.map)] if self.map else []
        unit = OUTCOMES[self.futures.outcome].unit
        panels = [
            _panel(str(theory), rows, unit) for theory, rows in self.regret.groupby("theory", sort=False)
        ]
        words = Context("Which strategy is least bad, whatever the future?", self.report.small_print)
        return [*drawn, Picture("regret", regret_picture, (panels, self.futures.outcome, words))]

    def pages(self) -> Mapping[str, Content]:
        boxes = map(_box_text, self.boxes)
        return {"words.txt": sentences([self.headline, *boxes, *self.caveats, self.report.small_print])}

    @property
    def share_worse(self) -> float:
        """The share of futures in which the first scenario does worse than the second."""
        return float((self.futures.gap() > 0).mean())

    @property
    def least_bad(self) -> str:
        """The scenario that is least bad in most futures."""
        everywhere = self.regret[self.regret["theory"] == EVERY]
        return str(everywhere["scenario"].iloc[int(everywhere["share_least_bad"].to_numpy().argmax())])


def _headline(found: Discovery) -> str:
    first, second = (spaced(name) for name in found.futures.scenarios[:2])
    says = OUTCOMES[found.futures.outcome].says
    return f"{first} does worse than {second} in {percent(found.share_worse)} of futures ({says})"


def _finding(found: Discovery) -> Iterator[str]:
    """How often the first does worse, when, and which scenario is least bad."""
    f, share = found.futures, found.share_worse
    first, second = (spaced(name) for name in f.scenarios[:2])
    says = OUTCOMES[f.outcome].says
    yield f"{it_is(share)} ({percent(share)} of futures) that {first} does worse than {second} in {says}."
    if found.boxes:
        yield f"{_box_text(found.boxes[0])}."
    else:
        yield "No box of parameters in which it does worse stands out from the rest."
    everywhere = found.regret[found.regret["theory"] == EVERY].set_index("scenario")["share_least_bad"]
    often = percent(float(everywhere[found.least_bad]))
    yield f"Least bad most often is {spaced(found.least_bad)}, in {often} of futures."


def _blocks(found: Discovery) -> Iterator[Block]:
    yield from (Phrase(f"{number}. {_box_text(box)}") for number, box in enumerate(found.boxes, 1))
    rows = [
        (
            str(row["theory"]), spaced(str(row["scenario"])),
            *(f"{row[name]:.3g}" for name in ("mean_regret", "high_regret", "worst_regret")),
            share_said(row["share_least_bad"]),
        )
        for row in found.regret.to_dict("records")
    ]  # fmt: skip
    heads = ("theory", "scenario", "mean", "95 % below", "worst", "least bad in")
    yield table("Regret: how far behind the best of the same future", heads, rows, left=(0, 1))
    yield Phrase(f"Least bad in most futures: {spaced(found.least_bad)}.")


def _box_text(box: Box) -> str:
    """A box in words, with its numbers in draws that did not find it."""
    return (
        f"Worse mainly when {box.words}: it then does worse in {percent(box.density)} of futures (in all: "
        f"{percent(box.usual)}); {percent(box.coverage)} of the cases lie there"
    )


def _caveats(found: Discovery) -> Iterator[str]:
    f = found.futures
    delta, (first, second) = OUTCOMES[f.outcome].delta, f.scenarios[:2]
    yield from (f"{theory}: {words}" for theory, words in f.saturation.items() if words)
    if (share := f.random_share()) > BLURRED:
        yield (
            f"{share:.0%} of the spread of the difference between futures is random, "
            "which blurs boxes and thins them out"
        )
    signs = {theory: _sign(gap, delta) for theory, gap in zip(f.theories, f.gap_by_theory, strict=True)}
    if words := verdicts.contested(signs):
        yield f"{words} (more: {first} does worse than {second})"
    if words := verdicts.few_draws(len(f.draws)):
        yield words
    if not found.boxes:
        yield "no box of parameters in which it does worse stands out from the rest"
    yield from beyond_by_theory(found.run.cells[0].scenario, f.theories)
    yield from scenario_sentences(found.run)
    yield from start_sentences(found.run)


def _sign(gap: Floats, delta: float) -> int:
    """1 or -1 where the mean difference under a theory is clear of noise and large enough to matter."""
    error = gap.std(ddof=1) / np.sqrt(len(gap)) if len(gap) > 1 else np.inf
    clear = abs(gap.mean()) > max(2 * error, delta)
    return int(np.sign(gap.mean())) if clear else 0


def _small_print(run: RunInfo) -> str:
    return f"{theories_text(run.theories)}; {draws_text(run)} each, seed {run.seed}; {run.weeks} weeks"


def _boxes_table(boxes: Sequence[Box]) -> pd.DataFrame:
    """One row per box and limit."""
    rows = [
        (
            number, name, _end(limit, 0), _end(limit, 1),
            " ".join(map(str, limit)) if isinstance(limit[0], str) else "",
            box.coverage, box.density, box.mass, box.usual, box.words,
        )
        for number, box in enumerate(boxes, 1)
        for name, limit in box.limits.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(OF_A_BOX))


def _end(limit: Sequence[object], which: int) -> float:
    end = None if isinstance(limit[0], str) else limit[which]
    return float(end) if isinstance(end, float) else float("nan")


def _futures_table(found: Discovery) -> pd.DataFrame:
    """One row per future: theory, draw, by how much the first does worse, and the parameters that matter."""
    f = found.futures
    table = pd.DataFrame({"theory": [t for t in f.theories for _ in range(len(f.draws))]})
    table["draw"] = list(range(len(f.draws))) * len(f.theories)
    table["worse_by"] = f.gap()
    for name in found.parameters:
        table[name] = list(f.draws[name]) * len(f.theories)
    return table


def _map_picture(found: Discovery, m: SignMap) -> Picture:
    f = found.futures
    names, unit = (f.scenarios[0], f.scenarios[1]), OUTCOMES[f.outcome].unit
    shown = ShownMap(m.names, m.x, m.y, m.value, m.unsure, names, f.outcome, unit, m.theories)
    first, second = map(spaced, names)
    words = Context(f"When does {first} do worse than {second}?", found.report.small_print)
    return Picture("map", map_picture, (shown, words))


def _panel(theory: str, rows: pd.DataFrame, unit: str) -> Panel:
    columns = {
        "mean": rows["mean_regret"].to_numpy(),
        "high": rows["high_regret"].to_numpy(),
        "share": rows["share_least_bad"].to_numpy(),
    }
    return Panel("all futures" if theory == EVERY else theory, unit, tuple(rows["scenario"]), columns)
