"""The command of a manifest once more: from what lies in its folder, into another one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.core.errors import UserError

if TYPE_CHECKING:
    from sim.output.manifest import Manifest

ANALYSES = frozenset(
    {"claims", "sensitivity", "discover", "response", "diverge", "validate", "forecast", "backtest", "fit"}
)
"""Commands whose folders are made again by giving the command again."""
FILES = ("history", "file")
"""Arguments that name one scenario, in the order in which a manifest lists them."""


def of_analysis(manifest: Manifest) -> bool:
    """Whether a command of an analysis wrote the folder."""
    return len(manifest.command) > 1 and manifest.command[1] in ANALYSES


def carry_out(
    commands: Mapping[str, click.Command], folder: Path, manifest: Manifest, out: Path, **how: Any
) -> None:
    """Give the command again, in silence; `how` replaces options on which no number depends.

    Raises UserError if that cannot be done.
    """
    from sim.output.rerun import cells_from

    cells_from(folder, manifest)  # says what is wrong with the scenarios in the folder
    _, name, *words = manifest.command
    try:
        context = commands[name].make_context(name, words, obj=manifest.command)
        context.params |= _given(context.params, folder, manifest, out, how)
        with context, redirect_stdout(StringIO()):
            context.command.invoke(context)
    except click.ClickException as error:
        raise UserError(f"{name}: {error.format_message()}") from error


def _given(
    params: Mapping[str, Any], folder: Path, manifest: Manifest, out: Path, how: Mapping[str, Any]
) -> dict[str, Any]:
    """The arguments that are other the second time: files from the folder, and no trace outside of `out`."""
    copies = [str(folder / it.resolved) for it in manifest.scenarios]
    beside = {"out": out, "tables": out.with_name("tables"), "ship": False, **how}
    beside |= {"files": copies, "theories": manifest.theories, "book": folder / "hypotheses.yaml"}
    named = [name for name in FILES if params.get(name)]
    beside |= {name: copies[min(at, len(copies) - 1)] for at, name in enumerate(named)}
    return {name: beside[name] for name in params if name in beside}
