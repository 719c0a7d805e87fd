"""The scenario that holds from the day on which worlds start from the record.

The file says what is new from that day; what stood on it continues: posts, the policy of Beijing, exercises
as in the year before, signals that nobody could send yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from sim.engine.conditioning.known_facts import customs, standing
from sim.engine.conditioning.priors import without_hindsight
from sim.model.calendar import WEEK
from sim.scenario import Fact, Order, Scenario
from sim.scenario.periods import changes, layers, posture_periods, strategy_periods
from sim.vocabulary.signals import HINDSIGHT

POLICIES = {f"{word}_{ally.lower()}": (word, ally) for word in ("carrot", "stick") for ally in ("US", "ROK")}
"""Calendar words that stand for a disposition of an ally."""


def continued(scenario: Scenario, history: Scenario) -> Scenario:
    """The scenario from its start on, with what of the history continues.

    That is what stands on the Monday: the record tells of the weeks before, and the week of the day is new.
    """
    scenario = scenario.starting(scenario.monday)
    day, own = scenario.start, without_hindsight(scenario)
    calendar = _with_what_stands(own.calendar, standing(history.calendar, day), day)
    calendar = _policies_giving_way(calendar, scenario, history)
    calendar |= customs(calendar, day, scenario.end)
    orders = not_yet(scenario, history) | own.orders
    numbers = own.parameters | {name: scenario.parameters[name] for name in numbers_set(scenario)}
    return own.model_copy(update={"calendar": calendar, "orders": orders, "parameters": numbers})


def numbers_set(scenario: Scenario) -> set[str]:
    """The parameters that a scenario gives itself; the others come with the worlds."""
    return {name for name, it in scenario.parameters.items() if it.value is not None}


def not_yet(scenario: Scenario, history: Scenario) -> dict[str, Order]:
    """Orders of the history that withhold what nobody can send on the day, as long as they do."""
    return {
        name: order
        for name, order in history.orders.items()
        if order.withhold and order.start <= scenario.start <= order.last and name not in scenario.orders
    }


def unused(scenario: Scenario) -> list[str]:
    """Names of dated facts that worlds from the record learn for themselves, and that are not used."""
    return [n for n, fact in scenario.calendar.items() if fact.sets in HINDSIGHT and _covers(fact, scenario)]


def _covers(fact: Fact, scenario: Scenario) -> bool:
    """Whether a fact would hold in some week of the run."""
    ends = fact.end is not None and fact.every is None and fact.end < scenario.monday
    return fact.start <= scenario.end and not ends


def _with_what_stands(own: Mapping[str, Fact], before: Mapping[str, Fact], day: date) -> dict[str, Fact]:
    """The facts of a file, and those of the history that it does not date anew by the day."""
    kept = {name: f for name, f in before.items() if f.sets not in HINDSIGHT and not _dated(own, name, day)}
    return {(f"{name} (record)" if name in own else name): fact for name, fact in kept.items()} | dict(own)


def _dated(own: Mapping[str, Fact], name: str, day: date) -> bool:
    """Whether a file has a fact of that name that has begun by the day."""
    return name in own and own[name].start <= day


def _policies_giving_way(
    calendar: Mapping[str, Fact], scenario: Scenario, history: Scenario
) -> dict[str, Fact]:
    """Without policies from before the day in weeks for which the scenario says itself what the policy is."""
    found: dict[str, Fact] = {}
    for name, fact in calendar.items():
        if fact.sets not in POLICIES or fact.start >= scenario.start:
            found[name] = fact
            continue
        later = sorted(
            (each for each in calendar.values() if each.sets == fact.sets and each.start > fact.start),
            key=lambda each: each.start,
        )
        silent = _where_silent(fact, scenario, history)
        pieces = [each for piece in silent for each in _giving_way(piece, fact, later)]
        found |= {f"{name} ({k + 1})" if k else name: piece for k, piece in enumerate(pieces)}
    return found


def _giving_way(piece: Fact, whole: Fact, later: Sequence[Fact]) -> Iterator[Fact]:
    """A piece of a policy in the weeks in which none of the facts that began `later` holds in its place.

    In a calendar the later start holds: a piece that begins anew would hold where the whole fact does not.
    """
    start = piece.start
    for other in later if start > whole.start else ():
        if other.start > start or (other.end is not None and other.end < start):
            continue
        if other.end is None:
            return
        start = other.end + timedelta(days=1)
        start += timedelta(days=-start.weekday() % 7)  # the week in which the other ends is its own
    if piece.end is None or start <= piece.end:
        yield piece.model_copy(update={"start": start})


def _where_silent(fact: Fact, scenario: Scenario, history: Scenario) -> list[Fact]:
    """A policy in the weeks for which the scenario says nothing of it, a fact for each time."""
    weeks = [0, *(week for week in changes(scenario) if 0 < week < scenario.weeks)]
    said = [(week, _says(scenario, history, *POLICIES[fact.sets], week)) for week in weeks]
    turns = [said[0], *(after for before, after in pairwise(said) if after[1] != before[1])]
    ends = [scenario.monday + week * WEEK - timedelta(days=1) for week, _ in turns[1:]]
    pieces: list[Fact] = []
    for (week, speaks), last in zip(turns, [*ends, None], strict=True):
        start = max(fact.start, scenario.monday + week * WEEK) if week else fact.start
        end = min((day for day in (fact.end, last) if day), default=None)
        if not speaks and (end is None or start <= end):
            pieces.append(fact.model_copy(update={"start": start, "end": end}))
    return pieces


def _says(scenario: Scenario, history: Scenario, word: str, ally: str, week: int) -> bool:
    """Whether strategy or posture of a week say something else than the policies of the day."""
    of_the_day = layers(history, history.strategy_steps[0].strategy)
    named = next(each for each in strategy_periods(scenario) if each.holds(week)).step.strategy
    strategy = layers(scenario, named)
    own = strategy[len(of_the_day) :]
    postures = [each.step for each in posture_periods(scenario) if each.holds(week)]
    return strategy[: len(of_the_day)] != of_the_day or any(
        word in each.both or word in getattr(each, ally) for each in (*own, *postures)
    )
