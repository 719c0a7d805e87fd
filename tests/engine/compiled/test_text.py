"""The text of a week: the same whatever the order in which Python walks sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
WRITE = """
from hashlib import sha256
from sim.core.random_streams import Draws
from sim.engine.compiled.layout import Layout
from sim.engine.compiled.portable import portable
from sim.engine.compiled.tracer import traced
from sim.model.world import World
from sim.scenario import load
from sim.scenario.cell import Cell
for file in ("nuclear_test_answered", "examples/pressure_then_engagement"):
    world = World([Cell(load(f"scenarios/{file}.yaml"), "spiral")], Draws(1, 0, 8), 8)
    weeks = {"spiral": traced(world, world.situation.theories[0][0])}
    layout = Layout(weeks, frozenset({"measures", "sent", "state"}), 8)
    print(sha256((layout.text() + repr(layout.rows)).encode()).hexdigest())
made = portable([load("scenarios/nuclear_test_answered.yaml")], ["spiral"], ("reading", "sent"))
places = made.places.given, made.places.dated, made.places.rows
print(sha256(made.binary + repr(places).encode()).hexdigest())
"""


def written(seed: int) -> str:
    """Digests of the texts of two scenarios, and of a module, from a process of its own."""
    found = subprocess.run(
        [sys.executable, "-c", WRITE],
        cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": str(seed)}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return found.stdout


def test_the_text_does_not_depend_on_how_sets_are_walked() -> None:
    one, other = (written(seed) for seed in (1, 2))
    assert one == other
    assert len(set(one.split())) == 3
