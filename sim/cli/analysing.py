"""What the analyses share on the command line: options, how their runs are done, how a page is closed."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import Known, Option, Options, asking, worlds

if TYPE_CHECKING:
    from rich.console import Console

    from sim.engine.design_runs import Runs
    from sim.scenario import Scenario

MOST = 20_000_000


def _outcomes() -> Iterable[str]:
    from sim.vocabulary.glossary import OUTCOMES

    return OUTCOMES


OUTCOME = Known("outcome", lambda: list(_outcomes()))


def analysing(default: int, says: str) -> Option:
    """The options of an analysis."""
    return asking(worlds(default, says, most=MOST), "all that see what others do")


def outcome(default: str, says: str) -> Option:
    """The option `--outcome`."""
    return click.option("--outcome", type=OUTCOME, default=default, show_default=True, help=says)


def seeing(theories: Sequence[str]) -> tuple[str, ...]:
    """The theories asked for, else all that see what others do."""
    from sim.vocabulary.theory_names import BLIND, NAMES

    return tuple(dict.fromkeys(theories)) or tuple(name for name in NAMES if name not in BLIND)


def judged(outcome: str, command: str) -> None:
    """Raise UserError for an outcome of which neither side is worse."""
    from sim.core.errors import UserError, listed
    from sim.vocabulary.glossary import OUTCOMES

    if OUTCOMES[outcome].better == "neither":
        known = [name for name, it in OUTCOMES.items() if it.better != "neither"]
        raise UserError(
            f"{command} --outcome {outcome}: neither more nor less of it is worse; allowed: {listed(known)}"
        )


def loaded(files: Sequence[str], theories: Sequence[str] = ()) -> list[Scenario]:
    """The scenarios of some files, complete and fit to be compared. Raises UserError."""
    from sim.scenario import find_scenario, load
    from sim.scenario.comparable import cells_of

    scenarios = [load(find_scenario(file)) for file in files]
    cells_of(scenarios, theories)
    return scenarios


def folder_of(options: Options, command: str, scenarios: Sequence[Scenario], *words: str) -> Path:
    """Where to write; raises UserError, before the long run, if nothing can be written there."""
    from sim.output.study_folder import check

    name = "+".join(scenario.path.stem for scenario in scenarios)[:100]
    folder = options.folder(command, name, *words, *options.theories)
    check(folder)
    return folder


@contextmanager
def design(options: Options, folder: Path, worlds: int, world_weeks: int) -> Generator[Runs]:
    """How the runs of an analysis are done, with a bar; what Ctrl-C interrupts is resumed next time."""
    from sim.cli.progress import counting, tell
    from sim.engine.checkpoint import Checkpoint
    from sim.engine.design_runs import Runs
    from sim.engine.process_pool import open_pool

    checkpoint = Checkpoint(folder, tell, ended=True)
    with (
        counting(world_weeks, quiet=options.quiet) as progress,
        open_pool(world_weeks, options.workers, None, tell) as pool,
    ):
        yield Runs(options.seed, worlds, pool, progress, checkpoint)
    checkpoint.drop()


def beyond(scenario: Scenario, theories: Sequence[str]) -> list[str]:
    """What must be said of ranges that the record does not support."""
    from sim.results.caveats import beyond as outside

    return [f"{theory}: {words}" for theory in theories if (words := outside(scenario, theory))]


def close(page: Console, words: Sequence[str], small_print: str, folder: Path) -> None:
    """What to bear in mind, what was run, and where the files are."""
    from rich.text import Text

    for each in words:
        page.print(Text(f"! {each}", style="yellow"))
    page.print(Text(small_print, style="dim"))
    files = sorted(path.name for path in folder.iterdir() if path.is_file() and path.suffix != ".svg")
    page.print(Text(f"In {folder}: {', '.join(files)}"))
