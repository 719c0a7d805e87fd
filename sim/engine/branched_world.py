"""Worlds that start from one world of a finished study: that world is run again to the week, and all go on
from its state, with its draw of the parameters and random draws of their own.

With the seed of the study, world number w is world w of it from that week on: branched from, it goes on as it
did, to the last bit, as long as the scenario is the same and has no inject that waits.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from sim.core.columns import Column
from sim.core.errors import UserError, listed, printable
from sim.core.ordinary_files import is_name_inside, is_ordinary
from sim.core.random_streams import Draws
from sim.engine.conditioning import priors
from sim.engine.conditioning.continued import continued, numbers_set
from sim.engine.conditioning.past import past_of
from sim.engine.conditioning.record_world import RecordWorld, start_from
from sim.engine.conditioning.resampling import Carried, carried, resampled
from sim.engine.provenance import software
from sim.model.world import World
from sim.scenario import Scenario, Start
from sim.scenario.cell import Cell
from sim.scenario.comparable import complete
from sim.scenario.earlier_copies import load_copy
from sim.scenario.finished_study import FinishedStudy, finished_study


@dataclass(frozen=True, eq=False)
class SourceWorld:
    """The world of a study that others start from: its cell, and what it carries as the week begins.

    `history` is what it came through where its own start is from the record, `before` the world it started
    from where that is of another study.
    """

    begin: Start
    study: FinishedStudy
    cell: Cell
    things: Carried
    history: Scenario | None
    before: SourceWorld | None

    def fits(self, cell: Cell, _seed: int) -> bool:
        """Whether worlds of a cell start from it."""
        return (self.begin, self.cell.theory) == (cell.scenario.begin, cell.theory)

    def going_on(self, scenario: Scenario) -> Scenario:
        """The scenario that holds from the branch on: where the world came from the record, with what of the
        history continues, as if the scenario had started from there with it.
        """
        as_before = scenario.model_copy(update={"begin": self.cell.scenario.begin})
        if self.history is not None:
            as_before = continued(as_before, self.history)
        elif self.before is not None:
            as_before = self.before.going_on(as_before)
        return as_before.model_copy(update={"begin": scenario.begin})


class DrawnAsIn(Draws):
    """Random draws of worlds that all have the parameter draw of one world of another study."""

    def __init__(self, draws: Draws, source: SourceWorld) -> None:
        super().__init__(draws.seed, draws.first, draws.worlds, draws.cells)
        number = source.begin.world or 0
        self._one, self._replicates = Draws(source.study.seed, number, 1), source.study.replicates

    def parameter(self, kind: str, name: str, replicates: int) -> Column:
        return np.repeat(self._one.parameter(kind, name, self._replicates), self.worlds * self.cells)


class BranchedWorld(World):
    """Worlds of cells that start from the same world of a study, each under its own theory. `drifts` says
    whether the phase of the programme drifts on after each week.
    """

    def __init__(
        self,
        cells: Sequence[Cell],
        draws: Draws,
        replicates: int,
        points: Mapping[str, Column] | None = None,
        given: Collection[object] = (),
    ) -> None:
        found = [_given(cell, given) or source_world(cell) for cell in cells]
        from_now_on = [
            replace(cell, scenario=source.going_on(cell.scenario))
            for cell, source in zip(cells, found, strict=True)
        ]
        super().__init__(from_now_on, DrawnAsIn(draws, found[0]), replicates, points)
        everywhere = np.zeros(draws.worlds, np.int64)
        start = [resampled(each.things, everywhere) for each in found]
        set_anew = [numbers_set(cell.scenario) | set(points or ()) for cell in cells]
        start_from(self.situation, start, set_anew)
        self.drifts = priors.DRIFT in self.situation.p.items()

    def step(self) -> None:
        """One week, after which the phase of the programme drifts on where the record taught it."""
        super().step()
        if self.drifts:
            priors.drift(self.situation)


def as_written(cells: Sequence[Cell], draws: Draws, replicates: int) -> World:
    """Worlds at their start that are simulated as written, whatever pays."""
    first = cells[0].scenario
    if first.from_world:
        return BranchedWorld(cells, draws, replicates)
    return (RecordWorld if first.from_record else World)(cells, draws, replicates)


def _given(cell: Cell, given: Collection[object]) -> SourceWorld | None:
    sources = (each for each in given if isinstance(each, SourceWorld))
    return next((each for each in sources if each.fits(cell, 0)), None)


def sources_for(cells: Sequence[Cell]) -> tuple[SourceWorld, ...]:
    """The worlds that cells start from, each once."""
    found: list[SourceWorld] = []
    for cell in cells:
        if cell.scenario.from_world and _given(cell, found) is None:
            found.append(source_world(cell))
    return tuple(found)


def source_world(cell: Cell) -> SourceWorld:
    """The world that those of a cell start from, run again. Raises UserError where there is none."""
    begin = cell.scenario.begin
    study = finished_study(str(begin.study))
    return _source_world(study.mark, study.folder, begin, cell.theory, str(cell.scenario.path))


def possible(scenario: Scenario) -> None:
    """Raise UserError for a scenario whose worlds cannot start from the study that it names, as far as that
    can be known before the world is run again.
    """
    study, path = finished_study(str(scenario.begin.study)), str(scenario.path)
    _same_code(study, path)
    _cell(study, scenario.begin, scenario.theory, path)


@lru_cache(maxsize=16)
def _source_world(_mark: str, folder: Path, begin: Start, theory: str, path: str) -> SourceWorld:
    """Run the world to the week; after another study has been put into the folder, it is run again."""
    study, world, week = finished_study(folder), begin.world or 0, begin.week or 0
    _same_code(study, path)
    cell = _cell(study, begin, theory, path)
    here = as_written([cell], Draws(study.seed, world, 1), study.replicates)
    for _ in range(week):
        here.step()
    if here.situation.fate.at_war[0]:
        what = f"world {world} of {folder} is at war in week {week} under {theory}"
        raise UserError(f"{path}: start: {what}: nothing goes on from there; allowed: an earlier week")
    history = past_of(cell.scenario).history if cell.scenario.from_record else None
    before = source_world(cell) if cell.scenario.from_world else None
    return SourceWorld(begin, study, cell, carried(here.situation), history, before)


def _same_code(study: FinishedStudy, path: str) -> None:
    """Raise UserError for a study by other code: run again, its worlds may be others than those it shows."""
    here = software()
    if study.is_whole and study.code != here["code"]:
        what = f"{study.folder} was made by another version of the model ({study.version})"
        cure = "a study that this version made; its manifest has the command"
        raise UserError(f"{path}: start.study: {what}: its worlds may be others now; allowed: {cure}")


def _cell(study: FinishedStudy, begin: Start, theory: str, path: str) -> Cell:
    """The cell of the study that the world is of: of the scenario that is named, else the first."""
    names = [name for name, of in study.cells if of == theory and begin.scenario in (None, name)]
    if not names:
        have = listed([f"{name} under {of}" for name, of in study.cells])
        wanted = f"{begin.scenario} under {theory}" if begin.scenario else f"theory {theory}"
        raise UserError(f"{path}: start.study: {study.folder} has no world of {wanted}; it has {have}")
    copy = next((each.resolved for each in study.scenarios if each.name == names[0]), "")
    place = study.folder / copy
    if not is_name_inside(copy) or not is_ordinary(study.folder, copy):
        what = f"its manifest names no file in it for {names[0]} ({printable(copy)[:100]})"
        raise UserError(f"{path}: start.study: {study.folder}: {what}")
    copied = load_copy(place)
    complete(copied)
    return Cell(copied, theory)
