"""Cases of crises: the threat that leaves something to chance, and who yields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.model.choice import CRISIS
from sim.model.world import World
from sim.vocabulary.ladders import FIRE, LADDER
from tests.studies.textbook.case import Case, Line, logistic, number, share, world_of

WEEKS = 52
RUNGS = (2, 3, 5)
DRIVE = ("DPRK", "short_range_test")
"""What Pyongyang does every week of a crisis that it presses on: none climbs in a week without force."""
SIDES = ("serious", "yielded_north", "yielded_allies")


def disaster(worlds: int, seed: int) -> Iterator[Line]:
    """A serious clash before the allies yield to a Pyongyang that presses on, by the rung it begins on."""
    for rung in RUNGS:
        world = _in_crisis(world_of("brink", worlds, seed, order=[DRIVE], weeks=WEEKS), rung)
        expected = _risk(world, rung)
        yield share(f"a clash out of a crisis that begins on rung {rung}", expected, _run(world)["serious"])


def _risk(world: World, start: int) -> float:
    """In closed form: from the top down, the risk of this week and, if both stood, of the rung after it."""
    stands = logistic(number(world, "crisis_habit"))  # of the allies: who presses on does not yield
    two = number(world, "double_step")
    one = number(world, "climb") - two
    top, risks = int(FIRE) - 1, dict[int, float]()
    for rung in range(top, start - 1, -1):
        now = number(world, "clash_risk") * (rung / float(LADDER)) ** 2 * stands
        on = (1 - now) * stands
        stays = 1 - one - two if rung < top else 1.0
        ahead = one * risks[rung + 1] + two * risks[min(rung + 2, top)] if rung < top else 0.0
        risks[rung] = (now + on * ahead) / (1 - on * stays)
    return risks[start]


def first_to_yield(worlds: int, seed: int) -> Iterator[Line]:
    """Who yields first where Pyongyang is as firm as its habit, and the allies are rash on top of that."""
    for extra in (0.0, 0.5):
        world = _in_crisis(world_of("brink", worlds, seed, setting={"clash_risk": 0}), 1)
        for ally in ("US", "ROK"):
            world.situation.dispositions[ally].overreaction[:] = extra
        habit = number(world, "crisis_habit")
        north, allies = logistic(habit), logistic(habit + number(world, "rationality") * extra)
        expected = (1 - north) * allies / ((1 - north) * allies + north * (1 - allies))
        ran = _run(world)
        one = ran["yielded_north"] | ran["yielded_allies"]
        yield share(
            f"Pyongyang yields first, allies firmer by {extra:g}", expected, ran["yielded_north"][one]
        )


def crisis_given_an_attack(worlds: int, seed: int) -> Iterator[Line]:
    """A crisis in the week of a lethal attack."""
    world = world_of("attack", worlds, seed, order=[("DPRK", "attack")])
    world.step()
    by_tension = number(world, "crisis_rate") * number(world, "start_tension") ** 2
    expected = number(world, "crisis_by_force") + by_tension
    yield share("a crisis opens in the week of an attack", expected, world.situation.crisis_opened)


def yielding(worlds: int, seed: int) -> Iterator[Line]:
    """Pyongyang yields in a week of crisis the more, the more resolved the allies are believed to be."""
    for resolve in (0.2, 0.8):
        setting = {"start_resolve_us": resolve, "start_resolve_rok": resolve}
        world = world_of("attack", worlds, seed, setting=setting)
        value = -number(world, "resolve_weight") * (2 * resolve - 1)
        stands = logistic(number(world, "crisis_habit") + number(world, "rationality") * value)
        _in_crisis(world, 2).step()
        yields = world.situation.north.sent.places[CRISIS] == 0
        yield share(f"Pyongyang backs down in a week, believed resolve {resolve:g}", 1 - stands, yields)


def _in_crisis(world: World, rung: int) -> World:
    """The same worlds in a crisis that has climbed to a rung."""
    world.situation.crisis.rung[:] = rung
    world.situation.crisis.weeks[:] = 1
    return world


def _run(world: World, names: Sequence[str] = SIDES) -> dict[str, NDArray[np.bool_]]:
    """Run a year: whether the crisis came to a clash, and whether Pyongyang, or the allies, yielded."""
    s = world.situation
    found = {name: np.zeros(s.width, np.bool_) for name in names}
    for _ in range(WEEKS):
        on = s.crisis.open.copy()
        world.step()
        for name, kept in found.items():
            kept |= on & (getattr(s, name) > 0)
    return found


CASES = (
    Case(
        "Risk of disaster by rung", "Powell 2015; Schelling 1966; Nalebuff 1986",
        "Each week that both stand firm carries a risk that grows with the square of the rung; the risk of "
        "a crisis in which one side presses on follows rung by rung from the top.",
        "brink", disaster,
    ),
    Case(
        "The less resolved yields first", "Powell 2015; Nalebuff 1986",
        "Of two sides that stand or yield week by week, the one that stands with the lower chance yields "
        "first, in the ratio of the odds.",
        "brink", first_to_yield,
    ),
    Case(
        "A lethal attack opens a crisis", "International Crisis Behavior",
        "The chance is that of an act that crosses a line, and that of the tension it meets.",
        "attack", crisis_given_an_attack,
    ),
    Case(
        "Yielding rises with believed resolve", "Huth and Russett 1984; Schelling 1966",
        "Under the essay's account each unit of believed resolve lowers the odds of standing firm alike.",
        "attack", yielding,
    ),
)  # fmt: skip
