"""Settings that all tests share."""

from __future__ import annotations

import signal

import pytest
from hypothesis import settings

import sim.api  # noqa: F401 - it names who makes the model for a report
from sim.output import model_page

model_page.made_by()  # seconds for each report: tests of it name the maker again
signal.signal(signal.SIGINT, signal.default_int_handler)  # heard also by tests that run in the background

settings.register_profile("twotrack", deadline=None, derandomize=True, database=None, max_examples=8)
settings.load_profile("twotrack")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden summaries again instead of comparing"
    )
