"""The page and `compare` say the same: the file that the page writes gives its numbers and its sentences."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from sim.api import check, compare, load, run
from sim.studies.comparison.changes import changes
from tests.helpers.explored import to

SETTINGS = {
    "levers": "preset=baseline&US.stick=1.8&ROK.stick=1.8&DPRK.pace=1.5&worlds=256",
    "preset with orders": "preset=nuclear_test&China.mediation=2.5&worlds=64&theory=diversion",
    "own orders": (
        "preset=nuclear_test&order.september_test=from:2018-09-03&order.us_summit=actor:US,signal:summit,"
        "from:2018-06-11,whatever_the_stage:true&order.alliance_suspension=actor:alliance,signal:suspension,"
        "from:2018-03-05,to:2018-12-30&order.rok_no_aid=actor:ROK,signal:aid,from:2017-07-03,to:2018-12-30,"
        "withhold:true&order.us_show=actor:US,signal:show_of_force,from:2019-01-07,to:2019-11-04,every:4,"
        "scale:0.5&worlds=64&theory=spiral"
    ),
    "an inject taken out": "preset=nuclear_test_answered&inject.show_of_force=-&worlds=64&theory=essay",
    "preset with a posture": "preset=half_enforcement&China.mediation=3&worlds=64&theory=spiral",
    "another strategy from a date": (
        "preset=baseline&then=hard_only,2018-03-05,8&parameter.caution=0.1..0.4&theory=essay&worlds=256"
    ),
}
NUMBERS = (
    "difference spread_low spread_high share_better share_worse delta mean_low mean_high mc_error".split()
)
CLOSE = 1e-12


@pytest.fixture(params=SETTINGS)
def setting(request: pytest.FixtureRequest, page: Any, tmp_path: Path) -> dict[str, Any]:
    """What the page shows of a setting, with the file that it writes and the command that it names."""
    to(page, SETTINGS[request.param])
    assert page.is_hidden("#left-out"), page.inner_text("#left-out")
    file = tmp_path / page.inner_text("#command").split()[4]
    file.write_text(page.inner_text("#yaml"), encoding="utf-8")
    with page.expect_download() as download:
        page.click("#save-csv")
    return {
        "file": file,
        "command": page.inner_text("#command").split(),
        "finding": page.locator("#finding-words li").all_inner_texts(),
        "differs": page.inner_text("#differs"),
        "rows": list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text()))),
    }


def test_what_it_writes_is_sound_and_gives_its_numbers_and_sentences(setting: dict[str, Any]) -> None:
    words = setting["command"]
    assert words[:4] == ["python", "run.py", "compare", "baseline"]
    theories = [words[words.index("--theory") + 1]] if "--theory" in words else []
    assert check(setting["file"]).sound
    found = compare(
        "baseline",
        setting["file"],
        theories=theories,
        worlds=int(words[words.index("--worlds") + 1]),
        seed=int(words[words.index("--seed") + 1]),
    )
    assert tuple(setting["finding"]) == found.finding
    _same_numbers(setting["rows"], found)
    scenario = load(setting["file"])
    told = changes(scenario, load("baseline")).replace(f" {scenario.question}", "")
    assert setting["differs"] == told


def _same_numbers(rows: list[dict[str, str]], found: Any) -> None:
    """Over all theories, and theory by theory."""
    theirs = {("all", row["outcome"]): row for row in found.agreement.to_dict("records")}
    theirs |= {(row["theory"], row["outcome"]): row for row in found.effects.to_dict("records")}
    assert {(row["theory"], row["outcome"]) for row in rows} == set(theirs)
    for row in rows:
        other = theirs[row["theory"], row["outcome"]]
        assert row["verdict"] == other["verdict"], (row, other)
        for name in NUMBERS:
            assert float(row[name]) == pytest.approx(float(other[name]), abs=CLOSE, rel=CLOSE, nan_ok=True)


def test_a_scenario_alone_is_told_as_run_tells_it(page: Any) -> None:
    to(page, "preset=baseline&worlds=64")
    told = page.locator("#finding-words li").all_inner_texts()
    assert page.inner_text("#command").split()[2:4] == ["run", "baseline"]
    assert tuple(told) == run("baseline", worlds=64).finding
