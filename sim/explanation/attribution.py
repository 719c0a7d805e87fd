"""How much each rule that fired moved a choice: the same question again, with its result at 0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import numpy as np

from sim.core.parameters import Numbers
from sim.core.rule import Rule, Step, Trace
from sim.explanation.counterfactuals import Mind
from sim.explanation.explanation import Fired, Given
from sim.explanation.rule_inputs import DISPOSITIONS, PARAMETERS, reads
from sim.model.choice import Scores
from sim.model.rules import appraise

Application = tuple[str, Given]
"""A rule and what it was given: applied twice to the same, it is one application."""


def application(step: Step) -> Application:
    """The rule of a step and the numbers it read, in one world."""
    key = step.rule.key
    read = {PARAMETERS: reads(key).parameters, DISPOSITIONS: reads(key).dispositions}
    given: list[tuple[str, float]] = []
    for name, value in step.given.items():
        if isinstance(value, Numbers):
            given += [(each, _number(getattr(value, each))) for each in read[name]]
        elif isinstance(value, np.ndarray):
            given.append((name, _number(value)))
        else:
            given += [(f"{name} {ago + 1} weeks ago", _number(each)) for ago, each in enumerate(value)]
    return key, tuple(given)


def _number(value: Any) -> float:
    return float(np.ravel(value)[0])


class Without(Trace):
    """Listens, and puts 0 in the place of the results of one application."""

    def __init__(self, silent: Application) -> None:
        super().__init__()
        self.silent = silent

    def hear(self, step: Step) -> Any:
        """What the rule gave; of the one to do without, the state it was given to pass on, or else 0."""
        if application(step) != self.silent:
            return step.result
        return step.given.get(step.rule.gives, 0 * step.result)


class Moving:
    """The rules that fired when one actor formed its view and chose, each once, and the scores without it."""

    def __init__(self, mind: Mind, steps: Iterable[Step]) -> None:
        self.mind = mind
        self.steps = {application(step): step for step in steps}
        self.scores = mind.decide(mind.view, mind.p, mind.d)[0]
        self.without = {each: self._without(each, step) for each, step in self.steps.items()}

    def _without(self, each: Application, step: Step) -> Scores:
        """Scores with a result of 0; a rule that made a field of the view is undone in the view."""
        mind, view = self.mind, self.mind.view
        if step.rule.gives in {field.name for field in fields(view)}:
            view = view.seeing(step.rule.gives, 0 * view[step.rule.gives])
        with Without(each).listen():
            return mind.decide(view, mind.p, mind.d)[0]

    def of(self, family: str, wanted: str, runner_up: str) -> tuple[Fired, ...]:
        """The rules that bear on a family or formed the view, with what they moved, the largest first."""
        names = self.mind.actor.options(family)
        one, two = names.index(wanted), names.index(runner_up)

        def margin(scores: Scores) -> float:
            return float(scores[family][one].flat[0]) - float(scores[family][two].flat[0])

        fired = [
            Fired(
                step.rule,
                self._given(each, step),
                _number(step.result),
                margin(self.scores) - margin(self.without[each]),
            )
            for each, step in self.steps.items()
            if _forms_the_view(step.rule)
            or not np.array_equal(self.scores[family], self.without[each][family])
        ]
        return tuple(sorted(fired, key=lambda each: -abs(each.moved)))

    def _given(self, each: Application, step: Step) -> Given:
        """What a rule read; an argument that is a parameter is marked as one."""
        known = self.mind.p.items()
        own = {name for name, it in step.given.items() if name in known and np.array_equal(it, known[name])}
        return tuple((f"{name} (parameter)" if name in own else name, number) for name, number in each[1])


def _forms_the_view(rule: Rule) -> bool:
    """Whether a rule belongs to appraising: it bears on the choices of all families."""
    return rule.apply.__module__ == appraise.__name__
