"""What a file says to no effect: it is sound, and a reader would expect that it does something."""

from __future__ import annotations

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
SUNDAY: Final = timedelta(days=6)


def check_idle(scenario: Contents, notes: Notes, files: Sequence[Path]) -> None:
    """Warn of a file that changes nothing, and of parts of it that do."""
    if len(files) > 1 and _says_nothing(files[-1]):
        notes.warn((), f"does nothing that {files[-2].name} does not: it has a question, and nothing else")
    _middle_views(scenario, notes)
    _other_theories(scenario, notes)
    for path, day in _last_days(scenario):
        if day.weekday() == 0 and notes.top.at(path)[1]:
            what = f"{day} is a Monday, and weeks are whole: it holds to Sunday, {day + SUNDAY}"
            notes.warn(path, what)


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
