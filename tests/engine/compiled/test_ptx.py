"""The week as kernels for a graphics card: the text is made, and assembles where there is an assembler."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sim.core.random_streams import Draws
from sim.engine.compiled import ptx
from sim.engine.compiled.layout import Layout
from sim.engine.compiled.tracer import traced
from sim.model.theories import theory
from sim.model.world import World
from sim.scenario.cell import Cell
from tests.helpers.worlds import baseline


@pytest.fixture(scope="module")
def text() -> str:
    world = World([Cell(baseline(), "spiral")], Draws(1, 0, 8), 8)
    week = traced(world, theory("spiral"))
    return ptx.module(Layout({"spiral": week}, frozenset({"measures"}), ptx.LANES))


def test_there_is_a_kernel_for_everything_that_a_run_does(text: str) -> None:
    kernels = re.findall(r"\.visible \.entry (\w+)\(", text)
    assert sorted(kernels) == ["draws", "once_0", "outcomes_0", "start_0", "weeks_0"]


def test_every_operation_is_rounded_by_itself(text: str) -> None:
    """No multiply-add is fused, and none left to the assembler to fuse: the bits are those of the columns."""
    used = set(re.findall(r"\b(?:fma|mad|mul|add|sub|div|sqrt)[.a-z]*\.f(?:32|64)", text))
    assert used == {f"{verb}.rn.f32" for verb in ("add", "sub", "mul", "div", "sqrt")} | {
        f"{verb}.rn.f64" for verb in ("add", "sub", "mul", "div")
    }
    assert "ftz" not in text


def test_it_assembles(text: str, tmp_path: Path) -> None:
    assembler = shutil.which("ptxas")
    if assembler is None:
        pytest.skip("no ptxas here: the kernels were not assembled")
    file = tmp_path / "week.ptx"
    file.write_text(text, encoding="utf-8")
    command = [assembler, "-O1", "-v", "-arch=sm_90", "-o", str(tmp_path / "week.cubin"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "for 'sm_90'" in done.stderr
