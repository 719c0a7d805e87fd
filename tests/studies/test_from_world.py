"""`--from-world`: every study of scenarios branches from one world of a finished study, and is proved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import sim as tt
from tests.helpers.studies import told

BASE = "extends: baseline\nquestion: What if?\nend: 2017-12-10\n"
FIRM = (
    BASE
    + """orders:
  early: {actor: US, signal: show_of_force, from: 2017-07-10}
  late: {actor: US, signal: show_of_force, from: 2017-10-09}
injects:
  answer: {when: {event: nuclear_test}, then: {actor: ROK, signal: public_offer}}
"""
)
QUIET = ("--quiet", "--workers", 1, "--figures", "none")
BRANCH = ("--from-world", "study", "--world", 11, "--week", 9)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    (place / "plain.yaml").write_text(BASE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        told(
            "run",
            "plain.yaml",
            "--theory",
            "essay",
            "--worlds",
            16,
            "--keep-worlds",
            "--out",
            "study",
            *QUIET,
        )
    return place


@pytest.fixture
def files(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = tmp_path / "here"
    shutil.copytree(made, here)
    monkeypatch.chdir(here)
    Path("firm.yaml").write_text(FIRM, encoding="utf-8")
    Path("soft.yaml").write_text(f"{BASE}strategy: soft_only\n", encoding="utf-8")
    return here


def flat(text: str) -> str:
    return " ".join(text.split())


def test_run_says_what_is_shared_and_what_belongs_to_the_past(files: Path) -> None:
    said = flat(told("run", "firm.yaml", "--worlds", 16, "--out", "out", *QUIET, *BRANCH))
    assert "essay: all worlds start from world 11 of plain, seed 1, of the study" in said
    assert "as it stood on 28 August 2017 (week 9), and share its past and its draw of the parameters" in said
    assert "firm: orders of before the branch, which are not sent any more: early" in said
    assert "firm: injects watch from the branch on, whatever went before: answer" in said
    assert "16 worlds (one parameter draw), seed 1; 15 weeks from 28 August 2017" in said
    orders = (files / "out" / "orders.csv").read_text(encoding="utf-8")
    assert "late" in orders
    assert "early" not in orders


def test_the_study_is_proved_though_its_source_has_moved_and_changed(files: Path) -> None:
    told("compare", "firm.yaml", "soft.yaml", "--worlds", 16, "--out", "out", *QUIET, *BRANCH)
    manifest = json.loads((files / "out" / "manifest.json").read_text(encoding="utf-8"))
    (start,) = manifest["starts"]
    assert start["scenarios"] == ["firm", "soft"]
    assert (start["source"], start["path"], start["world"], start["week"]) == ("world", "study", 11, 9)
    assert len(start["study"]) == 64
    assert manifest["outputs"]["starts/1/scenarios/plain.yaml"]
    assert "--from-world" in manifest["command"]
    shutil.rmtree("study")
    assert "all equal" in told("verify", "out", "--quiet")
    shutil.move("out", "elsewhere")
    assert "all equal" in told("verify", "elsewhere", "--quiet")
    (files / "elsewhere" / "starts" / "1" / "scenarios" / "plain.yaml").unlink()
    said = told("verify", "elsewhere", "--quiet", code=2)
    assert "cannot be run again" in said
    assert "starts/1/scenarios/plain.yaml is missing" in said


def test_replay_and_explain_know_the_branch(files: Path) -> None:
    told("run", "firm.yaml", "--worlds", 16, "--keep-worlds", "--out", "out", *QUIET, *BRANCH)
    assert "the same, to the last bit, as was kept" in told("replay", "out", "--world", 3)
    why = told("explain", "out/scenarios/firm.yaml", "--week", 2, "--world", 3, "--actor", "US")
    assert "Its past is that of world 11 of a study, from whose week 9 it goes on." in flat(why)
    assert "week of 2017-09-11" in flat(why)


def test_diverge_and_response_branch_too_and_are_proved(files: Path) -> None:
    words = ("--worlds", 16, *QUIET, *BRANCH)
    said = flat(told("diverge", "firm.yaml", "soft.yaml", "--out", "parted", *words))
    assert "all worlds start from world 11 of plain" in said
    assert "all equal" in told("verify", "parted", "--quiet")
    vary = ("--vary", "posture.both.stick", "--values", "0,2", "--theory", "essay", "--out", "curve")
    assert "all worlds start from world 11" in flat(told("response", "firm.yaml", *vary, *words))
    assert "all equal" in told("verify", "curve", "--quiet")


def test_a_day_may_stand_for_the_week_and_python_takes_the_same(files: Path) -> None:
    one = tt.run("firm.yaml", worlds=8, from_world="study", world=11, week="2017-08-30")
    other = tt.run("firm.yaml", worlds=8, from_world="study", world=11, week=9)
    assert one.summary.equals(other.summary)
    assert one.run.monday.isoformat() == "2017-08-28"
    both = tt.compare("firm.yaml", "soft.yaml", worlds=8, from_world="study", week=3, world=1)
    assert both.run.weeks == 21


def test_a_file_can_say_it_itself(files: Path) -> None:
    Path("file.yaml").write_text(
        "extends: firm.yaml\nstart: {from: world, study: study, world: 11, week: 9}\n", encoding="utf-8"
    )
    said = flat(told("check", "file.yaml"))
    assert "15 weeks from 2017-08-28, from world 11 of" in said
    assert "! orders of before the branch, which are not sent any more: early" in said
    by_file = tt.run("file.yaml", worlds=8, seed=4)
    by_option = tt.run("firm.yaml", worlds=8, seed=4, from_world="study", world=11, week=9)
    ends = [found.summary.drop(columns="scenario") for found in (by_file, by_option)]
    assert ends[0].equals(ends[1])


BRANCHED = "extends: firm.yaml\nstart: {{from: world, study: study, world: 11, week: {week}}}\n{rest}\n"


def branched(week: object, rest: str = "") -> str:
    Path("file.yaml").write_text(BRANCHED.format(week=week, rest=rest), encoding="utf-8")
    return flat(told("check", "file.yaml"))


def test_a_file_may_name_the_week_by_a_day_in_it(files: Path) -> None:
    assert branched("2017-08-30") == branched(9)
    Path("file.yaml").write_text(BRANCHED.format(week="2030-01-01", rest=""), encoding="utf-8")
    with pytest.raises(
        tt.UserError, match="'2030-01-01' is no week of the study; allowed: 0 to 23, or a day"
    ):
        tt.load("file.yaml")


def test_what_is_over_before_the_branch_is_told_by_check_and_preview_alike(files: Path) -> None:
    rest = (
        "strategy: [{strategy: hard_only, until: 2017-07-20}, {strategy: soft_only}]\n"
        "injects: {late: {when: {event: test}, then: {strategy: hard_only}, to: 2017-07-30}}"
    )
    said = branched(9, rest)
    for words in (
        "strategy[0]: is over before the run begins: it is never in force",
        "injects.late.to: 2017-07-30 is before the start: it is never carried out",
        "orders of before the branch, which are not sent any more: early",
    ):
        assert f"{words}" in said
        assert any(words in caveat for caveat in tt.preview("file.yaml").caveats)
    assert "order early: US, show_of_force: of before the start, and not sent any more" in said
    assert "early" not in tt.preview("file.yaml").tables["sendings"]["order"].tolist()


REFUSED = {
    "week beyond the end": (("--week", 99), "--week 99: outside the study; allowed: weeks 0 to 23 of study"),
    "day before it": (("--week", "2016-01-01"), "--week 2016-01-01: outside the study"),
    "no week": (("--week", "soon"), "--week soon: neither a week nor a day written YYYY-MM-DD"),
    "world beyond the count": (("--world", 16), "--world 16: the worlds of study have the numbers 0 to 15"),
    "another scenario": (
        ("--from-scenario", "plane"),
        "plane: not in study; allowed: plain; did",
    ),
    "another theory": (("--theory", "spiral"), "has no world of theory spiral; it has plain under essay"),
    "other parameters": (("--params", "default"), "worlds from a world of a study bring their parameters"),
    "no study": (("--from-world", "nowhere"), "nowhere: no study lies there (manifest.json: No such file"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_study_does_not_have_is_refused(files: Path, case: str) -> None:
    more, says = REFUSED[case]
    said = told("run", "firm.yaml", "--worlds", 8, "--out", "out", *QUIET, *BRANCH, *more, code=2)
    assert says in flat(said)
    assert not Path("out").exists()


def test_options_that_go_together_are_asked_for_together(files: Path) -> None:
    alone = "goes with the folder of a study, from a world of which scenarios are to start"
    assert f"--week 3: {alone}" in told("run", "firm.yaml", "--week", 3, code=2)
    assert f"--world 3: {alone}" in told("compare", "firm.yaml", "soft.yaml", "--world", 3, code=2)
    assert "--week: needed: that of the study" in told("run", "firm.yaml", "--from-world", "study", code=2)
    (files / "other").mkdir()
    (files / "other" / "manifest.json").write_text("{}", encoding="utf-8")
    said = told("run", "firm.yaml", "--from-world", "other", "--week", 3, code=2)
    assert "other: manifest.json is not that of a study of this version" in said


def test_a_scenario_that_is_over_by_then_is_refused(files: Path) -> None:
    Path("brief.yaml").write_text(
        "extends: firm.yaml\nend: 2017-08-13\norders: {late: null}\n", encoding="utf-8"
    )
    said = told("run", "brief.yaml", *BRANCH, code=2)
    assert "end: 2017-08-13 is before the start; allowed: 2017-09-03 or later, a whole week" in flat(said)


BAD = {
    "what is lacking": ("{from: world, study: study}", "start: from a world of a study lacks world, week"),
    "beyond the worlds": (
        "{from: world, study: study, world: 16, week: 9}",
        "file.yaml:2:43: start.world: 16 is beyond the worlds of the study; allowed: 0 to 15",
    ),
    "beyond the weeks": (
        "{from: world, study: study, world: 1, week: 24}",
        (
            "file.yaml:2:52: start.week: 24 is no week of the study; allowed: 0 to 23, or a day from "
            "2017-06-26 to 2017-12-10"
        ),
    ),
    "another day": (
        "{from: world, study: study, world: 1, week: 9, date: 2017-09-01}",
        "start.date: 2017-09-01 is not the Monday of week 9 of the study; allowed: 2017-08-28, or no `date`",
    ),
    "no study": ("{from: world, study: here, world: 1, week: 9}", "start.study:"),
    "another scenario": (
        "{from: world, study: study, world: 1, week: 9, scenario: plane}",
        "start.scenario: the study has no scenario 'plane'; allowed: plain; did you mean 'plain'?",
    ),
    "of the record": (
        "{from: world, study: study, world: 1, week: 9, record: study}",
        "start.record: has no meaning without `from: record`",
    ),
    "of a world": ("{world: 3}", "start.world: has no meaning without `from: world`"),
}


@pytest.mark.parametrize("case", BAD)
def test_every_fault_of_such_a_start_is_told_with_its_place(files: Path, case: str) -> None:
    start, says = BAD[case]
    Path("file.yaml").write_text(f"extends: firm.yaml\nstart: {start}\n", encoding="utf-8")
    assert says in flat(told("check", "file.yaml", code=2))
