"""What must hold for a scenario whose worlds start from the record."""

from __future__ import annotations

from sim.scenario.contents import Contents
from sim.scenario.fault_list import Notes
from sim.vocabulary.record_days import EARLIEST, LAST_DAY

ASSUMED = "start_"
"""What the names of parameters begin with that say where things are assumed to stand."""


def check_start(scenario: Contents, notes: Notes) -> None:
    """Worlds can start on days of the record only, and bring their state and parameters with them."""
    if not scenario.from_record:
        return
    if not EARLIEST <= scenario.start <= LAST_DAY:
        what = f"{scenario.start} is no day from which worlds can start from the record"
        notes.add(("start", "date"), what, f"{EARLIEST} to {LAST_DAY}")
    if scenario.params != "prior":
        what = f"{scenario.params}: worlds from the record bring their parameters with them"
        notes.add(("params",), what, "prior, or a start that is assumed")
    for name, declared in scenario.parameters.items():
        if name.startswith(ASSUMED) and declared.value is not None:
            what = "is set, but worlds from the record bring their own state"
            notes.add(("parameters", name), what, "nothing here, or a start that is assumed")
