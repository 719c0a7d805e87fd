"""Every study takes worlds that start from the record, tells how well they match it, and can be proved."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim as tt
from sim.engine.conditioning.continued import continued
from sim.engine.conditioning.particle_filter import Conditioned
from sim.engine.conditioning.particles import PARTICLES, particles_of
from sim.engine.conditioning.past import past
from sim.engine.conditioning.priors import without_hindsight
from sim.output.request import parsed
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.scenario.soundness import soundness
from sim.studies import study_of
from sim.studies.forecasting.outlook import OutlookJob, origin_of
from sim.vocabulary.theory_names import NAMES
from tests.helpers.studies import ROOT, told

FILE = f"""extends: {ROOT / "scenarios" / "baseline.yaml"}
question: What if the spring of 1991 had gone on from where it was?
start: {{date: 1991-03-05, from: record}}
end: 1991-04-14
"""
FEW = ("--theory", "essay", "--worlds", 16, "--quiet", "--workers", 1, "--figures", "none")
SAID = "essay: worlds start from the record before 4 March 1991: of 1,000 that ran through it"


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("spring.yaml").write_text(FILE, encoding="utf-8")
    Path("soft.yaml").write_text("extends: spring.yaml\nstrategy: soft_only\n", encoding="utf-8")
    return tmp_path


def test_a_file_says_it_in_one_line_and_the_check_repeats_it(files: Path) -> None:
    assert "6 weeks from 1991-03-05, from the record" in soundness("spring.yaml").summary


def test_run_tells_how_well_worlds_match_and_is_proved(files: Path) -> None:
    said = told("run", "spring.yaml", "--out", "one", *FEW)
    flat = " ".join(said.split())
    assert SAID in flat
    assert "effective number" in flat
    assert "withheld as not yet possible, as in history_1990_2017" in flat
    assert "all equal" in told("verify", "one", "--quiet")
    copy = (files / "one" / "scenarios" / "spring.yaml").read_text(encoding="utf-8")
    assert 'start:\n  date: "1991-03-05"\n  from: "record"\n' in copy


def test_what_was_not_yet_possible_is_not_called_withheld_where_the_file_orders_it(files: Path) -> None:
    order = "{actor: DPRK, signal: nuclear_test, from: 1991-03-11}"
    Path("early.yaml").write_text(f"extends: spring.yaml\norders:\n  early: {order}\n", encoding="utf-8")
    flat = " ".join(told("run", "early.yaml", "--out", "early", *FEW).split())
    withheld, sent = (part.split(".")[0] for part in flat.split("not yet possible")[1:3])
    assert "DPRK nuclear_test" not in withheld
    assert "sent all the same where the file orders it: DPRK nuclear_test" in sent
    for before in (str(tt.check("early.yaml")), told("preview", "early.yaml", "--out", "seen")):
        flat = " ".join(before.split())
        assert (
            "sent all the same where the file orders it: DPRK nuclear_test to 2006-10-01 (orders.early)"
            in flat
        )


def test_a_check_tells_what_moves_nothing_as_it_was_not_yet_possible(files: Path) -> None:
    Path("banks.yaml").write_text("extends: spring.yaml\nposture: {US: {secondary: 1}}\n", encoding="utf-8")
    said = str(tt.check("banks.yaml"))
    assert (
        "! US's secondary moves nothing until 1991-04-14: secondary_sanctions is withheld from US by" in said
    )
    assert "secondary                    1 -" in said


def test_a_check_tells_what_is_sent_after_its_time_to_be_withheld_before(files: Path) -> None:
    Path("late.yaml").write_text(
        "extends: spring.yaml\nend: 2017-12-31\n"
        "orders: {banks: {actor: US, signal: secondary_sanctions, from: 2017-07-03}}\n",
        encoding="utf-8",
    )
    said = str(tt.check("late.yaml"))
    assert "US secondary_sanctions to 2017-06-25" in said
    assert "sent all the same" not in said


def test_compare_replay_and_explain_are_of_the_same_worlds(files: Path) -> None:
    words = ("--keep-worlds", "--out", "two", *FEW)
    assert SAID in " ".join(told("compare", "spring.yaml", "soft.yaml", *words).split())
    replayed = told("replay", "two", "--world", 11, "--scenario", "soft")
    assert "the same, to the last bit, as was kept" in replayed
    why = told("explain", "two/scenarios/soft.yaml", "--week", 2, "--world", 11, "--actor", "US")
    assert "conditioned on it" in why
    assert "all equal" in told("verify", "two", "--quiet")


def test_diverge_and_response_take_them_too(files: Path) -> None:
    parted = tt.diverge("spring.yaml", "soft.yaml", worlds=16, out="three", figures="none")
    assert any(SAID in each for each in parted.report.caveats)
    assert len(parted.first) == 16
    curve = tt.response("spring.yaml", vary="posture.both.stick", values=[0, 2], theories="essay", worlds=16)
    assert any(SAID in each for each in curve.report.caveats)
    assert curve.curve.groupby("outcome")["mean"].nunique().max() == 2


def test_an_assumed_start_and_the_record_are_set_side_by_side(files: Path) -> None:
    Path("assumed.yaml").write_text("extends: spring.yaml\nstart: 1991-03-05\n", encoding="utf-8")
    found = tt.compare("assumed.yaml", "spring.yaml", worlds=16)
    assert "worlds from the record share no parameters with worlds from an assumed start" in found.caveats
    ends = found.summary.set_index(["outcome", "scenario", "theory"])["mean"].loc["programme_end"]
    assert len(ends["spring"]) == len(NAMES)
    assert (ends["assumed"] > ends["spring"] + 0.2).all()


def test_a_bare_key_takes_the_day_of_the_file_it_extends(files: Path) -> None:
    whole = ROOT / "scenarios" / "baseline.yaml"
    Path("summer.yaml").write_text(f"extends: {whole}\nstart: {{from: record}}\n", encoding="utf-8")
    scenario = tt.load("summer.yaml")
    assert (scenario.from_record, scenario.start) == (True, tt.load("baseline").start)


def test_every_fault_of_a_start_is_told_with_place_and_cure(files: Path) -> None:
    Path("bad.yaml").write_text(
        "extends: spring.yaml\nstart: {date: 1989-05-01, from: recrd, day: 3}\nparams: fitted\n"
        "parameters: {start_tension: 0.4}\n"
    )
    lines = told("check", "bad.yaml", code=2).splitlines()
    assert [line.split(": ")[0:2] for line in lines[:2]] == [
        ["bad.yaml:2:33", "start.from"], ["bad.yaml:2:40", "start.day"]
    ]  # fmt: skip
    Path("bad.yaml").write_text(
        "extends: spring.yaml\nstart: {date: 1989-05-01}\nparams: fitted\nparameters: {start_tension: 0.4}\n"
    )
    lines = told("check", "bad.yaml", code=2).splitlines()
    assert lines[0].startswith("bad.yaml:2:15: start.date: 1989-05-01 is no day from which worlds can start")
    assert "allowed: 1991-01-07 to 2017-12-31" in lines[0]
    assert lines[1].startswith("bad.yaml:3:9: params: fitted: worlds from the record bring their parameters")
    assert lines[2].startswith("bad.yaml:4:29: parameters.start_tension: is set, but worlds from the record")
    assert told("run", "spring.yaml", "--params", "default", code=2).count("\n") == 1


def test_the_example_is_found_by_its_name() -> None:
    shelled: Scenario = tt.load("yeonpyeong_2010")
    assert (shelled.from_record, str(shelled.start)) == (True, "2010-11-23")
    assert "yeonpyeong_2010" in tt.catalogue("scenarios")["name"].tolist()
    assert json.loads((ROOT / "scenarios" / "schema.json").read_text())["$defs"]["Start"]


def test_run_and_forecast_of_the_same_day_start_from_the_same_worlds_and_under_the_same_scenario(
    files: Path,
) -> None:
    """To the last bit: what they report differs by how many worlds go on from each alone."""
    spring = tt.load("spring.yaml")
    then = spring.with_(name="then", start="1991-03-05")
    history, found = past(), particles_of(Cell(spring, "essay"), seed=1)
    job = OutlookJob(history.history, then, "essay", origin_of(spring.start), 4, PARTICLES, 1)
    in_force = job._from_now_on(history.history)  # pyright: ignore[reportPrivateUsage]
    going_on = continued(spring, history.history)
    for part in ("calendar", "orders", "injects", "parameters", "strategies", "posture", "strategy"):
        assert getattr(in_force, part) == getattr(going_on, part), part
    weeks = history.weeks(spring.monday)
    worlds = Conditioned(without_hindsight(history.history), "essay", weeks, worlds=PARTICLES, seed=1)
    job._run_up(worlds, None)  # pyright: ignore[reportPrivateUsage]
    worlds.even_out()
    things = worlds.sample(PARTICLES)
    assert all(np.array_equal(column, found.things[way]) for way, column in things.items())


PAGE = ROOT / "docs" / "start_from_record.md"
COMMANDS = re.findall(r"^\$ python run\.py (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_page_names_the_commands_of_its_numbers() -> None:
    assert {line.split()[0] for line in COMMANDS} == {"compare", "forecast", "run"}


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_that_the_numbers_of_the_page_come_from_are_sound(files: Path, line: str) -> None:
    """They are read as a request that a study takes; the scenarios they name load."""
    for name, text in re.findall(r"```yaml\n# (\w+\.yaml)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL):
        Path(name).write_text(text, encoding="utf-8")
    asked = parsed(
        ["run.py", *line.split()], {line.split(maxsplit=1)[0]: study_of(line.split(maxsplit=1)[0])}
    )
    named = [*asked.arguments, *filter(None, [asked.options.get("scenario")])]
    assert all(tt.load(name).name for name in named)
    assert int(asked.options["worlds"]) >= 1000


def test_the_state_of_the_first_week_is_read_off_as_the_page_says(files: Path) -> None:
    block = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    small = block[1].replace("outputs/two_starts", "both")
    Path("assumed.yaml").write_text("extends: spring.yaml\nstart: 1991-03-05\n", encoding="utf-8")
    tt.compare("assumed.yaml", "spring.yaml", worlds=16, out="both", figures="none")
    names: dict[str, object] = {}
    exec(small, names)
    table = names["state"]
    assert isinstance(table, pd.DataFrame)
    assert {"tension", "bans", "readiness"} <= set(table.index.get_level_values("measure"))
    assert (table[0.05] <= table[0.95]).all()
