"""The cells of a trial: small changes in the words of a scenario file, laid on the baseline and checked."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from sim.scenario import Scenario, load
from sim.studies.claims.hypotheses import Changes, Trial


def laid(*layers: Mapping[str, Any]) -> Changes:
    """Mappings laid on each other entry by entry, the later over the earlier."""
    result: Changes = {}
    for layer in layers:
        for name, value in layer.items():
            below = result.get(name)
            both = isinstance(below, dict) and isinstance(value, dict)
            result[name] = laid(cast(Changes, below), cast(Changes, value)) if both else value
    return result


def changes_of(trial: Trial, name: str, theory: str, extra: Changes | None = None) -> Changes:
    """What a cell changes under a theory; `extra` comes on top, as in a stated region of the numbers."""
    own = {key: value for key, value in trial.cells[name].items() if key != "under"}
    under = cast(Changes, trial.cells[name].get("under", {})).get(theory, {})
    return laid(extra or {}, own, under)


def scenarios(
    trial: Trial, names: Iterable[str], theory: str, extra: Changes | None = None
) -> dict[str, Scenario]:
    """The scenario of each cell under a theory. Raises Complaints about changes that no scenario allows."""
    with tempfile.TemporaryDirectory() as place:
        return {
            name: _scenario(trial.baseline, name, changes_of(trial, name, theory, extra), Path(place))
            for name in names
        }


def _scenario(baseline: Path, name: str, changes: Changes, place: Path) -> Scenario:
    """By way of a file, since only a file is checked in full; JSON is YAML."""
    file = place / f"{name}.yaml"
    file.write_text(
        json.dumps({"extends": str(baseline.resolve()), "name": name, **changes}), encoding="utf-8"
    )
    read = load(file)
    # known by the baseline alone: the file is gone when the scenario is used
    return read.model_copy(update={"path": baseline, "files": read.files[:-1]})
