"""The scenarios that come with the project, and the one a user means by a word."""

from __future__ import annotations

import os
from pathlib import Path

from sim.core.errors import nearest_word
from sim.scenario.inheritance import nearest_file
from sim.scenario.yaml_nodes import complain

EXAMPLES = "examples"
"""The folder of scenarios that show how a question is put."""


def folder() -> Path:
    """Where the shipped scenarios lie: inside an installed package, else in the repository."""
    here = Path(__file__).parents[1]
    inside = here / "_scenarios"
    found = inside if inside.is_dir() else here.parent / "scenarios"
    return found.relative_to(Path.cwd()) if found.is_relative_to(Path.cwd()) else found


def shipped() -> list[Path]:
    """The files of all shipped scenarios, by name; the examples last."""
    return [*sorted(folder().glob("*.yaml")), *sorted(folder().glob(f"{EXAMPLES}/*.yaml"))]


def find_scenario(word: str | os.PathLike[str]) -> Path:
    """The file that `word` means: a path, or the name of a shipped scenario. Raises Complaints."""
    path = Path(word)
    names = {each.stem: each for each in shipped()}
    try:
        if path.exists() and not (path.is_dir() and str(word) in names):
            return path
    except (OSError, ValueError) as error:
        raise complain(
            str(path)[:60], f"cannot be the name of a file: {getattr(error, 'strerror', error)}"
        ) from None
    if str(word) in names:
        return names[str(word)]
    problem = "there is no such file, and no shipped scenario of this name"
    raise complain(str(path), problem, nearest=nearest_file(path) or nearest_word(path.stem, names))
