"""The output folder of what is no study of scenarios: tables, texts, pictures, and what they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.engine.run_info import Ran
from sim.output.draw_pool import drawing, hands
from sim.output.manifest import Manifest
from sim.output.scenario_copies import write_scenarios
from sim.output.study_folder import csv, whole
from sim.plots import Picture

if TYPE_CHECKING:
    import pandas as pd


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
        with drawing(min(workers or hands(), len(pictures))) as draw:
            list(draw(pictures, folder))
        resolved = write_scenarios({c.scenario.name: c.scenario for c in ran.cells}.values(), folder)
        Manifest.of(ran, ran.command, ran.started, folder, resolved).write(folder)
