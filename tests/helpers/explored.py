"""A page that `explore` made, at work in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.helpers.browser import opened

FEW = "preset=engagement_first&worlds=64"
"""A setting of few worlds."""
LONG = 240_000
"""Milliseconds that a busy machine may take."""


@contextmanager
def at_work(browser: Any, file: Path, fragment: str = "", **look: Any) -> Iterator[Any]:
    """The page at a fragment of its address, once all is shown."""
    with opened(browser, file, fragment=fragment, **look) as page:
        page.set_default_timeout(LONG)
        _settled(page, 1)
        yield page


def to(page: Any, fragment: str) -> None:
    """Go to another fragment of the address, and wait until what it means is shown."""
    if page.url.partition("#")[2] != fragment:
        after(page, lambda: page.evaluate("fragment => { location.hash = fragment; }", fragment))


def after(page: Any, act: Callable[[], object]) -> None:
    """Do something, and wait until what follows from it is shown."""
    before = int(page.get_attribute("body", "data-settled"))
    act()
    _settled(page, before + 1)


def _settled(page: Any, times: int) -> None:
    """Wait until everything has been shown so many times."""
    page.wait_for_selector("body[data-settled]", state="attached")
    for _ in range(LONG // 50):
        if int(page.get_attribute("body", "data-settled")) >= times:
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.inner_text("#ran"))
