"""Version against version: what moved is found, named and measured in units of what matters."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

import sim as tt
from sim.cli.program import cli
from sim.core.errors import UserError
from sim.output.draw_pool import undrawn
from sim.output.moves import Moves
from sim.output.version_comparison import VersionComparison


@pytest.fixture(name="study", scope="module")
def _study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    short = tt.load("baseline").with_(end="2017-09-01")
    return tt.run(short, worlds=2).save(tmp_path_factory.mktemp("older") / "study", undrawn)


def planted(study: Path, place: Path, **columns: float | str) -> Path:
    """A copy of the study whose first line of summary.csv says something else, as an older version might."""
    older = place / "older"
    older.mkdir()
    for path in study.rglob("*"):
        if path.is_file():
            (older / path.relative_to(study)).parent.mkdir(exist_ok=True)
            (older / path.relative_to(study)).write_bytes(path.read_bytes())
    table = pd.read_csv(older / "summary.csv").astype(object)
    for name, value in columns.items():
        table.loc[0, name] = value
    table.to_csv(older / "summary.csv", index=False)
    return older


def test_the_same_code_moves_nothing(study: Path) -> None:
    found = tt.compare_versions(study)
    assert found.headline.startswith("Nothing moved: all ")
    assert not len(found.moves)
    assert not found.pictures[0].figure()


def test_a_mean_that_moved_is_measured_in_units_of_what_matters(study: Path, tmp_path: Path) -> None:
    """Provocations: a difference of 1 a year matters. 3 fewer there than now: 3 times what matters."""
    now = pd.read_csv(study / "summary.csv")["mean"].tolist()[0]
    found = tt.compare_versions(planted(study, tmp_path, mean=now - 3))
    row = found.moves.iloc[0]
    assert (row["outcome"], row["column"]) == ("provocations", "mean")
    assert row["matters"] == pytest.approx(3)
    assert "1 by more than what matters; most of all: Provocations of every class, baseline" in found.headline
    assert any("summary.csv was changed" in each for each in found.caveats)
    assert found.plot("moves") is not None


def test_words_and_rows_that_changed_are_listed() -> None:
    was = pd.DataFrame({"outcome": ["p_war", "gone"], "verdict": ["better", "worse"], "share": ["", "0"]})
    now = pd.DataFrame(
        {"outcome": ["p_war", "new"], "verdict": ["too few worlds", "worse"], "share": ["nan", "0"]}
    )
    moves = Moves()
    moves.add("effects.csv", was, now)
    assert moves.words == [
        {"file": "effects.csv", "row": "p_war", "column": "verdict", "was": "better", "now": "too few worlds"}
    ]
    assert [(each["row"], each["stands"]) for each in moves.unmatched] == [
        ("gone", "only there"),
        ("new", "only now"),
    ]
    assert moves.numbers == []  # an empty cell is no number, as nan is none


def test_rows_without_names_belong_together_by_their_place() -> None:
    moves = Moves()
    moves.add("curve.csv", pd.DataFrame({"dose": [0.0, 1.0]}), pd.DataFrame({"dose": [0.0, 1.5]}))
    assert [(each["row"], each["was"], each["now"]) for each in moves.numbers] == [("line 3", 1.0, 1.5)]


def test_its_folder_is_no_study_and_takes_the_place_of_none(study: Path, tmp_path: Path) -> None:
    found: VersionComparison = tt.compare_versions(study)
    with pytest.raises(UserError, match="holds a study, which this would replace"):
        found.save(study)
    folder = found.save(tmp_path / "moved")
    assert {"moves.csv", "words.csv", "unmatched.csv"} <= {path.name for path in folder.iterdir()}
    with pytest.raises(UserError, match="what `compare-versions` wrote is proved by its study"):
        tt.verify(folder)


def test_the_command_prints_what_moved(study: Path, tmp_path: Path) -> None:
    older = planted(study, tmp_path, mean=-5)
    shown = CliRunner().invoke(cli, ["compare-versions", str(older), "--quiet"])
    assert shown.exit_code == 0
    assert "Numbers that moved" in shown.output
    assert "÷ what matters" in shown.output


def test_a_folder_that_is_no_study_is_refused_in_one_line(tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, ["compare-versions", str(tmp_path)])
    assert shown.exit_code == 2
    assert "no manifest to read" in shown.output
