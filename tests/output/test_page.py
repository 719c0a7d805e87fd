"""The parts of a page: pictures inside it, terms that lead to the glossary, and words that stay words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.output.glossed import Glossed
from sim.output.inline_svg import inlined
from sim.output.page import MOST, Parts, Section, page
from sim.output.report import Phrase, Report, cell, table
from sim.plots import Picture
from sim.plots.kit.svg import portable
from sim.vocabulary.outcome_terms import outcome_terms
from sim.vocabulary.terms import TERMS

SVG = """<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">
<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="10pt" height="5pt" viewBox="0 0 10 5" version="1.1">
 <metadata><rdf:RDF/></metadata>
 <defs><style type="text/css">*{stroke-linejoin: round}</style></defs>
 <g id="figure_1"><defs><path id="m1" d="M 0 0.123456 "/></defs><use xlink:href="#m1"/>
 <g clip-path="url(#c1)"/><clipPath id="c1"/>
 <text style="font-size: 8px; font-family: 'DejaVu Sans'" x="1.98765" y="2">0.123456 &amp; more</text></g>
</svg>
"""


def nothing() -> None:
    """A picture of nothing."""


def shown(
    report: Report, folder: Path, pictures: tuple[Picture, ...] = (), sections: tuple[Section, ...] = ()
) -> str:
    return page(report, Parts(sections, pictures, folder), ("run.py", "run", "my file.yaml"), "ab" * 32)


def test_a_picture_keeps_no_name_of_its_own_and_none_that_another_has() -> None:
    one, other = (inlined(SVG, f"p{at}-", "Two <dots>") for at in range(2))
    assert re.findall(r' id="([^"]*)"', one) == ["p0-m1", "p0-c1"]
    assert 'xlink:href="#p0-m1"' in one
    assert "url(#p1-c1)" in other
    assert 'aria-label="Two &lt;dots&gt;"' in one
    assert "<style" not in one
    assert "metadata" not in one
    assert one.startswith("<svg")
    assert "width=" not in one.split(">")[0]


def test_a_saved_picture_has_room_for_the_letters_of_any_font() -> None:
    drawn = portable(SVG)
    (room,) = re.findall(r'textLength="([\d.]+)"', drawn)
    assert 40 < float(room) < 90
    assert "'DejaVu Sans', Verdana" in drawn
    assert ">0.123456 &amp; more<" in drawn  # words keep every digit, places do not
    assert 'd="M 0 0.12 "' in drawn


def test_a_term_is_marked_once_and_listed() -> None:
    glossed = Glossed()
    words = str(glossed("Each draw has eight worlds; a draw is drawn before the horizon <b>."))
    assert words.count("<a ") == 3
    assert '<a class="term" href="#term-draw">draw</a> has' in words
    assert "&lt;b&gt;" in words
    assert [term.id for term in glossed.met()] == ["horizon", "draw", "world"]


def test_the_head_of_a_column_is_an_outcome_in_whatever_lines_it_stands() -> None:
    glossed = Glossed()
    head = str(glossed.heading(cell("Weeks at", "talks", Phrase("weeks", "quiet"))))
    assert head == (
        '<a class="term" href="#term-weeks_in_talks">Weeks at<br>talks</a>'
        '<br><span class="quiet">weeks</span>'
    )
    assert str(glossed.heading(cell("<b>"))) == ""


def test_every_term_says_something_and_is_there_once() -> None:
    terms = [*TERMS, *outcome_terms()]
    assert len({term.id for term in terms}) == len(terms)
    assert all(term.says.endswith(".") for term in terms)


def test_no_word_of_a_report_becomes_a_tag(tmp_path: Path) -> None:
    harm = "<script>x</script>"
    rows = [(harm, cell(Phrase(harm, "good")))]
    report = Report(harm, (table(harm, (harm, harm), rows), Phrase(harm)), (harm,), harm)
    written = shown(report, tmp_path, sections=(Section("changes", harm, sentences=(harm,)),))
    assert harm not in written
    assert written.count("<script>") == 1


def test_the_page_says_how_to_get_the_same_and_how_to_prove_it(tmp_path: Path) -> None:
    written = shown(Report("What if?", (), (), "8 worlds"), tmp_path)
    assert "python run.py run &#39;my file.yaml&#39;" in written
    assert f"verify FOLDER --hash {'ab' * 32}" in written


def test_a_picture_too_large_is_named_and_stays_in_its_file(tmp_path: Path) -> None:
    (tmp_path / "small.svg").write_text(SVG)
    (tmp_path / "large.svg").write_text(SVG + " " * MOST)
    pictures = (Picture("large", nothing, ()), Picture("small", nothing, (), "A <small> one"))
    written = shown(Report("", (), (), ""), tmp_path, pictures, (Section("pictures", "Pictures"),))
    assert written.count("<figure>") == 1
    assert "Pictures are in files of their own: large.svg." in written
    assert "A &lt;small&gt; one" in written


def test_a_page_without_drawn_pictures_differs_in_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "one.svg").write_text(SVG)
    section, report = (Section("pictures", "Pictures"),), Report("", (), (), "")
    drawn = shown(report, tmp_path, (Picture("one", nothing, ()),), section)
    undrawn = shown(report, tmp_path / "none", (), section)
    cut = re.compile(r"<!--drawn-->.*?<!--/drawn-->", re.DOTALL)
    assert drawn != undrawn
    assert cut.sub("", drawn) == cut.sub("", undrawn)


@pytest.mark.parametrize("name", ["report.css", "report.js"])
def test_the_page_refers_to_nothing_outside(name: str) -> None:
    text = (Path(__file__).parents[2] / "sim" / "output" / "templates" / name).read_text()
    assert not re.search(r"https?:|url\(|@import|fetch\(|import ", text)
