"""Copies of the scenarios of a study in its output folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.scenario import Scenario
from sim.scenario.dump import written

if TYPE_CHECKING:
    pass


SCENARIOS = "scenarios"


def write_scenarios(scenarios: Iterable[Scenario], folder: Path) -> dict[str, str]:
    """Write the scenarios into the folder; the file of each, by its name.

    One that differs from an earlier one in nothing but name and strategy extends that one's file.
    """
    (folder / SCENARIOS).mkdir()
    whole: dict[str, str] = {}
    files: dict[str, str] = {}
    for scenario in scenarios:
        file = f"{scenario.name}.yaml"
        alike = written(scenario.model_copy(update={"name": "any", "strategy": "any"}))
        text = written(scenario)
        if alike in whole:
            text = f"extends: {whole[alike]}\nname: {scenario.name}\nstrategy: {scenario.strategy}\n"
        whole.setdefault(alike, file)
        (folder / SCENARIOS / file).write_text(text, encoding="utf-8")
        files[scenario.name] = f"{SCENARIOS}/{file}"
    return files
