"""What a file says to no effect: it is sound, and a reader would expect that it does something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from sim.scenario.contents import Contents
from sim.scenario.fault_list import Notes
from sim.scenario.orders import lasts
from sim.scenario.yaml_nodes import Keys, Node
from sim.scenario.yaml_reader import parse
from sim.vocabulary.theory_names import PART_UNDER

ABOUT: Final = ("extends", "name", "question")
"""Keys that say what a file is, and change nothing."""
SUPPOSED: Final = {
    ("summit",): "summit",
    ("suspension", "freeze_for_freeze_proposal"): "suspen|double freeze|freeze for freeze",
    ("moratorium", "freeze_for_freeze_proposal"): "moratorium",
    ("missile_defence",): "thaad|missile defen[cs]e",
    ("secondary_sanctions",): "secondary sanctions",
    ("nuclear_test", "test", "provocation"): "nuclear tests?",
    ("long_range_test", "test", "provocation"): "icbm|long-range tests?",
    ("show_of_force",): "shows? (?:of )?force|bombers|carriers?",
    ("limited_strike",): "strikes? north|limited strike|bloody nose|preventive strike",
    ("aid",): "food aid|humanitarian aid|sends? aid",
    ("back_channel",): "back channel|special envoy",
    ("mediation",): "mediat",
    ("security_guarantee",): "security guarantee",
    ("dismantlement",): "dismantl",
}
"""What a question may suppose, by the signals and events that it means."""
SUNDAY: Final = timedelta(days=6)


def check_idle(scenario: Contents, notes: Notes, files: Sequence[Path]) -> None:
    """Warn of a file that changes nothing, and of parts of it that do."""
    if len(files) > 1 and _says_nothing(files[-1]):
        notes.warn((), f"does nothing that {files[-2].name} does not: it has a question, and nothing else")
    elif files and _orders_alone(files[-1]):
        _asked(scenario, notes)
    _middle_views(scenario, notes)
    _other_theories(scenario, notes)
    for path, day in _last_days(scenario):
        if day.weekday() == 0 and notes.top.at(path)[1]:
            what = f"{day} is a Monday, and weeks are whole: it holds to Sunday, {day + SUNDAY}"
            notes.warn(path, what)


def _orders_alone(file: Path) -> bool:
    """Whether all that a file does is done by its orders and injects."""
    try:
        fields = parse(file.read_bytes(), str(file))[0].fields
    except OSError:
        return False
    return all(key in (*ABOUT, "orders", "injects", "end", "params", "theory") for key in fields)


def _asked(scenario: Contents, notes: Notes) -> None:
    """What the question supposes, and no order or inject does or waits for."""
    words = scenario.question.lower()
    if not words.startswith("what if"):
        return
    done = {order.signal for order in scenario.orders.values()}
    for inject in scenario.injects.values():
        done |= {str(inject.then.signal), *(str(part.event) for part in inject.when.parts())}
    for signals, said in SUPPOSED.items():
        if (found := re.search(rf"\b(?:{said})", words)) and done.isdisjoint(signals) and done:
            what = f"speaks of “{found[0]}”, and no order or inject sends or awaits {' or '.join(signals)}"
            notes.warn(("question",), f"{what}: it comes only where it is chosen")


def _says_nothing(file: Path) -> bool:
    try:
        fields = parse(file.read_bytes(), str(file))[0].fields
    except OSError:  # no file: made in Python
        return False
    return all(key in ABOUT or _empty(node) for key, node in fields.items())


def _empty(node: Node) -> bool:
    return node.value in (None, {}, [])


def _middle_views(scenario: Contents, notes: Notes) -> None:
    """A default that is changed where the range is drawn from all the same."""
    for name, declared in scenario.parameters.items():
        path = ("parameters", name)
        low, high = declared.range
        alone = overlaid((*path, "default"), notes) and not overlaid((*path, "range"), notes)
        if declared.value is None and alone and low < high:
            what = f"changes only the middle view: worlds draw it from {low:.12g} to {high:.12g} all the same"
            notes.warn((*path, "default"), f"{what}; `{name}: {declared.default:.12g}` sets it")


def overlaid(path: Keys, notes: Notes) -> bool:
    """Whether a value was written in another file than the rest of its declaration."""
    here, declared = (notes.top.at(at)[0].spot.file for at in (path, (*path[:-1], "unit")))
    return here != declared


def _other_theories(scenario: Contents, notes: Notes) -> None:
    for name, declared in scenario.parameters.items():
        known = PART_UNDER.get(name, (scenario.theory,))
        if declared.value is not None and scenario.theory not in known:
            what = f"plays a part under {' and '.join(known)} alone"
            notes.warn(("parameters", name), f"{what}, and this scenario's theory is {scenario.theory}")


def _last_days(scenario: Contents) -> Iterator[tuple[Keys, date]]:
    """Where a last day is written, of what is in force to it."""
    for name, order in scenario.orders.items():
        whole = order.withhold or (lasts(scenario.signals[order.signal]) and not order.every)
        if order.end is not None and whole:
            yield ("orders", name, "to"), order.end
    for section, steps in (("strategy", scenario.strategy_steps), ("posture", scenario.posture_steps)):
        for k, step in enumerate(steps):
            if step.end is not None:
                yield (section, k, "until"), step.end
