"""What can be varied in a scenario, by name: dispositions, parameters, numbers of signals, orders, facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.core.errors import ArgumentError, UserError, did_you_mean, nearest_word
from sim.scenario import Posture, Scenario
from sim.scenario.allowed_values import schema_at
from sim.scenario.entries import posture_step
from sim.scenario.orders import shaped_by
from sim.scenario.periods import changes, mix_at
from sim.vocabulary.signals import ALLIES

WHO = ("both", "US", "ROK", "China", "DPRK")
NUMBERS = {
    "signals": ("scale", "length", "forces", "meaning", "sunk_cost", "tied_hands", "posts", "rung"),
    "orders": ("scale", "length"),  # where its signal has a use for it
    "calendar": ("value", "forces"),
}
"""The attributes that can be varied, by section."""
WHOLE = ("length", "rung")
LONGEST = 12
"""Weeks up to which a length is varied unless other values are asked for."""
EXERCISES = {"scale": "exercise_scale", "length": "exercise_length", "kind": "exercise_forces"}
SHORT = {
    "sanctions.tightness": "posture.both.secondary",
    "back_channel.effort": "posture.both.quiet",
    "coordination.effort": "posture.both.coordination_effort",
}


@dataclass(frozen=True)
class Lever:
    """A number of a scenario that can be set: its name, range (None where there is none), unit and meaning,
    the value it has (None where that is no single number) and the scenario with another.
    """

    name: str
    low: float | None
    high: float | None
    unit: str
    says: str
    now: float | None
    put: Callable[[float], Scenario]
    whole: bool = False

    def at(self, value: float) -> Scenario:
        """The scenario with the value, named after it; raises UserError where it is not allowed."""
        outside = (self.low is not None and value < self.low) or (self.high is not None and value > self.high)
        if outside or (self.whole and value != round(value)):
            kind = "whole numbers " if self.whole else ""
            raise UserError(f"{self.name}: {value:g}; allowed: {kind}from {self.low:g} to {self.high:g}")
        return self.put(value).model_copy(update={"name": f"{self.name} {value:g}"})

    def doses(self, count: int) -> list[float]:
        """About `count` values over the range. Raises UserError where there is none."""
        if self.low is None or self.high is None:
            raise ArgumentError("values", "", f"needed, since {self.name} has no range of its own")
        if self.low == self.high:
            raise UserError(f"{self.name} can only be {self.low:g}: there is nothing to vary")
        high = min(self.high, LONGEST) if self.whole else self.high
        steps = [self.low + (high - self.low) * k / (count - 1) for k in range(count - 1)]
        steps.append(high)  # which rounding would miss
        return list(dict.fromkeys(float(round(x)) for x in steps)) if self.whole else steps


def lever(scenario: Scenario, name: str) -> Lever:
    """The lever of that name; raises UserError with the nearest name where there is none."""
    section, *rest = SHORT.get(name, name).split(".")
    if section == "exercise" and len(rest) == 1 and rest[0] in EXERCISES:
        return _exercises(scenario, name, EXERCISES[rest[0]])
    if section == "posture" and len(rest) == 2 and rest[0] in _whose(scenario, rest[1]):
        return _posture(scenario, rest[0], rest[1], name)
    if section == "parameters" and len(rest) == 1 and rest[0] in scenario.parameters:
        return _parameter(scenario, rest[0])
    known = getattr(scenario, section, {}) if section in NUMBERS else {}
    if len(rest) == 2 and rest[0] in known and rest[1] in _attributes(scenario, section, rest[0]):
        return _attribute(scenario, section, rest[0], rest[1])
    if name in scenario.dispositions:
        return _posture(scenario, _whose(scenario, name)[0], name, name)
    if name in scenario.parameters:
        return _parameter(scenario, name)
    raise _unknown(scenario, name)


def names(scenario: Scenario) -> list[str]:
    """All that can be varied in the scenario."""
    found = [f"exercise.{each}" for each in EXERCISES] + list(SHORT)
    found += [f"posture.{who}.{name}" for name in scenario.dispositions for who in _whose(scenario, name)]
    found += [f"parameters.{name}" for name in scenario.parameters]
    for section in NUMBERS:
        for name in getattr(scenario, section):
            found += [f"{section}.{name}.{each}" for each in _attributes(scenario, section, name)]
    return [*found, *scenario.dispositions, *scenario.parameters]


def _attributes(scenario: Scenario, section: str, name: str) -> tuple[str, ...]:
    if section != "orders":
        return NUMBERS[section]
    order = scenario.orders[name]
    return () if order.withhold else shaped_by(scenario.signals[order.signal])


def _whose(scenario: Scenario, disposition: str) -> list[str]:
    """Who may be given a disposition: both allies at once or one of them, or who alone has it."""
    declared = scenario.dispositions.get(disposition)
    return [
        who
        for who in WHO
        if declared and (who in declared.of or (who == "both" and set(ALLIES) <= set(declared.of)))
    ]


def _unknown(scenario: Scenario, name: str) -> UserError:
    known = names(scenario)
    hint = did_you_mean(name, known) or nearest_word(name.rpartition(".")[2], known)
    kinds = (
        "posture.WHO.DISPOSITION, parameters.NAME, signals.NAME.ATTRIBUTE, orders.NAME.scale, exercise.scale"
    )
    return ArgumentError("vary", name, f"there is no such number; allowed: {kinds} and the like{hint}")


def _posture(scenario: Scenario, who: str, disposition: str, name: str) -> Lever:
    declared = scenario.dispositions[disposition]

    def put(value: float) -> Scenario:
        return _with_posture(scenario, who, {disposition: value})

    return Lever(name, *declared.range, declared.unit, declared.says, _now(scenario, who, disposition), put)


def _exercises(scenario: Scenario, name: str, disposition: str) -> Lever:
    """Every scheduled exercise is adjusted, by both allies, and only in this."""
    declared = scenario.dispositions[disposition]
    others = dict.fromkeys(EXERCISES.values(), 1.0)

    def put(value: float) -> Scenario:
        policy = {"hold": 0.0, "adjust": 1.0, "suspend": 0.0, **others, disposition: value}
        return _with_posture(scenario, "both", policy)

    says = f"{declared.says}; every scheduled exercise is adjusted in this alone"
    return Lever(name, *declared.range, declared.unit, says, None, put)


def _with_posture(scenario: Scenario, who: str, values: Mapping[str, float]) -> Scenario:
    """The posture on top of the strategy's; `both` also overrides what either has of its own."""
    whom = ("both", *ALLIES) if who == "both" else (who,)
    if isinstance(scenario.posture, Posture):
        update = {each: getattr(scenario.posture, each) | dict(values) for each in whom}
        return scenario.model_copy(update={"posture": scenario.posture.model_copy(update=update)})
    whole = posture_step(Posture.model_validate(dict.fromkeys(whom, values)), scenario.start)
    return scenario.model_copy(update={"posture": (*scenario.posture, whole)})


