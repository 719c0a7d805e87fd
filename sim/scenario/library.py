"""The scenarios that come with the project, and the one a user means by a word."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sim.core.errors import nearest_word
from sim.core.ordinary_files import is_clutter
from sim.core.plain_values import as_path
from sim.scenario.yaml_nodes import complain

EXAMPLES: Final = "examples"
"""The folder of scenarios that show how a question is put."""
NOTHING_THERE: Final = "there is no such file, and no shipped scenario of this name"


def folder() -> Path:
    """Where the shipped scenarios lie: inside an installed package, else in the repository."""
    here = Path(__file__).parents[1]
    inside = here / "_scenarios"
    found = inside if inside.is_dir() else here.parent / "scenarios"
    return found.relative_to(Path.cwd()) if found.is_relative_to(Path.cwd()) else found


def shipped_files() -> list[Path]:
    """The files of all shipped scenarios, by name; the examples last."""
    found = [*sorted(folder().glob("*.yaml")), *sorted(folder().glob(f"{EXAMPLES}/*.yaml"))]
    return [each for each in found if not is_clutter(each.relative_to(folder()))]


def shipped_as(word: str) -> Path | None:
    """The file of the shipped scenario that is called `word`, with its ending or without, if one is."""
    return next((each for each in shipped_files() if word in (each.stem, each.name)), None)


def nearest_name(word: str) -> str:
    """The name of the shipped scenario that is most like a word, ending or not; "" when none is."""
    return nearest_word(Path(word).stem, [each.stem for each in shipped_files()])


def nearest_file(path: Path) -> str:
    """The scenario file beside `path` whose name is most like it, as a path; "" when none is."""
    try:
        files = [each for each in path.parent.iterdir() if not is_clutter(Path(each.name))]
        names = {each.stem: each for each in files if each.suffix in {".yaml", ".yml"}}
    except OSError:
        return ""
    close = nearest_word(path.stem, (stem for stem, each in names.items() if each.name != path.name))
    return str(names[close]) if close else ""


def find_scenario(word: str | os.PathLike[str]) -> Path:
    """The file that `word` means: a path, or the name of a shipped scenario. Raises Complaints."""
    path = as_path(word)
    named = shipped_as(str(word))
    try:
        if path.exists() and not (path.is_dir() and named):
            return path
    except (OSError, ValueError) as error:
        raise complain(
            str(path)[:60], f"cannot be the name of a file: {getattr(error, 'strerror', error)}"
        ) from None
    if named:
        return named
    raise complain(str(path), NOTHING_THERE, nearest=nearest_file(path) or nearest_name(str(word)))
