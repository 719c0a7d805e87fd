"""From an output folder back to what ran: its scenarios lie in it, and need no file outside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.core.errors import UserError
from sim.scenario import Scenario, load
from sim.scenario.cell import Cell

if TYPE_CHECKING:
    from sim.output.manifest import Manifest


def cells_from(folder: Path, manifest: Manifest) -> list[Cell]:
    """The cells of a study as they ran, from its folder alone. Raises UserError."""
    scenarios: dict[str, Scenario] = {}
    for record in manifest.scenarios:
        path = folder / record.resolved
        if not path.resolve().is_relative_to(folder.resolve()):
            raise UserError(f"its manifest names a file outside of it ({record.resolved})")
        scenario = load(path)
        if (scenario.name, scenario.strategy) != (record.name, record.strategy):
            was = f"{scenario.name} with the strategy {scenario.strategy}"
            raise UserError(f"{path} holds {was}, not {record.name} with {record.strategy}")
        scenarios[record.name] = scenario
    if missing := {name for name, _ in manifest.cells} - set(scenarios):
        raise UserError(f"its manifest has cells, but no scenario, of the name {', '.join(sorted(missing))}")
    return [Cell(scenarios[name], theory) for name, theory in manifest.cells]
