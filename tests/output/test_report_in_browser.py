"""The report as its reader meets it: in a real browser, offline, narrow and wide, dark, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sim.api import compare, load
from sim.output.page import Parts
from sim.output.page import page as page_of
from sim.output.report import Report
from sim.studies.comparison.page import every_outcome
from sim.vocabulary.labels import spaced
from tests.helpers.browser import PAPER, opened, serious_faults
from tests.helpers.planted import STRATEGIES, planted

HARM = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
MOST = 1_000_000


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of three scenarios, of which one asks a question that would do harm."""
    short = load("baseline").with_(name="short", end="2018-06-30")
    other = short.with_(name="other", question=f"What if {HARM}?", strategy="freeze_for_freeze")
    third = short.with_(name="a_scenario_with_a_name_that_goes_on_and_on", strategy="overreaction")
    found = compare(short, other, third, worlds=32, theories=["essay", "spiral", "own_calendar"])
    folder = found.save(tmp_path_factory.mktemp("made") / "out")
    return folder / "report.html"


@pytest.fixture
def page(browser: Any, report: Path) -> Iterator[Any]:
    with opened(browser, report) as found:
        yield found


def test_it_is_one_file_and_fetches_nothing(page: Any, report: Path) -> None:
    assert report.stat().st_size < MOST
    assert page.requests == [report.resolve().as_uri()]
    assert page.complaints == []


def test_words_of_a_scenario_are_words(page: Any, report: Path) -> None:
    assert page.evaluate("window.harmed") is None
    assert HARM in page.inner_text("body")
    assert HARM not in report.read_text(encoding="utf-8")


def test_no_width_cuts_the_page(page: Any) -> None:
    for width in (320, 390, 768, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture(scope="module")
def card_of_nine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with the card of nine scenarios beside a baseline."""
    _, summary, effects, _ = planted(count=10, names=STRATEGIES)
    folder = tmp_path_factory.mktemp("nine")
    section = every_outcome(summary, effects)
    told = page_of(Report("Q?", ()), Parts((section,), (), folder), ("run.py", "compare"), "ab" * 32)
    (folder / "report.html").write_text(told, encoding="utf-8")
    return folder / "report.html"


def test_more_scenarios_than_fit_stand_on_several_cards() -> None:
    _, summary, effects, _ = planted(count=12, names=(*STRATEGIES, "eleven", "twelve"))
    *cards, _, _ = every_outcome(summary, effects).blocks
    names = [[head[0].text for head in each.columns[2:-1]] for each in cards]
    assert [len(each) for each in names] == [6, 5]
    assert [name for each in names for name in each] == [
        spaced(name) for name in (*STRATEGIES[1:], "eleven", "twelve")
    ]


SIDEWAYS = """[...document.querySelectorAll('.scroll')]
    .filter(it => it.checkVisibility() && !it.matches('.paper') && it.scrollWidth > it.clientWidth)
    .map(it => it.getAttribute('aria-label'))"""


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_table_scrolls_sideways(browser: Any, card_of_nine: Path, report: Path, width: int) -> None:
    for file in (card_of_nine, report):
        if file == report and width == 768:
            continue  # folded tables are wide there
        with opened(browser, file, viewport={"width": width, "height": 800}) as page:
            assert page.evaluate(SIDEWAYS) == []
            if width < 768:
                page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
                assert page.evaluate(SIDEWAYS) == []
            assert serious_faults(page) == []


def test_on_a_telephone_every_number_stands_beside_the_name_of_its_column(
    browser: Any, card_of_nine: Path
) -> None:
    look = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    with opened(browser, card_of_nine, **look) as page:
        cells = page.locator("tbody").first.locator("tr").nth(1).locator("td")
        named = cells.evaluate_all("all => all.map(it => getComputedStyle(it, '::before').content)")
        assert named == [f'"{spaced(name)}"' for name in (*STRATEGIES[:10], "matters from")]
        boxes = [cells.nth(at).bounding_box() for at in range(cells.count())]
        assert all(one["y"] < other["y"] for one, other in pairwise(boxes))
        sizes = page.evaluate(
            "[...document.querySelectorAll('td:not(:empty)')].map(it => getComputedStyle(it).fontSize)"
        )
        assert {float(size.removesuffix("px")) >= 14 for size in sizes} == {True}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 320)])
def test_it_keeps_nobody_out(browser: Any, report: Path, scheme: str, width: int) -> None:
    look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with opened(browser, report, **look) as page:
        assert serious_faults(page) == []


def test_a_fault_would_be_seen(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "bad.html"
    file.write_text("<title>bad</title><img src='data:,'><p style='color:#ccc;background:#fff'>pale</p>")
    with opened(browser, file) as page:
        assert {fault.split(":")[0] for fault in serious_faults(page)} >= {"image-alt", "color-contrast"}


def test_every_picture_says_what_it_shows(page: Any) -> None:
    said = page.eval_on_selector_all("figure svg", "all => all.map(it => it.getAttribute('aria-label'))")
    assert said
    assert all(len(words) > 30 for words in said)


def test_paper_cuts_no_table(browser: Any, report: Path) -> None:
    with opened(browser, report, viewport=PAPER) as page:
        page.emulate_media(media="print")
        wide = page.eval_on_selector_all(
            "table, figure svg", "all => all.map(it => it.getBoundingClientRect().right)"
        )
        assert wide
        assert max(wide) <= PAPER["width"]
        assert page.pdf(prefer_css_page_size=True)[:4] == b"%PDF"


def test_a_table_is_sorted_by_the_head_that_is_pressed(page: Any) -> None:
    page.locator("details", has=page.locator("table.sortable")).locator("summary").click()
    table = page.locator("table.sortable").first
    heads = table.locator("thead th").all_inner_texts()
    at = next(place for place, words in enumerate(heads) if words.startswith("difference"))
    button = table.locator("thead th").nth(at).locator("button")
    read = "all => all.map(it => it.innerText)"

    def column() -> list[float]:
        texts = table.locator(f"tbody tr > :nth-child({at + 1})").evaluate_all(read)
        return [float(text.replace("−", "-").rstrip("%")) for text in texts]

    before = column()
    button.focus()
    page.keyboard.press("Enter")
    assert column() == sorted(before)
    assert table.locator("thead th").nth(at).get_attribute("aria-sort") == "ascending"
    button.click()
    assert column() == sorted(before, reverse=True)


def test_terms_lead_to_the_glossary(page: Any) -> None:
    broken = page.eval_on_selector_all(
        "a[href^='#']",
        "all => all.filter(it => !document.getElementById(it.hash.slice(1))).map(it => it.hash)",
    )
    assert broken == []
    assert page.locator("a.term").count() > 5


def test_a_link_opens_what_it_leads_to(page: Any) -> None:
    row = page.locator("#differences tbody th a.term").first
    term = page.locator(f"[id='{row.get_attribute('href')[1:]}']")
    assert not term.is_visible()
    row.click()
    assert term.is_visible()


def test_the_same_numbers_stand_in_no_two_open_tables(page: Any) -> None:
    shown = page.eval_on_selector_all("table", "all => all.filter(it => it.checkVisibility()).length")
    assert shown == 1
