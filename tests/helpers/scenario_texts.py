"""Scenario files for tests: a small complete one, and files that extend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.core.errors import Complaints
from sim.scenario import load

SMALL = Path(__file__).parents[1] / "fixtures" / "small.yaml"


def root_with(folder: Path, old: str, new: str) -> Path:
    """The small scenario with one text replaced by another; the text must be there once."""
    text = SMALL.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path = folder / "root.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def variant(folder: Path, text: str, name: str = "variant.yaml") -> Path:
    """A file that extends the small scenario: `extends` is its first line, `text` follows from line 2."""
    (folder / "small.yaml").write_bytes(SMALL.read_bytes())
    path = folder / name
    path.write_text(f"extends: small.yaml\n{text}", encoding="utf-8")
    return path


def complaints(path: Path) -> list[str]:
    """What is said about a file that cannot be loaded."""
    with pytest.raises(Complaints) as caught:
        load(path)
    return str(caught.value).splitlines()
