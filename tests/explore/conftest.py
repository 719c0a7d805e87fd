"""One page, made once, and a browser to open it in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.api import explore
from tests.helpers.browser import chromium
from tests.helpers.explored import FEW, at_work


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def explored(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page that `explore` makes without a file; only where there is a browser to open it."""
    return explore().save(tmp_path_factory.mktemp("explored") / "explore.html")


@pytest.fixture(scope="session")
def page(browser: Any, explored: Path) -> Iterator[Any]:
    """It at work, opened once: tests begin by going where they want to be."""
    with at_work(browser, explored, FEW, reduced_motion="reduce") as found:
        yield found
