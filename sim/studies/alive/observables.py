"""What may move: outcomes, weekly measures and how much they swing, and the signals that each actor sends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.core.columns import Column
from sim.engine.outcomes import OutcomeRecorder, OutcomeRecording
from sim.engine.recorders import Arrays, ArraySpec, Recording
from sim.engine.world_batch import WorldBatch
from sim.scenario import Scenario
from sim.vocabulary.glossary import MEASURES, OUTCOMES
from sim.vocabulary.signals import ACTORS, FAMILIES

YEAR = 52.0
"""Weeks of a year, as outcomes count them."""
STATE = "share"
"""The unit of what stands inside the model only: beliefs, trust, strain. All else anybody could count."""


@dataclass(frozen=True)
class Observable:
    """One number of a world; `seen` says whether somebody outside the model could observe it."""

    name: str
    unit: str
    says: str
    seen: bool


def observables(scenario: Scenario) -> dict[str, Observable]:
    """All that a world of the scenario is measured by: outcomes, the mean of each weekly measure, how much it
    varies from week to week (standard deviation), and signals a year by sender.
    """
    found = [Observable(o.name, o.unit, o.says, o.unit != STATE) for o in OUTCOMES.values()]
    for name, it in MEASURES.items():
        found.append(Observable(name, it.unit, f"{it.says}, mean over weeks", it.unit != STATE))
        found.append(Observable(f"{name}_swing", it.unit, f"{it.says}, sd over weeks", it.unit != STATE))
    for actor, _, signal in sendings(scenario):
        found.append(
            Observable(f"{actor}_{signal}", "signals a year", f"{signal} sent by {actor}", seen=True)
        )
    return {it.name: it for it in found}


def sendings(scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    """Actor, family and name of every signal that somebody can send."""
    for actor in ACTORS:
        for family in FAMILIES:
            for it in scenario.signals.values():
                if actor in it.senders and it.family == family:
                    yield actor, family, it.name


@dataclass(frozen=True)
class ObservableRecorder:
    """Records `observables` float32 (cell, observable, world), in the order of `observables`."""

    sendings: tuple[tuple[str, str, str], ...]

    def requests(self, worlds: range) -> frozenset[str]:
        return frozenset({"measures", "sent"})

    def specs(self, weeks: int) -> dict[str, ArraySpec]:
        number = len(OUTCOMES) + 2 * len(MEASURES) + len(self.sendings)
        return {"observables": ArraySpec((number,), np.float32), **OutcomeRecorder().specs(weeks)}

    def begin(self, worlds: WorldBatch, into: Arrays) -> ObservableRecording:
        return ObservableRecording(self, worlds, into)


class ObservableRecording(Recording):
    """The observables of some worlds, counted until a war."""

    def __init__(self, recorder: ObservableRecorder, worlds: WorldBatch, into: Arrays) -> None:
        super().__init__(worlds, into)
        self._outcomes = OutcomeRecording((), worlds, into)
        self._sent = recorder.sendings
        self._weeks = np.zeros(worlds.width)
        self._sums, self._squares = (np.zeros((len(MEASURES), worlds.width)) for _ in range(2))
        self._counts = np.zeros((len(self._sent), worlds.width), np.int32)

    def week(self, week: int) -> None:
        """Add a week."""
        w, alive = self.worlds, ~self.worlds.at_war
        self._weeks += alive
        for row, name in enumerate(MEASURES):
            value: Column = w.measure(name) * alive
            self._sums[row] += value
            self._squares[row] += value.astype(np.float64) ** 2
        (world, _), *_ = w.groups()
        places = {(a, f): w.sent(a, f) for a, f in dict.fromkeys(each[:2] for each in self._sent)}
        for row, (actor, family, signal) in enumerate(self._sent):
            option = world.situation.actors[actor].options(family).index(signal)
            self._counts[row] += (places[actor, family] == option) & alive

    def end(self) -> None:
        """Work out means, swings and rates, and read the outcomes."""
        self._outcomes.end()
        weeks = np.maximum(self._weeks, 1)
        mean = self._sums / weeks
        swing = np.sqrt(np.maximum(self._squares / weeks - mean**2, 0))
        each = np.stack([mean, swing], axis=1).reshape(-1, len(weeks))
        rows = np.concatenate([each, self._counts / weeks * YEAR]).astype(np.float32)
        into = self.into["observables"]
        into[:, : len(OUTCOMES)] = self.into["outcomes"]
        into[:, len(OUTCOMES) :] = self.worlds.by_cell(rows).swapaxes(0, 1)
