"""Libraries that only the analyses need, and what to say where they are not installed."""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import Any

from sim.core.errors import UserError
from sim.engine.provenance import cure


def needed(module: str, package: str, command: str) -> Any:
    """The module; UserError naming the extra that brings it where it is missing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the libraries' own making
            return import_module(module)
    except ModuleNotFoundError:
        raise UserError(f"{command} needs {package}, which is not installed: {cure('analysis')}") from None
