"""A study proves itself from its folder alone; whatever is not as the manifest says is objected to."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from click.testing import CliRunner
from pydantic import ValidationError

from sim.api import compare, verify
from sim.cli.program import cli
from sim.core.errors import UserError
from sim.engine.provenance import software
from sim.output import verify as verifying
from sim.output.draw_pool import undrawn
from sim.output.manifest import Manifest
from sim.output.verify import Verification
from sim.scenario import Scenario, load, shipped_files
from sim.scenario.dump import written

BASELINE = Path(__file__).parents[2] / "scenarios" / "baseline.yaml"
SHORT = f"extends: {BASELINE}\nquestion: What is short?\nend: 2017-07-30\n"


def written_down(place: Path, *, keep: bool = True) -> Path:
    """A study of two short scenarios in a folder of its own; their files are gone."""
    sources = place / "sources"
    sources.mkdir()
    (sources / "one.yaml").write_text(SHORT, encoding="utf-8")
    (sources / "two.yaml").write_text(f"{SHORT}strategy: overreaction\n", encoding="utf-8")
    files = sources / "one.yaml", sources / "two.yaml"
    found = compare(*files, theories=("essay", "spiral"), worlds=17, keep_worlds=keep)
    folder = found.save(place / "out", undrawn)
    shutil.rmtree(sources)
    return folder


@pytest.fixture(scope="module", autouse=True)
def unchanged() -> Iterator[None]:
    """The same software all the while, whoever edits or commits meanwhile."""
    here = software()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.output.manifest.software", lambda: here)
        patch.setattr(verifying, "software", lambda: here)
        yield


@pytest.fixture(scope="module")
def made(unchanged: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_down(tmp_path_factory.mktemp("made"))


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return shutil.copytree(made, tmp_path / "out")


def hash_of_text(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def change(folder: Path, sealed: bool, **fields: Any) -> None:
    """Change fields of the manifest; `sealed` makes it pass for untouched."""
    manifest = Manifest.model_validate(Manifest.read(folder).model_dump() | fields)
    (manifest.sealed() if sealed else manifest).write(folder)


def test_a_study_stands_whatever_became_of_its_files(study: Path) -> None:
    verdict = verify(study)
    assert verdict.stands, verdict
    assert verdict.numbers > 10_000
    assert verdict.files == 11  # six tables, the series, the worlds, the report, the copies of the scenarios
    assert verdict.surroundings == ()


MUTATED: dict[str, Callable[[Any], Any]] = {
    "version": lambda _: "9.9", "commit": lambda _: "0" * 40, "code": lambda _: "f" * 64,
    "versions": lambda was: was | {"numpy": "1.0"}, "platform": lambda _: "CP/M",
    "processor_features": lambda _: ("abacus",), "seed": lambda was: was + 1, "worlds": lambda was: was - 1,
    "replicates": lambda was: was // 2, "start": lambda _: "2017-07-03", "weeks": lambda was: was - 1,
    "theories": lambda _: ("spiral",), "cells": lambda was: was[::-1], "shown": lambda _: 1,
    "scenarios": lambda was: (*was[::-1], {**was[0], "name": "three"}), "kept": lambda was: not was,
    "scenario_files": lambda was: dict.fromkeys(was, "0" * 64), "command": lambda _: ("run.py",),
    "started": lambda _: "1999", "finished": lambda _: "1999", "seal": lambda _: "",
    "numbers": lambda _: "f" * 64,
    "starts": lambda _: (
        {"scenarios": ("one",), "source": "world", "day": "2017-06-26", "place": "", "path": ""},
    ),
    "outputs": lambda was: dict.fromkeys(was, "0" * 64),
}  # fmt: skip
TIMES = {"started", "finished"}
"""What no number depends on: only the seal guards it."""


def test_every_field_is_mutated() -> None:
    assert set(MUTATED) == set(Manifest.model_fields)


@pytest.mark.parametrize("field", MUTATED)
def test_any_field_changed_by_hand_is_objected_to(study: Path, field: str) -> None:
    told = Manifest.read(study).model_dump()
    change(study, False, **{field: MUTATED[field](told[field])})
    objections = list(verifying.changed(study, Manifest.read(study)))
    assert "manifest.json was changed since it was written" in objections


def test_a_manifest_with_the_field_names_of_its_day_is_as_it_was_written(study: Path) -> None:
    """Older manifests call `replicates` `lucks`; their seal is of what was written then."""
    fields = json.loads((study / "manifest.json").read_bytes())
    older = {"lucks" if name == "replicates" else name: value for name, value in fields.items()}
    older |= {
        "seal": hash_of_text(json.dumps({n: v for n, v in older.items() if n != "seal"}, sort_keys=True))
    }
    (study / "manifest.json").write_text(json.dumps(older), encoding="utf-8")
    assert verify(study).stands


@pytest.mark.parametrize("field", sorted({*verifying.SURROUNDINGS, "versions", "scenario_files"}))
def test_what_is_other_here_is_told_by_field(study: Path, field: str) -> None:
    told = Manifest.read(study).model_dump()
    change(study, True, **{field: MUTATED[field](told[field])})
    assert len(list(verifying.other_here(Manifest.read(study)))) == 1


@pytest.mark.parametrize("field", ["scenarios", "command"])
def test_a_study_whose_question_was_changed_is_not_run(study: Path, field: str) -> None:
    told = Manifest.read(study).model_dump()
    change(study, True, **{field: MUTATED[field](told[field])})
    with pytest.raises(UserError, match="cannot be run again"):
        verify(study)


OBJECTIONS = {
    "numbers": "the manifest has another hash of the tables",
    "outputs": "summary.csv was changed since it was written",
    "starts": "the manifest says that worlds start from elsewhere",
}
"""What is said of a field; of the others that the manifest says another."""


def test_any_field_that_matters_is_found_out_though_the_seal_is_good(study: Path) -> None:
    told = Manifest.read(study).model_dump()
    elsewhere = {*verifying.SURROUNDINGS, "versions", "scenario_files", "scenarios", "command"}
    fields = sorted(set(MUTATED) - TIMES - {"seal"} - elsewhere)
    change(study, True, **{field: MUTATED[field](told[field]) for field in fields})
    verdict = verify(study)
    assert not verdict.differences
    said = " ".join(verdict.objections)
    assert [it for it in fields if OBJECTIONS.get(it, f"the manifest says {it} ") not in said] == []


def reseed(study: Path) -> None:
    """Change the seed throughout the manifest, so that it passes for untouched."""
    command = Manifest.read(study).command
    at = command.index("--seed") + 1
    change(study, True, seed=2, command=(*command[:at], "2", *command[at + 1 :]))


def spoil(file: Path) -> str:
    """Change one number in its last digit or bit; give the words that tell where it stands."""
    if file.suffix == ".nc":
        data = xr.load_dataset(file, engine="h5netcdf")
        name = "means" if file.name == "series.nc" else "value"
        data[name].values[(1, *[0] * (data[name].ndim - 1))] += np.float32(1e-7)
        data.to_netcdf(file, engine="h5netcdf")
        return "scenario two, theory essay"
    text = file.read_text()
    line = text.splitlines()[2]
    file.write_text(text.replace(line, re.sub(r"\d(?!.*\d)", lambda last: str(9 - int(last[0])), line)))
    return "line 3"


def test_one_changed_number_of_each_file_is_found_and_told(study: Path) -> None:
    spoilt = {name: spoil(study / name) for name in ("summary.csv", "effects.csv", "series.nc", "worlds.nc")}
    verdict = verify(study)
    found = {difference.file: difference.place for difference in verdict.differences}
    assert set(found) == set(spoilt)
    assert [name for name, words in spoilt.items() if words not in found[name]] == []
    assert [f"{name} was changed since it was written" in verdict.objections for name in spoilt] == [True] * 4
    assert verdict.cause == verdict.objections[0]


def test_the_likeliest_cause_is_named(study: Path) -> None:
    reseed(study)
    assert "nothing that a manifest records" in verify(study).cause
    versions = Manifest.read(study).versions | {"numpy": "1.0"}
    change(study, True, versions=versions)
    assert verify(study).cause.startswith("numpy: 1.0 there, ")


def test_what_is_missing_is_told(study: Path) -> None:
    (study / "effects.csv").unlink()
    assert "effects.csv is missing" in verify(study).objections
    (study / "scenarios" / "one.yaml").unlink()
    with pytest.raises(UserError, match=r"cannot be run again(.|\n)*one.yaml is missing"):
        verify(study)


def test_a_changed_scenario_is_told(study: Path) -> None:
    file = study / "scenarios" / "one.yaml"
    file.write_text(file.read_text().replace("theory:", "# changed\ntheory:"))
    verdict = verify(study)
    assert [difference.file for difference in verdict.differences] == ["one.yaml"]
    assert verdict.objections == ("scenarios/one.yaml was changed since it was written",)


def test_a_manifest_that_leads_elsewhere_is_refused(study: Path) -> None:
    records = Manifest.read(study).scenarios
    with pytest.raises(ValidationError, match="is no name of a file inside the folder"):
        change(study, True, scenarios=({**records[0].model_dump(), "resolved": "../x.yaml"}, *records[1:]))


def test_the_command_says_so_and_leaves_with_0_or_1(study: Path) -> None:
    done = CliRunner().invoke(cli, ["verify", str(study), "--quiet"])
    assert done.exit_code == 0, done.output
    assert "all equal, to the last bit" in done.output
    reseed(study)
    done = CliRunner().invoke(cli, ["verify", str(study), "--workers", "1"])
    assert done.exit_code == 1
    assert "summary.csv: first in line 2, mean:" in done.output
    assert "likeliest cause: " in done.output
    (study / "manifest.json").unlink()
    done = CliRunner().invoke(cli, ["verify", str(study)])
    assert done.exit_code == 2
    assert "no manifest" in done.output


def test_nothing_but_the_manifest_is_told_where_no_number_differs() -> None:
    assert Verification(Path(), 1, 1, (), (), ("numpy: 1 there, 2 here",)).stands
    assert not Verification(Path(), 1, 1, (), ("changed",), ()).stands


@pytest.mark.parametrize("path", shipped_files()[:4], ids=lambda path: path.stem)
def test_a_scenario_written_out_loads_as_the_same(path: Path, tmp_path: Path) -> None:
    scenario = load(path)
    file = tmp_path / "written.yaml"
    file.write_text(written(scenario), encoding="utf-8")
    assert plain(load(file)) == plain(scenario)
    assert written(load(file)) == written(scenario)


def test_strange_texts_and_orders_are_written_out_too(tmp_path: Path) -> None:
    file = tmp_path / "odd name.yaml"
    file.write_text(
        SHORT.replace("What is short?", '"A \\"quoted\\": # – é 😀 line\\nbreak?"')
        + "parameters: {caution: [0.1, 0.2], heat: 1e-1}\n"
        + "orders: {show: {actor: US, signal: show_of_force, from: 2017-07-03, scale: 1.5, length: 2}}\n"
        + "injects: {more: {when: {measure: tension, comparison: '>', value: 0.5},"
        + " then: {actor: DPRK, signal: taunt}, times: 3}}\n",
        encoding="utf-8",
    )
    scenario = load(file)
    (tmp_path / "copy.yaml").write_text(written(scenario), encoding="utf-8")
    assert plain(load(tmp_path / "copy.yaml")) == plain(scenario)


def plain(scenario: Scenario) -> dict[str, Any]:
    """All of a scenario but the places it was written at; with the order of its entries."""
    told = scenario.model_dump(exclude={"path", "files"})
    for section in ("orders", "injects"):
        for entry in told[section].values():
            entry.pop("where")
    return json.loads(json.dumps(told, default=str))


@pytest.mark.parametrize(
    "text",
    [
        "extends: /etc/passwd\n",
        "extends: ../../../../../../../../etc/passwd\n",
        "extends: ../../secret.yaml\n",
        "extends: link.yaml\n",
    ],
)
def test_a_copy_that_extends_what_lies_elsewhere_is_refused_and_nothing_quoted(
    study: Path, text: str
) -> None:
    (study.parent / "secret.yaml").write_text("question: hunter2\nend: never\n", encoding="utf-8")
    (study / "scenarios" / "link.yaml").symlink_to(study.parent / "secret.yaml")
    (study / "scenarios" / "one.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"lies outside of .*scenarios, and is not read") as refused:
        verify(study)
    assert not any(word in str(refused.value) for word in ("root:", "hunter2", "never"))


@pytest.mark.parametrize("key", ["record", "history", "study"])
def test_a_copy_that_starts_from_what_lies_elsewhere_is_refused(study: Path, key: str) -> None:
    copy = study / "scenarios" / "one.yaml"
    whence = "world" if key == "study" else "record"
    start = f'start: {{date: "2017-06-30", from: {whence}, {key}: ../../elsewhere}}'
    text = copy.read_text(encoding="utf-8")
    copy.write_text(text.replace('start: "2017-06-30"', start), encoding="utf-8")
    with pytest.raises(UserError, match=rf"start\.{key}: lies outside of the study, and is not read"):
        verify(study)


def test_a_copy_that_we_did_not_write_is_refused_in_one_line(study: Path) -> None:
    copy = study / "scenarios" / "one.yaml"
    text = copy.read_text(encoding="utf-8")
    orders = 'orders:\n  odd:\n    actor: "US"\n    signal: "aid"\n'
    copy.write_text(text.replace("orders: {}\n", orders), encoding="utf-8")
    with pytest.raises(UserError, match="is no copy of a scenario as it was written"):
        verify(study)