def _now(scenario: Scenario, who: str, disposition: str) -> float | None:
    whom, weeks = ALLIES if who == "both" else (who,), (0, *changes(scenario))
    spans = {mix_at(scenario, actor, week)[disposition] for actor in whom for week in weeks}
    low, high = next(iter(spans))
    return low if len(spans) == 1 and low == high else None


def _parameter(scenario: Scenario, name: str) -> Lever:
    declared = scenario.parameters[name]

    def put(value: float) -> Scenario:
        changed = scenario.parameters | {name: declared.model_copy(update={"value": value})}
        return scenario.model_copy(update={"parameters": changed})

    now = declared.span[0] if declared.span[0] == declared.span[1] else None
    return Lever(f"parameters.{name}", *declared.range, declared.unit, declared.says, now, put)


def _attribute(scenario: Scenario, section: str, name: str, attribute: str) -> Lever:
    entries: Mapping[str, Any] = getattr(scenario, section)
    entry = entries[name]
    schema = schema_at((section, name, attribute))
    whole = attribute in WHOLE

    def put(value: float) -> Scenario:
        changed = entry.model_copy(update={attribute: round(value) if whole else value})
        return scenario.model_copy(update={section: {**entries, name: changed}})

    unit = "weeks" if attribute == "length" else attribute.replace("_", " ")
    says = f"{attribute.replace('_', ' ')} of {name.replace('_', ' ')}"
    bounds = (schema.get("minimum"), schema.get("maximum"))
    return Lever(f"{section}.{name}.{attribute}", *bounds, unit, says, getattr(entry, attribute), put, whole)
