"""Settings that all tests share."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

import sim.api  # noqa: F401 - it names who makes the model for a report
from sim.output import model_page
from tests.helpers.browser import chromium

model_page.made_by()  # seconds for each report: tests of it name the maker again
signal.signal(signal.SIGINT, signal.default_int_handler)  # also for tests that run in the background

settings.register_profile("twotrack", deadline=None, derandomize=True, database=None, max_examples=8)
settings.load_profile("twotrack")


@pytest.fixture(scope="session", name="browser")
def _browser() -> Iterator[Any]:
    """One browser for all tests of pages of a process: its driver cannot be started twice."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session", autouse=True)
def drawn_here() -> Iterator[None]:
    """Pictures of a study are drawn by the process that tests, which need not be started; processes that
    draw have tests of their own.
    """
    with pytest.MonkeyPatch.context() as patch:
        for room in ("studies.running", "output.study_folder"):
            patch.setattr(f"sim.{room}.hands", lambda: 1)
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden summaries again instead of comparing"
    )
