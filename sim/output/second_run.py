"""A second run of a study, saved such that it can be held against the folder of the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copyfile
from typing import Any, cast

from sim.core.ordinary_files import content_of, is_ordinary
from sim.output.export import formats_in
from sim.output.manifest import Manifest
from sim.output.result import NONE, Result
from sim.plots import Picture

PICTURES = (".svg", ".png")
PNG = b"\x89PNG\r\n"
LARGEST_PICTURE = 100_000_000
"""Bytes of a picture."""


def as_asked(again: Result, manifest: Manifest) -> Result:
    """What was made again, with the command of the manifest of the first run, which names files by where they
    lay then.
    """
    return cast(Result, replace(cast(Any, again), run=replace(again.run, command=manifest.command)))


def saved(again: Result, manifest: Manifest, folder: Path, place: Path) -> Path:
    """Save what was made again, with the pictures of the folder, which are not drawn again."""
    drawn = {name for name in manifest.outputs if name.endswith(PICTURES) and is_picture(folder, name)}
    shown = [it.name for it in again.pictures if {f"{it.name}.svg", f"{it.name}_1.svg"} & drawn]

    def taken(_: Sequence[Picture], there: Path) -> Iterator[list[Path]]:
        for name in drawn:
            (there / name).parent.mkdir(parents=True, exist_ok=True)
            yield [Path(copyfile(folder / name, there / name))]

    return again.save(place, taken, figures=shown or NONE, export=formats_in(manifest.outputs))


def is_picture(folder: Path, name: str) -> bool:
    """Whether a file of a folder can be what was drawn there."""
    try:
        content = content_of(folder / name, LARGEST_PICTURE) if is_ordinary(folder, name) else b""
        return content.startswith(PNG) or "<svg" in content.decode()
    except (OSError, ValueError):
        return False
