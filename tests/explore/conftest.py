"""One page, made once for all who test at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from sim.api import explore
from tests.helpers.explored import FEW, LONG, at_work


@pytest.fixture(scope="session")
def explored(browser: Any, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The page that `explore` makes without a file; only where there is a browser to open it."""
    own = tmp_path_factory.getbasetemp()
    folder = own if worker_id == "master" else own.parent
    file = folder / "explore.html"
    try:
        (folder / "explore").mkdir()
    except FileExistsError:  # another worker makes it
        until = monotonic() + LONG / 1000
        while not file.exists() and monotonic() < until:
            sleep(0.2)
        return file
    return explore().save(file)


@pytest.fixture(scope="session")
def page(browser: Any, explored: Path) -> Iterator[Any]:
    """It at work, opened once: tests begin by going where they want to be."""
    with at_work(browser, explored, FEW, reduced_motion="reduce") as found:
        yield found
