"""Each kind of fault in a scenario file: one line a fault, with place, key, what is allowed, nearest word."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.helpers.scenario_texts import complaints, root_with, variant

FIXTURES = Path(__file__).parents[1] / "fixtures"
FAULTS = {
    case: fault
    for file in ("faults.yaml", "faults_in_steps.yaml")
    for case, fault in yaml.safe_load((FIXTURES / file).read_text(encoding="utf-8")).items()
}


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case.replace(" ", "-"))
def test_one_fault_gives_one_line(here: Path, case: str) -> None:
    assert complaints(variant(here, FAULTS[case]["file"])) == [f"variant.yaml:{FAULTS[case]['says']}"]


EXERCISE = "signals: {exercise: {does: {exercize: 1}}}"
SETS = "calendar: {ulchi_2017: {sets: exercize}}"
AFTER = "signals: {warning: {after: attacks}}"
MEASURE = "injects: {clampdown: {when: {measure: tensoin}}}"


@pytest.mark.parametrize(
    ("text", "place", "nearest"),
    [
        (EXERCISE, "2:29: signals.exercise.does.exercize: unknown key", "exercise"),
        (SETS, "2:31: calendar.ulchi_2017.sets: found 'exercize'", "exercise"),
        (AFTER, "2:28: signals.warning.after: found 'attacks'", "attack"),
        (MEASURE, "2:39: injects.clampdown.when.measure: found 'tensoin'", "tension"),
    ],
    ids=["effect", "calendar", "event", "measure"],
)
def test_unknown_words_of_the_model(here: Path, text: str, place: str, nearest: str) -> None:
    (line,) = complaints(variant(here, text + "\n"))
    said, words, hint = line.split("; ")
    assert said == f"variant.yaml:{place}"
    assert nearest in words.removeprefix("allowed: ").split(", ")
    assert hint == f"did you mean {nearest!r}?"


def test_all_faults_of_a_file_come_at_once_and_in_order(here: Path) -> None:
    text = """qestion: x
end: 2017-13-01
signals:
  exercise: {rung: 8, does: {hold: much}}
orders:
  show: {actor: DPRK, scale: 3}
  new: {actor: US, signal: warnin, from: tomorrow}
