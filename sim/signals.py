"""The words that declared signals and calendars may use, and menus: signals as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from sim.columns import FLOAT, Column, log

ACTORS = ("US", "ROK", "DPRK", "China")
FAMILIES = ("words", "forces", "economic", "contact")
EVERY_STAGE = (0, 5)
SILENCE = "silence"

EFFECTS: dict[str, str] = {
    "exercise": "joint exercise under way while the signal lasts",
    "hold": "keeps a scheduled exercise as it is",
    "adjust": "adjusts a scheduled exercise",
    "suspend": "suspends a scheduled exercise",
    "display": "show of force while the signal lasts",
    "defence": "adds missile defence",
    "strike": "limited strike",
    "retaliate": "answers an attack by force",
    "assure_ally": "raises the ally's confidence",
    "guarantee": "puts a security guarantee forward",
    "warn_of_force": "a warning, tied to the signal's condition",
    "primary": "adds primary sanctions",
    "secondary": "adds secondary sanctions",
    "relief": "lifts sanctions",
    "aid": "gives aid",
    "concede": "counts as a concession",
    "offer": "puts an offer on the table",
    "consult": "consults the ally",
    "approach_china": "asks China to press Pyongyang",
    "taunt": "hostile statement of the DPRK",
    "short_test": "short-range test",
    "long_test": "long-range test",
    "nuclear_test": "nuclear test",
    "local": "local provocation",
    "attack": "attack",
    "moratorium": "pledge of no tests while it lasts",
    "dismantle": "step of dismantlement",
    "pocket": "pockets a concession without return",
    "accept": "accepts talks or keeps them going",
    "walk_out": "leaves the talks",
    "warn": "China warns the DPRK",
    "mediate": "China mediates",
    "enforce": "China enforces the bans",
    "look_away": "China looks away",
    "coerce": "China coerces the ROK",
}
EVENTS = ("short_test", "long_test", "nuclear_test", "local", "attack")
"""The effects that count as provocations, by class."""

CALENDAR: dict[str, str] = {
    "exercise": "a scheduled joint exercise, its usual scale",
    "posts": "share of senior posts filled",
    "season": "training season of the DPRK's forces",
    "spring": "spring season: winter training ends and the large exercises are held",
    "contact_mood": "occasion that makes contact easier",
    "china_attention": "attention that China's own calendar leaves for the file",
    "discord_headlines": "headlines of discord between the allies",
    "domestic_shock": "domestic shock in the DPRK",
    "tempo": "phase of the DPRK's programme: log of the test rate against 2014-17",
    "tempo_long": "the same for tests of long range alone, on top of it",
    "tempo_local": "phase of local provocations: log of their rate against that of 1990-2017",
    "engagement": "leaning of Seoul's government to engagement",
    "carrot_us": "weight of the carrot in Washington's policy, in place of its strategy's",
    "carrot_rok": "weight of the carrot in Seoul's policy, in place of its strategy's",
    "stick_us": "weight of the stick in Washington's policy, in place of its strategy's",
    "stick_rok": "weight of the stick in Seoul's policy, in place of its strategy's",
    "ban_scope": "how broad a resolution may be, against those of 2016-17 (1, unless it is set)",
    "new_designs": "designs that the DPRK tests for the first time",
}
AFTER: dict[str, str] = {
    "attack": "attacked",
    "test": "tested",
    "provocation": "provoked",
    "offer": "offered",
    "concession": "concession",
}
"""What a signal may answer (`after`), and the quantity of the view that tells."""


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

    @cached_property
    def public(self) -> Column:
        """1 for options that everybody hears, one number per option."""
        return np.array([0, *(s.channel == "public" for s in self.signals)], FLOAT)

    @cached_property
    def whispers(self) -> bool:
        """Whether some option is private."""
        return any(s.channel == "private" for s in self.signals)

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
