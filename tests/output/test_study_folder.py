"""An output folder is whole, old or new, whatever happens; and its manifest tells where it came from."""

from __future__ import annotations

import errno
import getpass
import json
import os
import resource
import socket
import subprocess
from datetime import datetime
from functools import cache
from pathlib import Path
from shutil import copytree

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from sim.core.errors import UserError
from sim.core.version import __version__
from sim.engine.provenance import commit, hash_of, processor_features
from sim.engine.run_info import RunInfo
from sim.output import study_folder
from sim.output.draw_pool import undrawn
from sim.output.manifest import Manifest, numbers_of
from sim.studies.comparison.report import Comparison
from tests.helpers.ensembles import kept

TABLES = {f"{name}.csv" for name in ("summary", "overall", "effects", "agreement", "dots", "onset")}
SCENARIOS = {"scenarios/base.yaml", "scenarios/other.yaml"}
NAMES = {*TABLES, "series.nc", "report.html", "manifest.json", "ro-crate-metadata.json"} | SCENARIOS


@cache
def study(value=1.0, files=()):
    """A comparison whose tables are made once."""
    outcomes = {"crises": np.stack([np.arange(80), np.arange(80) + value])}
    return comparison(kept(outcomes, files=files), "run.py", "compare", "--seed", "1")


def comparison(found, *command):
    return Comparison(found, RunInfo(found.cells, found.seed, found.worlds, command))


def write(given, out, draw=undrawn):
    given.save(out, draw)


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("written") / "one"
    write(study(1), out)
    return out


@pytest.fixture
def old(written, tmp_path):
    """An output folder from an earlier run."""
    return copytree(written, tmp_path / "outputs" / "one")


def test_what_is_written_can_be_read_again(tmp_path):
    given = study()
    out = tmp_path / "outputs" / "with a space"
    write(given, out, lambda _, folder: [(folder / "fans.png").write_bytes(b"picture")])
    assert set(contents(out)) == NAMES | {"fans.png"}
    assert list(out.parent.iterdir()) == [out]
    for name, table in (("summary", given.summary), ("effects", given.effects)):
        read = pd.read_csv(out / f"{name}.csv").fillna({"guards": ""})
        pd.testing.assert_frame_equal(read, table, check_dtype=False)
    with xr.open_dataset(out / "series.nc", engine="h5netcdf") as data:
        assert data.week.attrs["long_name"] == "number of the week, from the start on"
        xr.testing.assert_equal(data.load(), given.series)
    assert out.stat().st_mode & 0o777 == 0o777 & ~_umask()


def test_the_newer_replaces_the_older(old):
    before = contents(old)
    write(study(2), old)
    assert set(contents(old)) == NAMES
    assert contents(old)["effects.csv"] != before["effects.csv"]
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), RuntimeError("a bug"), MemoryError()])
def test_a_fault_in_the_middle_leaves_the_older_whole(old, fault):
    def pictures(_, folder):
        (folder / "half.png").write_bytes(b"half")
        raise fault

    before = contents(old)
    with pytest.raises(type(fault)):
        write(study(2), old, pictures)
    assert contents(old) == before
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(errno.EIO, "Input/output error")])
@pytest.mark.parametrize("when", ["first", "second"])
def test_a_fault_between_the_moves_leaves_one_whole(old, monkeypatch, fault, when):
    before, rename, calls = contents(old), Path.rename, []

    def faulty(self, target):
        calls.append(self.name)
        if len(calls) == {"first": 1, "second": 2}[when]:
            raise fault
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", faulty)
    with pytest.raises(UserError if isinstance(fault, OSError) else KeyboardInterrupt):
        write(study(2), old)
    assert contents(old) == before
    assert list(old.parent.iterdir()) == [old]


def test_an_interrupt_just_after_the_move_leaves_the_newer_whole(old, monkeypatch):
    rename = Path.rename

    def late(self, target):
        rename(self, target)
        if self.name == "new":
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", late)
    before = contents(old)
    with pytest.raises(KeyboardInterrupt):
        write(study(2), old)
    assert set(contents(old)) == set(before)
    assert contents(old) != before
    assert list(old.parent.iterdir()) == [old]


