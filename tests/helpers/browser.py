"""A real browser for tests of pages: headless Chromium that finds no host, or a line that it is not here."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).with_name("axe") / "axe.min.js"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND"
SERIOUS = ("serious", "critical")
PAPER = {"width": 1032, "height": 703}
"""What A4 across leaves between its margins, in pixels."""


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, started once; skips the test where there is none."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium here: the page was not opened in a browser")
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with driver.sync_playwright() as playing:
        browser = playing.chromium.launch(executable_path=program, args=["--no-sandbox", OFFLINE])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, file: Path, fragment: str = "", **look: Any) -> Iterator[Any]:
    """A page opened from disk, at a `fragment`; `complaints` and `requests` are lists that it has."""
    look = {"viewport": {"width": 1200, "height": 900}, **look}
    context = browser.new_context(**look)
    page = context.new_page()
    page.complaints, page.requests = [], []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.requests.append(request.url))
    page.goto(file.resolve().as_uri() + (f"#{fragment}" if fragment else ""))
    yield page
    context.close()


def serious_faults(page: Any) -> list[str]:
    """What axe-core finds that would keep somebody out, each with the element at fault."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], elementRef: false})")
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]
