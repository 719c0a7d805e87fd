"""The ledger of a world: the same whether it was watched among others, by a worker, kept, or run alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.engine import checkpoint
from sim.engine.checkpoint import Checkpoint
from sim.engine.ensemble import simulate_ensemble
from sim.engine.simulate import single_world
from sim.explanation.ledger import AT_WAR, COLUMNS, Ledger, ledger, ledger_again
from sim.model.calendar import WEEK
from sim.scenario.cell import Cell
from tests.engine.test_checkpoint import Breaks
from tests.helpers.worlds import baseline, short, with_order, with_parameters

SEED, WIDTH, CHUNK = 4, 8, 16
WORLDS = 3 * CHUNK


def cells() -> list[Cell]:
    """A dangerous time in which Washington is ordered to do something; only the first is shown."""
    calm = with_order(short(baseline(), 20), "US", "show_of_force", 1)
    doomed = with_parameters(calm, crisis_rate=1, clash_risk=1, war_given_clash=9)
    return [Cell(each, "essay") for each in (doomed, calm)]


def read_off(cell: Cell, world: int) -> Ledger:
    """The ledger read off a replay, week by week."""
    w = single_world(cell, SEED, world)
    rows: list[tuple[object, ...]] = []
    states: list[tuple[int, int]] = []
    for week in range(cell.scenario.weeks):
        lost = bool(w.situation.fate.at_war[0])
        w.step()
        for name, actor in w.situation.actors.items():
            for family, menu in actor.sent.menus.items():
                row = int(actor.sent.places[family][0])
                ordered = family in actor.sent.ordered and bool(actor.sent.ordered[family][0])
                if row and not lost:
                    day = (w.monday + week * WEEK).isoformat()
                    rows.append((week, day, name, family, menu.names[row], ordered))
        s = w.situation
        states.append(AT_WAR if s.fate.at_war[0] else (int(s.rung[0]), int(s.talks.stage[0])))
    rungs, stages = np.array(states).T
    return Ledger(pd.DataFrame(rows, columns=list(COLUMNS)), rungs, stages)


@cache
def shown() -> int:
    """A world of the second chunk in which the order is carried out, and war comes later."""
    for world in range(CHUNK, 2 * CHUNK):
        found = read_off(cells()[0], world)
        if found.signals["ordered"].any() and found.rungs[-1] == AT_WAR[0]:
            return world
    raise AssertionError("no world to show")


def same(one: Ledger, other: Ledger) -> None:
    pd.testing.assert_frame_equal(one.signals, other.signals)
    np.testing.assert_array_equal(one.rungs, other.rungs)
    np.testing.assert_array_equal(one.stages, other.stages)


def test_a_world_has_one_ledger_whoever_runs_it() -> None:
    cell = cells()[0]
    truth = read_off(cell, shown())
    same(truth, ledger_again(cell, SEED, shown()))
    for how in ({}, {"workers": 2, "columns": WIDTH}, {"first": CHUNK}):
        e = simulate_ensemble(cells(), seed=SEED, worlds=WORLDS, watched=shown(), **how)
        assert e.watched
        same(truth, ledger(cell, e.watched))


@pytest.mark.parametrize("after", [1, 2], ids=["before it ran", "after it ran"])
def test_a_run_that_was_broken_off_shows_the_same_world(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(checkpoint, "FIRST", 0.0)
    kept = Checkpoint(tmp_path / "out")
    asked = {"seed": SEED, "worlds": WORLDS, "columns": WIDTH, "watched": shown(), "checkpoint": kept}
    with pytest.raises(KeyboardInterrupt):
        simulate_ensemble(cells(), **asked, pool=Breaks(after))
    e = simulate_ensemble(cells(), **asked)
    assert e.watched
    same(read_off(cells()[0], shown()), ledger(cells()[0], e.watched))