def test_a_full_disk_is_told_in_one_line(old, monkeypatch):
    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    before = contents(old)
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UserError, match="the disk is full") as told:
        write(study(2), old)
    assert "\n" not in str(told.value)
    assert str(old) in str(told.value)
    assert contents(old) == before
    assert list(old.parent.iterdir()) == [old]


def test_a_place_that_takes_no_folders_is_told_before_any_work(tmp_path, monkeypatch):
    def none(*_, **__):
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    monkeypatch.setattr("tempfile.mkdtemp", none)
    out, said = tmp_path / "x", f"no folder can be made in {tmp_path}: the system takes none there"
    for tried in (study_folder.check_place, study_folder.room):
        with pytest.raises(UserError) as told:
            tried(out)
        assert str(told.value).startswith(f"{out}: cannot be written: no folder can be made in {tmp_path}")
    monkeypatch.setattr(Path, "mkdir", none)
    with pytest.raises(UserError, match=said):
        study_folder.check_place(tmp_path / "y" / "z")


def test_a_link_that_leads_to_itself_is_no_place_to_write_to(tmp_path):
    out = tmp_path / "loop"
    out.symlink_to(out)
    for tried in (study_folder.check_place, study_folder.room):
        with pytest.raises(UserError, match="cannot be written"):
            tried(out)


@pytest.mark.parametrize("room", [100, 20_000])
def test_a_disk_that_really_takes_no_more_is_told_too(old, room):
    before = contents(old)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(UserError, match="cannot be written"):
            write(study(2), old)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert contents(old) == before
    assert list(old.parent.iterdir()) == [old]


