"""The output folder of what is no study of scenarios: tables, texts, pictures, and what they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sim.engine.run_info import Ran
from sim.output.draw_pool import drawing, hands
from sim.output.manifest import Manifest
from sim.output.scenario_copies import write_scenarios
from sim.output.study_folder import csv, whole

if TYPE_CHECKING:
    import pandas as pd


Picture: TypeAlias = tuple[str, str, tuple[Any, ...], str]
"""Module and function of `sim.plots` that draw it, their arguments, and the name of the file."""


def lines(words: Iterable[str]) -> str:
    """Sentences as the text of a file, one a line."""
    return "".join(f"{sentence}\n" for sentence in words)


def publish(
    out: Path,
    ran: Ran,
    files: Mapping[str, pd.DataFrame | str],
    pictures: Sequence[Picture] = (),
    *,
    workers: int | None = None,
    also: Callable[[Path], object] = lambda folder: None,
) -> None:
    """Write the folder `out`, whole or not at all: tables and texts by the names of their files, pictures,
    and what `also` puts there. Raises UserError.
    """
    with whole(out) as folder:
        for name, it in files.items():
            (folder / name).write_text(it if isinstance(it, str) else csv(it), encoding="utf-8")
        also(folder)
        jobs = [(room, draw, what, folder, name) for room, draw, what, name in pictures]
        with drawing(min(workers or hands(), len(jobs))) as draw:
            list(draw(jobs))
        resolved = write_scenarios({c.scenario.name: c.scenario for c in ran.cells}.values(), folder)
        Manifest.of(ran, ran.command, ran.started, folder, resolved).write(folder)
