"""What must hold for strategies, and for the steps of strategy and posture: each week has one of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from sim.core.errors import listed
from sim.scenario.contents import Contents
from sim.scenario.entries import Dated
from sim.scenario.fault_list import Notes
from sim.scenario.library import shipped_files
from sim.scenario.periods import EVER, Period, posture_periods, strategy_periods
from sim.scenario.yaml_nodes import Keys, Node
from sim.scenario.yaml_reader import parse

DAY: Final = timedelta(days=1)
SIDES = ("both", "US", "ROK", "China", "DPRK")


def check_strategies(_: Contents, notes: Notes) -> None:
    """Strategies are named that there are, and extend one another without a circle."""
    for path, node in _named(notes.top):
        if isinstance(node.value, str):
            _strategy(path, node.value, notes)
    extends = {name: _extended(notes, name) for name in notes.names("strategies")}
    for name, word in extends.items():
        path = ("strategies", name, "extends")
        if word and notes.named(path, "strategies", "strategy", word) and name in _trail(extends, word):
            circle = " → ".join((name, *_trail(extends, word)))
            notes.add(path, f"goes in a circle: {circle}", "a strategy that does not extend this one")


def _strategy(path: Keys, name: str, notes: Notes) -> None:
    """A strategy that there is; of one that another shipped scenario has, which is named."""
    there = _shipped_with(name) if name not in notes.names("strategies") else ""
    if there and not notes.removed_at(("strategies",), name):
        what = f"{name} is a strategy of {there}, which this file does not extend"
        notes.add(path, what, f"`extends: {there}`, or one of {listed(notes.names('strategies'), name)}")
    else:
        notes.named(path, "strategies", "strategy", name)


def _shipped_with(strategy: str) -> str:
    """The name of a shipped scenario that declares a strategy; "" if none does."""
    for file in shipped_files():
        declared = parse(file.read_bytes(), str(file))[0].fields.get("strategies")
        if declared is not None and strategy in declared.fields:
            return file.stem
    return ""


def _named(top: Node) -> Iterator[tuple[Keys, Node]]:
    """Where a file names the strategies it runs, and what stands there."""
    node = top.fields.get("strategy")
    if node and isinstance(node.value, list):
        for k, step in enumerate(node.value):
            if "strategy" in step.fields:
                yield ("strategy", k, "strategy"), step.fields["strategy"]
    elif node:
        yield ("strategy",), node


def _extended(notes: Notes, name: str) -> str:
    node, found = notes.top.at(("strategies", name, "extends"))
    return node.value if found and isinstance(node.value, str) else ""


def _trail(extends: Mapping[str, str], word: str) -> list[str]:
    """The strategies that lie below one, up to the first that comes twice."""
    found: list[str] = []
    while word and word not in found:
        found.append(word)
        word = extends.get(word, "")
    return found


def check_steps(scenario: Contents, notes: Notes) -> None:
    """Every step says when it begins, lies within the run and in its order, and changes something."""
    if _sound(notes, "strategy", scenario.strategy):
        for k, step in enumerate(scenario.strategy_steps):
            _begins(("strategy", k), scenario.strategy_steps[:k], step, notes)
        _one_after_the_other(scenario, notes)
        _in_the_run(scenario, "strategy", strategy_periods(scenario), notes)
    if _sound(notes, "posture", scenario.posture):
        for k, step in enumerate(scenario.posture_steps):
            _begins(("posture", k), scenario.posture_steps[:k], step, notes)
            if not any(getattr(step, side) for side in SIDES) and not notes.unread(("posture", k), step):
                notes.add(("posture", k), "changes nothing", f"dispositions of {', '.join(SIDES)}")
        _in_the_run(scenario, "posture", posture_periods(scenario), notes)


def _sound(notes: Notes, section: str, read: object) -> bool:
    """Whether a list of steps is written, of which each could be read."""
    node = notes.top.fields.get(section)
    return node is not None and isinstance(node.value, list) and isinstance(read, tuple)


def _begins(path: Keys, above: Sequence[Dated], step: Dated, notes: Notes) -> None:
    before = (*path[:-1], int(path[-1]) - 1)
    unread = notes.unread(path, step) or (bool(above) and notes.unread(before, above[-1]))
    if above and step.start is None and above[-1].end is None and not unread:
        notes.add(path, "does not say when it begins", "a day `from`, or a day `until` in the step above")
    if step.start and step.end and step.end < step.start:
        notes.add((*path, "until"), f"{step.end} is before `from`", f"{step.start} or later")


def _in_the_run(
    scenario: Contents,
    section: str,
    periods: Sequence[Period[Dated]],
    notes: Notes,
) -> None:
    for k, each in enumerate(periods):
        path = (section, k)
        for key, day in (("from", each.step.start), ("until", each.step.end)):
            if day and day < scenario.start and not scenario.from_world:
                what = f"{day} is before the start{notes.elsewhere('start', path)}"
                notes.add((*path, key), what, f"{scenario.start} or later")
            elif day and day > scenario.end >= scenario.start:
                what = f"{day} is after the end{notes.elsewhere('end', path)}"
                notes.add((*path, key), what, f"{scenario.end} or earlier")
        weeks = each.end - each.first
        if each.end < EVER and 0 < weeks < each.step.over:
            problem = f"the change takes {each.step.over} weeks, and the step holds for {weeks}"
            notes.add((*path, "over"), problem, f"{weeks} weeks or fewer")


def _one_after_the_other(scenario: Contents, notes: Notes) -> None:
    """Of strategies there is one in every week, as far as all steps could be read."""
    steps, periods = scenario.strategy_steps, strategy_periods(scenario)
    if any(notes.unread(("strategy", k), step) for k, step in enumerate(steps)):
        return
    if steps[0].start and steps[0].start > scenario.start:
        problem = "leaves the weeks before it without a strategy"
        notes.add(("strategy", 0, "from"), problem, f"{scenario.start}, or no `from`")
    if steps[0].over > 1:
        notes.add(("strategy", 0, "over"), "is the first: there is nothing to change from", "no `over`")
    if steps[-1].end and steps[-1].end < scenario.end:
        problem = "leaves the weeks after it without a strategy"
        notes.add(("strategy", len(steps) - 1, "until"), problem, "a step below, or no `until`")
    for k, step in enumerate(steps[1:], 1):
        above = steps[k - 1].end
        if step.start and above:
            _without_a_gap(k, step.start, above, scenario, notes)
        elif periods[k].first <= periods[k - 1].first and (step.start or steps[k - 1].end):
            problem = "does not begin in a later week than the step above"
            notes.add(("strategy", k, "from"), problem, "steps in their order")


def _without_a_gap(k: int, start: date, end: date, scenario: Contents, notes: Notes) -> None:
    """A strategy that says when it begins, below one that says when it ends, follows without a gap."""
    path, follows = ("strategy", k, "from"), end + DAY
    later = scenario.week_of(start) - scenario.week_of(end)
    if start > follows and later > 1:
        last = start - DAY
        what = f"leaves {follows} to {last} without a strategy: the step above holds until {end}"
    elif start <= end:
        what = f"begins before the step above is over (`until: {end}`)"
    else:
        if later == 0:
            monday = start - timedelta(days=start.weekday())
            notes.warn(path, f"{start} is no Monday, and weeks are whole: it begins on {monday}")
        return
    notes.add(path, what, f"{follows}, or no `from`")
