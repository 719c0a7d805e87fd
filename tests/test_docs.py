"""The pages in docs/ say what the code says: rules, claims, sources, and every example in them."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
import textwrap
from datetime import date
from pathlib import Path
from typing import get_type_hints

import pytest

from sim import api
from sim.core.errors import Complaints
from sim.core.rule import Rule
from sim.explanation.rule_inputs import every_rule
from sim.model.calendar import WEEK
from sim.scenario import load
from sim.scenario.periods import changes, mix_at
from sim.studies import STUDIES, study_of
from sim.vocabulary.claims import claims

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def rows_of_the_model() -> dict[str, tuple[str, str]]:
    """Claims and formula by `file.rule`, from the tables of model.md."""
    rows: dict[str, tuple[str, str]] = {}
    file = ""
    for line in page("model.md").splitlines():
        if line.startswith("File: "):
            file = line.split("`")[1]
        cells = re.fullmatch(r"\| `(\w+)` \| ([^|]*) \| (.*) \|", line)
        if cells:
            assert f"{file}.{cells[1]}" not in rows
            rows[f"{file}.{cells[1]}"] = cells[2], cells[3]
    return rows


def place(rule: Rule) -> str:
    return f"{Path(inspect.getfile(rule.apply)).relative_to(ROOT).as_posix()}.{rule.name}"


def numbers_read(rule: Rule) -> set[str]:
    """Parameters that a rule reads, and dispositions as `d.name`."""
    names = re.findall(r"\b([pd])\.(\w+)", inspect.getsource(rule.apply))
    return {f"d.{name}" if whose == "d" else name for whose, name in names}


def test_the_model_page_has_every_rule_with_its_claims_and_parameters() -> None:
    rows = rows_of_the_model()
    assert set(rows) == {place(rule) for rule in every_rule().values()}
    for rule in every_rule().values():
        ids, formula = rows[place(rule)]
        assert ids == (", ".join(rule.ids) or "–"), rule.name
        assert set(re.findall(r"`([\w.]+)`", formula)) == numbers_read(rule), rule.name


def sections(text: str) -> dict[str, str]:
    """What stands beneath each heading that begins with a claim's id."""
    parts = re.split(r"^## (E\d\d[ab]?) ", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_claims_page_has_every_claim_with_its_kind_and_its_rules() -> None:
    told = sections(page("claims.md"))
    assert list(told) == [name for name in claims() if name.startswith("E")]
    for name, text in told.items():
        kind = text.split("\n- ")[0]
        assert all(each[:8] in kind for each in claims()[name].kinds), name  # hypothesis, hypotheses
    for key, rule in every_rule().items():
        for name in rule.ids:
            assert f"`{key}`" in told[name], f"{key} carries {name}"


def test_the_claims_page_names_only_rules_that_carry_the_claim() -> None:
    for name, text in sections(page("claims.md")).items():
        for key in re.findall(r"`([a-z]+\.[a-z_]+)`", text):
            assert name in every_rule()[key].ids, key


def test_every_hypothesis_is_listed_once() -> None:
    listed = re.findall(r"^\| (H\d+) \|", page("claims.md"), re.MULTILINE)
    assert listed == [f"H{number}" for number in range(1, 15)]


def test_every_work_cited_is_in_the_bibliography_once() -> None:
    keys = re.findall(r"^@\w+\{(\w+),", page("sources.bib"), re.MULTILINE)
    assert len(keys) == len(set(keys))
    cited = {key for rule in every_rule().values() for key in rule.cites}
    for name in ("model.md", "claims.md", "decisions.md"):
        for group in re.findall(r"\[([a-z]+\d{4}(?:; [a-z]+\d{4})*)\]", page(name)):
            cited |= set(group.split("; "))
    assert cited <= set(keys)


def written_beside_the_baseline(folder: Path, text: str, name: str) -> Path:
    """A scenario file in a folder that has the baseline too."""
    baseline = ROOT / "scenarios" / "baseline.yaml"
    (folder / "baseline.yaml").write_text(baseline.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    return Path(name)


def test_the_worked_example_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sound = blocks(page("scenario_files.md"), "yaml")[0]
    scenario = load(written_beside_the_baseline(tmp_path, sound, "example.yaml"))
    assert scenario.orders
    assert scenario.injects
    assert "quiet_season" not in scenario.calendar
    assert [fact.start.year for fact in scenario.facts if fact.name == "spring"] == [2018]


def test_the_example_of_what_comes_back_every_year_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    yearly = next(it for it in blocks(page("scenario_files.md"), "yaml") if "every: year" in it)
    text = f"extends: baseline.yaml\nquestion: What comes back?\n{yearly}"
    scenario = load(written_beside_the_baseline(tmp_path, text, "example.yaml"))
    days = [(f.start, f.end, f.known_from) for f in scenario.facts if f.name == "foal_eagle"]
    assert days == [(date(y, 3, 5), date(y, 4, 27), date(y, 1, 4)) for y in (2018, 2019, 2020)]


@pytest.mark.parametrize("number", range(1, len(blocks(page("scenario_files.md"), "yaml")) - 1))
def test_every_part_of_a_file_that_is_shown_is_sound(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = blocks(page("scenario_files.md"), "yaml")[number]
    head = "" if text.startswith("extends") else "extends: baseline.yaml\nquestion: What of it?\n"
    assert load(written_beside_the_baseline(tmp_path, head + text, "part.yaml")).warnings == ()


def test_the_examples_of_strategies_and_postures_are_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own, steps, beijing = (
        load(written_beside_the_baseline(tmp_path, text, f"example_{k}.yaml"))
        for k, text in enumerate(blocks(page("scenario_files.md"), "yaml")[4:7])
    )
    assert own.dispositions_of("US")["quiet"] == (0.8, 0.8)
    assert steps.monday + 36 * WEEK == date(2018, 3, 5)
    assert (len(changes(steps)), changes(steps)[0]) == (3, 36)
    assert mix_at(beijing, "China", 79)["enforcement"] == (0.5, 0.5)


def test_the_faults_shown_are_the_faults_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    faulty = blocks(page("scenario_files.md"), "yaml")[-1]
    shown = blocks(page("scenario_files.md"), "console")[-1].splitlines()[1:]
    with pytest.raises(Complaints) as caught:
        load(written_beside_the_baseline(tmp_path, faulty, "afraid.yaml"))
    assert str(caught.value).splitlines() == shown


@pytest.mark.parametrize("number", range(len(blocks(page("add_one_more.md"), "yaml"))))
def test_what_can_be_added_in_a_file_can_be(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    added = blocks(page("add_one_more.md"), "yaml")[number]
    text = f"extends: baseline.yaml\nquestion: Can it be added?\n{added}"
    assert load(written_beside_the_baseline(tmp_path, text, "added.yaml"))


def test_what_can_be_added_in_code_is_python() -> None:
    for block in blocks(page("add_one_more.md"), "python"):
        ast.parse(textwrap.dedent(block))


def test_the_examples_of_the_python_page_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
    done = doctest.testfile(str(DOCS / "python.md"), module_relative=False, optionflags=flags)
    assert done.attempted > 8
    assert not done.failed


def test_the_reference_lists_all_that_python_gives() -> None:
    reference = page("reference.md")
    for name in set(api.__all__) - {"Scenario", "UserError"}:
        assert f"sim.api.{name}\n" in reference
    assert "sim.UserError" in reference
    for name in STUDIES:
        kind = get_type_hints(study_of(name))["return"]
        assert f"autoclass:: {kind.__module__}.{kind.__qualname__}\n" in reference
