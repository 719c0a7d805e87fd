"""Scenarios: read from files, changed in Python by the words of a file, and written out as one."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Unpack

from sim.core.errors import Complaint, Complaints, UserError, named
from sim.core.plain_values import as_path
from sim.scenario.changes_table import changes_in
from sim.scenario.contents import Contents
from sim.scenario.dump import contents_of, written
from sim.scenario.field_types import Span
from sim.scenario.inheritance import MergedTree, merged, read_tree
from sim.scenario.library import folder
from sim.scenario.load import checked
from sim.scenario.periods import mix_at
from sim.scenario.python_values import node_of
from sim.scenario.words import Words
from sim.scenario.yaml_nodes import Node, Spot, complain

IN_PYTHON: Final = "in Python"
"""What stands for the file's name in complaints about words given in Python."""


class Scenario(Contents, title="Scenario"):
    """The inputs of a run; `scenarios/baseline.yaml` shows what each entry means.

    `path` is the file it was read from, else the name it would be saved under; `files` are the files it came
    from, the one that others extend first.
    """

    def with_(self, **words: Unpack[Words]) -> Scenario:
        """The scenario with some of it changed, by the words of a scenario file, as a file that extends it.

        Mappings are laid over its own entry by entry, `None` removes an entry, everything else is replaced.
        Without a `name` it is called NAME_changed. Raises Complaints with every fault.

        >>> from sim.scenario import load, find_scenario
        >>> firm = load(find_scenario("baseline")).with_(name="firm", posture={"US": {"stick": 1.8}})
        >>> firm.dispositions_of("US")["stick"]
        (1.8, 1.8)
        """
        if "extends" in words:
            problem = "a scenario changed in Python extends the one it was called on"
            raise complain(IN_PYTHON, problem, key="extends")
        over, strange = node_of({"name": f"{self.name}_changed"} | words, IN_PYTHON)
        if strange:
            raise Complaints(strange)
        return self._changed(over)

    def with_table(self, path: str | Path) -> list[Scenario]:
        """The scenarios that a table of changes makes of it: a CSV file with a row each, of which the first
        names the columns (`name`, and entries by their dotted keys, as `posture.US.stick`).

        Raises Complaints with every fault of the table, by line and column.
        """
        found: list[Scenario] = []
        faults: list[Complaint] = []
        for over in changes_in(as_path(path)):
            try:
                found.append(self._changed(over))
            except Complaints as error:
                faults += error.complaints
        if faults:
            raise Complaints(faults)
        return found

    def _changed(self, over: Node) -> Scenario:
        """The scenario with a tree of changes laid over it, as a file that extends it."""
        top, _ = node_of(contents_of(self), str(self.path))
        base = MergedTree(_with_places(top, self), self.files, ())
        scenario = checked(merged(base, over), Scenario)
        return scenario.model_copy(update={"path": Path(f"{scenario.name}.yaml")})

    def dispositions_of(self, actor: str, strategy: str | None = None) -> dict[str, Span]:
        """The span of every disposition of an actor at the start: default ← strategy ← posture, its own last.

        With `strategy`, what they would be under that one.
        """
        return mix_at(self, actor, 0, strategy)

    def with_strategy(self, name: str) -> Scenario:
        """The same scenario under another strategy, and named after it."""
        (name,) = named(name, self.strategies, "strategy")
        asked = f"What comes of {name.replace('_', ' ')}? {self.strategies[name].says}"
        return self.model_copy(update={"name": name, "strategy": name, "question": asked})

    def yaml(self) -> str:
        """The text of a scenario file that holds all of it and extends no other."""
        return written(self)

    def save(self, path: str | Path) -> Path:
        """Write it as a scenario file that needs no other. Raises UserError if that cannot be done."""
        file = as_path(path)
        try:
            file.write_text(self.yaml(), encoding="utf-8")
        except OSError as error:
            raise UserError(f"{file}: cannot be written: {error.strerror}") from None
        return file

    def __repr__(self) -> str:
        """Name, strategy, weeks and question."""
        what = f"strategy {self.strategy_words}, theory {self.theory}, {self.weeks} weeks from {self.monday}"
        return f"<Scenario {self.name}: {what}: {self.question}>"

    __str__ = __repr__


def baseline() -> Scenario:
    """The scenario that all shipped ones extend."""
    return load(folder() / "baseline.yaml")


def load(path: Path | str) -> Scenario:
    """Read a scenario file and all it extends; raises Complaints with every fault found in them."""
    return checked(read_tree(as_path(path)), Scenario)


def _with_places(top: Node, scenario: Scenario) -> Node:
    """The tree of a scenario written out, in which orders and injects keep the place they were written at."""
    sections = dict(top.fields)
    for section in ("orders", "injects"):
        entries = dict(sections[section].fields)
        for name, entry in getattr(scenario, section).items():
            file, _, line = entry.where.rpartition(":")
            place = Spot(file, int(line), 1) if line.isdecimal() else Spot(IN_PYTHON, 0, 0)
            entries[name] = Node(entries[name].value, place, place)
        sections[section] = Node(entries, sections[section].spot, sections[section].key)
    return Node(sections, top.spot, top.key)
