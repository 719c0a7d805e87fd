"""Options that commands share, handed over as one object; and words checked against those the model knows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import click

from sim.core.errors import UserError, listed, nearest_word

if TYPE_CHECKING:
    from sim.engine.checkpoint import Tell
    from sim.engine.run_info import Ran
    from sim.scenario.cell import Cell
    from sim.studies.comparison.study import Asked

Command: TypeAlias = Callable[..., None]
Option: TypeAlias = Callable[[Command], Command]

MOST_WORLDS = 1_000_000
OUTPUTS = Path("outputs")
HISTORY = "history_1990_2017"
OWN, ALL = "the scenario's own", "all"
"""Theories of a command where none is named."""


class Known(click.ParamType):  # pyright: ignore[reportMissingTypeArgument]
    """A word of a kind; the words are looked up when one is given."""

    def __init__(self, kind: str, words: Callable[[], Collection[str]]) -> None:
        self.name = kind
        self._words = words

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        words = self._words()
        same = {word.lower(): word for word in words}
        if value.lower() in same:
            return same[value.lower()]
        near = nearest_word(value, words)
        hint = f"; did you mean {near!r}?" if near else ""
        problem = f"no {self.name} {value!r}; allowed: {listed(words, value)}{hint}"
        raise click.BadParameter(problem, ctx, param)


def _theories() -> Collection[str]:
    from sim.vocabulary.theory_names import NAMES

    return NAMES


def _actors() -> Collection[str]:
    from sim.vocabulary.signals import ACTORS

    return ACTORS


def _choices() -> Collection[str]:
    from sim.model.parameter_source import CHOICES

    return CHOICES


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
    workers: int | None = None
    command: tuple[str, ...] = ()
    started: datetime = field(default_factory=lambda: datetime.now(UTC))

    def folder(self, *words: str) -> Path:
        """Where to write: what --out names, else the folder of these words in outputs/."""
        return self.out or OUTPUTS / "_".join(words)

    def ran(self, cells: Sequence[Cell], worlds: int | None = None, replicates: int | None = None) -> Ran:
        """What a manifest tells of the run; with other worlds where not so many were run as asked for."""
        from sim.engine.run_info import Ran
        from sim.engine.world_batch import REPLICATES

        many = worlds or self.worlds
        return Ran(tuple(cells), self.seed, many, self.command, self.started, replicates or REPLICATES)


@dataclass(frozen=True, kw_only=True)
class Running(Options):
    """The same of `run` and `compare`."""

    params: str
    scheduler: str | None
    keep_worlds: bool

    def asked(self, folder: Path, tell: Tell, shown: int | None = None) -> Asked:
        """The study that is asked for, in a folder; `shown` is the world to show as a ledger."""
        from sim.studies.comparison.study import Asked

        many = self.workers, self.scheduler, self.keep_worlds
        return Asked(self.seed, self.worlds, folder, self.command, *many, shown, tell)


FILE = click.Path(path_type=str)
ACTOR = Known("actor", _actors)
THEORY = Known("theory", _theories)

folder = click.argument("folder", type=click.Path(path_type=Path))
seed = click.option(
    "--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True,
    help="Number that all luck comes from; the same one gives the same worlds.",
)  # fmt: skip
theory = click.option("--theory", type=THEORY, help=f"Theory of what moves Pyongyang; else {OWN}.")
one_theory = click.option(
    "--theory", "theories", type=THEORY, callback=_alone, help=f"Theory of what moves Pyongyang; else {OWN}."
)
workers = click.option(
    "--workers", type=click.IntRange(min=1),
    help="Processes to run the worlds in, with the same results whatever their number; else one a core.",
)  # fmt: skip
out = click.option(
    "--out", type=click.Path(path_type=Path),
    help="Folder to write, replacing what an earlier run left there; else one in outputs/.",
)  # fmt: skip
params = click.option(
    "--params", type=Known("choice of parameters", _choices), default="prior", show_default=True,
    help="Draw parameters from their ranges (prior), from what the fit left of them (fitted), or hold "
    "them at their defaults (default).",
)  # fmt: skip
out_tables = click.option("--out", type=click.Path(path_type=Path), help="Folder to write it to, as tables.")
quiet = click.option("--quiet", is_flag=True, help="Show no progress.")


def world(what: str) -> Option:
    """The option `--world`."""
    return click.option("--world", type=int, default=0, show_default=True, help=what)


def numbered(world: int, worlds: int, which: str) -> None:
    """Raise UserError if `which` worlds, so many of them, have none of that number."""
    if not 0 <= world < worlds:
        raise UserError(f"--world {world}: {which} have the numbers 0 to {worlds - 1:,}")


def worlds(
    default: int, says: str, *, least: int = 1, most: int = MOST_WORLDS, name: str = "--worlds"
) -> Option:
    """The option `--worlds`, for one command by another name."""
    kind = click.IntRange(least, most)
    return click.option(name, "worlds", type=kind, default=default, show_default=True, help=says)


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
            command(kind(command=tuple(click.get_current_context().obj), **own), **given)

        return reduce(lambda inner, option: option(inner), reversed(options), cast(Command, called))

    return add


def asking(worlds_: Option, else_: str, *more: Option) -> Option:
    """What all commands take that run worlds, with the theories `else_` where none is named."""
    return together(Options, worlds_, seed, theories(else_), *more, workers, out, quiet)


def _running() -> Option:
    scheduler = click.option(
        "--scheduler", metavar="ADDRESS",
        help="Send the worlds to a Dask scheduler, tcp://HOST:PORT, once it has --workers, or `local` to "
        "start one: docs/cluster.md.",
    )  # fmt: skip
    keep = click.option(
        "--keep-worlds", is_flag=True,
        help="Keep every week of every world, in worlds.nc; any world can be replayed without.",
    )  # fmt: skip
    many = worlds(2000, "How many worlds to run, eight to a draw of the parameters.")
    return together(Running, many, seed, theories(OWN), params, workers, scheduler, keep, out, quiet)


running = _running()
"""The options of `run` and `compare`, which come as `Running`."""
