"""The hypotheses of the essay as data: `hypotheses.yaml`, read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, ValidationError

from sim.core.errors import UserError, nearest_word
from sim.scenario.entries import Part
from sim.scenario.library import folder
from sim.scenario.yaml_reader import parse
from sim.vocabulary.claims import claims
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.theory_names import NAMES

FILE = Path(__file__).with_name("hypotheses.yaml")
Side: TypeAlias = Literal["less", "more"]
Kind: TypeAlias = Literal["all", "not", "level", "undominated"]
Changes: TypeAlias = dict[str, Any]
Text: TypeAlias = Annotated[str, Field(min_length=1)]


class Contrast(Part):
    """Two cells in the same worlds, or one cell alone, and the side on which the claim puts the first."""

    of: str
    against: str = ""
    on: dict[str, Side]
    rule: Literal["all", "either"] = "all"
    dose: str = ""


class Match(Part):
    """Outcomes in which both cells of every contrast must agree, as a share of the first one's mean."""

    on: tuple[str, ...]
    within: float


class Record(Part):
    """The nearest patterns of the record, by id, and what they say of the claim."""

    patterns: tuple[str, ...]
    says: Text


class Region(Part):
    """Where a part of the claim comes out one way or the other: numbers, a theory, and what it comes to."""

    contrast: str
    on: str
    comes: Literal["holds", "leans", "nothing", "reverse"]
    parameters: dict[str, tuple[float, float]] = Field(default_factory=dict[str, tuple[float, float]])
    theory: str = "essay"


class Hypothesis(Part):
    """One conclusion of the essay in our words, and how it is put to the test."""

    id: str
    claim: Text
    ids: tuple[str, ...]
    reasoning: Text
    how: Text
    kind: Kind = "all"
    level: float = 0.0
    contrasts: dict[str, Contrast]
    asides: dict[str, Contrast] = Field(default_factory=dict[str, Contrast])
    shown: tuple[str, ...] = ()
    matched: Match | None = None
    literature: Text
    record: Record
    other_way: tuple[Region, ...]

    @property
    def every(self) -> dict[str, Contrast]:
        """The contrasts that are judged, then those that are only shown."""
        return self.contrasts | self.asides

    @property
    def cells(self) -> list[str]:
        """The names of the cells it needs."""
        return list(dict.fromkeys(n for c in self.every.values() for n in (c.of, c.against) if n))


class Trial(Part):
    """All hypotheses, and the cells that their contrasts name, as changes to the baseline."""

    cells: dict[str, Changes]
    hypotheses: dict[str, Hypothesis]
    file: Path
    given: Path | None = None

    @property
    def baseline(self) -> Path:
        """The file of the scenario that cells change: the shipped baseline where none was given."""
        return self.given or folder() / "baseline.yaml"


@cache
def trial() -> Trial:
    """What `hypotheses.yaml` holds; raises UserError with everything wrong in it."""
    return read(FILE)


def read(file: Path, baseline: Path | None = None) -> Trial:
    """The trial in a file, over a scenario; raises UserError with everything wrong in it."""
    try:
        node, faults = parse(file.read_bytes(), str(file))
    except OSError as error:
        raise UserError(f"{file}: cannot be read ({error.strerror})") from error
    data = node.plain() | {"file": file, "given": baseline}
    data["cells"] = {name: changes or {} for name, changes in data["cells"].items()}
    for name, hypothesis in data["hypotheses"].items():
        hypothesis["id"] = name
    try:
        found = Trial.model_validate(data)
    except ValidationError as error:
        places = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise UserError("\n".join(f"{file}: {place}" for place in places)) from None
    told = [str(fault) for fault in faults] + [f"{file}: {fault}" for fault in _faults(found)]
    if told:
        raise UserError("\n".join(told))
    return found


def _faults(found: Trial) -> Iterator[str]:
    for name, hypothesis in found.hypotheses.items():
        for what, words, known in _words(hypothesis, found):
            for word in words:
                if word not in known:
                    near = nearest_word(word, known)
                    yield f"{name}: no {what} {word!r}" + (f"; did you mean {near!r}?" if near else "")
        if hypothesis.kind != "level" and any(not c.against for c in hypothesis.contrasts.values()):
            yield f"{name}: a contrast needs `against`; only a level stands alone"
        yield from _strange_ids(hypothesis)
    used = {cell for hypothesis in found.hypotheses.values() for cell in hypothesis.cells}
    yield from (f"cell {name!r} is used by no hypothesis" for name in found.cells if name not in used)


def _words(hypothesis: Hypothesis, found: Trial) -> Iterator[tuple[str, list[str], Any]]:
    yield "cell", hypothesis.cells, found.cells
    outcomes = [outcome for contrast in hypothesis.every.values() for outcome in contrast.on]
    outcomes += [*hypothesis.shown, *(hypothesis.matched.on if hypothesis.matched else ())]
    yield "outcome", outcomes, OUTCOMES
    yield "contrast", [region.contrast for region in hypothesis.other_way], hypothesis.every
    yield "theory", [region.theory for region in hypothesis.other_way], NAMES
    for region in hypothesis.other_way:
        if region.contrast in hypothesis.every:
            yield "outcome of that contrast", [region.on], hypothesis.every[region.contrast].on


def _strange_ids(hypothesis: Hypothesis) -> Iterator[str]:
    for claim in hypothesis.ids:
        if claim not in claims():
            yield f"{hypothesis.id}: no claim {claim!r} in claims.toml"
    for pattern in hypothesis.record.patterns:
        if not re.fullmatch(r"P\d+b?", pattern):
            yield f"{hypothesis.id}: {pattern!r} is no pattern"
