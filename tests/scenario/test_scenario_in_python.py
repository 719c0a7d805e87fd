"""Scenarios changed in Python: the same as a file with the same words, refused with the same care."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.core.errors import Complaints, UserError
from sim.scenario import Scenario, baseline, load
from sim.scenario.library import folder
from tests.helpers.scenario_texts import SMALL

WORDS = """
name: firm
question: What if Washington were firmer?
posture: {US: {stick: 0.8}}
parameters: {caution: 0.2, media_gain: [0.1, 0.2]}
orders:
  new_year: {actor: US, signal: show_of_force, from: 2018-01-01, scale: 0.5}
"""


def plain(scenario: Scenario) -> dict[str, object]:
    """All of a scenario but where it was written."""
    data = scenario.model_dump(exclude={"path", "files", "warnings"})
    for section in ("orders", "injects"):
        for entry in data[section].values():
            entry.pop("where")
    return data


def test_words_in_python_say_what_a_file_that_extends_says(tmp_path: Path) -> None:
    file = tmp_path / "firm.yaml"
    base = (folder() / "baseline.yaml").resolve()
    file.write_text(f"extends: {base}{WORDS}", encoding="utf-8")
    changed = baseline().with_(
        name="firm",
        question="What if Washington were firmer?",
        posture={"US": {"stick": 0.8}},
        parameters={"caution": 0.2, "media_gain": (0.1, 0.2)},
        orders={
            "new_year": {"actor": "US", "signal": "show_of_force", "from": date(2018, 1, 1), "scale": 0.5}
        },
    )
    assert plain(changed) == plain(load(file))
    assert changed.files == baseline().files


def test_without_a_name_it_is_called_after_what_it_changes() -> None:
    changed = load(SMALL).with_(question="Is it another?")
    assert changed.name == f"{load(SMALL).name}_changed"
    assert changed.question == "Is it another?"


def test_none_removes_an_entry_and_the_rest_stays() -> None:
    one = load(SMALL)
    first, *rest = one.calendar
    assert list(one.with_(calendar={first: None}).calendar) == rest


def test_what_is_written_out_loads_as_the_same_scenario(tmp_path: Path) -> None:
    changed = load(SMALL).with_(name="firm", strategy=next(iter(load(SMALL).strategies)))
    assert plain(load(changed.save(tmp_path / "firm.yaml"))) == plain(changed)


def test_a_place_that_cannot_be_written_is_one_message(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        load(SMALL).save(tmp_path / "nowhere" / "firm.yaml")


def test_all_faults_at_once_with_the_nearest_word() -> None:
    with pytest.raises(Complaints) as found:
        baseline().with_(theory="esay", posture={"US": {"stik": 1.0}}, nonsense=1)  # pyright: ignore[reportCallIssue]
    said = str(found.value)
    assert "in Python: theory: found 'esay'" in said
    assert "did you mean 'stick'?" in said
    assert "nonsense: unknown key" in said


def test_it_is_shown_in_one_line() -> None:
    assert str(baseline()) == repr(baseline())
    assert len(str(baseline()).splitlines()) == 1
    assert len(str(baseline())) < 300


def test_orders_keep_the_place_where_they_were_written() -> None:
    answered = load(folder() / "nuclear_test_answered.yaml")
    before = {name: order.where for name, order in answered.orders.items()}
    assert {name: order.where for name, order in answered.with_(name="same").orders.items()} == before


@pytest.mark.parametrize(
    "day",
    [
        date(2018, 1, 1),
        datetime(2018, 1, 1, 5, tzinfo=UTC),
        pd.Timestamp("2018-01-01"),
        np.datetime64("2018-01-01"),
        np.datetime64("2018-01-01T05:00:00.000000001"),
        np.str_("2018-01-01"),
    ],
)
def test_any_date_is_a_day(day: Any) -> None:
    assert baseline().with_(end=day).end == date(2018, 1, 1)


def test_numbers_and_arrays_of_numpy_are_numbers_and_ranges() -> None:
    changed = baseline().with_(
        parameters={"caution": np.float64(0.2), "media_gain": np.array([0.1, 0.2])},  # pyright: ignore[reportArgumentType]
        orders={
            "show": {"actor": "US", "signal": "routine_exercise", "from": "2018-01-01", "length": np.int8(2)}
        },  # pyright: ignore[reportArgumentType]
    )
    assert changed.parameters["caution"].value == 0.2
    assert changed.parameters["media_gain"].value == (0.1, 0.2)
    assert changed.orders["show"].length == 2


@pytest.mark.parametrize(
    "odd", [{1}, iter([1]), b"x", 1j, pd.NaT, Path("x"), object(), pd.DataFrame({"a": [1]})], ids=type
)
def test_what_no_file_could_hold_is_refused_by_its_place(odd: Any) -> None:
    with pytest.raises(UserError) as found:
        baseline().with_(posture={"US": {"stick": odd}})
    (line,) = str(found.value).splitlines()
    assert line.startswith(
        f"in Python: posture.US.stick: found a value of the type {type(odd).__name__}; allowed"
    )


def test_a_fault_speaks_of_the_words_and_never_of_lines() -> None:
    with pytest.raises(UserError) as found:
        baseline().with_(strategies={"erratic": None}, strategy="erratic", end="2016-01-01")
    assert [line.split(": ")[:2] for line in str(found.value).splitlines()] == [
        ["in Python", "strategy"],
        ["in Python", "end"],
    ]


def test_what_it_extends_is_the_scenario_it_is_called_on() -> None:
    with pytest.raises(UserError, match="in Python: extends: a scenario changed in Python extends the one"):
        baseline().with_(extends="engagement_first")  # pyright: ignore[reportCallIssue]
