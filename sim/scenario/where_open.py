"""Where alone a signal is open to its sender, in words."""

from __future__ import annotations

from typing import Final

from sim.scenario.entries import Signal
from sim.vocabulary.glossary import STAGES
from sim.vocabulary.signals import EVERY_STAGE

FRESH: Final = {
    "attack": "there was an attack, fire by the DPRK or a serious clash last week",
    "test": "there was a test last week",
    "provocation": "a provocation is fresh",
    "offer": "an offer is on the table",
    "concession": "a concession is fresh",
}
"""What must be for a signal that answers an event to be open."""


def where_open(signal: Signal, *, forced: bool = False) -> str:
    """In words that follow a signal, where alone it is open to its sender; "" where it always is. `forced`:
    it is sent elsewhere, too.
    """
    low, high = (STAGES[place] for place in signal.stages)
    stands = f"from {low} to {high}" if signal.stages[0] else f"at {high} or short of it"
    stands = f"at {low} or further" if signal.stages[1] == EVERY_STAGE[1] else stands
    said = [] if signal.stages == EVERY_STAGE else [f"talks stand {stands}"]
    said += [FRESH[signal.after]] if signal.after else []
    if not said:
        return ""
    return "whatever the stage" if forced else f"where {' and '.join(said)}"
