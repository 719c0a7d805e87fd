"""The page in Firefox: it opens from disk, fetches nothing, and says and counts what it does in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.explore.test_seat import begin, go_on, leave, then
from tests.helpers.explored import FEW, at_work, to
from tests.helpers.firefox import firefox, until

SETTING = f"{FEW}&US.stick=1.85&order.us_summit=actor:US,signal:summit,from:2018-06-11"
SAID = "[...document.querySelectorAll('#finding-words li')].map(it => it.innerText)"
SETTLED = "Number(document.body.dataset.settled ?? 0)"


@pytest.fixture(scope="module")
def page(browser: Any, explored: Path) -> Iterator[Any]:
    """The page in Chromium, at the setting, and nobody else's."""
    with at_work(browser, explored, SETTING) as found:
        yield found


@pytest.fixture(scope="module")
def other(explored: Path) -> Iterator[Any]:
    """The page in Firefox, at the setting."""
    with firefox() as session:
        session.navigate(f"{explored.resolve().as_uri()}#{SETTING}")
        until(session, SETTLED)
        yield session


def test_it_finds_the_same_in_the_same_worlds(other: Any, page: Any) -> None:
    to(page, SETTING)
    assert other.execute_script(f"return {SAID}") == page.locator("#finding-words li").all_inner_texts()
    for part in ("#yaml", "#command", "#differs"):
        assert other.execute_script(f"return document.querySelector('{part}').innerText") == page.inner_text(
            part
        )
    fetched = "performance.getEntriesByType('resource').map(it => it.name)"
    assert all(each.startswith("blob:") for each in other.execute_script(f"return {fetched}"))


def test_a_lever_is_moved_and_taken_back(other: Any) -> None:
    before = other.execute_script(f"return [{SETTLED}, {SAID}]")
    move = """const lever = document.querySelector("#levers [data-lever='DPRK.pace']");
        lever.value = lever.max;
        lever.dispatchEvent(new Event("input"));
        lever.dispatchEvent(new Event("change"));"""
    other.execute_script(move)
    until(other, SETTLED, lambda settled: settled > before[0])
    assert other.execute_script(f"return {SAID}") != before[1]
    settled = other.execute_script(f"return {SETTLED}")
    other.execute_script("document.getElementById('undo').click()")
    until(other, SETTLED, lambda now: now > settled)
    assert other.execute_script(f"return {SAID}") == before[1]


def test_why_gives_the_same_chances(other: Any, page: Any) -> None:
    to(page, SETTING)
    page.select_option("#why-actor", "US")
    page.click("#why-ask")
    page.wait_for_selector("#why-answer p")
    ask = """const who = document.getElementById("why-actor");
        who.value = "US";
        who.dispatchEvent(new Event("change"));
        document.getElementById("why-ask").click();"""
    other.execute_script(ask)
    text = "document.getElementById('why-answer').innerText.split(/\\s+/).filter(Boolean).join(' ')"
    assert until(other, text) == " ".join(page.inner_text("#why-answer").split())


def test_a_game_goes_on_from_its_address(other: Any, page: Any) -> None:
    """Begun in Chromium, it stands in Firefox where it stood."""
    begin(page, "Washington", "spiral", 3)
    go_on(page, US_forces="suspension")
    then(page, lambda: page.click("#seat-stop"))
    fared = page.locator("#seat-play tr.strong td").all_inner_texts()
    address = page.url.partition("#")[2]
    leave(page)
    other.execute_script(f"location.hash = {address!r}")
    until(other, "document.getElementById('seat-stop') !== null")
    other.execute_script("document.getElementById('seat-stop').click()")
    row = "[...document.querySelectorAll('#seat-play tr.strong td')].map(it => it.innerText)"
    assert until(other, row) == fared
