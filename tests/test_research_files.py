"""Files for archives, catalogues and reviewers: they say what the project is, in the formats asked for."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import sim as tt
from benchmarks.bill import BILL, bill
from sim.output.draw_pool import undrawn
from tests.helpers.worlds import baseline, short

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_citation_and_codemeta_say_the_version_the_licence_and_the_requirements() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["version"] == tt.__version__
    assert citation["license"] == PROJECT["license"]
    meta = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
    assert meta["@context"] == "https://w3id.org/codemeta/3.0"
    assert meta["version"] == tt.__version__
    assert meta["softwareRequirements"] == PROJECT["dependencies"]


def test_the_bill_of_materials_is_that_of_the_lock_file_and_has_every_dependency() -> None:
    """`make bill` writes it again."""
    assert BILL.read_text(encoding="utf-8") == bill()
    names = {each["name"] for each in json.loads(bill())["components"]}
    wanted = {re.split(r"[<>=\[]", each)[0].lower().replace("_", "-") for each in PROJECT["dependencies"]}
    assert wanted <= names


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("crate") / "study"
    return tt.run(short(baseline(), 4), worlds=4, theory="essay").save(place, undrawn, figures="none")


def test_a_folder_is_a_process_run_crate(folder: Path) -> None:
    graph = {
        it["@id"]: it
        for it in json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    }
    root, run = graph["./"], graph["#run"]
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert root["conformsTo"] == {"@id": "https://w3id.org/ro/wfrun/process/0.5"}
    assert root["mentions"] == {"@id": "#run"}
    assert run["@type"] == "CreateAction"
    assert graph[run["instrument"]["@id"]]["@type"] == "SoftwareApplication"
    assert run["startTime"] <= run["endTime"]
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    parts = {each["@id"] for each in root["hasPart"]}
    assert parts == files - {"ro-crate-metadata.json"}
    assert {each["@id"] for each in (*run["object"], *run["result"])} == parts
    for name in parts - {"manifest.json"}:
        assert graph[name]["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    named = [each["@id"] for it in graph.values() for each in it.values() if isinstance(each, dict)]
    assert {each for each in named if not each.startswith("https://w3id.org/ro/crate")} <= set(graph)


def test_a_crate_that_says_something_else_is_found(folder: Path) -> None:
    from sim.output.manifest import Manifest
    from sim.output.ro_crate import CRATE
    from sim.output.study_folder import hash_of

    assert tt.verify(folder).stands
    crate = folder / CRATE
    crate.write_text(crate.read_text(encoding="utf-8").replace("4 worlds", "4000 worlds"), encoding="utf-8")
    forged = Manifest.read(folder)
    forged = forged.model_copy(update={"outputs": {**forged.outputs, CRATE: hash_of(crate)}})
    forged.sealed().write(folder)
    assert f"{CRATE} does not say what the manifest says" in tt.verify(folder).objections


def test_the_wheel_is_built_to_the_same_bytes_twice(tmp_path: Path) -> None:
    build = pytest.importorskip("hatchling.build")
    assert build
    sums: set[str] = set()
    for name in ("one", "two"):
        code = f"import hatchling.build as b; print(b.build_wheel({str(tmp_path / name)!r}))"
        (tmp_path / name).mkdir()
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        sums.add(hashlib.sha256((tmp_path / name / done.stdout.strip()).read_bytes()).hexdigest())
    assert len(sums) == 1
