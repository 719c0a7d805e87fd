"""The report of a comparison with the model in it, which opens there with the numbers of the report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.api import compare, load
from sim.engine.compiled.wasm import module
from sim.explore.study import carried
from sim.output import model_page
from sim.output.model_page import Asked
from sim.studies.comparison.report import Comparison
from tests.helpers.browser import opened
from tests.helpers.explored import LONG

WITHOUT_SIMD = "WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('no such opcode'))"
MOST = 1_000_000
SEED = 7


@pytest.fixture(scope="module")
def maker() -> Iterator[None]:
    model_page.made_by(carried)
    yield
    model_page.made_by()


@pytest.fixture(scope="module")
def found(maker: None) -> Comparison:
    other = load("baseline").with_(name="pressed", strategy="hard_only", posture={"both": {"stick": 1.8}})
    return compare("baseline", other, theories="essay", worlds=64, seed=SEED)


@pytest.fixture(scope="module")
def folder(found: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return found.save(tmp_path_factory.mktemp("carried") / "out")


def framed(page: Any) -> Any:
    """The model at work in the report."""
    page.set_default_timeout(LONG)
    page.click("#model-open")
    frame = page.frame_locator("#model-place iframe")
    frame.locator("body[data-settled]").wait_for(state="attached")
    return frame


def test_it_opens_in_the_report_with_its_numbers_and_fetches_nothing(
    browser: Any, folder: Path, found: Comparison
) -> None:
    file = folder / "report.html"
    assert file.stat().st_size < MOST
    with opened(browser, file) as page:
        frame = framed(page)
        assert frame.locator("#ran").inner_text().startswith("256 worlds")
        assert frame.locator("#copy-link").is_hidden()
        frame.locator("#worlds").select_option("64")
        frame.locator("body[data-settled='2']").wait_for(state="attached")
        assert tuple(frame.locator("#finding-words li").all_inner_texts()) == found.finding
        words = "compare baseline pressed.yaml --theory essay --worlds 64"
        assert frame.locator("#command").inner_text() == f"python run.py {words} --seed {SEED}"
        assert (folder / "scenarios" / "pressed.yaml").is_file()
        assert {each.split(":")[0] for each in page.requests} == {"file", "blob"}
        assert page.complaints == []


def test_it_is_saved_as_a_page_of_its_own(browser: Any, folder: Path, tmp_path: Path) -> None:
    with opened(browser, folder / "report.html") as page:
        with page.expect_download() as download:
            page.click("#model-save")
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
    with opened(browser, file, fragment="worlds=64") as page:
        page.wait_for_selector("body[data-settled]", state="attached", timeout=LONG)
        assert page.complaints == []


def test_without_webassembly_the_report_is_whole(browser: Any, folder: Path, found: Comparison) -> None:
    context = browser.new_context()
    context.add_init_script(WITHOUT_SIMD)
    page = context.new_page()
    page.goto((folder / "report.html").resolve().as_uri())
    page.click("#model-open")
    frame = page.frame_locator("#model-place iframe")
    frame.locator("#no-model").wait_for(state="visible", timeout=LONG)
    assert "The report that it belongs to" in frame.locator("#no-model").inner_text()
    told = page.locator("#finding li").all_inner_texts()
    assert tuple(" ".join(each.split()) for each in told) == found.finding
    assert page.locator("figure svg").count() >= 2
    context.close()


def test_made_again_it_is_the_same_text(found: Comparison) -> None:
    """So that `verify` finds the report equal."""
    module.cache_clear()
    scenarios = [cell.scenario for cell in found.run.cells]
    assert carried(Asked(scenarios, ["essay"], 64, SEED)) == found.model_page.text


def test_what_a_page_cannot_hold_is_said(maker: None) -> None:
    asked = Asked([load("baseline"), load("baseline_from_record")], ["essay"], 64, SEED)
    found = model_page.model_page(asked)
    assert found.text == ""
    assert found.says.startswith("This report does not carry the model: ")
    assert "starts from the record" in found.says
