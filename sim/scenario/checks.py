"""What must hold between the parts of a scenario, beyond each part's own limits.

Each check looks at the sound parts of a scenario and notes what is wrong; none stops at the first fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from sim.core.errors import listed
from sim.scenario.bounds import check_bounds
from sim.scenario.contents import Contents
from sim.scenario.date_checks import check_facts
from sim.scenario.entries import Declared, Signal, Span, span
from sim.scenario.fault_list import Notes
from sim.scenario.idle import overlaid
from sim.scenario.start_checks import check_start
from sim.scenario.step_checks import SIDES, check_steps, check_strategies
from sim.scenario.yaml_nodes import Keys
from sim.vocabulary.observations import VIEWS
from sim.vocabulary.signals import AFTER

MOST_WEEKS: Final = 2610
ROUNDING: Final = 1e-6
DEVICES: Final = frozenset("con prn aux nul".split()) | {
    f"{kind}{at}" for kind in ("com", "lpt") for at in range(10)
}
"""Names that Windows keeps for devices, with any ending."""
SILENCE: Final = "silence"


def check(scenario: Contents, notes: Notes) -> None:
    """Note everything that is wrong between the parts of a scenario."""
    for each in (_dates, check_strategies, _declared, check_bounds, _dispositions, _signals, _weights):
        each(scenario, notes)
    for each in (check_start, check_steps, check_facts, _fitted, _name):
        each(scenario, notes)


def _name(scenario: Contents, notes: Notes) -> None:
    """A copy of the scenario bears its name in every output folder, on every system."""
    if scenario.name.partition(".")[0].strip().lower() in DEVICES or scenario.name[-1] in ". ":
        what = f"{scenario.name!r} cannot be the name of a file on Windows, where a folder may be read"
        notes.add(
            ("name",), what, "names of no device (con, aux, nul, com1, …), without a dot or space at the end"
        )


def _dates(scenario: Contents, notes: Notes) -> None:
    if scenario.start == date.min or scenario.end == date.max:  # stand-ins for days that could not be read
        return
    if scenario.end < scenario.start:
        first = scenario.monday + timedelta(days=6)
        notes.add(("end",), f"{scenario.end} is before the start", f"{first} or later, a whole week")
    elif not 1 <= scenario.weeks <= MOST_WEEKS:
        notes.add(("end",), f"the run is {scenario.weeks} whole weeks long", f"1 to {MOST_WEEKS} weeks")


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _bounds(declared: Declared) -> str:
    return f"{declared.range[0]:.12g} to {declared.range[1]:.12g} {declared.unit}"


def _declared(scenario: Contents, notes: Notes) -> None:
    for section in ("parameters", "dispositions"):
        entries: Mapping[str, Declared] = getattr(scenario, section)
        for name, each in entries.items():
            path = (section, name)
            if each.range[0] > each.range[1]:
                notes.add((*path, "range"), "has its low end above its high end")
                continue
            if not _within(span(each.default), each.range):
                _left_out(path, name, each, notes)
            if each.value is not None and not _within(each.span, each.range):
                notes.add((*path, "value"), f"{_shown(each.value)} is out of range", _bounds(each))


def _left_out(path: Keys, name: str, declared: Declared, notes: Notes) -> None:
    """A default outside of the range, reported where the one of the two was written that does not fit."""
    if overlaid((*path, "range"), notes) and not overlaid((*path, "default"), notes):
        low, high = declared.range
        what = f"leaves out the default, {declared.default:.12g}"
        notes.add((*path, "range"), what, f"`{name}: [{low:.12g}, {high:.12g}]` to draw it from there")
    else:
        notes.add((*path, "default"), f"{declared.default:.12g} is out of range", _bounds(declared))


def _shown(value: float | Span) -> str:
    return f"[{value[0]:.12g}, {value[1]:.12g}]" if isinstance(value, tuple) else f"{value:.12g}"


def _sides(scenario: Contents, notes: Notes) -> Iterator[tuple[Keys, Mapping[str, float | Span]]]:
    """The path of each mapping of dispositions in the file, and those of its values that are sound."""
    mixes: list[tuple[Keys, object]] = [
        (("strategies", name), scenario.strategies.get(name)) for name in notes.names("strategies")
    ]
    posture = notes.top.at(("posture",))[0].value
    if isinstance(posture, list):
        steps = scenario.posture if isinstance(scenario.posture, tuple) else ()
        mixes += [(("posture", k), steps[k] if steps else None) for k in range(len(posture))]
    else:
        mixes.append((("posture",), scenario.posture))
    injects = [(("injects", name, "then", "posture"), name) for name in notes.names("injects")]
    mixes += [(p, scenario.injects[name].then.posture) for p, name in injects if name in scenario.injects]
    for path, mix in mixes:
        for side in SIDES:
            if notes.top.at((*path, side))[1]:
                yield (*path, side), getattr(mix, side, {})


def _dispositions(scenario: Contents, notes: Notes) -> None:
    for path, values in _sides(scenario, notes):
        kind, known = _of(scenario, str(path[-1]), notes)
        for name in notes.top.at(path)[0].fields:
            if not isinstance(notes.top.at(("dispositions",))[0].value, dict):
                continue
            declared = scenario.dispositions.get(name)
            if declared and name not in known:
                whose = " and ".join(declared.of)
                what = f"{name} is a disposition of {whose}, not of {path[-1]}"
                notes.add((*path, name), what, f"under `{declared.of[0]}`", at_key=True)
            else:
                notes.word((*path, name), kind, name, known, at_key=True)
        for name, value in values.items():
            declared = scenario.dispositions.get(name)
            if (
                declared
                and declared.range[0] <= declared.range[1]
                and not _within(span(value), declared.range)
            ):
                notes.add((*path, name), f"{_shown(value)} is out of range", _bounds(declared))


def _of(scenario: Contents, side: str, notes: Notes) -> tuple[str, list[str]]:
    """The dispositions of a side, with what they are called; one that could not be read may be anybody's."""
    whose = {"US", "ROK"} if side == "both" else {side}
    names = [
        name
        for name in notes.names("dispositions")
        if name not in scenario.dispositions or whose <= set(scenario.dispositions[name].of)
    ]
    return "disposition" if side in ("both", "US", "ROK") else f"disposition of {side}", names


