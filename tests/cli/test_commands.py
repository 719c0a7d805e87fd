"""The commands: what they print and write, and that a fault of the user ends in one message and code 2."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
import xarray as xr
from click.testing import CliRunner

from sim.cli.program import cli
from sim.output.manifest import Manifest
from sim.plots import Context
from sim.scenario import load, shipped_files
from sim.studies import running
from sim.studies.comparison import report, study
from sim.vocabulary.theory_names import NAMES

ROOT = Path(__file__).parents[2]
BASELINE = ROOT / "scenarios" / "baseline.yaml"
SHORT = f"extends: {BASELINE}\nquestion: What is short?\nend: 2017-10-01\n"
ODD = """signals:
  odd: {senders: {US: 0.5}, family: economic, channel: public, audience: [DPRK],
        meaning: 0.4, says: Odd., source: assumed}
"""
COMMANDS = (
    "compare run claims alive sensitivity discover response diverge signs explain explore validate weigh "
    "forecast backtest fit replay verify compare-versions preview check list record rules"
).split()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with two short scenarios."""
    monkeypatch.chdir(tmp_path)
    file("one.yaml")
    file("two.yaml", "calendar:\n  posts_filled: {from: 2017-08-07}\n")
    return tmp_path


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Context]:
    """The words of each set of pictures asked for; none is drawn."""
    words: list[Context] = []

    def draw(*given):
        (context,) = (each for each in given if isinstance(each, Context))
        words.append(context)

        return []

    for pictures in ("comparison_pictures", "world_pictures"):
        monkeypatch.setattr(report, pictures, draw)
    monkeypatch.setattr(report, "run_pictures", lambda *_: [])
    monkeypatch.setattr(running, "hands", lambda: 1)
    return words


def file(name, text=""):
    Path(name).write_text(SHORT + text, encoding="utf-8")


def told(*words, code=0):
    """Output and error output of a command that must end with the exit code."""
    done = CliRunner().invoke(cli, [str(word) for word in words])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.stdout if code == 0 else done.stderr


def table(folder, name):
    return pd.read_csv(Path("outputs") / folder / f"{name}.csv")


