"""Checks that scenarios are comparable, and makes cells of them."""

from __future__ import annotations

from collections.abc import Sequence

from sim.core.errors import Complaints, UserError, listed
from sim.scenario.cell import Cell
from sim.scenario.inheritance import DECLARATIONS, read_tree
from sim.scenario.library import folder
from sim.scenario.scenario import Scenario, load
from sim.vocabulary.signals import NEUTRAL


def cells_of(scenarios: Sequence[Scenario], theories: Sequence[str] = ()) -> list[Cell]:
    """Every scenario under every theory, else under the one the scenarios name; raises UserError."""
    _distinct(scenarios)
    _same_weeks(scenarios)
    for scenario in {scenario.path: scenario for scenario in scenarios}.values():
        complete(scenario)
    named = list(dict.fromkeys(scenario.theory for scenario in scenarios))
    if not theories and len(named) > 1:
        raise UserError(
            f"the scenarios run under different theories ({', '.join(named)}): name those to compare under"
        )
    wanted = dict.fromkeys(theories or named)
    return [Cell(scenario, theory) for theory in wanted for scenario in scenarios]


def complete(scenario: Scenario) -> None:
    """Raise UserError if a number that the rules need is declared nowhere."""
    shipped = folder() / "baseline.yaml"
    # by the path under which it has been read already, if it has
    model = load(next((file for file in scenario.files if file.samefile(shipped)), shipped))
    neutral = [name for names in NEUTRAL.values() for name in names]
    for section in DECLARATIONS:
        known = {*getattr(scenario, section), *neutral}
        lacks = [name for name in getattr(model, section) if name not in known]
        if lacks:
            raise UserError(
                f"{_place(scenario, section)}: {section}: lacks {listed(lacks)}, which the model needs; "
                f"`extends: baseline` has {'it' if len(lacks) == 1 else 'them'}"
            )


def _place(scenario: Scenario, section: str) -> str:
    """Where a section stands in the file of a scenario, if it has one that has it."""
    try:
        node, found = read_tree(scenario.path).top.at((section,))
    except Complaints:
        return str(scenario.path)
    return f"{node.key.file}:{node.key.line}:{node.key.column}" if found else str(scenario.path)


def _distinct(scenarios: Sequence[Scenario]) -> None:
    seen: dict[str, Scenario] = {}
    for scenario in scenarios:
        name = (
            scenario.name.lower()
        )  # copies of both lie in one folder, where capitals may make no difference
        again, other = name in seen, seen.setdefault(name, scenario)
        if again and other.path == scenario.path:
            raise UserError(f"{scenario.path}: is given twice; scenarios that are compared must differ")
        if again:
            what = f"{scenario.path}: its name {scenario.name!r} is that of {other.path} too ({other.name!r})"
            raise UserError(f"{what}; scenarios that are compared need names of their own")


def _same_weeks(scenarios: Sequence[Scenario]) -> None:
    first = scenarios[0]
    for other in scenarios[1:]:
        if (first.monday, first.weeks) != (other.monday, other.weeks):
            raise UserError(
                f"{other.name} runs from {other.start} to {other.end}, {first.name} from {first.start} to "
                f"{first.end}: scenarios that are compared need the same weeks"
            )
