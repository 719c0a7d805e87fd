"""What a disposition can move: as told before any run, and as simulated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.model.measures import READING
from sim.model.outcome_counters import outcomes
from sim.scenario import Scenario, load
from sim.scenario.mixes import resolved
from sim.scenario.reach import Reach
from sim.scenario.soundness import soundness
from tests.helpers.worlds import after, baseline

PAIRS = [(actor, name) for name, each in baseline().dispositions.items() for actor in each.of]
ROOM = [("US", "hard_share"), ("ROK", "hard_share"), ("ROK", "secondary")]
"""Dispositions that move nothing under the baseline: no division of labour is imposed, and secondary
sanctions are Washington's.
"""


def told_apart(*scenarios: Scenario) -> list[bool]:
    """Whether worlds of each scenario are other than those of the first, by all that is measured after as
    many weeks as two seasons of exercises take.
    """
    worlds = after(42, *scenarios, worlds=24)
    read = np.stack([*(read(worlds) for read in READING.values()), *outcomes(worlds)])
    cells = np.split(read, len(scenarios), axis=1)
    return [not np.array_equal(cells[0], each) for each in cells]


def test_what_is_told_to_move_nothing_in_the_baseline() -> None:
    reach = Reach(baseline())
    assert sorted(pair for pair in PAIRS if reach.idle(*pair, reach.run)) == sorted(ROOM)


def test_a_disposition_moves_something_unless_it_is_told_not_to() -> None:
    far = [baseline().with_(posture={actor: {name: farthest(actor, name)}}) for actor, name in PAIRS]
    moved = told_apart(baseline(), *far)[1:]
    assert sorted(pair for pair, each in zip(PAIRS, moved, strict=True) if not each) == sorted(ROOM)


def farthest(actor: str, name: str) -> float:
    """The end of a disposition's range that lies farthest from what it is."""
    (now, _), (low, high) = baseline().dispositions_of(actor)[name], baseline().dispositions[name].range
    return low if now - low > high - now else high


def held_back(actor: str, *signals: str) -> dict[str, Any]:
    """Orders that keep an actor from signals throughout."""
    days = {"from": "2017-06-30", "to": "2020-12-27", "withhold": True}
    return {"orders": {name: {"actor": actor, "signal": name, **days} for name in signals}}


IN_VAIN: dict[str, tuple[dict[str, Any], str, dict[str, Any]]] = {
    "no exercise is adjusted": (
        {"posture": {"both": {"adjust": 0, "hold": 1}}},
        "both",
        {"exercise_scale": 0, "exercise_length": 2, "exercise_forces": 2},
    ),
    "no division is imposed": ({}, "US", {"hard_share": -1}),
    "nobody has a part in it": (
        {"posture": {"both": {"hard_share": 0}}}, "both", {"division_of_labour": 1},
    ),
    "secondary sanctions are withheld": (held_back("US", "secondary_sanctions"), "US", {"secondary": 0}),
    "threats are withheld": (
        held_back("US", "conditional_threat", "warning_against_tests"), "US", {"conditional_threats": 1},
    ),
    "the ally is not consulted": (held_back("ROK", "consultation"), "ROK", {"coordination_effort": 0}),
    "there is no quiet channel": (held_back("ROK", "back_channel"), "ROK", {"quiet": 0}),
    "coercion is withheld": (held_back("China", "coercion_of_seoul"), "China", {"coercion": 4}),
    "mediation is withheld": (
        held_back("China", "mediation", "freeze_for_freeze_proposal"), "China", {"mediation": 4},
    ),
    "tests are withheld": (
        held_back("DPRK", "short_range_test", "long_range_test", "nuclear_test"), "DPRK", {"pace": 4},
    ),
    "no exercise is in the calendar": (
        {"calendar": {name: None for name, it in baseline().calendar.items() if it.sets == "exercise"}},
        "both",
        {"hold": 0, "adjust": 0.5, "suspend": 1},
    ),
}  # fmt: skip
"""By why: what a file says, and dispositions that it then sets in vain."""


@pytest.mark.parametrize("case", IN_VAIN, ids=lambda case: case.replace(" ", "-"))
def test_worlds_are_the_same_without_what_moves_nothing(case: str) -> None:
    words, side, values = IN_VAIN[case]
    without = baseline().with_(**words)
    idle = without.with_(posture={side: values})
    said = [it for name in values for it in idle.warnings if f".{side}.{name}: has no effect: " in it]
    assert len(said) == len(values)
    assert told_apart(without, idle) == [False, False]


def test_weights_of_exercises_count_against_one_another() -> None:
    half, whole = (baseline().with_(posture={"both": {"hold": hold, "adjust": 0}}) for hold in (0.5, 1))
    assert "hold 0.5 is 100%" in " ".join(half.warnings)
    assert told_apart(half, whole) == [False, False]


def test_what_moves_nothing_is_marked_in_its_period_alone(tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(
        "extends: baseline\nquestion: What then?\nposture: {US: {secondary: 1}}\n"
        "orders: {none: {actor: US, signal: secondary_sanctions, withhold: true, "
        "from: 2017-06-30, to: 2018-12-30}}\n",
        encoding="utf-8",
    )
    dated = load(path).with_(posture=[{"US": {"secondary": 1}}, {"from": "2018-12-31", "US": {"fear": 0.1}}])
    marks = [period.of("US")["secondary"].mark for period in resolved(dated, baseline())]
    assert marks == ["-", "*"]
    assert soundness(path).sound
    assert load(path).warnings == ()


def test_many_periods_are_resolved_at_once() -> None:
    days = [f"{year}-{month:02}-05" for year in (2018, 2019, 2020) for month in range(1, 13)]
    steps = [{"from": day, "US": {"stick": 0.5 + k / 100}} for k, day in enumerate(days)]
    assert len(resolved(baseline().with_(posture=steps), baseline())) == len(days) + 1
