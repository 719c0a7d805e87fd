"""One world of a study in full: what was sent, how everything stood, and every rule that was applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sim.core.parameters import Numbers
from sim.core.rule import Step, Trace
from sim.engine.recorders import specs_of
from sim.engine.trajectories import NUMBERS, Trajectories, TrajectoryRecorder
from sim.engine.watched_world import WatchedWorld, WatchRecorder
from sim.engine.world_batch import WorldBatch
from sim.explanation.ledger import Ledger, ledger
from sim.model.calendar import WEEK
from sim.scenario.cell import Cell

TRACED = ("week", "about", "rule", "ids", "gives", "result", "given")


@dataclass(frozen=True, eq=False)
class Replayed:
    """World number `world` of a cell: `log` is who sent what when, `weeks` has one row per week (measures,
    rung and stage), `trace` one per rule applied; `trajectories` is what would have been kept of it.
    """

    cell: Cell
    seed: int
    world: int
    log: Ledger
    weeks: pd.DataFrame
    trace: pd.DataFrame
    trajectories: Trajectories


def replayed(cell: Cell, seed: int, world: int) -> Replayed:
    """Run the world again, and note every rule that is applied."""
    here, weeks = WorldBatch([cell], seed, world, 1, requests={"sent"}), cell.scenario.weeks
    recorders = TrajectoryRecorder(), WatchRecorder(world)
    arrays = {n: spec.zeros(1, 1, narrow=False) for n, spec in specs_of(recorders, weeks).items()}
    recordings = [recorder.begin(here, arrays) for recorder in recorders]
    rows: list[tuple[object, ...]] = []
    for week in range(weeks):
        with Trace().listen() as trace:
            here.step()
        rows += [(week, *_traced(step)) for step in trace.steps]
        for recording in recordings:
            recording.week(week)
    numbers = pd.DataFrame(arrays["numbers"][0, :, :, 0].T, columns=list(NUMBERS))
    numbers.insert(0, "week", range(weeks))
    days = [(cell.scenario.monday + week * WEEK).isoformat() for week in range(weeks)]
    numbers.insert(1, "date", days)
    log = ledger(cell, WatchedWorld.of(arrays))
    trace_table = pd.DataFrame(rows, columns=list(TRACED))
    kept = Trajectories(arrays["numbers"], arrays["sent"])
    return Replayed(cell, seed, world, log, numbers, trace_table, kept)


def _traced(step: Step) -> tuple[str, str, str, str, str, str]:
    given = " ".join(_inputs(step))
    rule = step.rule
    return step.about, rule.key, " ".join(rule.ids), rule.gives, _number(step.result), given


def _inputs(step: Step) -> Iterator[str]:
    for name, value in step.given.items():
        if not isinstance(value, Numbers):
            yield f"{name}={_number(value)}"


def _number(value: Any) -> str:
    return ",".join(f"{number:.9g}" for number in np.ravel(np.asarray(value, np.float64)))
