"""Orders and injects in files: what they mean, what is refused, and what is warned of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from sim.core.errors import Complaints
from sim.scenario import Scenario, load
from sim.scenario.dump import written
from sim.scenario.earlier_copies import load_copy
from sim.scenario.orders import length_in_force, weeks_sent
from sim.scenario.soundness import soundness

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
HEAD = f"extends: {BASELINE}\nquestion: What if?\n"

FAULTS = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "order_faults.yaml").read_text("utf-8"))


def file(folder: Path, text: str) -> Path:
    path = folder / "w.yaml"
    path.write_text(f"{HEAD}{text}\n", encoding="utf-8")
    return path


def scenario(folder: Path, text: str) -> Scenario:
    return load(file(folder, text))


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case.replace(" ", "-"))
def test_what_would_not_happen_is_refused(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file(tmp_path, FAULTS[case]["file"])
    with pytest.raises(Complaints) as caught:
        load("w.yaml")
    assert str(caught.value).splitlines() == [f"w.yaml:{FAULTS[case]['says']}"]


def test_an_order_says_from_when_to_when_it_is_in_force(tmp_path: Path) -> None:
    s = scenario(
        tmp_path,
        """orders:
  s: {actor: alliance, signal: suspension, from: 2018-03-01, to: 2018-12-30}
  monthly: {actor: US, signal: public_offer, from: 2017-07-03, to: 2017-10-31, every: 4 weeks}
  shows: {actor: US, signal: show_of_force, from: 2017-07-03, to: 2017-08-31, every: 4 weeks, length: 2}
  pledge: {actor: DPRK, signal: moratorium, from: 2018-02-05}""",
    )
    when = {name: list(weeks_sent(it, s.monday, s.weeks)) for name, it in s.orders.items()}
    assert when == {"s": [35], "monthly": [1, 5, 9, 13, 17], "shows": [1, 5, 9], "pledge": [32]}
    lengths = {n: length_in_force(it, s.signals[it.signal], s.monday) for n, it in s.orders.items()}
    assert lengths == {"s": 44, "monthly": None, "shows": 2, "pledge": None}
    assert s.orders["s"].actors == ("US", "ROK")
    assert s.warnings == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "orders: {o: {actor: US, signal: suspension, from: 2018-03-01, to: 2018-12-30}}",
            "is for US alone, and leaves ROK free to deal otherwise with the same exercise; `actor",
        ),
        (
            "injects: {o: {when: {event: talks_reached}, then: {actor: ROK, signal: suspension}}}",
            "is for ROK alone, and leaves US free",
        ),
        (
            "orders: {o: {actor: alliance, signal: suspension, from: 2018-03-01, every: 4 weeks}}",
            "is sent again every 4 weeks, before the last one's 20 weeks are over",
        ),
        (
            """orders: {no: {actor: US, signal: aid, withhold: true, from: 2018-01-01, to: 2018-12-30}}
injects: {o: {when: {event: moratorium}, then: {actor: US, signal: aid}}}""",
            "sends aid also while it is withheld from free choice: see orders.no",
        ),
    ],
)
def test_what_may_not_be_meant_is_warned_of(text: str, says: str, tmp_path: Path) -> None:
    (warning,) = scenario(tmp_path, text).warnings
    assert says in warning
    assert "w.yaml:" in warning
    assert "s.o" in warning


def test_orders_to_each_ally_are_as_good_as_one_for_both(tmp_path: Path) -> None:
    text = "orders:\n" + "".join(
        f"  {ally}: {{actor: {ally}, signal: suspension, from: 2018-03-01, length: 8}}\n"
        for ally in ("US", "ROK")
    )
    assert scenario(tmp_path, text).warnings == ()


def test_injects_say_the_same_when_they_are_written_out(tmp_path: Path) -> None:
    s = scenario(
        tmp_path,
        """injects:
  a: {when: {event: nuclear_test}, then: {actor: [US, ROK], signal: show_of_force}, within: 3 weeks}
  b: {when: {after: a, weeks: 2}, then: {actor: ROK, signal: public_offer}}
  c:
    when: {all: [{measure: tension, between: [0.5, 1], for: 4 weeks}, {not: {stage: talks}}]}
    then: {actor: US, signal: summit, whatever_the_stage: true}
    times: 2""",
    )
    copy = tmp_path / "copy.yaml"
    copy.write_text(written(s), encoding="utf-8")
    for again in (load(copy), load_copy(copy)):
        assert {n: it.model_copy(update={"where": ""}) for n, it in again.injects.items()} == {
            n: it.model_copy(update={"where": ""}) for n, it in s.injects.items()
        }


def test_a_copy_of_an_earlier_study_is_read_as_it_was_meant(tmp_path: Path) -> None:
    """It says nothing of stages: `from` and `to` were the weeks in which a signal was sent, `length` once."""
    path = file(
        tmp_path,
        """orders:
  many: {actor: US, signal: suspension, from: 2018-03-01, to: 2018-03-31, withhold: false}
  once: {actor: ROK, signal: suspension, from: 2018-03-01, to: 2018-03-01, length: 2, withhold: false}
