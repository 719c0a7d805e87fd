"""A page that `explore` made, at work in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.helpers.browser import opened

LONG = 120_000
"""Milliseconds that a busy machine may take."""


@contextmanager
def at_work(browser: Any, file: Path, fragment: str = "", **look: Any) -> Iterator[Any]:
    """The page at an address, once all is shown."""
    with opened(browser, file, fragment=fragment, **look) as page:
        page.set_default_timeout(LONG)
        settled(page)
        yield page


def settled(page: Any, times: int = 1) -> None:
    """Wait until everything has been shown so many times."""
    page.wait_for_selector("body[data-settled]", state="attached")
    while int(page.get_attribute("body", "data-settled")) < times:
        page.wait_for_timeout(50)


def count(page: Any) -> int:
    """How many times everything has been shown."""
    return int(page.get_attribute("body", "data-settled"))


def after(page: Any, act: Any) -> None:
    """Do something, and wait until what follows from it is shown."""
    before = count(page)
    act()
    settled(page, before + 1)