def _signals(scenario: Contents, notes: Notes) -> None:
    from sim.vocabulary.glossary import HAPPENINGS

    for name, signal in scenario.signals.items():
        path = ("signals", name)
        if name == SILENCE:
            notes.add(path, "this name is kept for sending nothing", "another name", at_key=True)
        if name in HAPPENINGS:
            notes.add(
                path, f"this name is kept for an event ({HAPPENINGS[name]})", "another name", at_key=True
            )
        if signal.stages[0] > signal.stages[1]:
            notes.add((*path, "stages"), "has its first stage after its last")
        if signal.channel == "private" and not signal.audience:
            notes.add((*path, "audience"), "a private signal reaches nobody", "at least one actor")
        _answers(signal, path, notes)


def _answers(signal: Signal, path: Keys, notes: Notes) -> None:
    """Every sender must see what the signal may answer."""
    for actor in signal.senders if signal.after else ():
        seen = [event for event, quantity in AFTER.items() if quantity in VIEWS[actor].__annotations__]
        if signal.after not in seen:
            notes.add((*path, "after"), f"{actor} is not told of any {signal.after}", listed(seen))


def _weights(scenario: Contents, notes: Notes) -> None:
    totals: dict[tuple[str, str], float] = {}
    for name, signal in scenario.signals.items():
        for actor, weight in signal.senders.items():
            slot = (actor, signal.family)
            before = totals.get(slot, 0.0)
            totals[slot] = before + weight
            if before <= 1 + ROUNDING < totals[slot]:
                problem = f"base weights of {actor}'s {signal.family} add up to {totals[slot]:.12g} here"
                notes.add(("signals", name, "senders", actor), problem, "1 at most; silence has the rest")


def _fitted(scenario: Contents, notes: Notes) -> None:
    """Ranges that are not those of the posterior asked for; whether there is one, the run says."""
    named = notes.top.fields.get("theory")
    if scenario.params == "prior" or named is None or named.value != scenario.theory:
        return
    from sim.scenario.posterior import other_ranges, posterior_file

    found = (
        other_ranges(scenario.theory, scenario.parameters) if posterior_file(scenario.theory).exists() else {}
    )
    for name, words in found.items():
        if name in scenario.parameters:
            notes.add(("parameters", name, "range"), *words)
