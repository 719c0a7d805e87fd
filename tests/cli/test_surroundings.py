"""What a command finds around it: streams of any host, closed or full, signals, a folder that is gone."""

from __future__ import annotations

import io
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from sim.cli import surroundings
from sim.cli.output_options import Place
from sim.cli.program import cli
from sim.cli.terminal import show
from sim.core.errors import UserError
from sim.core.version import __version__
from sim.engine import processes

ROOT = Path(__file__).parents[2]


def left(*words: str) -> int:
    """The exit code of a command that runs in this process."""
    with pytest.raises(SystemExit) as ended:
        cli.main(list(words))
    assert isinstance(ended.value.code, int)
    return ended.value.code


class Bare:
    """A stream of a host, which knows no more than it must."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        """Nothing to send."""


# ── streams ──────────────────────────────────────────────────────────────────────────────────


def test_it_runs_in_hosts_that_replace_the_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    with redirect_stdout(io.StringIO()) as said:
        assert left("list", "theories") == 0
    bare = Bare()
    monkeypatch.setattr(sys, "stdout", bare)
    assert left("list", "theories") == 0
    assert said.getvalue() == bare.text != ""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert left("list", "theories") == 0
    assert left("list", "nothing") == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="not on this system")
def test_a_full_stream_is_told_and_costs_no_result(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with (
        suppress(OSError),
        Path("/dev/full").open("w", encoding="utf-8") as full,
    ):  # told once more at its end
        monkeypatch.setattr(sys, "stdout", full)
        assert left("list", "theories") == 2
    assert "the output cannot be written: No space left on device" in capfd.readouterr().err

    class Nowhere(Bare):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Nowhere())
    monkeypatch.setattr("sim.cli.terminal.print_report", lambda *_: None)
    monkeypatch.setattr("sim.cli.terminal.files", lambda _: [])
    with pytest.raises(UserError, match=r"cannot be printed \(No space left on device\); it is saved in out"):
        show(cast(Any, SimpleNamespace(report=None)), Path("out"))


def test_an_error_stream_that_takes_nothing_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.cli.progress import counting, tell

    class Full(Bare):
        def write(self, text: str) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stderr", Full())
    with counting(10, quiet=False) as done:
        done(5)
        tell("half")
        done(5)
    assert left("list", "nothing") == 2


def test_who_reads_no_further_hears_no_complaint() -> None:
    words = [sys.executable, "run.py", "list"]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as told:
        assert told.stdout
        assert told.stderr
        told.stdout.close()
        assert told.stderr.read() == b""
    assert told.returncode in (0, 1)


def test_an_end_of_input_in_the_program_is_no_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library takes any EOFError for one: it would hide a defect for ever."""

    def torn() -> None:
        raise EOFError("no data left in file")

    monkeypatch.setitem(cli.commands, "rules", click.command("rules")(torn))
    with pytest.raises(EOFError):
        cli.main(["rules"])


# ── before a run ─────────────────────────────────────────────────────────────────────────────


def test_a_working_folder_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert left("list", "theories") == 2
    assert capsys.readouterr().err == "the working folder is gone: change to one that is there\n"


def test_too_few_files_are_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (20, 4096))
    assert left("list", "theories") == 2
    assert capsys.readouterr().err.startswith("only 20 files may be open at once, 48 are needed")
    assert surroundings.of_the_system(OSError(24, "Too many open files", "x")).startswith("too many files")


def test_python_without_its_texts_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-OO", "run.py", "list"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "python -OO drops what rules and commands say of themselves: run without -OO\n"


def test_a_backend_that_is_none_keeps_no_picture_from_being_drawn() -> None:
    say = "from sim.cli.surroundings import draw_on_no_screen as it; it(); import matplotlib"
    nonsense = {**os.environ, "MPLBACKEND": "nonsense"}
    assert subprocess.run([sys.executable, "-c", say], cwd=ROOT, env=nonsense, check=False).returncode == 0


# ── signals ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def signals() -> Iterator[None]:
    before = {each: signal.signal(each, signal.SIG_DFL) for each in processes.STOP}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


def test_every_end_that_others_decide_is_as_ctrl_c(signals: None) -> None:
    assert {signal.SIGTERM, signal.SIGHUP} <= set(processes.ENDS)
    for each in processes.STOP:
        processes.stop_alike()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(each)


def test_who_asks_twice_to_stop_does_not_disturb_what_is_kept_and_may_insist(signals: None) -> None:
    say = (
        "import signal, sys; from sim.engine.processes import stop_alike; stop_alike()\n"
        "try: signal.raise_signal(signal.SIGINT)\n"
        "except KeyboardInterrupt:\n"
        "  for _ in range(3): signal.raise_signal(signal.SIGTERM)\n"
        "  print('kept', flush=True); signal.raise_signal(signal.SIGINT); print('deaf')\n"
    )
    done = subprocess.run([sys.executable, "-c", say], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("kept\n", "", 130)


def test_an_interruption_while_all_is_loaded_is_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupts:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "sim.cli.program":
                raise KeyboardInterrupt

    from sim.cli import main

    monkeypatch.setattr(sys, "meta_path", [Interrupts(), *sys.meta_path])
    monkeypatch.delitem(sys.modules, "sim.cli.program")
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().err) == (130, "interrupted; nothing was changed\n")


def test_what_is_to_be_ignored_is_ignored(signals: None) -> None:
    """As `nohup` asks of what it starts."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    processes.stop_alike()
    signal.raise_signal(signal.SIGHUP)


def test_in_a_thread_of_a_host_no_signal_is_touched() -> None:
    found: list[bool] = []
    thread = threading.Thread(target=lambda: found.append(surroundings.alone()))
    thread.start()
    thread.join()
    assert found == [False]


# ── conventions of a command line ────────────────────────────────────────────────────────────


def test_version_and_the_short_form_of_help() -> None:
    def said(*words: str) -> str:
        done = CliRunner().invoke(cli, [*words])
        assert done.exit_code == 0, done.output
        return done.output

    assert said("--version") == f"twotrack, version {__version__}\n"
    assert said("-h") == said("--help")
    for name in cli.commands:
        assert said(name, "-h") == said(name, "--help")


@pytest.mark.parametrize(
    ("words", "begun", "found"),
    [
        ("run baseline --theory", "sp", ["spiral"]),
        ("explain baseline --week 1 --actor", "d", ["DPRK"]),
        ("run baseline --params", "", ["prior", "fitted", "default"]),
        ("list", "the", ["theories"]),
    ],
)
def test_a_shell_completes_the_words_that_are_known(words: str, begun: str, found: list[str]) -> None:
    complete = ShellComplete(cli, {}, "twotrack", "_TWOTRACK_COMPLETE")
    assert [each.value for each in complete.get_completions(words.split(), begun)] == found
    assert complete.get_completions(["comp"], "c")  # after what is no command, those there are


def test_every_option_that_is_a_path_knows_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    commands = [*cli.commands.values(), *cli.commands["record"].commands.values()]
    paths = [it for command in commands for it in command.params if isinstance(it.type, click.Path)]
    assert {"out", "tables", "hypotheses", "record", "from_world", "folder"} <= {it.name for it in paths}
    for it in paths:
        if it.name not in ("file", "files", "history", "scenario", "first", "second"):  # found by name, too
            assert isinstance(it.type, Place), it.name
            assert it.type.convert("~/x", None, None) == tmp_path / "x"
