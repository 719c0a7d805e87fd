"""Explains why an actor chose what it chose: its world is run again, its rules are recorded, and it is asked
what would have changed its choice.
"""

from __future__ import annotations

from datetime import date, timedelta

from sim.core.columns import either, softmax
from sim.core.errors import UserError, named
from sim.core.rule import Step, Trace
from sim.engine.simulate import single_world
from sim.explanation.attribution import Moving
from sim.explanation.counterfactuals import Mind, flips
from sim.explanation.explanation import Explanation, Option
from sim.explanation.week import WeekExplanation
from sim.model.calendar import WEEK
from sim.model.choice import CRISIS, TABLE, Scores
from sim.model.scoring import CLOSED
from sim.model.situation import AnyActor, Situation
from sim.model.world import World
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.vocabulary.ladders import TALKS
from sim.vocabulary.signals import ACTORS, FAMILIES


def explain(
    cell: Cell, seed: int, world: int, week: int | str | date, actor: str | None = None
) -> WeekExplanation:
    """Explain the choices of a week, of all actors or of one.

    Raises UserError for a week outside the run, or an actor or world that does not exist.
    """
    number = week_number(cell.scenario, week)
    asked = ACTORS if actor is None else named(actor, ACTORS, "actor")
    if world < 0:
        raise UserError(f"no world {world}; worlds count from 0")
    here, steps = choosing(cell, seed, world, number)
    return WeekExplanation(tuple(w for name in asked for w in _of_actor(here, name, steps, seed, world)))


def week_number(scenario: Scenario, week: int | str | date) -> int:
    """A week of the scenario from its number or from a day in it. Raises UserError."""
    last, end = scenario.weeks - 1, scenario.monday + scenario.weeks * WEEK - timedelta(days=1)
    allowed = f"allowed: weeks 0 to {last}, or days from {scenario.monday} to {end}"
    try:
        number = week if isinstance(week, int) else _week_of(week, scenario)
    except ValueError:
        raise UserError(f"{week!r} is neither a week nor a day written YYYY-MM-DD; {allowed}") from None
    if not 0 <= number <= last:
        raise UserError(f"week {week} is outside the run; {allowed}")
    return number


def _week_of(week: str | date, scenario: Scenario) -> int:
    if isinstance(week, str) and week.strip().lstrip("+-").isdecimal():
        return int(week)
    return scenario.week_of(week if isinstance(week, date) else date.fromisoformat(week.strip()))


def choosing(cell: Cell, seed: int, world: int, week: int) -> tuple[World, list[Step]]:
    """The world of that number in the midst of a week, when all have chosen and nobody has moved; and the
    rules by which they chose.
    """
    here, trace = single_world(cell, seed, world), Trace()
    for _ in range(week):
        here.step()
    with trace.listen():
        here.choose()
    return here, trace.steps


def _choices(actor: AnyActor, s: Situation) -> list[str]:
    """The families an actor chose from this week, and what it chose in a crisis and at the table."""
    families = [f for f in FAMILIES if actor.menus[f].signals]
    if actor.is_party and s.crisis.open[0]:
        families.append(CRISIS)
    if actor.is_party and (s.talks.stage[0] >= TALKS or s.north.state.pledge.left[0] > 0):
        families.append(TABLE)
    return families


def _of_actor(here: World, name: str, steps: list[Step], seed: int, world: int) -> list[Explanation]:
    s, mind = here.situation, Mind(here, name)
    actor, families = mind.actor, _choices(mind.actor, here.situation)
    found, moving = flips(mind, families), Moving(mind, [step for step in steps if step.about == name])
    free = mind.decide(mind.view, mind.p, mind.d)[1]
    said: list[Explanation] = []
    for family in families:
        names, options = actor.options(family), _options(actor, family, mind.noise)
        wanted, runner_up = _race(options)
        week, written = s.plan.took.get((name, family), (-1, ""))
        said.append(
            Explanation(
                cell=here.cells[0], seed=seed, world=world, week=s.week, monday=s.random.monday,
                at_war=bool(s.fate.at_war[0]), actor=name, family=family, options=options,
                sent=names[int(actor.sent.places[family][0])], wanted=wanted.name,
                free=names[int(free[family][0])],
                runner_up=runner_up, ordered=written if week == s.week else None,
                withheld=_withheld(here, name, names),
                fired=moving.of(family, wanted.name, runner_up.name if runner_up else wanted.name),
                flips=found[family],
            )
        )  # fmt: skip
    return said


def _options(actor: AnyActor, family: str, noise: Scores) -> tuple[Option, ...]:
    """The options of a family as they stood; what is closed or withheld has no chance."""
    scores, drawn = actor.scores[family], noise[family]
    shut = (scores <= CLOSED / 2) | (drawn <= CLOSED / 2)
    chances = softmax(either(shut, CLOSED, scores))
    return tuple(
        Option(name, *(float(row[k, 0]) for row in (scores, chances, drawn)), open=not shut[k, 0])
        for k, name in enumerate(actor.options(family))
    )


def _race(options: tuple[Option, ...]) -> tuple[Option, Option | None]:
    """The option with the best score and noise, and the next best that was open."""
    open_ones = [option for option in options if option.open] or list(options)
    ranked = sorted(open_ones, key=lambda option: option.score + option.noise, reverse=True)
    return ranked[0], ranked[1] if len(ranked) > 1 else None


def _withheld(here: World, actor: str, names: tuple[str, ...]) -> tuple[str, ...]:
    scenario = here.cells[0].scenario
    return tuple(
        order.where
        for order in scenario.orders.values()
        if order.withhold and actor in order.actors and order.signal in names
        and scenario.week_of(order.start) <= here.situation.week <= scenario.week_of(order.last)
    )  # fmt: skip
