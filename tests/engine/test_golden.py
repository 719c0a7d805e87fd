"""A small run compared with what it gave before: numbers change only when somebody means them to.

`make golden` writes the file again. Worlds have the same bits on every processor; means over them may be off
by rounding.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.engine.ensemble import simulate_ensemble
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import FINAL_CLASSES, OUTCOMES
from tests.helpers.worlds import baseline

FILE = Path(__file__).parent / "golden" / "small_run.json"
STRATEGIES = ("negotiation_from_strength", "overreaction", "engagement_first")
WORLDS, SEED = 64, 1
ROUNDING = 1e-6


def small_run() -> dict[str, Any]:
    """Mean of every outcome, and the count of every final class, by strategy."""
    ensemble = simulate_ensemble(
        [Cell(baseline(name), "essay") for name in STRATEGIES], seed=SEED, worlds=WORLDS
    )
    result: dict[str, Any] = {}
    for name, rows, final in zip(STRATEGIES, ensemble.outcomes, ensemble.final, strict=True):
        result[name] = {
            "means": {
                outcome: _number(row.mean(dtype=float)) for outcome, row in zip(OUTCOMES, rows, strict=True)
            },
            "final": {word: int((final == place).sum()) for place, word in enumerate(FINAL_CLASSES)},
        }
    return result


def _number(value: float) -> float:
    return float(f"{value:.8g}")


@pytest.fixture(scope="module")
def now(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The run as it is now; written first if that is asked for."""
    result = small_run()
    if request.config.getoption("--update-golden"):
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return result


@pytest.fixture(scope="module")
def before(now: dict[str, Any]) -> dict[str, Any]:
    """The run as it was written down; the fixture `now` comes first, for it may write."""
    return json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_outcomes_are_those_written_down(strategy: str, now: dict[str, Any], before: dict[str, Any]) -> None:
    """Each mean is what it was, to rounding."""
    was, found = before[strategy], now[strategy]
    assert found["means"].keys() == was["means"].keys(), "outcomes were added or removed: `make golden`"
    off = {
        name: (mean, found["means"][name])
        for name, mean in was["means"].items()
        if abs(mean - found["means"][name]) > ROUNDING * abs(mean)
    }
    assert not off, f"{strategy} changed: {off}; if that is meant, `make golden` and say so in CHANGELOG.md"


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_final_classes_are_those_written_down(
    strategy: str, now: dict[str, Any], before: dict[str, Any]
) -> None:
    """Each class holds as many worlds as before."""
    was, found = before[strategy]["final"], now[strategy]["final"]
    assert found == was
    assert sum(found.values()) == WORLDS
