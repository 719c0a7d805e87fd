"""The model as data that a page holds: a module, where things stand in it, and scenarios in words.

>>> from sim.scenario import find_scenario, load
>>> data = model_data([load(find_scenario("baseline"))], ["essay"])
>>> data["weeks"], data["outcomes"][:2]
(183, ['provocations', 'short_tests'])
"""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sim.core import maths
from sim.core.errors import UserError
from sim.engine.compiled.open_scenario import EXERCISE, VALUES
from sim.engine.compiled.portable import portable
from sim.engine.world_batch import REPLICATES
from sim.explore import seat
from sim.explore.module_layout import Data, ModuleLayout
from sim.explore.scenario_words import known_words, menus, ranges_of, signals_of, words_of
from sim.model.calendar import LOOK_AHEAD
from sim.scenario import Scenario
from sim.scenario.bounds import dated_bounds
from sim.scenario.posterior import PRIOR
from sim.vocabulary.glossary import FINAL_CLASSES, OUTCOMES
from sim.vocabulary.signals import ACTORS, ALLIES, CALENDAR

SEED = 1
"""The seed that studies have unless they are given another."""
EXACT = 2**53
"""Whole numbers below it are exact in JavaScript; others are texts."""
RECORDED = (
    "reading", "fate.at_war", "sent", "events", "crisis_opened", "resolved", "failed", "signed", "fire",
    "serious", "war_now", *seat.recorded(),
)  # fmt: skip
"""What a week records: measures, whether there is a war, what was sent, what else happened, and what is shown
in a seat.
"""

MATHS = {"ln2": maths.LN2, "whole": maths.WHOLE, "terms": maths.EXP_TERMS, "range": maths.EXP2_RANGE}
"""What 2 to the power of a number is made of."""
HERE = Path(__file__).parent
SCRIPTS = "tools.js", "policies.js", "dated.js", "words.js", "machine.js", "model.js"


def model_data(scenarios: Sequence[Scenario], theories: Sequence[str], seed: int = SEED) -> Data:
    """All that a page needs to run some scenarios, and changes of them, under some theories.

    The first scenario is given in full, others as what differs from it. Raises UserError where a page cannot
    run one: it has other weeks or signals than the first, or does not start from what is assumed.
    """
    first = scenarios[0]
    for each in scenarios:
        _check(each, first)
    own = [each for each in scenarios if each.injects]
    made = portable(own or [first], theories, RECORDED)
    layout = ModuleLayout(made)
    return {
        "seed": seed if seed < EXACT else str(seed),
        "replicates": REPLICATES,
        "monday": first.monday.isoformat(),
        "weeks": first.weeks,
        "theories": list(theories),
        "scenarios": _scenarios(scenarios, own, layout),
        "signals": signals_of(first),
        "menus": menus(list(first.signals.values())),
        "words": known_words(),
        "ranges": ranges_of(first),
        "facts": {name: dated_bounds(name, first) for name in CALENDAR if name != EXERCISE},
        "exercise": dated_bounds(EXERCISE, first),
        **ALWAYS,
        "layout": layout.data,
        "module": b64encode(gzip.compress(made.binary, mtime=0)).decode(),
    }


ALWAYS: Data = {
    "actors": list(ACTORS),
    "allies": list(ALLIES),
    "outcomes": [*OUTCOMES, "final"],
    "classes": list(FINAL_CLASSES),
    "ahead": LOOK_AHEAD,
    "values": VALUES,
    "epoch": date(1970, 1, 1).toordinal(),
    "maths": MATHS,
}
"""What is the same in every page."""


def _check(scenario: Scenario, first: Scenario) -> None:
    why = ""
    if not scenario.assumed or scenario.params != PRIOR:
        why = "starts from the record, from a study or from a fit, which a page does not hold"
    elif scenario.signals != first.signals:
        why = f"has other signals than {first.name}"
    elif (scenario.monday, scenario.weeks) != (first.monday, first.weeks):
        why = f"has other weeks than {first.name}"
    if why:
        raise UserError(f"{scenario.path}: {why}; leave it out, or give it a page of its own")


def _scenarios(scenarios: Sequence[Scenario], own: Sequence[Scenario], layout: ModuleLayout) -> Data:
    """Scenarios in words, by name; what injects bring with them is in numbers."""
    first = scenarios[0]
    found = {each.name: words_of(each, None if each is first else first) for each in scenarios}
    for cell, each in enumerate(own):
        found[each.name]["own"] = layout.own(cell)
    return found


def engine_text() -> str:
    """The script that runs scenarios in a page: it defines `TwotrackModel`."""
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)


def dumped(data: Data) -> str:
    """The data as JSON."""
    return json.dumps(data, separators=(",", ":"), default=str)
