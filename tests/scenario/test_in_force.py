"""Orders that do not go with what is in force, or answer what nobody does: sound, and told of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.scenario import load

HEAD = "extends: baseline\nquestion: What if?\n"
STOP = "stop: {actor: alliance, signal: suspension, from: 2018-01-01, to: 2018-12-30}"
PLEDGE = "pledge: {actor: DPRK, signal: moratorium, from: 2018-01-01, length: 52}"
WITHHELD = "withhold: true, from: 2018-01-01, to: 2018-12-30"
ATTACK = "attack: {actor: DPRK, signal: attack, from: 2018-01-01}"


def warnings(folder: Path, orders: tuple[str, ...], rest: str = "") -> list[str]:
    path = folder / "w.yaml"
    lines = "".join(f"  {order}\n" for order in orders)
    path.write_text(f"{HEAD}{rest}orders:\n{lines}", encoding="utf-8")
    return [re.sub(r"\(.*w\.yaml:", "(w.yaml:", each.split(": ", 1)[1]) for each in load(path).warnings]


@pytest.mark.parametrize(
    ("orders", "rest", "says"),
    [
        (
            (STOP, "held: {actor: alliance, signal: routine_exercise, from: 2018-08-20}"), "",
            "orders.held: orders routine_exercise while the suspension of orders.stop (w.yaml:4) is in force",
        ),
        (
            (PLEDGE, "test: {actor: DPRK, signal: nuclear_test, from: 2018-05-01}"), "",
            "orders.test: orders nuclear_test while the moratorium of orders.pledge (w.yaml:4) is in force",
        ),
        (
            ("e: {actor: China, signal: enforcement_of_bans, from: 2018-01-01, every: 4 weeks}",),
            "posture: {China: {enforcement: 0}}\n",
            "orders.e: enforcement_of_bans has no effect while the posture has China's enforcement at 0",
        ),
        (
            ("no: {actor: alliance, signal: suspension, withhold: true, from: 2017-07-03, to: 2020-12-27}",),
            "strategy: freeze_for_freeze\n",
            ("orders.no: withholds suspension, to which the strategy gives more weight than to "
            "holding an exercise "
             "(suspend 0.9, hold 0.1)"),
        ),
        (
            (
                f"a: {{actor: alliance, signal: routine_exercise, {WITHHELD}}}",
                f"b: {{actor: alliance, signal: adjusted_exercise, {WITHHELD}}}",
            ), "",
            ("orders.b: withholds all ways of holding an exercise: what is due is suspended for all "
            "to see (a "
             "concession), or passed over; take the exercises out of the calendar to have none"),
        ),
        (
            ("hit: {actor: ROK, signal: retaliation, from: 2018-03-01}",), "",
            ("orders.hit: retaliation is open only in the week after an attack, and no order makes "
            "one before it; an "
             "inject waits for one, `whatever_the_stage: true` sends it"),
        ),
        (
            (ATTACK, "hit: {actor: ROK, signal: retaliation, from: 2018-01-22}"), "",
            ("orders.hit: retaliation is open only in the week after an attack, and no order makes "
            "one before it; an "
             "inject waits for one, `whatever_the_stage: true` sends it"),
        ),
        (
            (ATTACK,),
            "injects: {hit: {when: {after: attack, weeks: 3}, then: {actor: ROK, signal: retaliation}}}\n",
            "injects.hit: retaliation is open only in the week after attack, not 3 weeks after",
        ),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_told(
    orders: tuple[str, ...], rest: str, says: str, tmp_path: Path
) -> None:
    found = warnings(tmp_path, orders, rest)
    assert [re.sub(r"w\.yaml:\d+", "w.yaml:4", each) for each in found] == [says]


@pytest.mark.parametrize(
    ("orders", "rest"),
    [
        ((STOP, "held: {actor: alliance, signal: routine_exercise, from: 2019-08-20}"), ""),
        ((PLEDGE, "test: {actor: DPRK, signal: nuclear_test, from: 2019-05-01}"), ""),
        ((ATTACK, "hit: {actor: ROK, signal: retaliation, from: 2018-01-08}"), ""),
        (("hit: {actor: ROK, signal: retaliation, from: 2018-03-01, whatever_the_stage: true}",), ""),
        (
            ("e: {actor: China, signal: enforcement_of_bans, from: 2018-01-01, every: 4 weeks}",),
            "posture: [{China: {enforcement: 0}, from: 2019-01-07}]\n",
        ),
    ],
)
def test_what_goes_together_is_not(orders: tuple[str, ...], rest: str, tmp_path: Path) -> None:
    assert warnings(tmp_path, orders, rest) == []
