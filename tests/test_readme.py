"""What the README shows works: its commands run and say what it shows; files, links and targets exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]


def consoles(text: str) -> list[tuple[str, list[str]]]:
    """Every command of the console blocks with the lines shown beneath it."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line.removeprefix("$ "), []))
            elif line.strip() not in ("", "…"):
                found[-1][1].append(line)
    return found


SHOWN = {command: lines for command, lines in consoles(README) if command.startswith("python run.py")}


def printed_by(command: str, folder: Path) -> list[str]:
    """The lines that a command prints, its spacing aside."""
    words = shlex.split(command)[1:]
    if words[1] in ("run", "compare"):
        words.append("--quiet")
    done = subprocess.run(
        [sys.executable, ROOT / words[0], *words[1:]],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [plain(line) for line in done.stdout.splitlines()]


def plain(line: str) -> str:
    """A line without its spacing."""
    return " ".join(line.split())


@pytest.mark.parametrize("command", SHOWN)
def test_a_command_of_the_tour_prints_what_is_shown(command: str, tmp_path: Path) -> None:
    assert SHOWN[command], "show what it prints"
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")  # paths as in a checkout, results elsewhere
    printed = printed_by(command, tmp_path)
    missing = [line for line in map(plain, SHOWN[command]) if line not in printed]
    assert not missing, "paste the README's output again"


def test_the_readme_shows_every_command() -> None:
    from sim.cli.program import cli

    named = set(re.findall(r"`([\w-]+)`", (ROOT / "README.md").read_text(encoding="utf-8")))
    shown = {command.split()[2] for command in SHOWN}
    assert set(cli.commands) <= shown | named | {"claims"}


def test_make_targets_and_files_of_commands_exist() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for page in PAGES:
        for command, _ in consoles(page.read_text(encoding="utf-8")):
            words = shlex.split(command)
            if words[0] == "make":
                assert set(words[1:]) <= set(targets)
            if "-c" in words and "pip" in words:
                assert (ROOT / words[words.index("-c") + 1]).is_file()


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    for link in links:
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_named_in_passing_exist(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for name in re.findall(r"`((?:sim|scenarios|docs|tests|benchmarks)/[\w./-]*)`", text):
        assert (ROOT / name).exists(), name
