"""Twotrack: what strategies of negotiation from strength do on the Korean peninsula, by simulation.

`import sim as tt` gives the public face, of which docs/python.md is the guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.core.version import __version__

if TYPE_CHECKING:
    from sim.api import (
        Scenario,
        UserError,
        backtest,
        catalogue,
        check,
        claims,
        compare,
        discover,
        diverge,
        explain,
        fit,
        forecast,
        load,
        replay,
        response,
        run,
        sensitivity,
        validate,
        verify,
    )

__all__ = [
    "Scenario",
    "UserError",
    "__version__",
    "backtest",
    "catalogue",
    "check",
    "claims",
    "compare",
    "discover",
    "diverge",
    "explain",
    "fit",
    "forecast",
    "load",
    "replay",
    "response",
    "run",
    "sensitivity",
    "validate",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Load the face when a name of it is first asked for, so that `import sim` itself is quick."""
    if name not in __all__:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    from sim import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return list(__all__)