theory: esay
theory: essay
posture: {US: {feer: 1, fear: 2}}
"""
    lines = complaints(variant(here, text))
    places = [line.split(": ")[:2] for line in lines]
    assert places == [
        ["variant.yaml:2:1", "qestion"],
        ["variant.yaml:3:6", "end"],
        ["variant.yaml:5:20", "signals.exercise.rung"],
        ["variant.yaml:5:36", "signals.exercise.does.hold"],
        ["variant.yaml:7:17", "orders.show.actor"],
        ["variant.yaml:7:30", "orders.show.scale"],
        ["variant.yaml:8:28", "orders.new.signal"],
        ["variant.yaml:8:42", "orders.new.from"],
        ["variant.yaml:9:9", "theory"],
        ["variant.yaml:10:1", "theory"],
        ["variant.yaml:11:16", "posture.US.feer"],
        ["variant.yaml:11:31", "posture.US.fear"],
    ]


def test_faults_of_an_extended_file_are_reported_at_its_own_lines(here: Path) -> None:
    root = root_with(here, 'comparison: ">"', "comparison: about")
    path = here / "child.yaml"
    path.write_text("extends: root.yaml\nsignals: {exercise: {meaning: 3}}\n")
    line = next(n for n, text in enumerate(root.read_text().splitlines(), 1) if "about" in text)
    assert complaints(path) == [
        "child.yaml:2:31: signals.exercise.meaning: found 3; allowed: a number from -1 to 1",
        f"root.yaml:{line}:52: injects.clampdown.when.comparison: found 'about'; allowed: >, >=, <, <=",
    ]


def test_what_an_extending_file_breaks_is_told_where_it_shows(here: Path) -> None:
    lines = complaints(variant(here, "signals: {warning: null}\nend: 2017-08-10\n"))
    assert [line.split(": ", 2)[1] for line in lines] == [
        "orders.show.from", "orders.show.to", "orders.quiet.signal", "orders.quiet.to",
        "injects.clampdown.then.signal",
    ]  # fmt: skip
    assert all(line.startswith("small.yaml:") for line in lines)


def test_a_root_file_lacks_keys(here: Path) -> None:
    path = here / "root.yaml"
    path.write_text("theory: essay\norders: {go: {actor: US}}\n")
    assert complaints(path) == [
        (
            "root.yaml:1:1: lacks question, start, end, strategy, and extends no file; "
            "allowed: `extends: baseline` in its first line, which has them"
        ),
        "root.yaml:2:10: orders.go: lacks signal, from",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parameters: {caution: 0,5}", "2:23: parameters.caution: 0,5: a comma ends a value here; a decimal"),
        ("parameters: {caution: {range: {0,5, 0,7}}}", "2:32: parameters.caution.range: 0,5: a comma ends a"),
        ("parameters: {caution: [0,5, 0,7]}", "did you mean '[0.5, 0.7]'?"),
        ("parameters:\n  caution: 0,5", "did you mean '0.5'?"),
        ("posture: {US: {fear: 0,4, stick: 1,2}}", "2:22: posture.US.fear: 0,4: a comma"),
        ("posture: {US: {fear: 0,4, stick: 1,2}}", "2:34: posture.US.stick: 1,2: a comma"),
        ("start: 20170807", "2:8: start: 20170807 is not a date; allowed: a day written YYYY-MM-DD"),
        ("start: 20170807", "did you mean '2017-08-07'?"),
        ("end: 20191231", "did you mean '2019-12-31'?"),
        ("parameters: {caution: 20170807}", "parameters.caution: 20170807 is out of range"),
        ("parameters: {caution: [-0.123456789, 7]}", "[-0.123456789, 7] is out of range"),
    ],
)
def test_a_complaint_shows_what_was_written_and_what_is_meant(here: Path, text: str, said: str) -> None:
    assert said in "\n".join(complaints(variant(here, f"{text}\n")))


ONE_BAD_VALUE = {
    "an offer every month": "{signal: public_offer, from: 2018-01-01, to: 2018-12-28, every: 1 month}",
    "withheld perhaps": "{signal: aid, from: 2018-01-01, to: 2018-12-30, withhold: maybe}",
    "a show every month": "{signal: show_of_force, from: 2018-01-01, to: 2018-12-30, length: 1, every: day}",
    "forced perhaps": "{signal: settlement_proposal, from: 2017-07-03, whatever_the_stage: maybe}",
    "a strategy for no day": "strategy: [{strategy: hard_only, until: 2018-02-30}, {strategy: soft_only}]",
    "a strategy that is a number": "strategy: [{strategy: hard_only, until: 2018-03-04}, 7]",
    "a strategy that extends a list": "strategies: {mine: {extends: [1], both: {stick: 1}}}",
    "an inject after no time": (
        "injects: {i: {when: {event: fire, in_the_last: 2 months}, then: {actor: US, signal: aid}}}"
    ),
}


@pytest.mark.parametrize("case", ONE_BAD_VALUE, ids=lambda case: case.replace(" ", "-"))
def test_one_bad_value_gives_one_line(here: Path, case: str) -> None:
    """What cannot be read is told; what would be wrong without it is not."""
    path = here / "w.yaml"
    text = ONE_BAD_VALUE[case]
    if text.startswith("{"):
        text = f"orders: {{o: {text.replace('{', '{actor: US, ')}}}"
    path.write_text(f"extends: baseline\nquestion: What?\n{text}\n", encoding="utf-8")
    assert len(complaints(path)) == 1


@pytest.mark.parametrize(
    ("actor", "word", "meant"),
    [
        ("US", "sanctions", "'primary_sanctions' or 'secondary_sanctions'"),
        ("alliance", "exercise", "'routine_exercise' or 'adjusted_exercise'"),
        ("DPRK", "test", "'short_range_test' or 'long_range_test' or 'nuclear_test'"),
        ("China", "sanctions", "'enforcement_of_bans'"),
    ],
)
def test_all_signals_that_a_word_may_mean_are_offered(here: Path, actor: str, word: str, meant: str) -> None:
    path = here / "w.yaml"
    order = f"{{actor: {actor}, signal: {word}, from: 2018-01-01}}"
    path.write_text(f"extends: baseline\nquestion: What?\norders: {{o: {order}}}\n", encoding="utf-8")
    (line,) = complaints(path)
    assert line.endswith(f"did you mean {meant}?")
