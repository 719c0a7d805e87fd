"""Scenario files: what is read, what `extends` changes, where each entry came from, and the schema."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from sim.core.errors import UserError
from sim.scenario import load, yaml_reader
from sim.scenario.inheritance import read_tree
from sim.scenario.library import folder
from sim.scenario.yaml_reader import parse, scalar
from tests.helpers.scenario_texts import SMALL, variant


def test_a_root_file_is_read_with_its_defaults() -> None:
    scenario = load(SMALL)
    assert (scenario.name, scenario.theory, scenario.strategy) == ("small", "essay", "firm")
    assert scenario.files == (SMALL.absolute(),)
    assert scenario.signals["exercise"].senders == {"US": 0.3, "ROK": 0.2}
    assert scenario.signals["exercise"].name == "exercise"
    assert scenario.signals["warning"].length == 1
    assert scenario.signals["warning"].stages == (0, 5)
    assert scenario.parameters["decay"].default == 0.001
    assert scenario.parameters["caution"].span == (-0.5, 0.5)


def test_weeks_are_whole_and_begin_on_the_monday_of_the_first_day() -> None:
    scenario = load(SMALL)
    assert scenario.monday == date(2017, 6, 26)
    assert scenario.weeks == 183
    assert [scenario.week_of(date(2017, *day)) for day in ((6, 25), (6, 26), (7, 2), (7, 3))] == [-1, 0, 0, 1]


def test_dates_left_out_have_a_meaning(here: Path) -> None:
    scenario = load(variant(here, "orders: {once: {actor: US, signal: exercise, from: 2018-01-01}}\n"))
    assert (scenario.orders["once"].end, scenario.orders["once"].last) == (None, date(2018, 1, 1))
    assert scenario.calendar["posts_filled"].end is None
    assert scenario.calendar["posts_filled"].known_from == date(2017, 10, 1)
    assert scenario.calendar["ulchi_2017"].known_from == date(2017, 1, 1)
    inject = scenario.injects["clampdown"]
    assert (inject.start, inject.end, inject.times) == (scenario.start, scenario.end, 1)


def test_dispositions_go_from_default_over_strategy_to_posture() -> None:
    scenario = load(SMALL)
    us, rok = scenario.dispositions_of("US"), scenario.dispositions_of("ROK")
    assert us == {"stick": (1.2, 1.2), "carrot": (0.6, 0.8), "fear": (0.5, 0.5)}
    assert rok == {"stick": (1.2, 1.2), "carrot": (0.5, 0.5), "fear": (0.2, 0.2)}
    patient = scenario.with_strategy("patient")
    assert patient.name == "patient"
    assert patient.dispositions_of("ROK")["stick"] == (0.5, 0.5)
    assert patient.dispositions_of("US")["stick"] == (0.4, 0.4)
    with pytest.raises(
        UserError, match="no strategy 'patent'; allowed: firm, patient; did you mean 'patient'"
    ):
        scenario.with_strategy("patent")


def test_a_shipped_scenario_is_extended_by_its_name_from_any_folder(here: Path) -> None:
    (here / "mine.yaml").write_text("extends: baseline\nquestion: And from here?\n")
    assert load(here / "mine.yaml").files == (folder() / "baseline.yaml", Path("mine.yaml").absolute())
    (here / "baseline.yaml").write_text("extends: baseline\nquestion: And with a file of that name?\n")
    assert load(here / "baseline.yaml").files[0] == folder() / "baseline.yaml"
    (here / "baseline").write_text(SMALL.read_text())
    assert load(here / "mine.yaml").files[0] == Path("baseline").absolute(), (
        "as commands do: a path goes first"
    )


def test_an_extending_file_changes_what_it_names_and_nothing_else(here: Path) -> None:
    text = """question: And if not?
