"""Scenarios made fit to run side by side: checked against each other, on one menu, in one ensemble.

Cells in one group of columns share their menus, which gives weekly paired differences. A signal that
one scenario adds is therefore declared in the others too, with base weight 0: never sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sim.compare import baselines
from sim.located import UserError, listed
from sim.run import Ensemble, Progress, groups, simulate
from sim.scenario import Scenario, Signal
from sim.scenario.shelf import folder
from sim.world import Cell

DECLARED = ("parameters", "dispositions")
WEEKLY = ("histograms", "differences", "sums", "rungs", "stages")


def cells_of(scenarios: Sequence[Scenario], theories: Sequence[str] = ()) -> list[Cell]:
    """Every scenario under every theory, else under the one the scenarios name; raises UserError."""
    _distinct(scenarios)
    _same_weeks(scenarios)
    for scenario in {scenario.path: scenario for scenario in scenarios}.values():
        complete(scenario)
    named = list(dict.fromkeys(scenario.theory for scenario in scenarios))
    if not theories and len(named) > 1:
        raise UserError(
            f"the scenarios run under different theories ({', '.join(named)}): choose by --theory"
        )
    return [Cell(scenario, theory) for theory in theories or named for scenario in scenarios]


def complete(scenario: Scenario) -> None:
    """Raise UserError if a number that the rules need is declared nowhere."""
    shipped = folder() / "baseline.yaml"
    # by the path under which it has been read already, if it has
    model = Scenario.load(next((file for file in scenario.files if file.samefile(shipped)), shipped))
    for section in DECLARED:
        lacks = [name for name in getattr(model, section) if name not in getattr(scenario, section)]
        if lacks:
            raise UserError(
                f"{scenario.path}: {section}: lacks {listed(lacks)}, which the model needs; "
                f"`extends: baseline.yaml` has {'it' if len(lacks) == 1 else 'them'}"
            )


def run_together(
    cells: Sequence[Cell], *, seed: int, worlds: int, progress: Progress | None = None
) -> Ensemble:
    """One ensemble of all cells, which differ in what is declared.

    Scenarios that declare one signal in two ways run apart: in the same worlds, but without weekly
    differences to a baseline that runs apart from them (`unpaired`).
    """
    menus = _on_one_menu([cell.scenario for cell in cells])
    sharing = [Cell(scenario, cell.theory) for scenario, cell in zip(menus, cells, strict=True)]
    place = {id(cell): number for number, cell in enumerate(sharing)}
    parts = [
        ([place[id(cell)] for cell in group], simulate(group, seed=seed, worlds=worlds, progress=progress))
        for group in groups(sharing)
    ]
    whole = parts[0][1] if len(parts) == 1 else _joined(len(cells), parts)
    whole = replace(whole, cells=tuple(cells))
    for number in unpaired(cells):
        whole.differences[number] = 0
    return whole


def unpaired(cells: Sequence[Cell]) -> list[int]:
    """The places of cells that cannot share columns with their baseline."""
    menus = _on_one_menu([cell.scenario for cell in cells])
    return [here for here, base in enumerate(baselines(cells)) if menus[here].signals != menus[base].signals]


def _distinct(scenarios: Sequence[Scenario]) -> None:
    seen: dict[str, Scenario] = {}
    for scenario in scenarios:
        other = seen.setdefault(scenario.name, scenario)
        if other is not scenario:
            what = f"{scenario.path}: its name {scenario.name!r} is that of {other.path} too"
            raise UserError(f"{what}; scenarios that are compared need names of their own")


def _same_weeks(scenarios: Sequence[Scenario]) -> None:
    first = scenarios[0]
    for other in scenarios[1:]:
        if (first.monday, first.weeks) != (other.monday, other.weeks):
            raise UserError(
                f"{other.name} runs from {other.start} to {other.end}, {first.name} from {first.start} to "
                f"{first.end}: scenarios that are compared need the same weeks"
            )


def _on_one_menu(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """The scenarios, each with what those it agrees with declare beyond it; declarations stay as they are."""
    camps: list[dict[str, Signal]] = []
    homes: list[dict[str, Signal]] = []
    for scenario in scenarios:
        home = next((camp for camp in camps if _agree(camp, scenario.signals)), None)
        if home is None:
            camps.append(home := {})
        home.update(scenario.signals)
        homes.append(home)
    declared = {
        section: {name: it for s in reversed(scenarios) for name, it in getattr(s, section).items()}
        for section in DECLARED
    }
    return [_widened(s, home, declared) for s, home in zip(scenarios, homes, strict=True)]


def _agree(signals: dict[str, Signal], others: dict[str, Signal]) -> bool:
    return all(signals[name] == others[name] for name in signals.keys() & others.keys())


def _widened(scenario: Scenario, signals: dict[str, Signal], declared: dict[str, dict[str, Any]]) -> Scenario:
    menu = {name: scenario.signals.get(name) or _inert(signal) for name, signal in signals.items()}
    numbers = {section: every | getattr(scenario, section) for section, every in declared.items()}
    return scenario.model_copy(update={"signals": menu, **numbers})


def _inert(signal: Signal) -> Signal:
    return signal.model_copy(update={"senders": dict.fromkeys(signal.senders, 0.0)})


def _joined(cells: int, parts: Sequence[tuple[list[int], Ensemble]]) -> Ensemble:
    """The ensembles of groups as one, each cell at its place."""
    first = parts[0][1]
    fields: dict[str, Any] = {}
    for name in (*WEEKLY, "outcomes", "final"):
        whole = np.zeros((cells, *getattr(first, name).shape[1:]), getattr(first, name).dtype)
        for places, part in parts:
            whole[places] = getattr(part, name)
        fields[name] = whole
    return replace(first, **fields)
