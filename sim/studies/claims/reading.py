"""Reads a file of hypotheses, such as `hypotheses.yaml`, and reports everything wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from sim.core.errors import UserError, did_you_mean
from sim.scenario.yaml_reader import parse
from sim.studies.claims.hypotheses import Hypothesis, HypothesisFile
from sim.vocabulary.claims import claims
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.theory_names import NAMES

FILE = Path(__file__).with_name("hypotheses.yaml")
"""The hypotheses of the essay."""


@cache
def essay_hypotheses() -> HypothesisFile:
    """The hypotheses of the essay."""
    return read_hypotheses(FILE)


def read_hypotheses(file: Path) -> HypothesisFile:
    """Read a file of hypotheses. Raises UserError with everything wrong in it."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UserError(f"{file}: cannot be read ({error.strerror})") from error
    node, faults = parse(content, str(file))
    data = _named(node.plain()) | {"path": file, "text": content.decode(errors="replace")}
    try:
        found = HypothesisFile.model_validate(data)
    except ValidationError as error:
        places = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise UserError("\n".join(f"{file}: {place}" for place in places)) from None
    wrong = [str(fault) for fault in faults] + [f"{file}: {fault}" for fault in _faults(found)]
    if wrong:
        raise UserError("\n".join(wrong))
    return found


def _named(data: dict[str, Any]) -> dict[str, Any]:
    """The data of a file with each hypothesis given its id, and cells that change nothing an empty one."""
    cells, hypotheses = data.get("cells"), data.get("hypotheses")
    if isinstance(cells, dict):
        each = cast("dict[str, Any]", cells)
        data["cells"] = {name: changes or {} for name, changes in each.items()}
    if isinstance(hypotheses, dict):
        for name, hypothesis in cast("dict[str, Any]", hypotheses).items():
            if isinstance(hypothesis, dict):
                hypothesis["id"] = name
    return data


def _faults(found: HypothesisFile) -> Iterator[str]:
    for name, hypothesis in found.hypotheses.items():
        for what, words, known in _words(hypothesis, found):
            for word in words:
                if word not in known:
                    yield f"{name}: no {what} {word!r}{did_you_mean(word, known)}"
        if hypothesis.kind != "level" and any(not c.against for c in hypothesis.contrasts.values()):
            yield f"{name}: a contrast needs `against`; only a level stands alone"
        yield from _unknown_ids(hypothesis)
    used = {cell for hypothesis in found.hypotheses.values() for cell in hypothesis.cells}
    yield from (f"cell {name!r} is used by no hypothesis" for name in found.cells if name not in used)


def _words(hypothesis: Hypothesis, found: HypothesisFile) -> Iterator[tuple[str, list[str], Any]]:
    yield "cell", hypothesis.cells, found.cells
    outcomes = [outcome for contrast in hypothesis.every.values() for outcome in contrast.on]
    outcomes += [*hypothesis.shown, *(hypothesis.matched.on if hypothesis.matched else ())]
    yield "outcome", outcomes, OUTCOMES
    yield "contrast", [region.contrast for region in hypothesis.other_way], hypothesis.every
    yield "theory", [region.theory for region in hypothesis.other_way], NAMES
    for region in hypothesis.other_way:
        if region.contrast in hypothesis.every:
            yield "outcome of that contrast", [region.on], hypothesis.every[region.contrast].on


def _unknown_ids(hypothesis: Hypothesis) -> Iterator[str]:
    for claim in hypothesis.ids:
        if claim not in claims():
            yield f"{hypothesis.id}: no claim {claim!r} in claims.toml"
    for pattern in hypothesis.record.patterns:
        if not re.fullmatch(r"P\d+b?", pattern):
            yield f"{hypothesis.id}: {pattern!r} is no pattern"
