"""Tables of changes: a row a scenario; what is wrong with one is said by line and column."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.errors import Complaints, UserError
from sim.scenario import baseline
from sim.scenario.changes_table import changes_in

SOUND = """\
name,posture.US.stick,parameters.caution,orders.force,question
firm,1.8,,,
careful,"[1.2, 1.8]",0.4,,"What if, ""now""?"

forceful,,,"{actor: US, signal: show_of_force, from: 2018-01-01}",
"""


def table(place: Path, text: str | bytes) -> Path:
    file = place / "changes.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def faults(place: Path, text: str | bytes) -> list[str]:
    with pytest.raises(Complaints) as found:
        baseline().with_table(table(place, text))
    return [each.replace(f"{place}/", "") for each in str(found.value).splitlines()]


def test_each_row_is_the_scenario_that_its_words_make(tmp_path: Path) -> None:
    firm, careful, forceful = baseline().with_table(table(tmp_path, SOUND))
    by_hand = baseline().with_(name="firm", question=firm.question, posture={"US": {"stick": 1.8}})
    assert firm.yaml() == by_hand.yaml()
    assert firm.question == "What if posture.US.stick is 1.8?"
    assert careful.dispositions_of("US")["stick"] == (1.2, 1.8)
    assert careful.question == 'What if, "now"?'
    assert list(forceful.orders) == ["force"]
    assert [each.path.name for each in (firm, careful, forceful)] == [
        "firm.yaml",
        "careful.yaml",
        "forceful.yaml",
    ]


@pytest.mark.parametrize("sign", [";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_spreadsheets_write_is_read(tmp_path: Path, sign: str, ending: str) -> None:
    text = f"name{sign}parameters.caution\nfirm{sign}0.4\n".replace("\n", ending)
    (one,) = baseline().with_table(table(tmp_path, b"\xef\xbb\xbf" + text.encode()))
    assert one.name == "firm"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\n", "changes.csv: holds no row"),
        ("", "changes.csv: holds no row"),
        ("x,y\n1,2\n", "changes.csv:1:1: lacks the column `name`"),
        ("name,postur.US\na,1\n", "changes.csv:1:6: postur.US: no entry of a scenario is called"),
        ("name,postur.US\na,1\n", "did you mean 'posture'?"),
        ("name,posture.US.stik\na,1\n", "changes.csv:1:6: posture.US.stik: no disposition 'stik'; allowed:"),
        ("name,extends\na,x\n", "changes.csv:1:6: extends: no entry"),
        ("name,parameters.caution\na,x\n", "changes.csv:2:3: parameters.caution: 'x' is neither a"),
        ("name,parameters.caution\na,99\n", "changes.csv:2:3: parameters.caution"),
        ("name;parameters.caution\na;0,4\n", "changes.csv:2:3: parameters.caution: '0,4'"),
        ("name,end,end\na,2020-01-01,\n", "changes.csv:1:10: end: this column is given twice"),
        ("name,posture,posture.US.stick\na,,1\n", "1:14: posture.US.stick: stands in a column"),
        ("name,end\na,2020-01-01\na,2020-02-01\n", "changes.csv:3:1: name: 'a' is the name of line 2 too"),
        ("name,end\n,2020-01-01\n", "changes.csv:2:1: name: this row has none"),
        ("name,end\na,2020-01-01,x\n", "changes.csv:2:14: found 'x' in a column without a name"),
        ('name,end\na,"[1\n', "changes.csv:2:3: a quote that is not closed"),
        ('name,end\na,"[1"\n', "changes.csv:2:3: end: is not YAML here: a bracket that is not closed"),
        ('name,end\na,"x"y\n', "changes.csv:2:6: found 'y' after a cell in quotes"),
        ('name,question,end\na,"two\nlines",x\n', "changes.csv:3:8: end: 'x'"),
        (b"name,end\n\xff,1\n", "changes.csv: is not UTF-8 text (byte 10): save it as CSV UTF-8"),
    ],
)  # fmt: skip
def test_faults_are_told_by_line_and_column(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert any(said in each for each in faults(tmp_path, text)), faults(tmp_path, text)


def test_faults_of_all_rows_are_told_at_once_and_a_column_once(tmp_path: Path) -> None:
    said = faults(tmp_path, "name,posture.US.stik,parameters.caution\na,1,x\nb,2,y\n")
    assert [each.split(": ")[0] for each in said] == ["changes.csv:1:6", "changes.csv:2:5", "changes.csv:3:5"]


def test_limits_and_missing_files(tmp_path: Path) -> None:
    many = "name,end\n" + "".join(f"a{at},2020-01-01\n" for at in range(1001))
    assert "allowed: 1,000 at most" in faults(tmp_path, many)[0]
    with pytest.raises(UserError, match="there is no such file"):
        baseline().with_table(tmp_path / "none.csv")
    with pytest.raises(UserError, match="is no file"):
        baseline().with_table(tmp_path)


@given(st.text(alphabet='ab,;"\n\t[{: 1.', max_size=60))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = table(tmp_path_factory.mktemp("any"), text)
    with suppress(UserError):
        assert changes_in(file)