def test_a_file_in_the_way(tmp_path):
    out = tmp_path / "out"
    out.write_text("mine")
    for place, words in ((out, "this is a file"), (out / "under", "a part of the path is a file")):
        with pytest.raises(UserError, match=words):
            write(study(), place)
        with pytest.raises(UserError, match=words):
            study_folder.check_place(place)
    assert out.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_one_may_not_write_to(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(UserError, match="writing is not allowed there"):
        study_folder.check_place(tmp_path / "out")
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(("number", "words"), [(errno.EACCES, "not allowed"), (errno.EROFS, "read-only")])
def test_a_place_one_may_not_write_to(tmp_path, monkeypatch, number, words):
    def refuse(**_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(UserError, match=words):
        write(study(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_anything_else_in_it_is_not_touched(tmp_path, old):
    with pytest.raises(UserError, match=r"holds what Twotrack did not write \(outputs\)"):
        write(study(), tmp_path)
    (old / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match=r"\(notes.txt\)"):
        write(study(), old)
    assert (old / "notes.txt").read_text() == "mine"


def test_an_empty_folder_may_be_filled_and_a_link_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(study(), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert set(contents(tmp_path / "real")) == NAMES


def test_the_manifest_tells_where_the_numbers_came_from(tmp_path):
    scenario = tmp_path / "base.yaml"
    scenario.write_text("question: why?\n")
    write(study(files=(scenario,)), tmp_path / "out")
    told = Manifest.read(tmp_path / "out")
    assert (told.seed, told.worlds, told.replicates, told.weeks, told.start) == (1, 80, 8, 183, "2017-06-26")
    assert told.theories == ("essay",)
    assert told.cells == (("base", "essay"), ("other", "essay"))
    assert told.scenarios[1].strategy == "other_strategy"
    assert list(told.scenario_files.values()) == [hash_of(scenario)]
    assert told.scenarios[0].files == tuple(told.scenario_files)
    assert told.command == ("run.py", "compare", "--seed", "1")
    assert set(told.outputs) == NAMES - {"manifest.json"}
    assert all(hash_of(tmp_path / "out" / name) == digest for name, digest in told.outputs.items())
    assert datetime.fromisoformat(told.started) <= datetime.fromisoformat(told.finished)
    assert told.versions["numpy"] == np.__version__
    assert "not installed" not in told.versions.values()
    assert told.processor_features == processor_features() != ()


def test_the_manifest_names_no_host(tmp_path):
    scenario = tmp_path / "base.yaml"
    scenario.write_text("question: why?\n")
    warned = {"files": (scenario,), "warnings": (f"{scenario}:1:1: what for?",)}
    given = comparison(kept(**warned), str(tmp_path / "run.py"), "run")
    write(given, tmp_path / "out")
    text = (tmp_path / "out" / "manifest.json").read_text()
    assert str(tmp_path) not in text
    assert str(Path.cwd()) not in text
    assert f'"{socket.gethostname()}"' not in text
    assert f"/{getpass.getuser()}/" not in text
    assert Manifest.read(tmp_path / "out").scenarios[0].warnings == ("base.yaml:1:1: what for?",)


def test_a_manifest_that_is_missing_or_broken_is_told_in_one_line(tmp_path, old):
    with pytest.raises(UserError, match="no manifest"):
        Manifest.read(tmp_path)
    path = old / "manifest.json"
    fields = json.loads(path.read_text())
    broken = [
        {**fields, "seed": "many"},
        {**fields, "extra": 1},
        {k: v for k, v in fields.items() if k != "worlds"},
    ]
    for text in [*map(json.dumps, broken), "", "[]", "\0"]:
        path.write_text(text)
        with pytest.raises(UserError, match="not a manifest") as told:
            Manifest.read(old)
        assert "\n" not in str(told.value)


def test_the_commit_is_that_of_the_checkout_itself(tmp_path):
    def git(*words):
        identity = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
        return subprocess.run(
            ["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True, text=True
        )

    assert commit(tmp_path / "nowhere") is None
    git("init")
    inside = tmp_path / "site-packages"
    (inside / "sim").mkdir(parents=True)
    (inside / "sim" / "__init__.py").write_text("")
    (tmp_path / "sim").mkdir()
    (tmp_path / "sim" / "__init__.py").write_text("")
    assert commit(tmp_path) is None
    git("add", "sim")
    assert commit(tmp_path) is None  # nothing committed yet
    git("commit", "-m", "first")
    head = git("rev-parse", "HEAD").stdout.strip()
    assert commit(tmp_path) == head
    assert commit(inside) is None
    (tmp_path / "sim" / "__init__.py").write_text("changed = 1\n")
    assert commit(tmp_path) == f"{head}-dirty"


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


CLUTTER = (".DS_Store", "Thumbs.db", "desktop.ini", "._summary.csv", ".ipynb_checkpoints/copy.csv")


def test_what_systems_leave_in_a_folder_is_no_work_of_the_user(old):
    before = numbers_of(old)
    for name in CLUTTER:
        (old / name).parent.mkdir(exist_ok=True)
        (old / name).write_text("left")
    assert numbers_of(old) == before
    write(study(2), old)
    assert set(contents(old)) == NAMES


@pytest.mark.parametrize("out", [".", "../one", "..", "../../one"])
def test_the_working_folder_is_not_replaced_under_ones_feet(tmp_path, monkeypatch, out):
    here = tmp_path / "one" / "two"
    here.mkdir(parents=True)
    (tmp_path / "one" / "one").mkdir()
    monkeypatch.chdir(tmp_path / "one" / "one" if out == "../one" else here)
    if out == "../../one":
        here = tmp_path / "one"
    for tried in (study_folder.check_place, lambda place: write(study(), place)):
        with pytest.raises(UserError, match=r"working folder or holds it|holds what Twotrack did not write"):
            tried(Path(out))
    assert Path.cwd().is_dir()


def test_an_empty_working_folder_is_refused_with_the_cure(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=r"^\.: is the working folder or holds it, .*choose another folder"):
        study_folder.check_place(Path())


def test_data_tell_their_days_and_themselves_to_any_reader(tmp_path):
    write(study(), tmp_path / "out")
    with xr.open_dataset(tmp_path / "out" / "series.nc", engine="h5netcdf") as data:
        assert data.attrs["Conventions"] == "CF-1.11"
        asked = {cell.scenario.name: cell.scenario.question for cell in study().run.cells}
        assert data.attrs["title"] == asked["base"]
        assert data.attrs["questions"] == f"base: {asked['base']}\nother: {asked['other']}"
        assert data.attrs["version"] == __version__
        days = data.swap_dims(week="date")
        assert days.sel(date="2017-07").sizes["date"] == 2
        assert days["at_war"].resample(date="MS").mean().sizes["date"] == 2
        assert set(data["date"].dt.dayofweek.values) == {0}
        assert data["date"].attrs["standard_name"] == "time"
    with h5py.File(tmp_path / "out" / "series.nc") as raw:
        assert raw["date"].attrs["units"].startswith("days since 2017-06-26")
