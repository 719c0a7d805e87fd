"""How a study is run: in how many processes, where it is kept, who follows it. No number depends on it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeAlias, TypedDict, TypeVar, cast

from sim.core.arguments import Kept
from sim.core.errors import ArgumentError, UserError, named
from sim.core.plain_values import as_path
from sim.engine.checkpoint import Checkpoint, Tell
from sim.engine.chunk import Progress
from sim.engine.design_runs import Runs
from sim.engine.jobs import StudyJob, run_each
from sim.engine.process_pool import WORTH_A_PROCESS, Pool, open_pool
from sim.output import study_folder
from sim.output.draw_pool import Draw, drawing, hands
from sim.output.export import check_export
from sim.output.result import NONE, Result, named_figures
from sim.scenario import Scenario, find_scenario, load
from sim.scenario.comparable import cells_of
from sim.studies.bounds import SEED, WORKERS, WORLD, WORLDS
from sim.vocabulary.theory_names import BLIND, NAMES

ScenarioLike: TypeAlias = Annotated[Scenario | str | Path, Kept.SCENARIO]
"""A scenario, the path of its file, or the name of one that comes with the project."""
FileLike: TypeAlias = Annotated[str | Path, Kept.FILE]
"""The path of a file, of which a saved folder holds a copy, named after the option."""
FolderLike: TypeAlias = Annotated[str | Path, Kept.FOLDER]
"""A folder of files, of which a saved folder holds a copy, named after the option."""
Bar: TypeAlias = Callable[[int], AbstractContextManager[Progress]]
"""Begins to count so many world-weeks."""

Seed: TypeAlias = Annotated[int, SEED]
Worlds: TypeAlias = Annotated[int, WORLDS]
WorldNumber: TypeAlias = Annotated[int, WORLD]

R = TypeVar("R", bound="Result")
J = TypeVar("J", bound=StudyJob)


class How(TypedDict, total=False):
    """How a study is run: options that every study takes, and on which no number depends.

    `workers` is the number of processes, else one a core. `scheduler` is the address of a Dask scheduler, or
    `local`. `out` is a folder that the result is saved to, replacing an earlier one: it is checked before the
    run, and what an interrupted run has finished is kept beside it and taken up by the next. `figures`, `png`
    and `export` say which pictures are drawn there and what else the tables are written as, as `Result.save`
    takes them. `bar` counts world-weeks and `tell` is given a line when there is something to say meanwhile.
    """

    workers: Annotated[int, WORKERS] | None
    scheduler: str | None
    out: str | Path | None
    figures: str | Sequence[str]
    png: bool
    export: str | Sequence[str]
    bar: Bar
    tell: Tell


@dataclass(frozen=True)
class Work:
    """A study at work: its processes, the bar that counts, and the place of its result."""

    pool: Pool
    progress: Progress
    checkpoint: Checkpoint | None
    """Keeps what is finished beside the folder that the result is saved to, if it is."""
    tell: Tell
    draw: Draw
    figures: str | Sequence[str] = ()
    png: bool = False
    export: str | Sequence[str] = ()
    place: str | Path = ""
    """The folder as it was named, for messages."""

    def runs(self, seed: int, worlds: int) -> Runs:
        """Run designs, each point in so many worlds."""
        return Runs(seed, worlds, self.pool, self.progress, self.checkpoint)

    def each(self, jobs: Sequence[J]) -> dict[J, Any]:
        """Run each of several jobs, in as many processes as there are; their results, kept as they end."""
        return run_each(jobs, self.pool, self.progress, self.checkpoint)

    def done(self, result: R) -> R:
        """The result, saved where it was to be; what was kept for a resumed run is removed.

        If there is no picture of a name, UserError is raised, but only when all else is saved.
        """
        if self.checkpoint is not None:
            fault = result.no_such_figure(self.figures)
            drawn = () if fault else self.figures
            out = self.checkpoint.out
            result.save(out, self.draw, figures=drawn, png=self.png, export=self.export)
            self.checkpoint.drop()
            if fault:
                raise UserError(f"{fault}; the study is saved in {self.place}, with its first pictures")
        return result


@contextmanager
def at_work(world_weeks: int, how: How, *, several: bool = False, worth: float = 0.0) -> Generator[Work]:
    """Begin a study of so many world-weeks. Raises UserError if there are none, its result cannot be saved
    where it is to be, or there is no such scheduler. `several` simulations keep those that have ended, too,
    if they took so many seconds that it is `worth` it.
    """
    if world_weeks < 1:
        raise UserError("nothing to run: one world at least is needed")
    out = None
    if (given := how.get("out")) is not None:
        study_folder.check_place(as_path(given))
        check_export(how.get("export", ()))
        out = as_path(given).absolute()  # wherever the working folder is when the study ends
    tell, bar = how.get("tell", _silent), how.get("bar", _no_bar)
    small = world_weeks < WORTH_A_PROCESS
    pictured = out and NONE not in named_figures(how.get("figures", ()))
    with (
        drawing(hands() if pictured else 1, early=small) as draw,
        open_pool(world_weeks, how.get("workers"), how.get("scheduler"), tell) as pool,
        bar(world_weeks) as progress,
    ):
        checkpoint = Checkpoint(out, tell, ended=several, worth=worth) if out else None
        drawn = how.get("figures", ()), how.get("png", False), how.get("export", ())
        yield Work(pool, progress, checkpoint, tell, draw, *drawn, place=given or "")


def _silent(_: object) -> None:
    """Tell nobody."""


@contextmanager
def _no_bar(_: int) -> Generator[Progress]:
    yield _silent


def scenario_of(given: ScenarioLike) -> Scenario:
    """The scenario itself. Raises UserError with every fault of its file, or if it is nothing of the kind."""
    if not isinstance(cast(object, given), Scenario | str | Path):
        found = type(given).__name__
        raise UserError(
            f"found {found}, not a scenario, the path of its file or its name; give each by itself"
        )
    return given if isinstance(given, Scenario) else load(find_scenario(given))


def history_of(given: ScenarioLike) -> Scenario:
    """The scenario of years that worlds are run through. Raises UserError if its worlds have a past."""
    scenario = scenario_of(given)
    if not scenario.assumed:
        whence = "it" if scenario.from_record else "a world of a study"
        what = f"years that are held against the record cannot start from {whence}"
        raise UserError(f"{scenario.path}: start: {what}; allowed: a start that is assumed")
    return scenario


def comparable(given: Sequence[ScenarioLike], theories: str | Sequence[str] = ()) -> list[Scenario]:
    """The scenarios, complete and such that they can be compared. Raises UserError."""
    scenarios = [scenario_of(each) for each in given]
    cells_of(scenarios, theories_of(theories))
    return scenarios


def uncertain(*scenarios: Scenario) -> dict[str, tuple[float, float]]:
    """The spans of the parameters that all the scenarios leave uncertain alike. Raises UserError if there is
    none: a design has nothing to vary then.
    """
    spans = [{name: number.span for name, number in each.parameters.items()} for each in scenarios]
    found = {
        name: span
        for name, span in spans[0].items()
        if span[0] < span[1] and all(other.get(name) == span for other in spans)
    }
    if not found:
        who = ", ".join(str(each.path) for each in scenarios)
        what = "every parameter is set to one value" + (
            ", or differs between them" if len(scenarios) > 1 else ""
        )
        raise UserError(f"{who}: {what}, so nothing is left to vary; allowed: some that keep a range")
    return found


def numbered(world: int, worlds: int) -> None:
    """Raise UserError if of so many worlds none has that number."""
    if not 0 <= world < worlds:
        raise ArgumentError("world", world, f"the worlds that are run have the numbers 0 to {worlds - 1:,}")


def theories_of(words: str | Sequence[str], otherwise: Iterable[str] = ()) -> tuple[str, ...]:
    """The theories named, else the others given. Raises UserError."""
    return named(words, NAMES, "theory") or tuple(otherwise)


def seeing(words: str | Sequence[str]) -> tuple[str, ...]:
    """The theories named, else all that see what others do."""
    return theories_of(words, [name for name in NAMES if name not in BLIND])
