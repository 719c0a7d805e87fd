"""`import sim as tt` takes what is natural in Python, and refuses the rest in one line about the argument."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim as tt
from sim.output.result import Result
from sim.studies import STUDIES, study_of

ROOT = Path(__file__).parents[1]


def refusal(call: Callable[[], object]) -> str:
    """The one line in which a call is refused."""
    with pytest.raises(tt.UserError) as found:
        call()
    (line,) = str(found.value).splitlines()
    assert "--" not in line
    return line


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"worlds": 0}, "worlds 0: allowed: 1 to 1,000,000"),
        ({"worlds": 2_000_000}, "worlds 2000000: allowed"),
        ({"worlds": "8"}, "worlds 8: allowed: a whole number"),
        ({"worlds": True}, "worlds True: allowed: a whole number"),
        ({"worlds": 8.5}, "worlds 8.5: allowed: a whole number"),
        ({"seed": -1}, "seed -1: allowed: 0 to"),
        ({"workers": 0}, "workers 0: allowed: 1 to 10,000"),
        ({"worlds": 8, "world": 8}, "world 8: the worlds that are run have the numbers 0 to 7"),
        ({"theory": ["essay", "spiral"]}, "theory of the type list: allowed: a word"),
        ({"theory": "esay"}, "did you mean 'essay'"),
        ({"params": "fited"}, "did you mean 'fitted'"),
        ({"keep_worlds": "yes"}, "keep_worlds yes: allowed: True or False"),
        ({"keep_worlds": True, "worlds": 1_000_000}, "keep_worlds: 1,000,000 worlds of"),
        ({"tell": 3}, "tell 3: allowed: a function"),
        ({"wolrds": 3}, "did you mean 'worlds'"),
        ({"out": "a\0b"}, "cannot be the path of a file or folder"),
        ({"scheduler": 3}, "scheduler 3: allowed: a word"),
    ],
)
def test_an_argument_that_is_none_is_refused_by_its_name(given: dict[str, Any], said: str) -> None:
    assert said in refusal(lambda: tt.run("baseline", **given))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: tt.load("a\0b"), "cannot be the path"),
        (lambda: tt.load(""), "cannot be the path"),
        (lambda: tt.load(3), "name 3: allowed: a path"),  # pyright: ignore[reportArgumentType]
        (lambda: tt.verify("a\0b"), "cannot be the path"),
        (lambda: tt.verify("x", out="y"), "verify takes no option 'out'"),
        (lambda: tt.replay("a\0b"), "cannot be the path"),
        (lambda: tt.claims(hypotheses="a\0b"), "cannot be the path"),
        (lambda: tt.forecast("1999-02-30"), "day 1999-02-30: is no day"),
        (lambda: tt.forecast("1999-01-04", weeks=700), "weeks 700: allowed: 2 to 520"),
        (lambda: tt.forecast("1999-01-04", worlds=8), "worlds 8: allowed: 100 to 100,000"),
        (lambda: tt.validate(worlds=30_000), "worlds 30000: allowed: 1 to 20,000"),
        (lambda: tt.backtest(first=2016, last=2016), "last 2016: allowed: after 2016"),
        (lambda: tt.fit(draws=8), "draws 8: allowed: 200 to 1,000,000"),
        (lambda: tt.explain("baseline", week=1, world=-1), "world -1: allowed: 0 to 19,999,999"),
        (lambda: tt.preview("baseline", words=1), "preview takes no option 'words'"),
        (lambda: tt.compare(*[tt.load("baseline")] * 2), "is given twice"),
        (lambda: tt.run(["baseline"]), "found list, not a scenario"),  # pyright: ignore[reportArgumentType]
        (lambda: tt.catalogue("signal"), "did you mean 'signals'"),
        (lambda: tt.sensitivity("baseline", outcome="p_talk"), "did you mean 'p_talks'"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_runs(call: Callable[[], object], said: str) -> None:
    assert said in refusal(call)


def test_numbers_and_lists_of_any_kind_are_recorded_as_they_are_run() -> None:
    found = tt.response(
        vary="exercise.scale",
        values=np.array([1, 0.1], np.float32),
        outcomes=(name for name in ["P_TALKS"]),
        theories=(name for name in ["essay"]),
        worlds=np.int64(8),
    )
    assert found.doses == (float(np.float32(0.1)), 1.0)
    words = found.run.command
    assert words[words.index("--values") + 1] == ",".join(map(str, (1.0, float(np.float32(0.1)))))
    assert words[words.index("--theory") + 1] == "essay"
    assert words[words.index("--outcome") + 1] == "p_talks"
    assert words[words.index("--worlds") + 1] == "8"


@pytest.mark.parametrize(
    "day", [date(2017, 8, 29), datetime(2017, 8, 29, 5, tzinfo=UTC), pd.Timestamp("2017-08-29"),
            np.datetime64("2017-08-29T05:57"), "2017-08-29", 9, np.int64(9)],
)  # fmt: skip
def test_a_week_is_named_by_any_day_or_number(day: Any) -> None:
    assert tt.explain("baseline", week=day, actor="dprk").choices[0].week == 9


def test_a_result_is_itself_and_no_other() -> None:
    one, other = (tt.compare("baseline", "engagement_first", worlds=8) for _ in range(2))
    assert one == one  # noqa: PLR0124
    assert one != other
    assert len({one, other}) == 2
    assert len(one.plot("fans")) == 2
    assert "no picture 'fan'" in refusal(lambda: one.plot("fan"))


@pytest.mark.parametrize("name", STUDIES)
def test_every_study_gives_a_result_that_compares_by_identity(name: str) -> None:
    from typing import get_type_hints

    kind = get_type_hints(study_of(name))["return"]
    assert issubclass(kind, Result)
    assert kind.__eq__ is object.__eq__


def test_the_home_folder_may_be_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    tt.load("baseline").with_(name="mine").save("~/mine.yaml")
    assert tt.load("~/mine.yaml").name == "mine"


def test_a_folder_is_the_one_that_was_named_when_the_study_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    baseline = tt.load("baseline").with_(end="2017-09-01")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()

    from sim.studies import running

    real = running.open_pool

    def opened(*words: Any) -> Any:
        monkeypatch.chdir(tmp_path / "elsewhere")
        return real(*words)

    monkeypatch.setattr(running, "open_pool", opened)
    tt.preview(baseline, out="seen")
    assert (tmp_path / "seen" / "manifest.json").is_file()


def test_loading_and_checking_a_scenario_loads_no_study() -> None:
    code = (
        "import sim as tt, sys; tt.load('baseline'); assert tt.check('baseline').sound; "
        "print([m for m in ('scipy', 'pandas', 'mesa', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_all_names_of_the_face_are_there() -> None:
    for name in sorted(set(dir(tt)) - {"__version__"}):
        assert getattr(tt, name)
    with pytest.raises(AttributeError):
        tt.nothing  # noqa: B018  # pyright: ignore[reportAttributeAccessIssue]