parameters: {caution: 0.2, decay: [0.1, 0.3]}
dispositions: {stick: 1.5}
signals: {exercise: {meaning: 0.1, senders: {ROK: null}, stages: [1, 2]}, back_channel: null}
orders: {show: {scale: 0.5}}
calendar:
"""
    changed, base = load(variant(here, text)), load(here / "small.yaml")
    assert (changed.name, changed.question) == ("variant", "And if not?")
    assert changed.files == (Path("small.yaml").absolute(), Path("variant.yaml").absolute())
    assert changed.parameters["caution"].span == (0.2, 0.2)
    assert changed.parameters["decay"].span == (0.1, 0.3)
    assert changed.parameters["decay"].says == base.parameters["decay"].says
    assert changed.dispositions["stick"].span == (1.5, 1.5)
    assert changed.signals["exercise"].senders == {"US": 0.3}
    assert changed.signals["exercise"].stages == (1, 2)
    assert list(changed.signals) == ["exercise", "warning"]
    assert changed.signals["warning"] == base.signals["warning"]
    assert changed.calendar == base.calendar
    assert changed.orders["show"].start == base.orders["show"].start


def test_a_value_set_for_a_disposition_counts_where_no_strategy_speaks(here: Path) -> None:
    scenario = load(variant(here, "dispositions: {carrot: [0.1, 0.2], stick: 0.3}\n"))
    assert scenario.dispositions_of("ROK")["carrot"] == (0.1, 0.2)
    assert scenario.dispositions_of("ROK")["stick"] == (1.2, 1.2)


def test_orders_and_injects_know_the_line_that_last_said_something(here: Path) -> None:
    scenario = load(variant(here, "orders:\n  # louder\n  show: {scale: 2.0}\n"))
    lines = (here / "small.yaml").read_text().splitlines()
    quiet = next(number for number, line in enumerate(lines, 1) if line.startswith("  quiet:"))
    assert scenario.orders["show"].where == "variant.yaml:4"
    assert scenario.orders["quiet"].where == f"small.yaml:{quiet}"
    assert scenario.injects["clampdown"].where == f"small.yaml:{len(lines)}"


def test_a_chain_of_files_in_other_folders(here: Path) -> None:
    variant(here, "parameters: {caution: 0.2}\n", "middle.yaml")
    (here / "deeper").mkdir()
    last = here / "deeper" / "last.yaml"
    last.write_text("extends: ../middle.yaml\nparameters: {caution: 0.3}\n")
    scenario = load(last)
    assert scenario.parameters["caution"].span == (0.3, 0.3)
    assert scenario.files == (Path("small.yaml").absolute(), Path("middle.yaml").absolute(), last.absolute())
    assert scenario.name == "last"


PLAIN = {
    "NO": "NO",
    "yes": "yes",
    "off": "off",
    "2017-06-30": "2017-06-30",
    "1_000": "1_000",
    "12:30": "12:30",
    "true": True,
    "~": None,
    "": None,
    "1e-3": 0.001,
    "1.": 1.0,
    ".5": 0.5,
    "-3": -3,
    "-.inf": float("-inf"),
}


@pytest.mark.parametrize(("text", "value"), PLAIN.items())
def test_plain_words_mean_what_yaml_1_2_says(text: str, value: object) -> None:
    assert scalar(text) == value
    assert type(scalar(text)) is type(value)


def test_quoted_words_are_text(here: Path) -> None:
    scenario = load(variant(here, "question: '2017'\n"))
    assert scenario.question == "2017"


def test_a_byte_order_mark_and_windows_lines_are_read(here: Path) -> None:
    path = here / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.read_bytes().replace(b"\n", b"\r\n"))
    assert load(path).orders["show"].where == f"windows.yaml:{load(SMALL).orders['show'].where[-2:]}"


def test_the_parser_in_python_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    written = folder().joinpath("baseline.yaml").read_bytes()
    first = parse.__wrapped__(written, "f")
    assert yaml_reader.READER is yaml.CSafeLoader
    monkeypatch.setattr(yaml_reader, "READER", yaml.SafeLoader)
    assert parse.__wrapped__(written, "f") == first


def test_the_same_bytes_are_parsed_once(here: Path) -> None:
    first, second = variant(here, "name: one\n", "one.yaml"), variant(here, "name: two\n", "two.yaml")
    read_tree(first)
    before = parse.cache_info()
    read_tree(second)
    assert parse.cache_info().misses == before.misses + 1
    (here / "small.yaml").write_bytes(SMALL.read_bytes().replace(b"default: 1.0", b"default: 1.1"))
    assert load(first).dispositions["stick"].default == 1.1


def test_a_scenario_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load(SMALL).signals["exercise"].meaning = 0.0  # type: ignore[misc]


def test_reading_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys; from sim.scenario import load; load(sys.argv[1]);"
        "print({'mesa', 'matplotlib', 'pandas', 'xarray', 'scipy'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(SMALL)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
