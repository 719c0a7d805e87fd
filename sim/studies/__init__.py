"""Questions to the model: each room has a `study` (question → result) and a `report` (result → reader)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

STUDIES: Mapping[str, str] = {
    "compare": "comparison", "run": "comparison", "claims": "claims", "alive": "alive",
    "sensitivity": "sensitivity",
    "discover": "discovery", "response": "response", "diverge": "divergence", "validate": "validation",
    "forecast": "forecasting", "backtest": "forecasting", "fit": "calibration", "preview": "preview",
    "signs": "signs", "weigh": "log_evidence",
}  # fmt: skip
"""The studies that write a folder, by the names of their commands: the room of each."""


def study_of(name: str) -> Callable[..., Any]:
    """The study of a command. It is loaded now: each has its own libraries, some of which take a second."""
    return getattr(import_module(f"{__name__}.{STUDIES[name]}.study"), name)
