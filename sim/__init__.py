"""Twotrack: what strategies of negotiation from strength do on the Korean peninsula, by simulation.

`import sim as tt` gives the public face, of which docs/python.md is the guide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, filterwarnings

from sim.core.version import __version__ as __version__

if TYPE_CHECKING:
    from sim.api import *  # noqa: F403


def __getattr__(name: str) -> Any:
    """Load the face when a name of it is first asked for, so that `import sim` itself is quick."""
    if not name.startswith("_"):
        with catch_warnings():
            filterwarnings("ignore", "IProgress not found")  # mesa's tqdm in a notebook without widgets
            import sim.api

        if name in sim.api.__all__:
            return getattr(sim.api, name)
    raise AttributeError(f"module 'sim' has no attribute {name!r}")


def __dir__() -> list[str]:
    import sim.api

    return [*sim.api.__all__, "__version__"]
