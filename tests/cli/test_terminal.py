"""Reports on the terminal: what does not fit across the page is set out below, and nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from sim.cli.terminal import glossed, print_report, split
from sim.output.report import Phrase, Report, Table, cell, table

NAMES = st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1, max_size=9)


def shown(report: Report, width: int = 60) -> str:
    page = Console(width=width, highlight=False)
    with page.capture() as caught:
        print_report(report, page)
    return caught.get()


def test_a_report_is_printed_from_the_top_down() -> None:
    rows = [("calm", cell("1..2", Phrase("+1 better", "good")))]
    said = shown(Report("What came", (table("Levels", ("", "share"), rows),), ("few draws",), "8 worlds"))
    order = ["What came", "Levels", "share", "calm", "1..2", "+1 better", "! few draws", "8 worlds"]
    assert [said.index(word) for word in order] == sorted(said.index(word) for word in order)


@given(st.lists(NAMES, min_size=1, max_size=12), st.integers(24, 120))
def test_every_column_is_shown_once_beside_the_first(names: list[str], width: int) -> None:
    whole = table("many", ("row", *names), [("a", *names)])
    parts = split(whole, width)
    assert [name for part in parts for (name,) in part.columns[1:]] == list(whole.columns[0:0]) + [
        Phrase(name) for name in names
    ]
    assert all(part.columns[0] == (Phrase("row"),) for part in parts)
    for part in parts:
        assert len(part.columns) == 2 or letters(part) <= width


def letters(part: Table) -> int:
    return sum(1 + max(len(line.text) for lines in column for line in lines) for column in columns(part))


def columns(part: Table) -> list[list[tuple[Phrase, ...]]]:
    return [[head, *(row[at] for row in part.rows)] for at, head in enumerate(part.columns)]


def test_words_with_a_meaning_of_their_own_are_glossed_where_they_stand_and_only_there() -> None:
    shown = table("", ("outcome", "90 % of draws", "unit"), [("highest rung of the run", "4..6", "rung")])
    line = glossed(Report("What?", (shown,)))
    assert line.startswith("parameter draw: one choice of all uncertain numbers from their ranges.")
    assert "rung: how far the conflict has climbed in a week" in line
    assert "horizon" not in line
    assert glossed(Report("What?", (Phrase("nothing here"),))) == ""
