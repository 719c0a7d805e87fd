"""The commands: `python run.py COMMAND`. What takes long to load is loaded by the command that needs it."""

from __future__ import annotations

from sim.cli import check, compare, explain, listing, rules, run
from sim.cli.commands import Commands

__all__ = ["cli", "main"]

SAYS = """Twotrack: what strategies of negotiation from strength do on the Korean peninsula, by simulation.

A FILE is the path of a scenario or the name of one that comes with the project (`list scenarios`)."""

cli = Commands(
    "twotrack",
    help=SAYS,
    commands=[compare.compare, run.run, explain.explain, check.check, listing.list_, rules.rules],
)


def main() -> None:
    """Run the command that the command line names, and leave with its exit code."""
    cli.main()
