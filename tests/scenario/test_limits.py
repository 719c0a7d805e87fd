"""Limits of what a file can hold: told at once, whatever is written, and nothing that a terminal obeys."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from time import process_time

import pytest

from sim.scenario.soundness import Soundness, soundness

HEAD = "extends: baseline\nquestion: What if?\n"
LONGEST = 2.0
"""Seconds that any file may take."""


def checked(folder: Path, text: str, longest: float = LONGEST) -> Soundness:
    path = folder / "w.yaml"
    path.write_text(text, encoding="utf-8")
    soundness("baseline")  # read once before the clock runs
    begun = process_time()
    found = soundness(path)
    assert process_time() - begun < longest
    return found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"extends: baseline\nquestion: {'[' * 400}{']' * 400}\n", "is nested more than 40 levels deep"),
        (
            f"{HEAD}injects: {{a: {{when: {'{not: ' * 400}x{'}' * 400}}}}}\n",
            "is nested more than 40 levels deep",
        ),
        (f"extends: baseline\nquestion: {'word ' * 780_000}\n", "allowed: text of up to 2,000 letters"),
        (f"{HEAD}name: {'n' * 300}\n", "allowed: up to 100 letters"),
        ('extends: baseline\nquestion: "a\\e[31mred"\n', r"found 'a\x1b[31mred'"),
    ],
    ids=["list", "conditions", "question", "name", "control"],
)
def test_a_limit_is_told_at_once(tmp_path: Path, text: str, says: str) -> None:
    found = checked(tmp_path, text)
    assert says in found.faults[0]
    assert all(each.isprintable() for each in found.faults)


@pytest.mark.parametrize("section", ["", "parameters:\n"])
def test_thousands_of_unknown_keys(tmp_path: Path, section: str) -> None:
    lines = "".join(f"{' ' * 2 * bool(section)}unknown_{k}: 1\n" for k in range(2000))
    assert len(checked(tmp_path, HEAD + section + lines).faults) == 2000


def test_a_thousand_files_that_extend_one_another(tmp_path: Path) -> None:
    for k in range(1000):
        (tmp_path / f"e{k}.yaml").write_text(
            f"extends: {f'e{k - 1}.yaml' if k else 'baseline'}\nquestion: x\n"
        )
    found = checked(tmp_path, "extends: e999.yaml\nquestion: x\n")
    assert "more than 20 files extend one another" in found.faults[0]


def test_a_usual_file_and_the_largest_are_checked_quickly(tmp_path: Path) -> None:
    """500 orders, 200 injects, 20 strategies and 25 years."""
    usual = f"{HEAD}orders: {{a: {{actor: US, signal: aid, from: 2018-01-01}}}}\n"
    assert checked(tmp_path, usual, 0.5).sound
    senders = [("US", "public_offer"), ("ROK", "public_statement"), ("China", "mediation"), ("DPRK", "taunt")]
    day = date(2017, 7, 3)
    orders = "".join(
        f"  o{k}: {{actor: {actor}, signal: {signal}, from: {day + timedelta(14 * (k // 4))}}}\n"
        for k in range(500)
        for actor, signal in [senders[k % 4]]
    )
    injects = "".join(
        f"  i{k}: {{when: {{all: [{{event: test}}, {{measure: tension, above: 0.{k % 8 + 1}}}, "
        f"{{after: o{k}}}]}}, then: {{actor: {senders[k % 4][0]}, signal: {senders[k % 4][1]}}}}}\n"
        for k in range(200)
    )
    steps = "".join(
        f"  - {{strategy: {'hard_only' if k % 2 else 'soft_only'}, from: {day.replace(year=2017 + k)}}}\n"
        for k in range(1, 20)
    )
    strategy = f"strategy:\n  - {{strategy: soft_only}}\n{steps}"
    text = f"{HEAD}end: 2042-06-30\n{strategy}orders:\n{orders}injects:\n{injects}"
    found = checked(tmp_path, text)
    assert found.sound
    assert "and 480 orders more" in found.text()


def test_control_characters_in_the_name_of_a_file_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m.yaml"
    path.write_text(f"{HEAD}orders: {{a: {{actor: US, signal: aid, from: 2018-01-01}}}}\nname: red\n")
    assert r"a\x1b[31m.yaml" in soundness(path).summary
