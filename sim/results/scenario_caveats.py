"""What a reader must be told of the files that were run: what is sound and may not be meant."""

from __future__ import annotations

from sim.engine.run_info import RunInfo


def scenario_sentences(run: RunInfo) -> tuple[str, ...]:
    """The warnings of the scenarios of a run, as `check` prints them, each once."""
    return tuple(dict.fromkeys(words for cell in run.cells for words in cell.scenario.warnings))
