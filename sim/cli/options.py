"""Options that commands share, and words that are checked against those the model knows."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

import click

from sim.located import listed, nearest_word

F = TypeVar("F", bound=Callable[..., Any])

MOST_WORLDS = 1_000_000
OUTPUTS = Path("outputs")


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
    from sim.theories import NAMES

    return NAMES


def _actors() -> Collection[str]:
    from sim.signals import ACTORS

    return ACTORS


FILE = click.Path(path_type=str)
ACTOR = Known("actor", _actors)
THEORY = Known("theory", _theories)

seed = click.option(
    "--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True,
    help="Number that all luck comes from; the same one gives the same worlds.",
)  # fmt: skip
theory = click.option(
    "--theory", type=THEORY, help="Theory of what moves Pyongyang; else the scenario's own."
)
_worlds = click.option(
    "--worlds", type=click.IntRange(1, MOST_WORLDS), default=2000, show_default=True,
    help="How many worlds to run, eight to a draw of the parameters.",
)  # fmt: skip
_worlds_a_theory = click.option(
    "--worlds", type=click.IntRange(100, 100_000), default=1000, show_default=True,
    help="How many worlds to run under each theory.",
)  # fmt: skip
_out = click.option(
    "--out", type=click.Path(path_type=Path),
    help="Folder to write, replacing what an earlier run left there; else one in outputs/.",
)  # fmt: skip
_quiet = click.option("--quiet", is_flag=True, help="Show no progress.")
_theories_option = click.option(
    "--theory", "theories", type=THEORY, multiple=True,
    help="Theory of what moves Pyongyang, more than once for several; else the scenario's own.",
)  # fmt: skip

_workers = click.option(
    "--workers", type=click.IntRange(min=1),
    help="Processes to run the worlds in, with the same results whatever their number; else one a core.",
)  # fmt: skip
_scheduler = click.option(
    "--scheduler", metavar="ADDRESS",
    help="Send the worlds to a Dask scheduler, tcp://HOST:PORT, or `local` to start one: docs/cluster.md.",
)  # fmt: skip
_keep_worlds = click.option(
    "--keep-worlds", is_flag=True,
    help="Keep every week of every world, in worlds.nc; any world can be replayed without.",
)  # fmt: skip


def world(what: str) -> Callable[[F], F]:
    """The option `--world`."""
    return click.option("--world", type=click.IntRange(min=0), default=0, show_default=True, help=what)


def _choices() -> Collection[str]:
    from sim.fit.choose import CHOICES

    return CHOICES


_params = click.option(
    "--params", type=Known("choice of parameters", _choices), default="prior", show_default=True,
    help="Draw parameters from their ranges (prior), from what the fit left of them (fitted), or hold them "
    "at their defaults (default).",
)  # fmt: skip


def running(command: F) -> F:
    """The options of a command that runs worlds and writes a folder."""
    processes = (_keep_worlds, _scheduler, _workers)
    for option in (_quiet, _out, *processes, _params, _theories_option, seed, _worlds):
        command = option(command)
    return command


workers = _workers
quiet = _quiet
worlds = _worlds
theories = _theories_option
out = _out
out_tables = click.option("--out", type=click.Path(path_type=Path), help="Folder to write it to, as tables.")
folder = click.argument("folder", type=click.Path(path_type=Path))


def known_before(command: F) -> F:
    """The options of a command that starts from the record."""
    for option in (_quiet, _out, _workers, _theories_option, seed, _worlds_a_theory):
        command = option(command)
    return command


def fitting(command: F) -> F:
    """The options of a fit."""
    draws = click.option(
        "--draws", type=click.IntRange(200, 1_000_000), default=20_000, show_default=True,
        help="Draws from the ranges of the parameters.",
    )  # fmt: skip
    ship = click.option(
        "--ship", is_flag=True, help="Put the posterior beside the code, from where --params takes it."
    )
    for option in (_quiet, ship, _out, _workers, _theories_option, seed, draws):
        command = option(command)
    return command
