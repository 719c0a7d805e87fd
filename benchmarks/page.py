"""From a lever of the page to its pictures: how long a reader waits, in a real Chromium."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOVES = 25
PICTURE = "lever to picture"
KINDS = {
    "theory=essay&worlds=256": ("change", "256 worlds × 2, one theory"),
    "worlds=256": ("input", "64 worlds × 2, five theories, while a lever moves"),
    "worlds=256&theory=all": ("change", "256 worlds × 2, five theories"),
}
"""Addresses, the event that a lever sends, and what is run for it; the pinned scenario is run once."""
MOVE = """async ([event, moves, name]) => {
  const lever = document.querySelector("#levers [data-lever='US.stick']"), found = [];
  for (let at = 0; at < moves; at++) {
    const before = performance.getEntriesByName(name).length;
    lever.value = 0.1 + 0.03 * at;
    lever.dispatchEvent(new Event(event));
    while (performance.getEntriesByName(name).length === before) await new Promise((go) => setTimeout(go, 1));
    found.push(performance.getEntriesByName(name).at(-1).duration);
    await new Promise((go) => setTimeout(go, event === "change" ? 400 : 20));
  }
  return found.sort((a, b) => a - b);
}"""


def waits() -> Iterator[tuple[str, float, float, float]]:
    """What is run, with the milliseconds from lever to picture: the best, the median, the 95th percentile."""
    from playwright.sync_api import sync_playwright

    from sim.explore.study import explore

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playing:
        file = explore().save(Path(folder) / "explore.html").as_uri()
        browser = playing.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for address, (event, what) in KINDS.items():
            page: Any = browser.new_page()
            page.goto(f"{file}#{address}")
            page.wait_for_selector("body[data-settled]", state="attached", timeout=120_000)
            found: list[float] = page.evaluate(MOVE, [event, MOVES, PICTURE])
            yield what, found[0], found[len(found) // 2], found[int(0.95 * len(found))]
            page.close()
        browser.close()
