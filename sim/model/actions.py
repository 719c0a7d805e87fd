"""Actions of one actor in a week: the option it sends in each family, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.core.columns import FLOAT, Column, Flags, Places, either, pick, total
from sim.model.choice import Menus


@dataclass
class Sent:
    """Signals that an actor sends this week: one option per family and world.

    `places` are the rows of the menus that are sent, `free` those chosen before orders replaced them,
    `ordered` where that was. `weight` is what each family's signal weighs with its hearers, `shape` the
    scale, length and kind of forces of a force signal where they differ from what is declared.
    """

    menus: Menus
    places: dict[str, Places]
    weight: dict[str, Column] = field(default_factory=dict[str, Column])
    shape: dict[str, Column] = field(default_factory=dict[str, Column])
    free: dict[str, Places] = field(default_factory=dict[str, Places])
    ordered: dict[str, Flags] = field(default_factory=dict[str, Flags])
    _effects: dict[str, Column] = field(default_factory=dict[str, Column])
    _attributes: dict[tuple[str, str], Column] = field(default_factory=dict[tuple[str, str], Column])

    @property
    def none(self) -> Column:
        """A column of zeros."""
        return np.zeros(next(iter(self.places.values())).shape, FLOAT)

    def does(self, effect: str) -> Column:
        """Sum an effect over what was sent in all families."""
        if effect not in self._effects:
            sending = [f for f, menu in self.menus.items() if effect in menu.effects]
            amounts = [pick(self.menus[f].effects[effect], self.places[f]) for f in sending]
            self._effects[effect] = total(amounts) if amounts else self.none
        return self._effects[effect]

    def any_of(self, *effects: str) -> Column:
        """Sum several effects over what was sent in all families."""
        return total([self.does(effect) for effect in effects])

    def attribute(self, family: str, name: str) -> Column:
        """Look up an attribute of what was sent in a family; 0 for silence."""
        if family == "forces" and name in self.shape:
            return self.shape[name]
        key = (family, name)
        if key not in self._attributes:
            self._attributes[key] = pick(self.menus[family].table(name), self.places[family])
        return self._attributes[key]

    def aloud(self, family: str, name: str) -> Column:
        """Look up an attribute of what was sent in public; 0 for silence and for a private signal."""
        value = self.attribute(family, name)
        return value * self.public(family) if self.menus[family].whispers else value

    def public(self, family: str) -> Column:
        """Flag with 1 where what was sent in a family is public."""
        return pick(self.menus[family].public, self.places[family])

    def private(self, family: str, hearers: Sequence[str]) -> Column:
        """Flag with 1 where what was sent is private and meant for a hearer, shape ``(hearer, world)``."""
        menu, place = self.menus[family], self.places[family]
        return np.stack([pick(menu.heard_privately(hearer), place) for hearer in hearers])

    def warning(self, *conditions: str) -> Column:
        """Flag with 1 where a threat was sent that names one of the conditions."""
        return pick(self.menus["words"].warning(*conditions), self.places["words"])

    def orders(self, family: str) -> Flags:
        """Tell in which worlds what was sent in a family was ordered."""
        nowhere = np.zeros(self.places[family].shape, np.bool_)
        return self.ordered.get(family, nowhere)

    def replace(self, family: str, where: Flags, row: int) -> None:
        """Send option `row` of a family instead, in some worlds; `free` keeps what had been chosen."""
        self.free.setdefault(family, self.places[family])
        self.ordered[family] = self.orders(family) | where
        self.places[family] = np.where(where, row, self.places[family])
        self._effects.clear()
        self._attributes.clear()

    def reshape(self, name: str, where: Flags, value: float) -> None:
        """Give the force signal another scale, length or kind of forces in some worlds."""
        own = self.attribute("forces", name)
        self.shape[name] = either(where, value, own)
