"""What a trial came from, beside its files: enough to run it again to the same bits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sim.chunk import LUCKS
from sim.manifest import NAME
from sim.scenario.shelf import folder as shelf
from sim.software import hash_of, software
from sim.study import Asked
from sim.trial.cells import changes_of
from sim.trial.hypotheses import FILE, trial
from sim.trial.runs import Run


def write_manifest(runs: Sequence[Run], asked: Asked, started: datetime, folder: Path) -> None:
    """Write `manifest.json`: what ran on what, the cells as changes to the baseline, a hash of every file."""
    outputs = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {"baseline.yaml": shelf() / "baseline.yaml", FILE.name: FILE}
    told = {
        **software(),
        "kind": "claims",
        "seed": asked.seed,
        "worlds": asked.worlds,
        "lucks": LUCKS,
        "theories": [run.theory for run in runs],
        "cells": {
            run.theory: {name: changes_of(trial(), name, run.theory) for name in run.scenarios}
            for run in runs
        },
        "files": {name: hash_of(path) for name, path in files.items()},
        "command": [Path(word).name if Path(word).is_absolute() else word for word in asked.command],
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "outputs": {path.relative_to(folder).as_posix(): hash_of(path) for path in outputs},
    }
    text = json.dumps(told, indent=2, ensure_ascii=False)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")
