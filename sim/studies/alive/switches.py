"""Switches: what is turned from one end to the other, or off, in the same worlds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sim.core.errors import UserError, did_you_mean, listed
from sim.engine.design import with_parameters
from sim.explanation.rule_inputs import every_rule
from sim.scenario import Scenario
from sim.studies.alive.essay_rows import Expected, Row, scenarios_of
from sim.vocabulary.claims import claims

Kind = Literal["row", "rule", "parameter"]


@dataclass(frozen=True)
class Switch:
    """Something that is turned: `of` against `against`, in the words of a reader.

    A row turns a number from the low end of its range to the high one, or changes the scenario; a rule is
    switched off (`silent`); a parameter goes from one end of its range to the other. `part_of` is the row of
    the essay, `expects` what must move and to which side.
    """

    kind: Kind
    name: str
    says: str
    of: Scenario
    against: Scenario
    silent: str = ""
    part_of: str = ""
    expects: Mapping[str, Expected] = field(default_factory=dict[str, Expected])
    settings: tuple[Mapping[str, float], Mapping[str, float]] = ({}, {})
    """Parameters that are set on top of `of` and `against`, so that many switches share a scenario."""

    def sides(self) -> tuple[Scenario, Scenario]:
        """The two scenarios, complete."""
        of, against = (dict(each) for each in self.settings)
        return with_parameters(self.of, of), with_parameters(self.against, against)


def switches(scenario: Scenario, rows: Mapping[str, Sequence[Row]], only: Sequence[str]) -> list[Switch]:
    """All switches of a scenario, or those named: a kind, an id of the essay, a rule or a parameter.

    Raises UserError for a word that names nothing, and for a lever that the scenario does not have.
    """
    parameters = {name: it for name, it in scenario.parameters.items() if it.range[0] < it.range[1]}
    kinds = {"rows": rows, "rules": every_rule(), "parameters": parameters}
    words = {word.lower(): word for words in (kinds, *kinds.values()) for word in words}
    for word in only:
        if word.lower() not in words:
            hint = did_you_mean(word, words.values())
            allowed = listed(list(words.values()), word)
            raise UserError(f"--only {word}: no row, rule or parameter; allowed: {allowed}{hint}")
    chosen = {words[word.lower()] for word in only} or kinds.keys()

    def of(kind: str) -> list[str]:
        return [name for name in kinds[kind] if {kind, name} & chosen]

    return [
        *(switch for claim in of("rows") for switch in _levers(scenario, claim, rows[claim])),
        *(_off(scenario, key) for key in of("rules")),
        *(_turned(scenario, name) for name in of("parameters")),
    ]


def _levers(scenario: Scenario, claim: str, rows: Sequence[Row]) -> Iterator[Switch]:
    for it in rows:
        try:
            of, against = scenarios_of(scenario, it)
        except UserError as error:
            raise UserError(f"{claim}, {it.name}: not in this scenario: {error}") from None
        yield Switch("row", it.name, claims()[claim].says, of, against, part_of=claim, expects=it.expects)


def _off(scenario: Scenario, key: str) -> Switch:
    return Switch("rule", key, every_rule()[key].says, scenario, scenario, silent=key)


def _turned(scenario: Scenario, name: str) -> Switch:
    it = scenario.parameters[name]
    low, high = it.range
    return Switch("parameter", name, it.says, scenario, scenario, settings=({name: high}, {name: low}))
