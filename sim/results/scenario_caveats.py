"""Caveats of the files that were run: what is sound and may not be meant."""

from __future__ import annotations

from sim.engine.provenance import placed_within
from sim.engine.run_info import RunInfo


def scenario_sentences(run: RunInfo) -> tuple[str, ...]:
    """The warnings of the scenarios of a run, as `check` prints them, each once; with no host in them, since
    reports are sent.
    """
    scenarios = [cell.scenario for cell in run.cells]
    return tuple(dict.fromkeys(placed_within(words, it.files) for it in scenarios for words in it.warnings))
