"""The page with the model in it as its reader meets it: offline, by keyboard, narrow, dark, by a bad link."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.api import load
from sim.explore.study import carried
from sim.output.model_page import Asked
from tests.helpers.browser import serious_faults
from tests.helpers.explored import FEW, after, at_work, to

MOST = 600_000
HARM = "</script><script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"
WITHOUT_SIMD = "WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('no such opcode'))"


def words(page: Any) -> list[str]:
    return page.locator("#finding-words li").all_inner_texts()


def slider(page: Any, lever: str) -> Any:
    return page.locator(f"#levers [data-lever='{lever}']")


def test_it_is_one_small_file_and_fetches_nothing(page: Any, explored: Path) -> None:
    assert explored.stat().st_size <= MOST
    fetched = [each for each in page.requests if not each.startswith("blob:")]
    assert [each.partition("#")[0] for each in fetched] == [explored.resolve().as_uri()]
    assert page.complaints == []


def test_a_lever_is_moved_taken_back_and_moved_again(page: Any) -> None:
    to(page, FEW)
    before, address = words(page), page.url
    lever = slider(page, "DPRK.pace")
    lever.focus()
    after(page, lambda: page.keyboard.press("End"))
    moved = words(page)
    assert moved != before
    assert page.url != address
    assert "DPRK: {pace: 4}" in page.inner_text("#yaml")
    after(page, lambda: page.click("#undo"))
    assert (words(page), page.url) == (before, address)
    after(page, lambda: page.keyboard.press("Control+y"))
    assert words(page) == moved
    after(page, lambda: page.click("#as-before"))
    assert words(page) == before


def test_the_last_change_is_shown_again_from_before_to_after(page: Any) -> None:
    to(page, FEW)
    lever = slider(page, "DPRK.pace")
    was = lever.input_value()
    lever.focus()
    after(page, lambda: page.keyboard.press("End"))
    found, address = words(page), page.url
    page.click("#replay")
    page.get_by_text("Replay of the last change: before").wait_for()
    assert lever.input_value() == was
    after(page, lambda: page.get_by_text("Replay of the last change: after").wait_for())
    assert (words(page), page.url, lever.input_value()) == (found, address, "4")
    after(page, lambda: page.click("#undo"))
    assert page.is_disabled("#replay") == page.is_disabled("#undo")


def test_the_address_brings_the_same_page_back(page: Any, browser: Any, explored: Path) -> None:
    to(page, f"{FEW}&US.stick=1.85&then=hard_only,2019-01-07,4&pin.preset=freeze_for_freeze")
    assert "freeze for freeze" in page.inner_text("#pinned-name")
    with at_work(browser, explored, page.url.partition("#")[2]) as other:
        assert words(other) == words(page)
        assert other.inner_text("#yaml") == page.inner_text("#yaml")
        assert other.is_hidden("#left-out")


def test_the_link_that_skips_the_levers_leaves_them_as_they_are(page: Any) -> None:
    to(page, f"{FEW}&US.stick=1.85")
    before = words(page), page.inner_text("#yaml")
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#results'")
    assert (words(page), page.inner_text("#yaml")) == before
    assert page.is_hidden("#left-out")


def test_nonsense_in_a_link_is_left_out_and_said(page: Any) -> None:
    to(page, FEW)
    before = words(page)
    nonsense = (
        "&US.stick=99&strategy=toString&theory=&parameter.caution=x&%E0%A4%A&__proto__=1&inject.constructor=-"
        "&order.toString=actor:US&order.a=actor:US,signal:summit,from:2018-02-31&order.b=-"
    )
    to(page, f"{FEW}{nonsense}&then=hard_only,2017-13-01,2")
    said = page.inner_text("#left-out")
    for part in (
        "US.stick",
        "strategy",
        "theory",
        "parameter.caution",
        "__proto__",
        "then",
        "order.toString",
        "order.a",
        "order.b",
        "inject.constructor",
    ):
        assert part in said
    assert words(page) == before
    assert page.complaints == []
    to(page, f"{FEW}&world=3")
    assert page.is_hidden("#left-out")


def test_an_order_is_added_moved_and_taken_out(page: Any) -> None:
    to(page, FEW)
    before = page.url
    page.locator("#orders details").evaluate("it => { it.open = true; }")
    page.select_option("#order-actor", "alliance")
    page.select_option("#order-signal", "suspension")
    page.fill("#order-from", "2018-03-05")
    page.fill("#order-to", "2018-12-30")
    after(page, lambda: page.click("#order-put"))
    entry = "alliance_suspension: {actor: alliance, signal: suspension, from: 2018-03-05, to: 2018-12-30}"
    assert entry in page.inner_text("#yaml")
    assert "suspension" in page.inner_text("#differs")
    box = page.locator("[data-order='alliance_suspension'] .grip").first.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 40, middle[1], steps=4)
    after(page, page.mouse.up)
    moved = page.input_value("[data-order-day='alliance_suspension']")
    assert moved > "2018-06-01"
    assert f"from: {moved}" in page.inner_text("#yaml")
    day = page.locator("[data-order-day='alliance_suspension']")
    after(page, lambda: (day.fill("2018-04-02"), day.press("Tab")))
    assert "from: 2018-04-02, to: 2019-01-27" in page.inner_text("#yaml")
    after(page, lambda: page.click("#order-list [aria-label$='take out']"))
    assert page.url == before


def test_an_order_that_cannot_be_is_refused_with_why(page: Any) -> None:
    to(page, f"{FEW}&order.no=actor:US,signal:summit,from:2018-06-04,to:2018-08-05,withhold:true")
    page.locator("#orders details").evaluate("it => { it.open = true; }")
    address = page.url
    for signal, day, why in (
        ("summit", "2018-06-11", "both ordered and withheld"),
        ("summit", "2017-06-30", "no talks can have reached"),
        ("summit", "2031-01-01", "outside the run"),
        ("summit", "", "a day is missing"),
    ):
        page.select_option("#order-actor", "US")
        page.select_option("#order-signal", signal)
        page.fill("#order-from", day)
        page.click("#order-put")
        page.wait_for_selector("#order-wrong:visible")
        assert why in page.inner_text("#order-wrong")
        assert page.url == address


def test_words_of_a_scenario_are_words(browser: Any, tmp_path: Path) -> None:
    scenario = load("baseline").with_(name="bad", question=f"What if {HARM}?", strategy="hard_only")
    file = tmp_path / "page.html"
    file.write_text(carried(Asked([load("baseline"), scenario], ["essay"], 64, 1)), encoding="utf-8")
    with at_work(browser, file, "worlds=64") as found:
        assert found.evaluate("window.harmed") is None
        assert HARM in found.inner_text("#question")
        assert found.complaints == []


def test_without_simd_it_says_so_and_shows_what_was_simulated(browser: Any, explored: Path) -> None:
    context = browser.new_context()
    context.add_init_script(WITHOUT_SIMD)
    found = context.new_page()
    found.goto(explored.resolve().as_uri())
    found.wait_for_selector("#static", state="visible")
    assert "SIMD" in found.inner_text("#no-model")
    assert found.is_hidden("#at-work")
    assert "War comes in" in found.inner_text("#static")
    assert found.locator("#static figure svg").count() == 2
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1200, "light")])
def test_it_keeps_nobody_out(page: Any, width: int, scheme: str) -> None:
    to(page, FEW)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    opened = "#results details" if width < 1000 else "#results details, #more-dispositions"
    page.eval_on_selector_all(opened, "all => all.forEach(it => { it.open = true; })")
    assert serious_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_picture_tells_by_colour_alone(page: Any) -> None:
    to(page, FEW)
    shapes = page.eval_on_selector_all(
        "#first-picture svg",
        "all => all.map(it => it.querySelectorAll('circle.better, circle.same, path.worse').length)",
    )
    assert shapes == [20] * 7
    said = page.eval_on_selector_all("svg[data-name]", "all => all.map(it => it.getAttribute('aria-label'))")
    assert all(len(each) > 40 for each in said)


def test_the_keyboard_alone_reaches_levers_and_worlds(page: Any) -> None:
    to(page, FEW)
    page.focus("#undo")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.lever") == "US.stick":
            break
    after(page, lambda: page.keyboard.press("ArrowRight"))
    assert page.locator("#levers .lever.touched").count() == 1
    page.focus("#ledger-region")
    page.keyboard.press("n")
    page.get_by_role("heading", name="World 1, engagement first changed").wait_for()


def test_a_picture_is_saved_as_a_file_of_its_own(page: Any) -> None:
    to(page, FEW)
    page.select_option("#which-picture", "over_time_talks")
    with page.expect_download() as download:
        page.click("#save-svg")
    svg = Path(download.value.path()).read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "<style>" in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_why_names_what_would_have_changed_a_choice(page: Any) -> None:
    to(page, FEW)
    page.select_option("#why-actor", "US")
    last = page.locator("#why-sending option").count() - 1
    answers = [_why(page, at) for at in range(last, last - 8, -1)]
    assert all(answer.startswith("US, week of") for answer in answers)
    assert any("would have been" in answer for answer in answers)


def _why(page: Any, at: int) -> str:
    """The answer on a sending."""
    page.eval_on_selector("#why-answer", "it => it.replaceChildren()")
    page.select_option("#why-sending", index=at)
    page.click("#why-ask")
    page.wait_for_selector("#why-answer p")
    return page.inner_text("#why-answer")


def test_a_parameter_behind_more_can_be_found_and_set(page: Any) -> None:
    to(page, FEW)
    page.eval_on_selector("#more-parameters", "it => { it.open = true; }")
    page.fill("#find-parameter", "sincerely")
    fields = page.locator("input[data-parameter='sincerity']")
    assert page.locator("#more-parameters .lever:visible").count() == 1
    fields.first.fill("0.5")
    after(page, lambda: fields.first.press("Tab"))
    assert "sincerity: [0.5, 1]" in page.inner_text("#yaml")
    assert "parameter.sincerity=0.5..1" in page.url
