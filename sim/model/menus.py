"""Menus: the declared signals of an actor as columns, one entry per option."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from sim.core.columns import FLOAT, Column, log
from sim.vocabulary.signals import FAMILIES, JOINT, SILENCE


class Declaration(Protocol):
    """What a menu needs to know of a declared signal."""

    @property
    def name(self) -> str: ...
    @property
    def senders(self) -> dict[str, float]: ...
    @property
    def family(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def audience(self) -> tuple[str, ...]: ...
    @property
    def meaning(self) -> float: ...
    @property
    def sunk_cost(self) -> float: ...
    @property
    def tied_hands(self) -> float: ...
    @property
    def posts(self) -> float: ...
    @property
    def rung(self) -> int: ...
    @property
    def length(self) -> int: ...
    @property
    def scale(self) -> float: ...
    @property
    def forces(self) -> float: ...
    @property
    def does(self) -> dict[str, float]: ...
    @property
    def stages(self) -> tuple[int, int]: ...
    @property
    def after(self) -> str | None: ...
    @property
    def condition(self) -> str | None: ...


TESTS = ("short_test", "long_test", "nuclear_test")
"""Effects of a test of weapons."""


@dataclass(frozen=True)
class Menu:
    """What one actor can send in one family, silence first: attributes as ``(option, 1)`` columns."""

    actor: str
    family: str
    signals: tuple[Declaration, ...]
    _tables: dict[str, Column] = field(default_factory=dict[str, Column], compare=False, repr=False)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The options in order."""
        return (SILENCE, *(s.name for s in self.signals))

    @cached_property
    def log_base(self) -> Column:
        """Logarithm of the base weights; silence has what the others leave of 1."""
        weights = [s.senders[self.actor] for s in self.signals]
        return log(np.array([max(1 - sum(weights), 0), *weights], FLOAT)[:, None])

    def table(self, attribute: str) -> Column:
        """One attribute, one number per option; 0 for silence."""
        if attribute not in self._tables:
            self._tables[attribute] = self._table(attribute)
        return self._tables[attribute]

    def _table(self, attribute: str) -> Column:
        return np.array([0, *(float(getattr(s, attribute)) for s in self.signals)], FLOAT)

    @cached_property
    def effects(self) -> dict[str, Column]:
        """Effects that some option has, one number per option each."""
        names = sorted({effect for s in self.signals for effect in s.does})
        return {name: np.array([0, *(s.does.get(name, 0) for s in self.signals)], FLOAT) for name in names}

    def having(self, *effects: str) -> Column:
        """1 for options that have one of some effects, one number per option."""
        key = f"having {effects}"
        if key not in self._tables:
            self._tables[key] = np.array(
                [0, *(not s.does.keys().isdisjoint(effects) for s in self.signals)], FLOAT
            )
        return self._tables[key]

    @property
    def tests(self) -> Column:
        """1 for tests of weapons, one number per option."""
        return self.having(*TESTS)

    @cached_property
    def provokes(self) -> Column:
        """1 for threatening words and uses of force that are no tests, one number per option."""
        return (self.threat[:, 0] > 0) * (1 - self.tests)

    @cached_property
    def engages(self) -> Column:
        """1 for steps toward the other side, one number per option."""
        return (self.assurance[:, 0] > 0) * np.ones(len(self.names), FLOAT)

    @cached_property
    def joint(self) -> frozenset[str]:
        """The options that the allies can only take together."""
        return frozenset(s.name for s in self.signals if s.does.keys() & JOINT)

    @cached_property
    def public(self) -> Column:
        """1 for options that everybody hears, one number per option."""
        return np.array([0, *(s.channel == "public" for s in self.signals)], FLOAT)

    @cached_property
    def whispers(self) -> bool:
        """Whether some option is private."""
        return any(s.channel == "private" for s in self.signals)

    def sends(self, signal: str) -> Column:
        """1 for one signal, one number per option."""
        return np.array([name == signal for name in self.names], FLOAT)

    def heard_privately(self, hearer: str) -> Column:
        """1 for private options that are meant for `hearer`, one number per option."""
        key = f"private to {hearer}"
        if key not in self._tables:
            self._tables[key] = self._heard_privately(hearer)
        return self._tables[key]

    def _heard_privately(self, hearer: str) -> Column:
        return np.array([0, *(s.channel == "private" and hearer in s.audience for s in self.signals)], FLOAT)

    def warning(self, *conditions: str) -> Column:
        """1 for threats that name one of `conditions`, one number per option."""
        return np.array([0, *(s.condition in conditions for s in self.signals)], FLOAT)

    @cached_property
    def meaning(self) -> Column:
        """Intended meaning, ``(option, 1)``."""
        return self.table("meaning")[:, None]

    @cached_property
    def threat(self) -> Column:
        """The threatening part of words and force signals, ``(option, 1)``."""
        return np.maximum(self.meaning, FLOAT(0)) * FLOAT(self.family in ("words", "forces"))

    @cached_property
    def assurance(self) -> Column:
        """The yielding part; in talks and trade refusing counts against it, ``(option, 1)``."""
        return (
            -self.meaning if self.family in ("economic", "contact") else np.maximum(-self.meaning, FLOAT(0))
        )


def menus_of(actor: str, signals: Sequence[Declaration]) -> dict[str, Menu]:
    """The actor's four menus, by family."""
    mine = [s for s in signals if actor in s.senders]
    return {f: Menu(actor, f, tuple(s for s in mine if s.family == f)) for f in FAMILIES}


def joint_options(menus: Mapping[str, Mapping[str, Menu]]) -> list[str]:
    """What forces the allies can only use together, by name; `menus` are those of all actors."""
    return sorted({name for families in menus.values() for name in families["forces"].joint})
