"""What of a file changes nothing in any world: told by `check`, and so in simulated worlds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.model.outcome_counters import outcomes
from sim.scenario import Scenario, load
from tests.helpers.worlds import after, baseline

HEAD = "extends: baseline\nquestion: What then?\n"
LAST = "which ends on 2020-12-27: it is never in force"
OUTSIDE = "has no effect: it lies outside the run, 2017-06-30 to 2020-12-27"


def warnings(folder: Path, text: str) -> list[str]:
    path = folder / "w.yaml"
    path.write_text(f"{HEAD}{text}\n", encoding="utf-8")
    return [each.split(": ", 1)[1] for each in load(path).warnings]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "posture: [{from: 2020-12-31, US: {stick: 2}}]",
            f"posture[0]: begins after the last whole week of the run, {LAST}",
        ),
        (
            "strategy: [{strategy: maximum_pressure, until: 2020-12-29}, {strategy: engagement_first}]",
            f"strategy[1]: begins after the last whole week of the run, {LAST}",
        ),
        (
            "posture: [{from: 2018-01-01, US: {stick: [0.5, 1.5]}}, {from: 2018-01-03, US: {stick: 0.2}}]",
            "posture[0].US.stick: has no effect: posture[1] is laid over it",
        ),
        (
            "posture: {both: {stick: 0.5}, US: {stick: 1}, ROK: {stick: 2}}",
            "posture.both.stick: has no effect: what is said of US alone and what is said of ROK alone are laid over it",
        ),
        (
            "posture: {US: {stick: 0.5}}\n"
            "calendar: {firm: {sets: stick_us, from: 2017-06-26, value: 2, source: assumed}}",
            "posture.US.stick: has no effect: the dated facts for stick_us are laid over it",
        ),
        (
            "posture: {US: {stick: 1.3}}",
            "posture.US.stick: has no effect: US stick is 1.3 without it",
        ),
        (
            "strategy: [{strategy: hard_only, until: 2018-01-07}, {strategy: hard_only}]",
            "strategy[1]: changes nothing: hard_only is in force already",
        ),
        (
            "strategies: {mine: {extends: hard_only, both: {carrot: 1}}}",
            "strategies.mine: is never in force: `strategy: mine` puts it in force",
        ),
        (
            "posture: [{from: 2019-01-01, over: 300 weeks, US: {stick: 2}}]",
            "posture[0].over: the change takes 300 weeks, and the run has 104 weeks left for it",
        ),
        ("calendar: {f: {sets: stick_us, from: 2021-03-01, value: 2, source: assumed}}", f"calendar.f: {OUTSIDE}"),
        (
            "calendar: {f: {sets: posts, from: 2010-01-01, to: 2012-01-01, value: 1, source: assumed}}",
            f"calendar.f: {OUTSIDE}",
        ),
        (
            "calendar: {f: {sets: exercise, from: 2017-06-01, to: 2017-07-31, value: 1, source: assumed}}",
            f"calendar.f: {OUTSIDE} (an exercise is held where it begins)",
        ),
        (
            "calendar: {f: {sets: stick_us, from: 2018-03-01, to: 2018-05-31, value: 2, source: assumed}, "
            "g: {sets: stick_us, from: 2018-03-02, value: 1, source: assumed}}",
            "calendar.f: has no effect: calendar.g, which begins later, is laid over it",
        ),
        (
            "injects: {i: {when: {event: test}, then: {strategy: negotiation_from_strength}}}",
            "injects.i.then: changes nothing: negotiation_from_strength is in force already",
        ),
        (
            "injects: {i: {when: {event: test}, then: {posture: {US: {stick: 1.3}}}}}",
            "injects.i.then: changes nothing: these dispositions are so already",
        ),
        (
            "injects: {i: {when: {event: test}, then: {strategy: hard_only}, times: 3}}",
            "injects.i.times: what it switches to holds to the end of the run: it does so the first time, and 2 more "
            "change nothing",
        ),
        (
            "injects: {i: {when: {event: test}, then: {strategy: hard_only, over: 300 weeks}}}",
            "injects.i.then.over: the switch takes 300 weeks, and the run has 182 weeks left at most: in no world does "
            "it get there",
        ),
    ],
)  # fmt: skip
def test_what_has_no_effect_is_told(text: str, says: str, tmp_path: Path) -> None:
    assert warnings(tmp_path, text) == [says]


@pytest.mark.parametrize(
    "text",
    [
        "posture: [{from: 2018-01-01, US: {stick: 1.5}}, {from: 2018-02-01, US: {stick: 0.2}}]",
        "posture: {both: {stick: 0.5}, US: {stick: 1}}",
        "calendar: {f: {sets: stick_us, from: 2018-03-01, value: 2, source: assumed}}",
        # an exercise that nobody lives to see is awaited
        "calendar: {f: {sets: exercise, from: 2021-01-04, to: 2021-01-31, value: 1, known_from: 2020-06-01, "
        "source: assumed}}",
        "injects: {i: {when: {event: test}, then: {strategy: hard_only}}, "
        "j: {when: {after: i, weeks: 8}, then: {strategy: negotiation_from_strength}}}",
        # it stays laid over the strategy that comes
        "posture: {US: {stick: 1.3}}\ninjects: {i: {when: {event: test}, then: {strategy: hard_only}}}",
    ],
)
def test_what_has_one_is_not(text: str, tmp_path: Path) -> None:
    assert warnings(tmp_path, text) == []


def fact(first: str, **more: Any) -> dict[str, Any]:
    return {"sets": "stick_us", "from": first, "value": 2, "source": "a test", **more}


IDLE: dict[str, dict[str, Any]] = {
    "a posture laid over": {
        "posture": [{"US": {"stick": 0.1}, "from": "2017-07-03"}, {"US": {"stick": 1.3}, "from": "2017-07-03"}]
    },
    "a posture under a dated fact": {
        "posture": {"US": {"stick": 0.1}},
        "calendar": {"firm": fact("2017-06-26"), "same": fact("2017-06-26", value=1.3)},
    },
    "a posture as it is": {"posture": {"US": {"stick": 1.3}, "DPRK": {"pace": 1}}},
    "a dated fact outside": {"calendar": {"late": fact("2021-03-01"), "early": fact("2010-01-01", to="2012-01-01")}},
    "a dated fact laid over": {
        "calendar": {"a": fact("2017-06-26", to="2017-08-06"), "b": fact("2017-06-27", value=1.3)},
    },
    "a strategy that is in force": {
        "injects": {"i": {"when": {"event": "test"}, "then": {"strategy": "negotiation_from_strength"}}}
    },
    "an exercise under way at the start": {
        "calendar": {"f": fact("2017-06-01", to="2017-07-31", sets="exercise", value=1)}
    },
}


@pytest.mark.parametrize("words", IDLE.values(), ids=IDLE)
def test_worlds_are_the_same_without_what_is_said_to_have_no_effect(words: dict[str, Any]) -> None:
    idle = baseline().with_(**words)
    assert any("no effect" in each or "changes nothing" in each for each in idle.warnings)
    assert everything(idle) == everything(baseline())


def everything(scenario: Scenario) -> bytes:
    return outcomes(after(30, scenario, worlds=12)).tobytes()
