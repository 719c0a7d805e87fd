"""What a file says to no effect, told with what would have one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.core.errors import Complaints
from sim.scenario import baseline, load
from sim.vocabulary.theory_names import NAMES, PART_UNDER

HEAD = "extends: baseline\nquestion: What if?\n"


def warnings(folder: Path, text: str) -> list[str]:
    path = folder / "w.yaml"
    path.write_text(f"{HEAD}{text}\n", encoding="utf-8")
    return [each.split(": ", 1)[1] for each in load(path).warnings]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "does nothing that baseline.yaml does not: it has a question, and nothing else"),
        ("orders:", "does nothing that baseline.yaml does not: it has a question, and nothing else"),
        (
            "parameters: {sincerity: {default: 0.9}}",
            (
                "parameters.sincerity.default: changes only the middle view: worlds draw it from 0 "
                "to 1 all the same; "
                "`sincerity: 0.9` sets it"
            ),
        ),
        (
            "parameters: {spiral_fear: 0.9}",
            "parameters.spiral_fear: plays a part under spiral alone, and this scenario's theory is essay",
        ),
        (
            "posture: [{US: {fear: 0.3}, from: 2018-01-01, until: 2018-12-31}]",
            "posture[0].until: 2018-12-31 is a Monday, and weeks are whole: it holds to Sunday, 2019-01-06",
        ),
    ],
)
def test_what_does_nothing_or_more_than_it_seems_is_warned_of(text: str, says: str, tmp_path: Path) -> None:
    assert warnings(tmp_path, text) == [says]


@pytest.mark.parametrize(
    "text",
    ["parameters: {sincerity: 0.9}", "theory: spiral\nparameters: {spiral_fear: 0.9}", "end: 2018-12-31"],
)
def test_what_does_as_it_says_is_not(text: str, tmp_path: Path) -> None:
    assert warnings(tmp_path, text) == []


def test_a_range_that_leaves_out_the_default_is_told_where_it_was_written(tmp_path: Path) -> None:
    with pytest.raises(Complaints) as caught:
        warnings(tmp_path, "parameters: {resolve_weight: {range: [0.8, 0.9]}}")
    said = (
        "parameters.resolve_weight.range: leaves out the default, 0.5; allowed: `resolve_weight: [0.8, 0.9]`"
    )
    assert f"w.yaml:3:38: {said}" in str(caught.value)


def test_the_parameters_of_some_theories_are_those_that_only_their_rules_read() -> None:
    """Read off the code: a parameter that is named in the folder of theories alone."""
    model = Path(__file__).parents[2] / "sim" / "model"
    read: dict[str, set[str]] = {}
    for file in model.rglob("*.py"):
        for word in {*re.findall(r"\bp\.(\w+)", file.read_text(encoding="utf-8"))}:
            name = re.sub("_fade$", "_half_life", word)
            read.setdefault(name, set()).add(file.stem if file.parent.name == "theories" else "")
    declared = baseline().parameters
    own = {name: sorted(those) for name, those in read.items() if "" not in those and name in declared}
    assert {n: t for n, t in own.items() if t != sorted(NAMES[:4])} == {
        n: sorted(t) for n, t in PART_UNDER.items() if sorted(t) != sorted(NAMES[:4])
    }
