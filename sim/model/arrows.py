"""What bears on Pyongyang at the table, before a theory weighs it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sim.core.columns import Column


@dataclass(frozen=True)
class Arrows:
    """Reasons for and against an agreement, shape ``(world,)`` each, as all theories see them.

    The first three are arrows of strength: it takes hope, makes going on dangerous and makes a deterrent
    needed. The fourth, how far a word is believed, weighs what is offered and assured.
    """

    hope: Column
    going_on: Column
    need: Column
    believed: Column
    relieved: Column
    ahead: Column
    assured: Column

    def weighed(self, **weights: float) -> Arrows:
        """The same, some of them times a weight: 0 for what is no motive, 2 for what counts double."""
        values = {f.name: getattr(self, f.name) * weights.get(f.name, 1) for f in fields(self)}
        return Arrows(**values)

    def none(self) -> Arrows:
        """No reason at all."""
        return self.weighed(**{f.name: 0 for f in fields(self)})
