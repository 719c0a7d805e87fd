"""Copies of the scenarios of a study in its output folder: written whole, and read back as cells."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sim.core.errors import UserError, listed
from sim.core.ordinary_files import strays
from sim.output.manifest import Manifest
from sim.output.start_copies import STARTS, StartRecord, write_starts
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.comparable import complete
from sim.scenario.dump import written
from sim.scenario.earlier_copies import load_copy
from sim.vocabulary.theory_names import NAMES

SCENARIOS = "scenarios"


def write_scenarios(
    scenarios: Iterable[Scenario], folder: Path
) -> tuple[dict[str, str], tuple[StartRecord, ...]]:
    """Write the scenarios, and what their worlds start from, into the folder; the file of each, by its name,
    and a record of each start.

    One that differs from an earlier one in nothing but name and strategy extends that one's file.
    """
    (folder / SCENARIOS).mkdir()
    scenarios = list(scenarios)
    starts, records = write_starts(scenarios, folder)
    whole: dict[str, str] = {}
    files: dict[str, str] = {}
    for one in scenarios:
        scenario = one.model_copy(update={"begin": starts.get(one.begin, one.begin)})
        file = f"{scenario.name}.yaml"
        alike = written(scenario.model_copy(update={"name": "any", "strategy": "any"}))
        text = written(scenario)
        if alike in whole and isinstance(scenario.strategy, str):
            text = f"extends: {whole[alike]}\nname: {scenario.name}\nstrategy: {scenario.strategy}\n"
        whole.setdefault(alike, file)
        (folder / SCENARIOS / file).write_text(text, encoding="utf-8")
        files[scenario.name] = f"{SCENARIOS}/{file}"
    return files, records


def scenarios_from(folder: Path, manifest: Manifest) -> dict[str, Scenario]:
    """The scenarios of a study by name, from its folder alone, with the warnings of the files that were run.
    Raises UserError.
    """
    for inputs in ("record", STARTS):
        if astray := strays(folder / inputs):
            raise UserError(
                f"{inputs}/{astray[0]} leads out of the folder or is no ordinary file; it is not read"
            )
    scenarios: dict[str, Scenario] = {}
    for record in manifest.scenarios:
        path = folder / record.resolved
        if not path.resolve().is_relative_to(folder.resolve()):
            raise UserError(f"its manifest names a file outside of it ({record.resolved})")
        scenario = load_copy(path)
        if (scenario.name, scenario.strategy_words) != (record.name, record.strategy):
            was = f"{scenario.name} with the strategy {scenario.strategy_words}"
            raise UserError(f"{path} holds {was}, not {record.name} with {record.strategy}")
        scenarios[record.name] = scenario.model_copy(update={"warnings": record.warnings})
    if strange := {theory for _, theory in manifest.cells} - set(NAMES):
        raise UserError(f"its manifest has cells under {listed(sorted(strange))}, no theory that is here")
    if missing := {name for name, _ in manifest.cells} - set(scenarios):
        raise UserError(f"its manifest has cells, but no scenario, of the name {', '.join(sorted(missing))}")
    return scenarios


def cells_from(folder: Path, manifest: Manifest) -> list[Cell]:
    """The cells of a study as they ran, from its folder alone. Raises UserError."""
    scenarios = scenarios_from(folder, manifest)
    for each in scenarios.values():
        complete(each)
    return [Cell(scenarios[name], theory) for name, theory in manifest.cells]
