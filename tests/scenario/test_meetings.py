"""Injects that meet: with one another, with an order, and with what is in force when they come."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.scenario import load

HEAD = "extends: baseline\nquestion: What then?\n"
SUMMIT = "orders:\n  meet: {actor: US, signal: summit, from: 2018-06-12, whatever_the_stage: true}\n"
STOP = "stop: {when: {after: meet}, then: {actor: alliance, signal: suspension, length: 26 weeks}}"


def warnings(folder: Path, text: str) -> list[str]:
    path = folder / "w.yaml"
    path.write_text(f"{HEAD}{text}\n", encoding="utf-8")
    return [re.sub(r"\(.*?w\.yaml:", "(w.yaml:", each.split(": ", 1)[1]) for each in load(path).warnings]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "orders:\n  stop: {actor: alliance, signal: suspension, from: 2018-01-08, to: 2018-12-30}\n"
            "injects:\n  drill: {when: {event: nuclear_test}, then: {actor: alliance, signal: routine_exercise}}",
            "injects.drill: sends routine_exercise also in weeks in which the suspension of orders.stop (w.yaml:4) is "
            "in force",
        ),
        (
            f"{SUMMIT}injects:\n  {STOP}\n"
            "  drill: {when: {after: meet, weeks: 9}, then: {actor: alliance, signal: routine_exercise}}",
            "injects.drill: sends routine_exercise while the suspension of injects.stop (w.yaml:6) is in force",
        ),
        (
            "orders:\n  drill: {actor: alliance, signal: routine_exercise, from: 2018-08-20}\n"
            "injects:\n  stop: {when: {event: freeze_reached}, then: {actor: alliance, signal: suspension}}",
            "injects.stop: sends suspension, which may be in force when orders.drill (w.yaml:4) sends routine_exercise",
        ),
        (
            "injects:\n  a: {when: {event: nuclear_test}, then: {strategy: maximum_pressure}}\n"
            "  b: {when: {event: nuclear_test}, then: {strategy: engagement_first}}",
            "injects.b: comes in the weeks of injects.a (w.yaml:4), and one strategy is in force: this one, written "
            "later, is",
        ),
        (
            "injects:\n  a: {when: {event: fire}, then: {posture: {both: {stick: 0.2}}}}\n"
            "  b: {when: {event: fire}, then: {posture: {US: {stick: 1.8}}}}",
            "injects.b: comes in the weeks of injects.a (w.yaml:4), and both set US's stick: this one, written later, "
            "does",
        ),
        (
            f"{SUMMIT}injects:\n  a: {{when: {{after: meet, weeks: 4}}, then: {{actor: US, signal: public_statement}}}}\n"
            "  b: {when: {after: a, weeks: 2}, then: {actor: US, signal: conditional_threat}}\n"
            "  c: {when: {after: meet, weeks: 6}, then: {actor: US, signal: public_statement}}",
            "injects.c: comes in the weeks of injects.b (w.yaml:7), and US sends one signal of the family words a "
            "week: this one, written later, is carried out",
        ),
        (
            "orders:\n  weekly: {actor: ROK, signal: public_offer, from: 2018-01-08, every: 1 week}\n"
            "injects:\n  quiet: {when: {event: talks_collapsed}, then: {actor: ROK, signal: back_channel}}",
            "injects.quiet: is carried out in place of orders.weekly (w.yaml:4) where both come in one week: ROK sends "
            "one signal of the family contact a week",
        ),
        (
            f"{SUMMIT}  offer: {{actor: ROK, signal: public_offer, from: 2018-06-25}}\n"
            "injects:\n  quiet: {when: {after: meet, weeks: 2}, then: {actor: ROK, signal: back_channel}}",
            "injects.quiet: is carried out in place of orders.offer (w.yaml:5) whenever it comes: ROK sends one signal "
            "of the family contact a week",
        ),
    ],
)  # fmt: skip
def test_injects_that_meet_are_told(text: str, says: str, tmp_path: Path) -> None:
    assert warnings(tmp_path, text) == [says]


@pytest.mark.parametrize(
    "text",
    [
        # after the suspension is over
        f"{SUMMIT}injects:\n  {STOP}\n"
        "  drill: {when: {after: meet, weeks: 40}, then: {actor: alliance, signal: routine_exercise}}",
        # of other actors, other families, other weeks
        "injects:\n  a: {when: {event: fire}, then: {actor: US, signal: aid}}\n"
        "  b: {when: {event: fire}, then: {actor: ROK, signal: aid}}",
        "injects:\n  a: {when: {event: fire}, then: {posture: {ROK: {stick: 0.2}}}}\n"
        "  b: {when: {event: fire}, then: {posture: {US: {stick: 1.8}}}}",
        "injects:\n  a: {when: {event: fire}, then: {strategy: maximum_pressure}}\n"
        "  b: {when: {after: a, weeks: 26}, then: {strategy: engagement_first}}",
        "orders:\n  once: {actor: ROK, signal: public_offer, from: 2018-01-08}\n"
        "injects:\n  quiet: {when: {event: talks_collapsed}, then: {actor: ROK, signal: back_channel}}",
    ],
)
def test_injects_that_need_not_meet_are_not(text: str, tmp_path: Path) -> None:
    assert warnings(tmp_path, text) == []
