"""Hypotheses: what the essay concludes as data, with the variants of a scenario that each one compares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

from pydantic import AliasChoices, Field

from sim.core.errors import Complaints, UserError
from sim.scenario import Scenario
from sim.scenario.entries import FileEntry
from sim.scenario.field_types import Text

Side: TypeAlias = Literal["less", "more"]
Kind: TypeAlias = Literal["all", "not", "level", "undominated"]
Changes: TypeAlias = dict[str, Any]
"""What a variant changes, in the words of a scenario file."""


class Contrast(FileEntry):
    """Two cells in the same worlds, or one cell alone, and the side on which the claim puts the first."""

    of: str
    against: str = ""
    on: dict[str, Side]
    rule: Literal["all", "either"] = "all"
    dose: str = ""


class Match(FileEntry):
    """Outcomes in which both cells of every contrast must agree, as a share of the first one's mean."""

    on: tuple[str, ...]
    within: float


class RecordNote(FileEntry):
    """The nearest patterns of the record, by id, and what they say of the claim."""

    patterns: tuple[str, ...]
    says: Text


class Region(FileEntry):
    """Where a part of the claim comes out one way or the other: numbers, a theory, and the result there."""

    contrast: str
    on: str
    comes: Literal["holds", "leans", "nothing", "reverse"]
    parameters: dict[str, tuple[float, float]] = Field(default_factory=dict[str, tuple[float, float]])
    theory: str = "essay"


class Hypothesis(FileEntry):
    """One conclusion of the essay in our words, and how it is tested."""

    id: str
    claim: Text
    ids: tuple[str, ...]
    reasoning: Text
    how: Text
    kind: Kind = "all"
    level: float = 0.0
    contrasts: dict[str, Contrast]
    not_judged: dict[str, Contrast] = Field(
        default_factory=dict[str, Contrast],
        validation_alias=AliasChoices("not_judged", "asides"),  # as files of earlier studies call them
    )
    shown: tuple[str, ...] = ()
    matched: Match | None = None
    literature: Text
    record: RecordNote
    other_way: tuple[Region, ...]

    @property
    def every(self) -> dict[str, Contrast]:
        """The contrasts that are judged, then those that are only shown."""
        return self.contrasts | self.not_judged

    @property
    def cells(self) -> list[str]:
        """The names of the cells it needs."""
        return list(dict.fromkeys(n for c in self.every.values() for n in (c.of, c.against) if n))


class HypothesisFile(FileEntry):
    """A file of hypotheses: by id, with the cells that their contrasts name, as changes to a scenario."""

    cells: dict[str, Changes]
    hypotheses: dict[str, Hypothesis]
    path: Path
    text: str

    def changes(self, cell: str, theory: str, extra: Changes | None = None) -> Changes:
        """What a cell changes under a theory; `extra` changes lie beneath, as in a region of parameters."""
        own = {key: value for key, value in self.cells[cell].items() if key != "under"}
        under = cast(Changes, self.cells[cell].get("under", {})).get(theory, {})
        return laid(extra or {}, own, under)

    def scenarios(
        self, baseline: Scenario, cells: Iterable[str], theories: Sequence[str], extra: Changes | None = None
    ) -> dict[str, dict[str, Scenario]]:
        """The scenarios of the cells, by theory and cell. Raises UserError for changes no scenario allows."""
        made: dict[str, Scenario] = {}
        found: dict[str, dict[str, Scenario]] = {theory: {} for theory in theories}
        for cell in list(cells):
            for theory in theories:
                changes = self.changes(cell, theory, extra) | {"name": cell}
                key = repr(changes)  # most cells are the same under every theory
                if key not in made:
                    made[key] = self._scenario(baseline, changes)
                found[theory][cell] = made[key]
        return found

    def _scenario(self, baseline: Scenario, changes: Changes) -> Scenario:
        place = f"cells.{changes['name']}"
        try:
            found = baseline.with_(**changes)
        except Complaints as error:
            own = {"file": str(self.path), "line": 0, "column": 0}
            faults = [replace(it, **own, key=f"{place}.{it.key}") for it in error.complaints]
            raise Complaints(faults) from None
        if (found.monday, found.weeks) != (baseline.monday, baseline.weeks):
            raise UserError(f"{self.path}: {place}: cells need the weeks of the scenario that they change")
        return found


def laid(*layers: Mapping[str, Any]) -> Changes:
    """Mappings laid on each other entry by entry, the later over the earlier."""
    result: Changes = {}
    for layer in layers:
        for name, value in layer.items():
            below = result.get(name)
            both = isinstance(below, dict) and isinstance(value, dict)
            result[name] = laid(cast(Changes, below), cast(Changes, value)) if both else value
    return result
