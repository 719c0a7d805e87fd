"""What must hold for the condition of an inject: one thing to watch, compared with what it can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sim.core.errors import listed, nearest_word
from sim.core.synonyms import meant
from sim.scenario.contents import Contents
from sim.scenario.fault_list import Notes
from sim.scenario.orders import When
from sim.scenario.yaml_nodes import Keys
from sim.vocabulary.glossary import HAPPENINGS, MEASURES, Quantity

FIELDS: Final = {"all_of": "all", "any_of": "any", "not_": "not", "for_": "for"}
"""Fields of a condition that a file calls by another name."""
AGES: Final = ("weeks", "at_least", "in_the_last")
"""How long ago what a condition comes after may be: one of these."""
NO_EVENT: Final = {"war": "since a world at war is over"}
"""Words for what no inject can wait for, and why."""
SEVERAL: Final = dict.fromkeys(
    ("sanctions", "sanction"), ("primary_sanctions", "secondary_sanctions", "resolution")
)
"""Words that mean several events."""
WATCHED: Final = {
    "event": ("by", "in_the_last"),
    "stage": ("for_",),
    "after": AGES,
    "measure": ("above", "below", "between", "at", "comparison", "value", "for_"),
    "all_of": ("for_",),
    "any_of": ("for_",),
    "not_": ("for_",),
}
"""What a condition may watch, and what may stand beside it."""


def check_condition(path: Keys, when: When, scenario: Contents, notes: Notes) -> bool:
    """Note what is wrong with a condition and all that it is made of, but for words that cannot be read;
    whether it is sound.
    """
    if _unsound(path, when, notes):
        return False
    before = len(notes.complaints)
    found = [name for name in WATCHED if _given(when, name) is not None]
    unknown = {*notes.top.at(path)[0].fields} - {_word(name) for name in type(when).model_fields}
    if len(found) != 1 and not (unknown and not found):
        what = f"watches {len(found)} things at once" if found else "says nothing to watch"
        cure = "one of " + ", ".join(map(_word, WATCHED)) + "; `all` and `any` hold several"
        notes.add(path, what, cure, at_key=True)
    if len(found) == 1:
        for name in type(when).model_fields:
            if name not in (*found, *WATCHED[found[0]]) and _given(when, name) is not None:
                what = f"has no meaning beside `{_word(found[0])}`"
                notes.add((*path, _word(name)), what, _beside(found[0]), at_key=True)
    _event(path, when, scenario, notes)
    _after(path, when, scenario, notes)
    if when.measure:
        _measure(path, when, notes)
    inside = [check_condition(place, part, scenario, notes) for place, part in _inside(path, when, notes)]
    return all(inside) and len(notes.complaints) == before


def _unsound(path: Keys, when: When, notes: Notes) -> bool:
    """Whether something is written that could not be read."""
    fields = {alias: name for name, alias in FIELDS.items()}
    written = {key for key, node in notes.top.at(path)[0].fields.items() if node.value is not None}
    known = {fields.get(key, key) for key in written} & {*type(when).model_fields}
    return any(_given(when, name) is None for name in known)


def _given(when: When, name: str) -> Any:
    return getattr(when, name)


def _word(name: str) -> str:
    return FIELDS.get(name, name)


def _beside(name: str) -> str:
    return ", ".join(map(_word, WATCHED[name]))


def _inside(path: Keys, when: When, notes: Notes) -> Iterator[tuple[Keys, When]]:
    for name in ("all_of", "any_of"):
        parts = _given(when, name)
        if parts == ():
            notes.add((*path, _word(name)), "is an empty list", "conditions, each a mapping")
        for place, part in enumerate(parts or ()):
            yield (*path, _word(name), place), part
    if when.not_:
        yield (*path, "not"), when.not_


def _event(path: Keys, when: When, scenario: Contents, notes: Notes) -> None:
    if when.event is None:
        return
    words = [*HAPPENINGS, *scenario.signals]
    if when.event not in words:
        allowed = f"{', '.join(HAPPENINGS)}, or a signal (`list events` and `list signals` say what each is)"
        why = f", {NO_EVENT[when.event]}" if when.event in NO_EVENT else ""
        notes.add((*path, "event"), f"no event {when.event!r}{why}", allowed, _nearest(when.event, words))
        return
    senders = scenario.signals[when.event].senders if when.event in scenario.signals else ()
    if when.by and when.by not in senders:
        allowed = listed(list(senders)) if senders else "no `by`: it is sent by nobody"
        notes.add((*path, "by"), f"{when.by} cannot send {when.event}", allowed)


def _nearest(word: str, words: list[str]) -> str:
    """The event that is meant: something that happens before a signal of that name, or any of several."""
    plain = word.lower().replace(" ", "_")
    if plain in SEVERAL:
        each = ", ".join(f"{{event: {name}}}" for name in SEVERAL[plain] if name in words)
        return f"any: [{each}]"
    return meant(word, [*HAPPENINGS]) or nearest_word(word, words)


def _after(path: Keys, when: When, scenario: Contents, notes: Notes) -> None:
    if when.after is None or not _there(path, when.after, scenario, notes):
        return
    said = [name for name in AGES if _given(when, name) is not None]
    if len(said) > 1:
        what = f"says {len(said)} times how long ago: {', '.join(said)}"
        notes.add(path, what, f"one of {', '.join(AGES)}", at_key=True)
    names = [*notes.names("injects"), *notes.names("orders")]
    if names.count(when.after) > 1:
        notes.add((*path, "after"), f"{when.after} is an order and an inject", "a name of its own for each")
    elif when.after in scenario.orders and scenario.orders[when.after].withhold:
        notes.add((*path, "after"), f"{when.after} withholds a signal, and is never carried out")
    elif chain := _circle(str(path[1]), when.after, scenario):
        others = f"each waits for the other: {' ← '.join(chain)}"
        if chain[0] == min(chain):  # a circle is reported once
            notes.add((*path, "after"), "waits for itself" if len(chain) == 2 else others)


def _there(path: Keys, after: str, scenario: Contents, notes: Notes) -> bool:
    """Whether there is an order or inject of this name; if not, note what is meant, or what removed it."""
    names = [*notes.names("injects"), *notes.names("orders")]
    if after in names:
        return True
    if after in {*HAPPENINGS, *scenario.signals}:
        what = f"{after} is no order or inject of this file"
        notes.add((*path, "after"), what, "the name of one", f"event: {after}")
    elif where := notes.removed_at(("orders", "injects"), after):
        own = f"`{path[0]}: {{{path[1]}: null}}`"
        notes.add((*path, "after"), f"{after} is removed in {where}", f"{own} removes this one too")
    else:
        others = [name for name in names if name != path[1]]
        notes.word((*path, "after"), "order or inject", after, others)
    return False


def _circle(name: str, first: str, scenario: Contents) -> list[str]:
    """An inject with those it waits for, by way of `first`, down to itself; [] if it does not."""
    ways = (
        [[name, first]] if name in scenario.injects and first in _awaited(scenario.injects[name].when) else []
    )
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        if way[-1] == name:
            return way
        if way[-1] in scenario.injects and way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, before] for before in sorted(_awaited(scenario.injects[way[-1]].when))]
    return []


def _awaited(when: When) -> set[str]:
    """The orders and injects without which a condition cannot hold."""
    if when.after is not None:
        return {when.after}
    parts = [_awaited(part) for part in when.all_of or when.any_of or ()]
    if when.all_of:
        return set[str]().union(*parts)
    return set[str].intersection(*parts) if parts else set()


def _measure(path: Keys, when: When, notes: Notes) -> None:
    about = MEASURES[str(when.measure)]
    said = [name for name in ("above", "below", "between", "at") if _given(when, name) is not None]
    if when.comparison or when.value is not None:
        said.append("comparison and value")
        if when.comparison is None or when.value is None:
            notes.add(path, "has one of `comparison` and `value`", "both, or `above: 0.5` and the like")
    if len(said) != 1:
        what = f"compares {when.measure} {'with nothing' if not said else 'twice: ' + ', '.join(said)}"
        notes.add(path, what, "one of above, below, between, at", at_key=True)
    for name in ("above", "below", "at", "value"):
        value = _given(when, name)
        if value is not None and not about.low <= value <= about.high:
            allowed = _range(about)
            notes.add((*path, name), f"{value:.12g} is out of range", allowed)
    _bounded(path, when, about, notes)


def _range(about: Quantity) -> str:
    """Where a measure lies, in words."""
    if about.unit == "yes or no":
        return "0, which is no, and 1, which is yes, as in `above: 0.5`"
    return f"{about.low:.12g} to {about.high:.12g} {about.unit}"


def _bounded(path: Keys, when: When, about: Quantity, notes: Notes) -> None:
    """A measure can lie where it is compared."""
    if when.above == about.high or when.below == about.low:
        name = "above" if when.above is not None else "below"
        allowed = f"what is within {_range(about)}"
        notes.add((*path, name), f"{when.measure} is never {name} {_given(when, name):.12g}", allowed)
    if when.between and when.between[0] > when.between[1]:
        notes.add((*path, "between"), "has its low end above its high end", "[low, high]")
    elif when.between and not about.low <= when.between[0] <= when.between[1] <= about.high:
        allowed = f"[low, high] within {_range(about)}"
        notes.add(
            (*path, "between"), f"[{when.between[0]:.12g}, {when.between[1]:.12g}] is out of range", allowed
        )