def contents(folder):
    return {path: path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


# ── what there is ────────────────────────────────────────────────────────────────────────────


def test_help_names_every_command_and_each_has_its_own():
    page = told("--help")
    assert [
        line.split()[0] for line in page.partition("Commands:")[2].splitlines() if line.strip()
    ] == COMMANDS
    for command in COMMANDS:
        assert "Usage:" in told(command, "--help")


def test_the_list_holds_every_entry_with_its_meaning():
    page = told("list")
    model = load(BASELINE)
    for section in ("strategies", "signals", "parameters", "dispositions"):
        for name, entry in getattr(model, section).items():
            assert any(line.split()[:1] == [name] and entry.says in line for line in page.splitlines())
    for path in shipped_files():
        assert load(path).question in page


@pytest.mark.parametrize(
    "kind", ["strategies", "theories", "outcomes", "measures", "signals", "calendar", "events"]
)
def test_the_list_narrows(kind: str):
    headings = [line for line in told("list", kind).splitlines() if line[:1].strip()]
    assert [heading.split(":")[0] for heading in headings] == [kind]


def test_rules_prints_the_page():
    page = told("rules")
    assert "E31" in page
    assert "Rules" in page.splitlines()[0]


def test_check_tells_of_every_file():
    assert told("check", "one.yaml", "baseline").count("sound") == 2
    file("bad.yaml", "strategy: erratc\n")
    file("worse.yaml", "theory: spyral\nposture: {US: {feer: 1}}\n")
    lines = told("check", "bad.yaml", "one.yaml", "worse.yaml", code=2).splitlines()
    assert [line.split(":")[0] for line in lines] == ["bad.yaml", "worse.yaml", "worse.yaml"]
    assert "did you mean 'erratic'?" in lines[0]


def test_a_scenario_without_the_numbers_of_the_model_is_unsound():
    file("less.yaml", "parameters: {caution: null}\n")
    assert "parameters: lacks caution" in told("check", "less.yaml", code=2)
    assert "parameters: lacks caution" in told("run", "less.yaml", code=2)


# ── compare ──────────────────────────────────────────────────────────────────────────────────


def test_scenarios_are_compared_and_written(drawn: list[Context]):
    page = told("compare", "one.yaml", "two.yaml", "--worlds", 16, "--seed", 5)
    for words in ("one", "two", "Provocations", "War", "In outputs/one+two: report.html", "16 worlds"):
        assert words in page
    assert max(map(len, page.splitlines())) <= 100
    assert set(table("one+two", "summary")["scenario"]) == {"one", "two"}
    effects = table("one+two", "effects")
    assert (set(effects["scenario"]), set(effects["baseline"])) == ({"two"}, {"one"})
    assert set(effects["theory"]) == {*NAMES}
    told_of = Manifest.read(Path("outputs/one+two"))
    assert (told_of.seed, told_of.worlds) == (5, 16)
    assert told_of.command[:4] == ("run.py", "compare", "one.yaml", "two.yaml")
    (words,) = drawn
    assert words.question == "What is short?"
    assert (6, "Posts filled (two)") in words.events
    assert (8, "Ulchi Freedom Guardian") in words.events


def test_a_difference_clear_of_noise_is_shown_with_its_verdict(drawn: list[Context]):
    file("hot.yaml", "parameters: {start_tension: 0.6}\n")
    file("cold.yaml", "parameters: {start_tension: 0.4}\n")
    page = told("compare", "cold.yaml", "hot.yaml", "--worlds", 320)
    assert "▼" in page
    assert "▼" not in told("compare", "cold.yaml", "one.yaml", "--worlds", 1)


def test_strategies_are_compared_without_files(drawn: list[Context]):
    told("compare", "--worlds", 2, "--theory", "spiral", "--quiet")
    names = list(load(BASELINE).strategies)
    assert list(dict.fromkeys(table("strategies_spiral", "summary")["scenario"])) == names
    assert set(table("strategies_spiral", "effects")["baseline"]) == {"negotiation_from_strength"}
    assert "strategies" in drawn[0].question


def test_several_theories_side_by_side(drawn: list[Context]):
    words = ("--worlds", 8, "--theory", "spiral", "--theory", "own_calendar")
    page = told("compare", "one.yaml", "two.yaml", *words)
    assert "theory spiral" in page
    assert "own_calendar: by construction" in page
    assert set(table("one+two_spiral_own_calendar", "summary")["theory"]) == {"spiral", "own_calendar"}


def test_what_cannot_be_compared_is_refused_before_the_run(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(study, "simulate_ensemble", lambda *a, **k: pytest.fail("ran"))
    Path("longer.yaml").write_text(SHORT.replace("2017-10-01", "2017-12-31"))
    assert "need the same weeks" in told("compare", "one.yaml", "longer.yaml", code=2)
    assert "is given twice" in told("compare", "one.yaml", "one.yaml", code=2)
    file("same.yaml", "name: one\n")
    assert "names of their own" in told("compare", "one.yaml", "same.yaml", code=2)
    assert "two scenarios or more" in told("compare", "one.yaml", code=2)


def test_scenarios_may_differ_in_their_signals(drawn: list[Context]):
    file("odd.yaml", ODD)
    file("loud.yaml", "signals:\n  taunt: {meaning: 0.6}\n")
    few = ("--worlds", 24, "--theory", "essay", "--theory", "diversion")
    told("compare", "one.yaml", "two.yaml", *few, "--out", "alone")
    told("compare", "one.yaml", "odd.yaml", "two.yaml", "loud.yaml", *few, "--out", "four")
    alone, beside = (pd.read_csv(f"{place}/summary.csv") for place in ("alone", "four"))
    assert list(dict.fromkeys(beside["scenario"])) == ["one", "odd", "two", "loud"]
    shared = beside[beside["scenario"].isin(["one", "two"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(shared, alone)
    with xr.open_dataset("four/series.nc", engine="h5netcdf") as four:
        with xr.open_dataset("alone/series.nc", engine="h5netcdf") as two:
            xr.testing.assert_equal(four.sel(scenario=["one", "two"])[list(two)], two)
        apart = abs(four.difference_quantiles).max(["measure", "week", "quantile"]).sel(theory="essay")
        assert dict(zip(apart.scenario.values, apart.values > 0, strict=True))["odd"]
        assert (four.worlds_compared > 0).all()
        gap = (four.outcome_values.sel(scenario="loud") - four.outcome_values.sel(scenario="one")).mean(
            "world"
        )
        effects = pd.read_csv("four/effects.csv").set_index(["scenario", "theory"])["difference"]
        assert effects["loud", "essay"].to_numpy() == pytest.approx(gap.sel(theory="essay").values, abs=1e-5)


# ── run and explain ──────────────────────────────────────────────────────────────────────────


def test_one_scenario_is_run_and_one_world_kept(drawn: list[Context]):
    file("shown.yaml", "orders:\n  show: {actor: US, signal: show_of_force, from: 2017-08-07}\n")
    page = told("run", "shown.yaml", "--worlds", 8, "--world", 7)
    assert "serious clash by the horizon" in page
    sent = pd.read_csv("outputs/run_shown/ledger.csv")
    (ordered,) = sent[sent["ordered"]].to_dict("records")
    assert (ordered["week"], ordered["date"], ordered["actor"]) == (6, "2017-08-07", "US")
    assert ordered["signal"] == "show_of_force"
    (words,) = drawn
    assert (6, "US ordered: show of force") in words.events
    assert "world 7" in words.subtitle


def drawings(folder="outputs/run_one"):
    return {path.name for path in Path(folder).iterdir() if path.suffix in {".svg", ".png"}}


def test_the_first_pictures_are_drawn_and_others_if_asked():
    page = told("run", "one.yaml", "--worlds", 8)
    assert drawings() == {"over_time.svg", "ledger.svg", "outcome_mix.svg"}
    assert "report.html, ledger.svg" in " ".join(page.split())
    told("run", "one.yaml", "--worlds", 8, "--figures", "fans, ledger", "--png")
    assert drawings() == {"fans.svg", "fans.png", "ledger.svg", "ledger.png"}
    told("run", "one.yaml", "--worlds", 8, "--figures", "none")
    assert drawings() == set()
    told("run", "one.yaml", "--worlds", 8, "--figures", "all")
    assert drawings() == {"over_time.svg", "ledger.svg", "outcome_mix.svg", "fans.svg"}


def test_a_picture_that_is_not_there_costs_no_study():
    fault = told("run", "one.yaml", "--worlds", 8, "--figures", "fan", code=2)
    assert "no picture 'fan'; allowed: over_time, ledger, outcome_mix, fans; did you mean 'fans'?" in fault
    assert "the study is saved in outputs/run_one, with its first pictures" in fault
    assert "ledger.svg" in drawings()
    assert told("verify", "outputs/run_one").count("all equal") == 1


def test_the_report_is_opened_if_asked(monkeypatch: pytest.MonkeyPatch):
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    words = ("run", "one.yaml", "--theory", "essay", "--worlds", 8, "--figures", "none")
    told(*words)
    told(*words, "--open")
    assert opened == [Path("outputs/run_one_essay/report.html").resolve().as_uri()]


def test_the_hash_of_a_report_is_that_of_its_tables():
    told("run", "one.yaml", "--worlds", 8, "--figures", "none")
    page = Path("outputs/run_one/report.html").read_text(encoding="utf-8")
    (own,) = re.findall(r'class="hash">([0-9a-f]{64})<', page)
    assert f"hash of the tables: {own}" in told("verify", "outputs/run_one", "--hash", own[:16])
    other = CliRunner().invoke(cli, ["verify", "outputs/run_one", "--hash", "0" * 64])
    assert other.exit_code == 1
    assert f"the tables have the hash {own}, not {'0' * 64}" in other.output


def test_a_choice_is_explained():
    file("shown.yaml", "orders:\n  show: {actor: US, signal: show_of_force, from: 2017-08-07}\n")
    page = told("explain", "shown.yaml", "--week", "2017-08-09", "--actor", "us")
    assert "show_of_force" in page
    assert f"shown.yaml:{SHORT.count(chr(10)) + 2}" in page
    assert page == told("explain", "shown.yaml", "--week", 6, "--actor", "US")
    assert "China" in told("explain", "one.yaml", "--week", 0, "--world", 3)
    blind = told("explain", "one.yaml", "--week", 0, "--actor", "DPRK", "--theory", "own_calendar")
    assert "blind by construction" in blind


# ── faults ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("compare --worlds 0", "--worlds 0: allowed: 1 to 1,000,000; nearest: 1"),
        ("compare --worlds 1,000", "--worlds 1,000: allowed: 1 to 1,000,000; nearest: 1000"),
        ("compare --worlds many", "--worlds many: allowed: 1 to 1,000,000"),
        ("compare --worlds nan", "--worlds nan: allowed: 1 to 1,000,000"),
        ("compare --seed -1", "--seed -1: allowed: 0 to 4,294,967,295; nearest: 0"),
        ("compare --seed 1.5", "--seed 1.5: allowed: 0 to 4,294,967,295; nearest: 2"),
        ("forecast --from 2010-01-01 --weeks 900", "--weeks 900: allowed: 2 to 520; nearest: 520"),
        ("backtest --first soon", "--first soon: allowed: a whole number"),
        ("compare --theory esay", "--theory: no theory 'esay'; allowed: essay, spiral"),
        ("compare --wolrds 3", "--worlds"),
        ("compare one.yaml towo.yaml", "did you mean 'two.yaml'?"),
        ("compare --worlds 8 --out one.yaml", "is a file, not a folder"),
        ("compare --worlds 8 --out one.yaml/x", "cannot be written"),
        ("compare --worlds 8 --out .", "holds what Twotrack did not write"),
        ("compare one.yaml", "needs two scenarios or more; for one there is: run one.yaml"),
        ("run", "Missing argument 'FILE'"),
        ("run strategic_patiense", "did you mean"),
        ("run .", "is a directory"),
        ("run one.yaml --worlds 3 --world 3", "have the numbers 0 to 2"),
        ("run one.yaml --world -1", "--world -1: allowed: 0 to 19,999,999"),
        (
            "explain one.yaml --week 1 --world 3000000000000",
            "--world 3000000000000: allowed: 0 to 19,999,999",
        ),
        ("explain one.yaml --week 1 --world -1", "--world -1: allowed: 0 to 19,999,999"),
        (
            "diverge one.yaml two.yaml --world 3000000000000",
            "--world 3000000000000: allowed: 0 to 19,999,999",
        ),
        ("run one.yaml --theory essay --theory spiral", "compare takes some"),
        ("explain one.yaml", "Missing option '--week'"),
        ("explain one.yaml --week 14", "weeks 0 to 13"),
        ("explain one.yaml --week 2018-01-01", "outside the run"),
        ("explain one.yaml --week soon", "neither a week nor a day"),
        ("explain one.yaml --week 1 --actor Japan", "allowed: US, ROK, DPRK, China"),
        ("list sgnals", "did you mean 'signals'?"),
        ("check", "Missing argument"),
        ("compar", "did you mean 'compare'?"),
    ],
)
def test_a_fault_of_the_user_is_one_clear_line(words: str, message: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(study, "simulate_ensemble", lambda *a, **k: pytest.fail("ran"))
    (line,) = told(*words.split(), code=2).splitlines()
    assert message in line
    assert not Path("outputs").exists() or not list(Path("outputs").iterdir())


@pytest.mark.parametrize(
    ("fault", "code", "message"),
    [(KeyboardInterrupt, 130, "interrupted; nothing was changed"), (MemoryError, 2, "not enough memory")],
)
def test_earlier_results_outlive_a_failure(
    drawn: list[Context], monkeypatch: pytest.MonkeyPatch, fault: type, code: int, message: str
):
    told("run", "one.yaml", "--worlds", 8)
    before = contents(".")

    def fail(*_):
        raise fault

    for room, stage in ((study, "simulate_ensemble"), (report, "world_pictures")):
        with monkeypatch.context() as patch:
            patch.setattr(room, stage, lambda *a, **k: fail())
            assert message in told("run", "one.yaml", "--worlds", 16, code=code)
        assert contents(".") == before


# ── as a program ─────────────────────────────────────────────────────────────────────────────


def started(*words):
    script = [sys.executable, str(ROOT / "run.py"), *map(str, words)]
    return subprocess.Popen(script, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_program_ends_with_code_2_and_one_line():
    program = started("compare", "--worlds", 0)
    out, err = program.communicate(timeout=60)
    assert (program.returncode, out, len(err.splitlines())) == (2, "", 1)


@pytest.mark.skipif(os.name == "nt", reason="signals are another matter there")
def test_the_program_is_interrupted_in_the_middle(drawn: list[Context]):
    told("run", "baseline", "--worlds", 2)
    before = contents("outputs")
    program = started("run", "baseline", "--worlds", 1_000_000)
    beside = Path("outputs")
    time.sleep(3)
    assert program.poll() is None
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=60)
    assert (program.returncode, out) == (130, "")
    assert err.strip().splitlines()[-1] == "interrupted; nothing was changed"
    assert "Traceback" not in err
    assert contents("outputs") == before
    assert [path.name for path in beside.iterdir()] == ["run_baseline"]


def test_a_reader_who_leaves_early_hears_nothing_of_it():
    program = started("list")
    assert program.stdout
    assert program.stderr
    program.stdout.readline()
    program.stdout.close()
    assert program.stderr.read() == ""
    program.stderr.close()
    assert program.wait(60) in (0, 1)
