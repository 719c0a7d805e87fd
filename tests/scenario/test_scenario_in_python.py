"""Scenarios changed in Python: the same as a file with the same words, refused with the same care."""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
