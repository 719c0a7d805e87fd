"""Options that commands share, handed over as one object; and words checked against those the model knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import partial, reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import click

from sim.cli.known_words import OUTCOME, PARAMS, THEORY
from sim.cli.output_options import PLACE, export, figures, open_, out, png, quiet
from sim.cli.shown_options import measures_shown, outcomes_shown
from sim.cli.whole_numbers import WORLD_NUMBER, WholeNumber
from sim.studies.bounds import SEED, WORKERS, WORLDS, WORLDS_OF_A_DESIGN

if TYPE_CHECKING:
    from sim.core.arguments import Between
    from sim.scenario import Scenario
    from sim.studies.running import How

Command: TypeAlias = Callable[..., None]
Option: TypeAlias = Callable[[Command], Command]

LONGEST_NAME = 100
OUTPUTS = Path("outputs")
HISTORY = "history_1990_2017"
OWN, ALL, ALL_AND_CONTROL = "the scenario's own", "all", "all, with the blind control"
"""Theories of a command where none is named."""


def _alone(_ctx: click.Context, _param: click.Parameter, name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a command that runs worlds and writes a folder was asked for, in which words, and when."""

    seed: int
    worlds: int
    theories: tuple[str, ...]
    out: Path | None
    quiet: bool
    figures: tuple[str, ...] = ()
    png: bool = False
    export: tuple[str, ...] = ()
    workers: int | None = None
    scheduler: str | None = None

    def folder(self, *words: str) -> Path:
        """Where to write: what --out names, else the folder of these words in outputs/."""
        return self.out or OUTPUTS / "_".join(words)

    def asked(self) -> dict[str, Any]:
        """The options that say what is run, as every analysis takes them."""
        return {"theories": self.theories, "worlds": self.worlds, "seed": self.seed}

    def how(self, folder: Path) -> How:
        """How the study is run, its result saved to a folder."""
        from sim.cli.progress import counting, tell

        bar = partial(counting, quiet=self.quiet)
        who: How = {"workers": self.workers, "scheduler": self.scheduler}
        who |= {"figures": self.figures, "png": self.png, "export": self.export}
        return {**who, "out": folder, "bar": bar, "tell": tell}


@dataclass(frozen=True, kw_only=True)
class Running(Options):
    """The same of `run` and `compare`."""

    params: str
    keep_worlds: bool
    outcomes: tuple[str, ...]
    measures: tuple[str, ...]

    def asked(self) -> dict[str, Any]:
        names = ("params", "worlds", "seed", "keep_worlds", "outcomes", "measures")
        return {name: getattr(self, name) for name in names}

    @property
    def unusual(self) -> list[str]:
        """What the folder's name says of theories and parameters, where some are named."""
        return [*self.theories, *([] if self.params == "prior" else [self.params])]


FILE = click.Path(path_type=str)


folder = click.argument("folder", type=PLACE)
seed = click.option(
    "--seed", type=WholeNumber(SEED), default=1, show_default=True,
    help="Number that all random draws come from; the same one gives the same worlds.",
)  # fmt: skip
theory = click.option("--theory", type=THEORY, help=f"Theory of what moves Pyongyang; else {OWN}.")
one_theory = click.option(
    "--theory", "theories", type=THEORY, callback=_alone, help=f"Theory of what moves Pyongyang; else {OWN}."
)
workers = click.option(
    "--workers", type=WholeNumber(WORKERS),
    help="Processes to run the worlds in, with the same results whatever their number; else one a core.",
)  # fmt: skip
scheduler = click.option(
    "--scheduler", metavar="ADDRESS",
    help="Send the worlds to a Dask scheduler, tcp://HOST:PORT, once it has --workers, or `local` to "
    "start one: docs/cluster.md.",
)  # fmt: skip
params = click.option(
    "--params", type=PARAMS, default="prior", show_default=True,
    help="Draw parameters from their ranges (prior), from what the fit left of them (fitted), or hold "
    "them at their defaults (default).",
)  # fmt: skip


def world(what: str) -> Option:
    """The option `--world`."""
    return click.option("--world", type=WORLD_NUMBER, default=0, show_default=True, help=what)


def worlds(default: int, says: str, bounds: Between = WORLDS, name: str = "--worlds") -> Option:
    """The option `--worlds`, for one command by another name."""
    return click.option(
        name, "worlds", type=WholeNumber(bounds), default=default, show_default=True, help=says
    )


LEAVING = (out, figures, png, export, open_, quiet)
"""What every study leaves behind, and how much of it is printed."""


def theories(otherwise: str) -> Option:
    """The option `--theory` where several may be named."""
    says = f"Theory of what moves Pyongyang, more than once for several; else {otherwise}."
    return click.option("--theory", "theories", type=THEORY, multiple=True, help=says)


def together(kind: type[Options], *options: Option) -> Option:
    """Options that come to the command as one object, its first argument; what has no field there, beside."""
    names = {each.name for each in fields(kind)}

    def add(command: Command) -> Command:
        @wraps(command)
        def called(**given: Any) -> None:
            own = {name: given.pop(name) for name in names & set(given)}
            command(kind(**own), **given)

        return reduce(lambda inner, option: option(inner), reversed(options), cast(Command, called))

    return add


def asking(worlds_: Option, else_: str, *more: Option) -> Option:
    """What all commands take that run worlds, with the theories `else_` where none is named."""
    return together(
        Options,
        worlds_,
        seed,
        theories(else_),
        *more,
        workers,
        scheduler,
        *LEAVING,
    )


def analysing(default: int, says: str) -> Option:
    """The options of an analysis."""
    return asking(worlds(default, says, WORLDS_OF_A_DESIGN), "all that see what others do")


def outcome(default: str, says: str) -> Option:
    """The option `--outcome`."""
    return click.option("--outcome", type=OUTCOME, default=default, show_default=True, help=says)


def name_of(scenarios: Sequence[Scenario]) -> str:
    """What the name of a folder says of the scenarios."""
    return "+".join(scenario.path.stem for scenario in scenarios)[:LONGEST_NAME]


def _running() -> Option:
    keep = click.option(
        "--keep-worlds", is_flag=True,
        help="Keep every week of every world, in worlds.nc; any world can be replayed without.",
    )  # fmt: skip
    many = worlds(1000, "How many worlds to run under each theory, eight to a draw of the parameters.")
    where = (
        workers,
        scheduler,
        keep,
        outcomes_shown,
        measures_shown,
        *LEAVING,
    )
    return together(Running, many, seed, theories(ALL_AND_CONTROL), params, *where)


running = _running()
"""The options of `run` and `compare`, which come as `Running`."""
