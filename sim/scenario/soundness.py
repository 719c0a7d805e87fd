"""Whether a scenario file is sound: it loads, declares all numbers of the model, and can draw them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.core.errors import UserError
from sim.scenario.comparable import complete
from sim.scenario.library import find_scenario
from sim.scenario.mixes import Resolved, mix_lines, resolved
from sim.scenario.posterior import AGAIN, FITTED, PRIOR, posterior_file
from sim.scenario.scenario import Scenario, baseline, load


@dataclass(frozen=True, repr=False)
class Soundness:
    """What there is to say of a scenario file: its `faults`, each with place and cure, or what it asks, and
    `warnings` of what is sound and may not be what was meant.
    """

    faults: tuple[str, ...] = ()
    summary: str = ""
    warnings: tuple[str, ...] = ()
    periods: tuple[Resolved, ...] = ()
    """The dispositions that it resolves to, beside the baseline's."""

    @property
    def sound(self) -> bool:
        """Whether the file has no fault."""
        return not self.faults

    def __repr__(self) -> str:
        said = (self.summary, *(f"! {it}" for it in self.warnings), *mix_lines(self.periods))
        return "\n".join(said if self.sound else self.faults)


def soundness(file: str | Path) -> Soundness:
    """Check a scenario file, or a shipped scenario by its name."""
    try:
        scenario = load(find_scenario(file))
        complete(scenario)
        _can_draw(scenario)
    except UserError as error:
        return Soundness(faults=tuple(str(error).splitlines()))
    weeks = f"{scenario.weeks} weeks from {scenario.start}{whence(scenario)}"
    summary = f"{scenario.path}: sound; {weeks}: {scenario.question}"
    periods = tuple(resolved(scenario, baseline()))
    return Soundness(summary=summary, warnings=scenario.warnings, periods=periods)


def whence(scenario: Scenario) -> str:
    """Where its worlds start, in words that follow its day; "" where that is assumed."""
    begin = scenario.begin
    if scenario.from_record:
        return f", from the record{f' in {begin.record}' if begin.record else ''}"
    if scenario.from_world:
        return f", from world {begin.world} of {begin.study}"
    return ""


def _can_draw(scenario: Scenario) -> None:
    if scenario.params == FITTED and not posterior_file(scenario.theory).exists():
        problem = f"no posterior is shipped for the theory {scenario.theory}"
        raise UserError(f"{scenario.path}: params: {problem}; allowed: {PRIOR}; {AGAIN}")
