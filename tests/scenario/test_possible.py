"""Conditions that can never hold, or hold from the start on, and injects that come at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.core.errors import Complaints
from sim.scenario import When, load
from sim.scenario.possible import soonest

HEAD = "extends: baseline\nquestion: What if?\n"


def warnings(folder: Path, text: str) -> list[str]:
    path = folder / "w.yaml"
    path.write_text(f"{HEAD}{text}\n", encoding="utf-8")
    return [each.split(": ", 1)[1] for each in load(path).warnings]


def inject(when: str, rest: str = "") -> str:
    return f"injects: {{i: {{when: {when}, then: {{actor: US, signal: aid}}{rest}}}}}"


@pytest.mark.parametrize(
    ("when", "says"),
    [
        (
            "{all: [{measure: tension, above: 0.8}, {measure: tension, below: 0.2}]}",
            "injects.i.when: can never hold: tension would have to be above 0.8 and below 0.2",
        ),
        (
            "{all: [{stage: talks}, {not: {stage: contact}}]}",
            "injects.i.when: can never hold: talks would have to stand at talks or further, and short of it",
        ),
        (
            "{all: [{event: fire}, {all: [{stage: none}, {stage: freeze}]}]}",
            "injects.i.when: can never hold: talks would have to stand at freeze or further, and short of it",
        ),
        (
            "{measure: tension, above: 0}",
            (
                "injects.i.when: holds already at the start, when tension is 0.4 to 0.6; `from` a later day, "
                "or `after` something, waits"
            ),
        ),
        (
            "{stage: none}",
            (
                "injects.i.when: holds already at the start, when there is no contact; `from` a later day, "
                "or `after` something, waits"
            ),
        ),
        (
            "{not: {event: test}}",
            (
                "injects.i.when: holds in the week after any without it, the second of the run already; "
                "`in_the_last: 26 weeks` beside the event asks for more"
            ),
        ),
    ],
)
def test_what_never_holds_or_always_is_warned_of(when: str, says: str, tmp_path: Path) -> None:
    assert warnings(tmp_path, inject(when)) == [says]


@pytest.mark.parametrize(
    "when",
    [
        "{all: [{measure: tension, above: 0.7}, {measure: tension, below: 0.8}]}",
        "{any: [{measure: tension, above: 0.8}, {measure: tension, below: 0.2}]}",
        "{all: [{measure: tension, above: 0.8}, {measure: strain, below: 0.2}]}",
        "{all: [{measure: tension, between: [0.2, 0.7]}, {measure: tension, at: 0.7}]}",
        "{all: [{stage: contact}, {not: {stage: talks}}]}",
        "{not: {event: test, in_the_last: 26 weeks}}",
        "{stage: none, for: 8 weeks}",
    ],
)
def test_what_can_hold_is_not_warned_of(when: str, tmp_path: Path) -> None:
    assert warnings(tmp_path, inject(when)) == []


def test_what_waits_for_what_never_comes_never_comes_either(tmp_path: Path) -> None:
    text = """injects:
  a: {when: {all: [{stage: none}, {stage: talks}]}, then: {actor: US, signal: aid}}
  b: {when: {after: a, weeks: 3}, then: {actor: ROK, signal: aid}}
  c: {when: {any: [{after: b, at_least: 8}, {after: a}]}, then: {strategy: hard_only}}"""
    assert [said.split(": ", 1)[1] for said in warnings(tmp_path, text)] == [
        "can never hold: talks would have to stand at talks or further, and short of it",
        "can never hold: a is never carried out",
        "can never hold: b is never carried out; a is never carried out",
    ]


def test_what_holds_at_the_start_may_hold_later(tmp_path: Path) -> None:
    assert warnings(tmp_path, inject("{stage: none}", ", from: 2018-06-01")) == []


@pytest.mark.parametrize(
    ("when", "week"),
    [
        ({"event": "test"}, 1),
        ({"not": {"event": "test", "in_the_last": "26 weeks"}}, 26),
        ({"not": {"event": "test"}, "for": "26 weeks"}, 26),
        ({"stage": "freeze"}, 3),
        ({"any": [{"stage": "freeze"}, {"measure": "tension", "above": 0.5, "for": "8 weeks"}]}, 3),
        ({"all": [{"stage": "freeze"}, {"measure": "tension", "above": 0.5, "for": "8 weeks"}]}, 7),
        ({"not": {"all": [{"event": "test", "in_the_last": "4 weeks"}, {"stage": "talks"}]}}, 0),
    ],
)
def test_the_first_week_in_which_a_condition_can_hold(when: dict[str, object], week: int) -> None:
    assert soonest(When.model_validate(when)) == week


def test_what_cannot_hold_before_the_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Complaints, match="cannot hold before week 499, and the run has 183 weeks"):
        warnings(tmp_path, inject("{measure: tension, above: 0.5, for: 500 weeks}"))


@pytest.mark.parametrize(
    ("days", "says"),
    [("to: 2017-01-01", "is before the start"), ("to: 2022-01-01", "is after the end")],
)
def test_an_inject_counts_within_the_run(days: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(Complaints, match=says):
        warnings(tmp_path, inject("{event: fire}", f", {days}"))


@pytest.mark.parametrize(("first", "second"), [("test", "nuclear_test"), ("attack", "attack")])
def test_two_injects_of_one_actor_and_family_that_come_at_once(
    tmp_path: Path, first: str, second: str
) -> None:
    text = f"""injects:
  a: {{when: {{event: {first}}}, then: {{actor: alliance, signal: conditional_threat}}}}
  b: {{when: {{event: {second}}}, then: {{actor: US, signal: public_statement}}}}
  c: {{when: {{event: {second}}}, then: {{actor: US, signal: show_of_force}}}}"""
    (said,) = warnings(tmp_path, text)
    assert re.fullmatch(
        r"injects.b: comes in the weeks of injects.a \(.*w.yaml:4\), and US sends one signal of the family "
        "words a week: this one, written later, is carried out",
        said,
    )
