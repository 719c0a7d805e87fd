"""Requests: a call written down as words, and words read as a call."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.errors import UserError
from sim.output.request import in_place, parsed, request
from sim.scenario import Scenario, load
from sim.studies.running import FileLike, ScenarioLike
from tests.helpers.scenario_texts import SMALL


def weigh(
    *scenarios: ScenarioLike,
    theories: Sequence[str] = (),
    worlds: int = 8,
    keep_worlds: bool = False,
    by: str = "mean",
) -> None:
    """A study to ask for."""


def forecast(history: ScenarioLike, *, day: str, scenario: ScenarioLike | None = None) -> None:
    """Another, with a scenario among its options."""


def judge(scenario: ScenarioLike, *, book: FileLike | None = None) -> None:
    """A third, with another file among its options."""


STUDIES = {"weigh": weigh, "forecast": forecast, "judge": judge}


@given(
    st.lists(st.sampled_from(["essay", "spiral", "diversion"]), max_size=3),
    st.integers(1, 10**6),
    st.booleans(),
)
def test_words_say_what_was_asked(theories: list[str], worlds: int, keep_worlds: bool) -> None:
    asked = request("weigh", ["a.yaml", "b"], theories=theories, worlds=worlds, keep_worlds=keep_worlds)
    again = parsed(asked.words(), STUDIES)
    assert again.study == "weigh"
    assert again.arguments == ("a.yaml", "b")
    kept = {"theories": theories, "worlds": worlds, "keep_worlds": keep_worlds}
    assert dict(again.options) == {name: value for name, value in kept.items() if value}


def test_a_command_line_reads_as_the_call_it_makes() -> None:
    words = "run.py weigh x.yaml --theory essay --theory=spiral --worlds=16 --out here --quiet --workers 2"
    asked = parsed(words.split(), STUDIES)
    assert asked.arguments == ("x.yaml",)
    assert dict(asked.options) == {"theories": ["essay", "spiral"], "worlds": 16}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("run.py", "is no study"),
        ("", "is no study"),
        ("run.py bake x", "'bake' is no study"),
        ("run.py weigh --colour red", "weigh: No such option '--colour'"),
        ("run.py weigh --worlds many", "'many' is no whole number"),
        ("run.py weigh --worlds", "requires an argument"),
        ("run.py weigh --help", "No such option '--help'"),
    ],
)
def test_what_is_no_call_is_refused(words: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        parsed(words.split(), STUDIES)


def test_a_scenario_goes_by_its_file_or_else_by_its_copy_in_the_folder() -> None:
    small = load(SMALL)
    assert request("weigh", [small, small.with_(name="firm")]).words()[2:] == (
        str(SMALL),
        "scenarios/firm.yaml",
    )


def test_copies_take_the_place_of_files_in_the_order_of_the_call() -> None:
    one, two = load(SMALL), load(SMALL).with_(name="two")
    arguments, options = in_place(
        parsed("run.py weigh a b --by x".split(), STUDIES), weigh, [one, two], Path()
    )
    assert arguments == [one, two]
    assert options == {"by": "x"}
    asked = parsed("run.py forecast past.yaml --from 2016-01-01 --scenario then.yaml".split(), STUDIES)
    arguments, options = in_place(asked, forecast, [one, two], Path())
    assert arguments == [one]
    assert options == {"day": "2016-01-01", "scenario": two}
    assert isinstance(options["scenario"], Scenario)


def test_another_file_of_which_the_folder_holds_a_copy_is_replaced_by_it(tmp_path: Path) -> None:
    asked = parsed("run.py judge x --book elsewhere.yaml".split(), STUDIES)
    (tmp_path / "book.yaml").touch()
    for each in (asked, parsed(["run.py", "judge", "x"], STUDIES)):
        assert in_place(each, judge, [load(SMALL)], tmp_path)[1] == {"book": tmp_path / "book.yaml"}
