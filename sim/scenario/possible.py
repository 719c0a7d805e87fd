"""When the condition of an inject can hold: how soon, never, always, or at once."""

from __future__ import annotations

from datetime import timedelta

from sim.scenario.contents import Contents
from sim.scenario.contradictions import once
from sim.scenario.fault_list import Notes
from sim.scenario.field_types import in_weeks
from sim.scenario.judged_conditions import HARDLY, NEVER, Judged
from sim.scenario.orders import Inject, When, waits_for_itself
from sim.scenario.senders import ALL_BUT
from sim.scenario.start_values import start_of
from sim.scenario.timing import Timing
from sim.scenario.week_sets import WeekSet, first_of
from sim.scenario.yaml_nodes import Keys
from sim.vocabulary.glossary import STAGES

LONGEST_CHAIN = 20
"""Injects one after the other for which it is reported that the first never comes."""
MOST_TIMES = 1000
"""As often as a file may have an inject come at most."""
WAITS = "`from` a later day, or `after` something, waits"


def soonest(when: When, *, doubted: bool = False) -> int:
    """The first week of a run, before which nothing is known, in which a condition can hold; `doubted`: in
    which it can fail to.
    """
    return _now(when, doubted) + (when.for_ or 1) - 1


def _now(when: When, doubted: bool) -> int:
    if when.event is not None:
        return (when.in_the_last or 1) if doubted else 1
    if when.stage is not None:  # talks advance by a stage a week at most
        return 0 if doubted else STAGES.index(when.stage)
    if when.after is not None:
        return 0 if doubted else (when.at_least or when.weeks or 1)
    if when.not_ is not None:
        return soonest(when.not_, doubted=not doubted)
    parts = [soonest(part, doubted=doubted) for part in when.all_of or when.any_of or ()]
    return (max if bool(when.all_of) != doubted else min)(parts, default=0)


def refuse_too_late(path: Keys, inject: Inject, timing: Timing, notes: Notes) -> None:
    """Note a condition that cannot hold before the run is over, or between the days of its inject, whatever
    actors choose.
    """
    scenario, week = timing.scenario, soonest(inject.when)
    if scenario.weeks < 1:
        return
    if week >= scenario.weeks and scenario.assumed:
        run = f"the run has {in_weeks(scenario.weeks)}{notes.elsewhere('end', (*path, 'when'))}"
        what = f"cannot hold before week {week}, and {run}"
        notes.add((*path, "when"), what, "what can be by then, or a later `end`", at_key=True)
        return
    can, window = timing.holds(inject.when), timing.window(inject)
    if window and not can & window:
        day = scenario.monday + timedelta(weeks=first_of(can))
        first = (
            f"can hold in the week of {day} for the first time" if can else "can hold in no week of the run"
        )
        days = f"counts from {max(inject.start, scenario.start)} to {min(inject.end, scenario.end)}"
        notes.add((*path, "when"), f"{first}, and {days}", "days in which it can", at_key=True)


def check_possible(scenario: Contents, timing: Timing, notes: Notes) -> None:
    """Warn of conditions, and parts of them, that can never hold, always hold, or hold from the start on."""
    _rule_out(scenario, timing)
    for name, inject in scenario.injects.items():
        path, window = ("injects", name, "when"), timing.window(inject)
        if not window:
            continue
        _itself(path, inject, window, notes)
        _too_often(inject, timing, notes)
        _but_one(path, inject.when, notes)
        judged = Judged(timing, window)
        told = list(judged.told(path, inject.when))
        for place, what in told:
            notes.warn(place, what)
        if told:
            continue
        if window & 1 and scenario.assumed and judged.at_once(inject.when):
            notes.warn(path, f"holds already at the start{_then(inject.when, scenario)}; {WAITS}")
        elif _only_absent(inject.when):
            what = "holds in the week after any without it, the second of the run already"
            notes.warn(path, f"{what}; `in_the_last: 26 weeks` beside the event asks for more")
        elif words := judged.hardly(inject.when) or judged.narrow(inject.when):
            notes.warn(path, words)


def _itself(path: Keys, inject: Inject, window: WeekSet, notes: Notes) -> None:
    """An inject that waits for itself not to have been, and is carried out once."""
    if inject.times > 1 or not waits_for_itself(inject):
        return
    own = (part for part in inject.when.parts() if part.after == inject.name)
    pause = min(part.in_the_last or part.at_least or part.weeks or 1 for part in own)
    often = min(-(-window.bit_count() // pause), MOST_TIMES)
    what = "asks when it was carried out itself, and is carried out once in a world"
    notes.warn(path, f"{what}: `times: {often}` lets it come again")


def _too_often(inject: Inject, timing: Timing, notes: Notes) -> None:
    """An inject that is to come in more weeks than those in which its condition can hold."""
    most = min(timing.carried_out(inject.name).bit_count(), _most_weeks(inject.when, timing))
    if inject.then.signal is not None and 0 < most < inject.times:
        what = f"its condition holds in {in_weeks(most)} of a world at most, so that it comes no more often"
        notes.warn(("injects", inject.name, "times"), what)


def _most_weeks(when: When, timing: Timing) -> int:
    """In how many weeks a condition can hold that comes after what is carried out once."""
    if when.after is not None and when.at_least is None and once(when.after, timing):
        return when.in_the_last or 1
    return min((_most_weeks(part, timing) for part in when.all_of or ()), default=timing.scenario.weeks)


def _but_one(path: Keys, when: When, notes: Notes) -> None:
    """A condition that something was not carried out so many weeks ago, to the week, where it may be meant
    that it was not at all.
    """
    inner = when.not_
    if inner is not None and inner.after is not None and not (inner.at_least or inner.in_the_last):
        long = in_weeks(inner.weeks or 1)
        what = f"holds in all weeks but the one that comes {long} after {inner.after}"
        notes.warn((*path, "not"), f"{what}; `at_least: {long}` asks that it was not carried out by then")
    for key, parts in (("all", when.all_of), ("any", when.any_of), ("not", inner and (inner,))):
        for place, part in enumerate(parts or ()):
            _but_one((*path, key) if key == "not" else (*path, key, place), part, notes)


def _rule_out(scenario: Contents, timing: Timing) -> None:
    """Injects that never come, and those that wait for them, down to the last."""
    left = dict(scenario.injects)
    for _ in range(LONGEST_CHAIN):
        never: dict[str, str] = {}
        for name, it in left.items():
            if words := Judged(timing, timing.window(it)).never(it.when):
                never[name] = (HARDLY if ALL_BUT in words else NEVER).format(name)
        if not never:
            return
        timing.rule_out(never)
        left = {name: it for name, it in left.items() if name not in never}


def _then(when: When, scenario: Contents) -> str:
    """What is so at the start, of what a condition asks for."""
    said: dict[str, str] = {}
    for part in when.parts():
        if part.stage is not None:
            said["stage"] = "there is no contact"
        if part.measure is not None and (span := start_of(part.measure, scenario)):
            low, high = span
            said[part.measure] = f"{part.measure} is {low:.3g}{f' to {high:.3g}' if high > low else ''}"
    return f", when {' and '.join(said.values())}" if said else ""


def _only_absent(when: When) -> bool:
    """Whether a condition asks for nothing but that events did not come last week."""
    if when.for_ is not None:
        return False
    if when.all_of:
        return all(map(_only_absent, when.all_of))
    absent = when.not_
    return bool(absent and absent.event and not (absent.in_the_last or absent.for_))
