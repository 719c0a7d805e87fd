"""Starts a command: `python run.py`, or `twotrack` where it is installed."""

from __future__ import annotations

import sys

from sim.core.errors import FAULT, INTERRUPTED


def main() -> None:
    """Load what commands need, and run the one that is asked for."""
    try:
        from sim.cli.program import main as run
    except ModuleNotFoundError as missing:
        sys.stderr.write(f"{missing.name} is not installed: run `make compare`, or see README.md\n")
        sys.exit(FAULT)
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; nothing was changed\n")
        sys.exit(INTERRUPTED)
    run()
