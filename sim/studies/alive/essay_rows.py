"""The rows of the essay as levers: what is turned for each claim, and what must move, to which side."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

from pydantic import Field, ValidationError

from sim.core.errors import UserError, did_you_mean
from sim.scenario import Scenario
from sim.scenario.entries import FileEntry
from sim.scenario.yaml_reader import parse
from sim.studies.response.levers import lever
from sim.vocabulary.claims import claims

Expected: TypeAlias = Literal["more", "less", "either"]
"""The side on which the high end lies of the low one; `either` where both signs are in the range."""
FILE = Path(__file__).with_name("essay_rows.yaml")


class Row(FileEntry):
    """One lever of a claim: a number that is turned over its range, or changes to the scenario.

    `expects` names observables, each with the side that was stated before anything was run.
    """

    vary: str = ""
    changes: dict[str, Any] = Field(default_factory=dict[str, Any])
    says: str = ""
    expects: dict[str, Expected]

    @property
    def name(self) -> str:
        """The number that is varied, or what is changed, in words."""
        return self.vary or self.says


@cache
def rows() -> Mapping[str, tuple[Row, ...]]:
    """The levers of each claim, by its id. Raises UserError with everything wrong in the file."""
    return read_rows(FILE)


def read_rows(file: Path) -> Mapping[str, tuple[Row, ...]]:
    """Read a file of rows."""
    node, faults = parse(file.read_bytes(), str(file))
    data = cast("dict[str, list[Any]]", node.plain())
    wrong = [str(fault) for fault in faults]
    found: dict[str, tuple[Row, ...]] = {}
    for claim, levers in data.items():
        if claim not in claims():
            wrong.append(f"{file}: {claim}: no claim of the essay{did_you_mean(claim, claims())}")
        try:
            found[claim] = tuple(Row.model_validate(each) for each in levers)
        except ValidationError as error:
            wrong += [f"{file}: {claim}.{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
            continue
        both = [it for it in found[claim] if bool(it.vary) == bool(it.changes)]
        wrong += [f"{file}: {claim}: a lever needs either `vary` or `changes`" for _ in both]
        wrong += [
            f"{file}: {claim}: `changes` needs `says`" for it in found[claim] if it.changes and not it.says
        ]
    if wrong:
        raise UserError("\n".join(wrong))
    return found


def known(levers: Mapping[str, tuple[Row, ...]], observables: Collection[str]) -> None:
    """Raise UserError where a row expects something to move that nothing is measured by."""
    wrong = [
        f"{FILE}: {claim}.{it.name}: no observable {name!r}{did_you_mean(name, observables)}"
        for claim, each in levers.items()
        for it in each
        for name in it.expects
        if name not in observables
    ]
    if wrong:
        raise UserError("\n".join(wrong))


def scenarios_of(scenario: Scenario, row: Row) -> tuple[Scenario, Scenario]:
    """The scenario at the high end of a row's lever and at the low one; or changed, and as it is."""
    if row.changes:
        return scenario.with_(name="changed", **row.changes), scenario
    turned = lever(scenario, row.vary)
    if turned.low is None or turned.high is None:
        raise UserError(f"{FILE}: {row.vary}: has no range of its own")
    return turned.at(turned.high), turned.at(turned.low)