injects:
  tense: {when: {measure: tension, comparison: ">=", value: 0.5}, then: {actor: US, signal: aid}}""",
    )
    shutil.copy(BASELINE, tmp_path / "whole.yaml")  # copies extend nothing outside of their folder
    inside = tmp_path / "copy.yaml"
    inside.write_text(path.read_text("utf-8").replace(str(BASELINE), "whole.yaml"), "utf-8")
    old = load_copy(inside)
    when = {name: list(weeks_sent(it, old.monday, old.weeks)) for name, it in old.orders.items()}
    assert when == {"many": [35, 36, 37, 38, 39], "once": [35]}
    assert all(it.whatever_the_stage for it in (*old.orders.values(), old.injects["tense"].then))
    with pytest.raises(Complaints, match="says a second time how long suspension is in force"):
        load(path)


def test_an_order_to_a_day_after_the_last_week_is_counted_to_that_week(tmp_path: Path) -> None:
    """The last whole week begins on 21 December 2020: eight weeks from 2 November, not nine."""
    path = tmp_path / "weekly.yaml"
    order = "{actor: US, signal: public_statement, from: 2020-11-02, to: 2020-12-31, every: 1 week}"
    path.write_text(
        f"extends: baseline\nquestion: How often?\norders:\n  weekly: {order}\n", encoding="utf-8"
    )
    assert "public_statement 8 times, every 1 week from 2020-11-02 to 2020-12-21" in str(soundness(path))


@pytest.mark.parametrize(
    ("order", "says"),
    [
        (
            "{actor: DPRK, signal: dismantlement, from: 2018-05-24}",
            "in the week of 2018-05-21, where talks stand at freeze or further",
        ),
        (
            "{actor: ROK, signal: relief, from: 2018-05-07, every: 4 weeks}",
            "from 2018-05-07 to 2020-12-14, where talks stand at talks or further",
        ),
        (
            "{actor: DPRK, signal: walk_out, from: 2018-05-24}",
            "in the week of 2018-05-21, where talks stand from contact to talks",
        ),
        (
            "{actor: China, signal: freeze_for_freeze_proposal, from: 2018-05-24}",
            "in the week of 2018-05-21, where talks stand at talks or short of it",
        ),
        (
            "{actor: US, signal: security_guarantee, from: 2018-06-12, whatever_the_stage: true}",
            "in the week of 2018-06-11, whatever the stage",
        ),
        ("{actor: US, signal: aid, from: 2018-06-12}", "once, in the week of 2018-06-11"),
    ],
)
def test_a_check_says_where_alone_an_order_is_open(order: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(f"extends: baseline\nquestion: Where?\norders:\n  it: {order}\n", encoding="utf-8")
    (line,) = soundness(path).orders
    assert line.endswith(says)


def test_an_inject_says_where_alone_its_signal_is_open(tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    it = "{when: {event: summit}, then: {actor: US, signal: relief}}"
    path.write_text(f"extends: baseline\nquestion: Where?\ninjects:\n  it: {it}\n", encoding="utf-8")
    (line,) = soundness(path).orders
    assert "US sends relief where talks stand at talks or further; once" in line
