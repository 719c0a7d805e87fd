"""Tables for other programs: the numbers of the CSV files, as a workbook and as JSON; texts stay texts."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import sim as tt
from sim.output.draw_pool import undrawn
from sim.output.export import exported
from sim.output.report import Report
from tests.helpers.studies import told
from tests.helpers.worlds import baseline, short

REPORT = Report("=1+1", (), ("a\x1b[31mred", "@SUM(A1)"), "8 worlds", ("finding",))
"""Texts that a spreadsheet might take for something else."""
ODD = pd.DataFrame({"name": ["=cmd|' /C calc'!A0", "plain"], "number": [1 / 3, float("nan")]})
TABLES = {"odd": ODD, "a/very:long*name?of a table that is no good [name]": ODD, "about": ODD}


def saved(place: Path) -> Path:
    found = tt.run(short(baseline(), 4), theory="essay", worlds=4)
    return found.save(place / "x", undrawn, figures="none", export=["xlsx", "json"])


def test_numbers_are_those_of_the_tables(tmp_path: Path) -> None:
    place = saved(tmp_path)
    whole = json.loads((place / "tables.json").read_text(encoding="utf-8"))
    book = pd.read_excel(place / "tables.xlsx", sheet_name=None)
    for file in place.glob("*.csv"):
        table = pd.read_csv(file, keep_default_na=False, na_values=["nan"])
        rows = table.astype(object).where(table.notna(), None).to_dict("records")
        assert rows == whole["tables"][file.stem]
        numbers = table.select_dtypes("number")
        pd.testing.assert_frame_equal(numbers, book[file.stem][numbers.columns], check_dtype=False)
    assert set(book) == {"about", *(file.stem for file in place.glob("*.csv"))}
    assert tt.verify(place).stands


def test_an_export_that_was_changed_is_found(tmp_path: Path) -> None:
    place = saved(tmp_path)
    book = openpyxl.load_workbook(place / "tables.xlsx")
    book["summary"]["E2"] = 0.5
    book.save(place / "tables.xlsx")
    found = tt.verify(place)
    assert [each.file for each in found.differences] == ["tables.xlsx"]


def test_texts_stay_texts_and_names_of_sheets_are_made_to_fit() -> None:
    book = openpyxl.load_workbook(BytesIO(exported(REPORT, TABLES, "xlsx")["tables.xlsx"]))
    assert book.sheetnames[:2] == ["about", "odd"]
    assert len(set(book.sheetnames)) == 4
    assert book["odd"]["A2"].data_type == "s"
    assert book["odd"]["A2"].value == "=cmd|' /C calc'!A0"
    assert book["odd"]["B3"].value is None
    assert [row[1].data_type for row in book["about"].iter_rows()] == ["s"] * 7
    whole = json.loads(exported(REPORT, TABLES, "json")["tables.json"])
    assert whole["tables"]["odd"] == [
        {"name": "=cmd|' /C calc'!A0", "number": 0.333333333}, {"name": "plain", "number": None},
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["xls", "xlsx,csv"])
def test_another_format_is_refused_before_anything_is_run(word: str, tmp_path: Path) -> None:
    said = told("run", "baseline", "--worlds", 4, "--out", tmp_path / "x", "--export", word, code=2)
    assert "allowed: xlsx, json" in said
    assert not (tmp_path / "x").exists()
