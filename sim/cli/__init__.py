"""The commands: `python run.py COMMAND`. What takes long to load is loaded by the command that needs it."""

from __future__ import annotations

from sim.cli.check import check
from sim.cli.commands import Commands
from sim.cli.compare import compare
from sim.cli.explain import explain
from sim.cli.listing import list_
from sim.cli.rules import rules
from sim.cli.run import run

__all__ = ["cli", "main"]

SAYS = """Twotrack: what strategies of negotiation from strength do on the Korean peninsula, by simulation.

A FILE is the path of a scenario or the name of one that comes with the project (`list scenarios`)."""

cli = Commands("twotrack", help=SAYS, commands=[compare, run, explain, check, list_, rules])


def main() -> None:
    """Run the command that the command line names, and leave with its exit code."""
    cli.main()
