"""Injects in words: what each waits for, and what it does."""

from __future__ import annotations

from datetime import timedelta

from sim.scenario.contents import Contents
from sim.scenario.field_types import in_weeks, span
from sim.scenario.mixes import shown
from sim.scenario.orders import Inject, Then, When, waits_for_itself
from sim.scenario.possible import soonest
from sim.scenario.where_open import where_open
from sim.vocabulary.labels import spaced


def awaited(inject: Inject, scenario: Contents) -> str:
    """The same, and the week before which it cannot hold, as nothing is known of those before the start."""
    week, said = soonest(inject.when), inject_words(inject, scenario)
    no = any(part.not_ and part.not_.event and part.not_.in_the_last for part in inject.when.parts())
    if not scenario.assumed or not no or week < 1:
        return said
    day = scenario.monday + timedelta(weeks=week)
    return f"{said}; not before {day}: events before the start are not known"


def inject_words(inject: Inject, scenario: Contents) -> str:
    """What an inject waits for and what it does, as a sentence."""
    then = inject.then
    sends = done_words(then)
    shape = [f" at scale {then.scale:g}"] if then.scale is not None else []
    shape += [f" for {in_weeks(then.length)}"] if then.length is not None else []
    where = where_open(scenario.signals[then.signal], forced=then.whatever_the_stage) if then.signal else ""
    shape += [f" {where}"] if where else []
    shape += [f", within {in_weeks(inject.within)}"] if inject.within > 1 else []
    each = inject.when.event is not None and not inject.when.in_the_last
    again = (
        "each time" if each else "as often as that holds" if waits_for_itself(inject) else "week after week"
    )
    often = "once" if inject.times == 1 else f"{again}, {inject.times} times at most"
    return f"when {when_words(inject.when)}, {sends}{''.join(shape)}; {often}, {inject.start} to {inject.end}"


def done_words(then: Then) -> str:
    """What an inject does, in words."""
    if then.signal is not None:
        verb = "sends" if len(then.actors) == 1 else "send"
        return f"{' and '.join(then.actors)} {verb} {spaced(then.signal)}"
    slowly = f" over {in_weeks(then.over)}" if then.over and then.over > 1 else ""
    if then.strategy is not None:
        return f"the strategy becomes {spaced(then.strategy)}{slowly} from then on"
    sides = [
        f"{spaced(name)} {shown(span(value))} ({side})"
        for side, values in then.posture or ()
        for name, value in values.items()
    ]
    return f"the posture becomes {', '.join(sides)}{slowly} from then on"


def when_words(when: When) -> str:
    """The condition of an inject in words."""
    held = f" for {in_weeks(when.for_)}" if when.for_ else ""
    if when.event is not None:
        by = f" by {when.by}" if when.by else ""
        past = f" in the last {in_weeks(when.in_the_last)}" if when.in_the_last else ""
        return f"{spaced(when.event)}{by}{past}{held}"
    if when.stage is not None:
        where = (
            "there is no contact"
            if when.stage == "none"
            else f"talks stand at {spaced(when.stage)} or further"
        )
        return where + held
    if when.after is not None:
        return f"{_after_words(when)}{held}"
    if when.measure is not None:
        return f"{spaced(when.measure)} {_bound(when)}{held}"
    if when.not_ is not None:
        return f"not ({when_words(when.not_)}){held}"
    joined = " and " if when.all_of else " or "
    return f"({joined.join(map(when_words, when.all_of or when.any_of or ()))}){held}"


def _after_words(when: When) -> str:
    if when.in_the_last:
        return f"{spaced(str(when.after))} was carried out in the last {in_weeks(when.in_the_last)}"
    long = f"{in_weeks(when.at_least)} or more" if when.at_least else in_weeks(when.weeks or 1)
    return f"{long} after {spaced(str(when.after))}"


def _bound(when: When) -> str:
    if when.between is not None:
        return f"from {when.between[0]:g} to {when.between[1]:g}"
    signs = ((">", when.above), ("<", when.below), ("at", when.at), (when.comparison, when.value))
    return " and ".join(f"{sign} {value:g}" for sign, value in signs if value is not None)
