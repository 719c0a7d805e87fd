"""The commands: `python run.py COMMAND`. What takes long to load is loaded by the command that needs it."""

from __future__ import annotations

import atexit
import gc

import click

from sim.cli import (
    alive,
    backtest,
    check,
    claims,
    compare,
    compare_versions,
    discover,
    diverge,
    explain,
    explore,
    fit,
    forecast,
    listing,
    preview,
    record,
    replay,
    response,
    rules,
    run,
    sensitivity,
    signs,
    validate,
    verify,
    weigh,
)
from sim.cli.commands import Commands
from sim.cli.surroundings import alone, draw_on_no_screen
from sim.core.version import __version__
from sim.engine.processes import look_rarely, stop_alike

__all__ = ["cli", "main"]

SAYS = """Twotrack: what strategies of negotiation from strength do on the Korean peninsula, by simulation.

A FILE is the path of a scenario or the name of one that comes with the project (`list scenarios`)."""

cli = Commands(
    "twotrack",
    help=SAYS,
    context_settings={"help_option_names": ["-h", "--help"]},
    commands=[
        compare.compare,
        run.run,
        claims.claims,
        alive.alive,
        sensitivity.sensitivity,
        discover.discover,
        response.response,
        diverge.diverge,
        signs.signs,
        explain.explain,
        explore.explore,
        validate.validate,
        weigh.weigh,
        forecast.forecast,
        backtest.backtest,
        fit.fit,
        replay.replay,
        verify.verify,
        compare_versions.compare_versions,
        preview.preview,
        check.check,
        listing.list_,
        record.record,
        rules.rules,
    ],
)
click.version_option(__version__, prog_name="twotrack")(cli)


def main() -> None:
    """Run the command that the command line names, and leave with its exit code."""
    # what is loaded stays: it is looked through for what may go now and then, and not once more at the end
    look_rarely()
    if alone():
        draw_on_no_screen()
        stop_alike()
        atexit.register(gc.freeze)
    cli.main()
