"""An explanation is true: it tells what the run did, and the flips it names do flip the choice."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim as tt
from sim.core.columns import FLOAT
from sim.core.errors import UserError
from sim.engine.simulate import single_world
from sim.explanation.counterfactuals import Flip, Input, Mind
from sim.explanation.explain import choosing, explain, week_number
from sim.explanation.explanation import Explanation
from sim.explanation.text import choice_text, flip_text, head_text
from sim.explanation.week import WeekExplanation
from sim.model.choice import CRISIS
from sim.model.world import World
from sim.scenario.cell import Cell
from sim.vocabulary.signals import ACTORS, FAMILIES
from tests.helpers.worlds import (
    baseline,
    middling,
    with_fact,
    with_inject,
    with_order,
    with_parameters,
    with_signal,
)

CELL = Cell(baseline(), "essay")
THEORIES = st.sampled_from(["essay", "spiral", "opportunity", "diversion", "own_calendar"])
some_weeks = given(world=st.integers(0, 5000), week=st.integers(0, 40), theory=THEORIES)


@cache
def whys(world: int, week: int, theory: str = "essay", cell: Cell = CELL) -> list[Explanation]:
    return list(explain(Cell(cell.scenario, theory), 1, world, week).choices)


def text(*choices: Explanation) -> str:
    return str(WeekExplanation(choices))


def mind_of(why: Explanation) -> Mind:
    """The actor of an explanation, to be asked again."""
    here, _ = choosing(why.cell, why.seed, why.world, why.week)
    return Mind(here, why.actor)


def decided(mind: Mind, family: str, one: Input, value: float) -> str:
    """The option chosen, re-evaluated alone, with one input at another value."""
    column = np.array([value], FLOAT)
    view, p, d = mind.view, mind.p, mind.d
    if one.kind == "view":
        view = view.seeing(one.name, column)
    elif one.kind == "parameter":
        p = p.changed(**{one.name: column})
    else:
        assert d is not None
        d = d.changed(**{one.name: column})
    return mind.actor.options(family)[int(mind.decide(view, p, d)[1][family][0])]


def run_to(cell: Cell, world: int, week: int) -> World:
    """The same world in the plain run, after that week."""
    w = single_world(cell, 1, world)
    for _ in range(week + 1):
        w.step()
    return w


# ── it tells what the run did ──


@settings(max_examples=6, deadline=None)
@some_weeks
def test_what_is_said_to_be_sent_is_what_the_run_sent(world: int, week: int, theory: str) -> None:
    said = whys(world, week, theory)
    w = run_to(Cell(baseline(), theory), world, week)
    for why in said:
        actor = w.situation.actors[why.actor]
        assert why.sent == actor.options(why.family)[actor.sent.places[why.family][0]]
        assert why.monday == w.monday + timedelta(weeks=week)
    explained = {(why.actor, why.family) for why in said if why.family != CRISIS}
    assert explained == {(a, f) for a in ACTORS for f in FAMILIES if w.situation.actors[a].menus[f].signals}


@settings(max_examples=6, deadline=None)
@some_weeks
def test_options_have_chances_and_the_best_of_value_and_random_draws_is_wanted(
    world: int, week: int, theory: str
) -> None:
    for why in whys(world, week, theory):
        assert sum(option.chance for option in why.options) == pytest.approx(1, abs=1e-5)
        assert all(option.chance == 0 for option in why.options if not option.open)
        best = max((o for o in why.options if o.open), key=lambda o: FLOAT(o.score) + FLOAT(o.noise))
        assert best.name == why.wanted
        assert why.free in {why.wanted, "silence"}
        assert why.runner_up is None or why.runner_up.name != why.wanted


def test_the_crisis_move_is_explained_while_a_crisis_is_open() -> None:
    cell = Cell(with_parameters(baseline(), crisis_rate=1, crisis_by_act=1), "essay")
    families = [[why.family for why in explain(cell, 1, world, 3, "DPRK").choices] for world in range(6)]
    opened = [run_to(cell, world, 2).situation.crisis.open[0] for world in range(6)]
    assert [CRISIS in row for row in families] == opened
    assert any(opened)
    assert all(
        CRISIS not in [w.family for w in explain(cell, 1, world, 3, "China").choices] for world in range(3)
    )


# ── flips are true ──


@settings(max_examples=6, deadline=None)
@some_weeks
def test_a_flip_flips_when_it_is_asked_again_alone(world: int, week: int, theory: str) -> None:
    said = whys(world, week, theory)
    minds = {actor: mind_of(next(w for w in said if w.actor == actor)) for actor in ACTORS}
    for why in said:
        for flip in why.flips:
            if flip.needed is not None:
                assert decided(minds[why.actor], why.family, flip.input, flip.needed) == flip.then != why.free
                assert flip.input.low <= flip.needed <= flip.input.high


@settings(max_examples=4, deadline=None)
@some_weeks
def test_nothing_nearer_on_the_grid_flips_and_no_flip_means_none_on_it(
    world: int, week: int, theory: str
) -> None:
    rng = np.random.default_rng(world)
    said = whys(world, week, theory)
    minds = {actor: mind_of(next(w for w in said if w.actor == actor)) for actor in ACTORS}
    for why in said:
        for flip in rng.choice(np.array(why.flips, object), 3, replace=False):
            grid = flip.input.grid[:: max(len(flip.input.grid) // 16, 1)]
            reach = np.inf if flip.needed is None else abs(flip.needed - flip.input.seen) * (1 - 1e-6)
            for value in grid[np.abs(grid - flip.input.seen) < reach]:
                assert decided(minds[why.actor], why.family, flip.input, float(value)) == why.free


def test_flips_come_smallest_first_and_cover_every_field_of_the_view() -> None:
    for why in whys(3, 9):
        changes = [flip.change for flip in why.flips]
        assert changes == sorted(changes)
        seen = [f.input.name for f in why.flips if f.input.kind == "view"]
        assert sorted(seen) == sorted(f.name for f in fields(mind_of(why).view))
        assert len({(f.input.kind, f.input.name) for f in why.flips}) == len(why.flips)


def test_whole_quantities_flip_at_whole_numbers() -> None:
    needed = [
        flip.needed
        for world in range(6)
        for why in whys(world, 20)
        for flip in why.flips
        if flip.input.name in {"stage", "crisis_weeks", "tested"}
        and flip.input.kind == "view"
        and flip.needed
    ]
    assert needed
    assert all(value == int(value) for value in needed)


def test_a_disposition_that_shapes_the_choice_can_flip_it() -> None:
    found = {
        f.input.kind
        for world in range(8)
        for why in whys(world, 9)
        for f in why.flips
        if f.needed is not None
    }
    assert found == {"view", "parameter", "disposition"}


# ── rules ──


def test_rules_are_told_with_what_they_read_and_the_largest_move_first() -> None:
    for why in whys(3, 9):
        moved = [abs(fired.moved) for fired in why.fired]
        assert moved == sorted(moved, reverse=True)
        assert all(np.isfinite(moved))
        for fired in why.fired:
            assert {name.split(" ")[0] for name, _ in fired.given} >= set(fired.rule.arguments) - {"p", "d"}
    forces = next(w for w in whys(3, 9) if (w.actor, w.family) == ("DPRK", "forces"))
    assert {"essay.brinkmanship", "north.testing_base"} <= {fired.rule.key for fired in forces.fired}


def test_what_a_rule_moved_is_the_margin_without_it() -> None:
    """An ally's worth of the stick enters its words as it is, so setting it to 0 moves just that."""
    s = middling(baseline())
    why = next(w for w in explain(Cell(s, "essay"), 1, 0, 4, "US").choices if w.family == "words")
    stick = next(fired for fired in why.fired if fired.rule.key == "ally.stick")
    by_name = {option.name: option for option in why.options}
    assert why.runner_up
    meaning = [
        max(s.signals[n].meaning, 0) if n in s.signals else 0 for n in (why.wanted, why.runner_up.name)
    ]
    rationality = s.parameters["rationality"].default
    assert stick.moved == pytest.approx(rationality * stick.result * (meaning[0] - meaning[1]), abs=1e-4)
    assert by_name[why.wanted].open


# ── orders and posts ──


def test_an_order_is_named_with_its_place_and_what_would_have_been() -> None:
    s = with_order(baseline(), "US", "show_of_force", 5)
    where = "somewhere.yaml:7"
    named = {name: order.model_copy(update={"where": where}) for name, order in s.orders.items()}
    cell = Cell(s.model_copy(update={"orders": named}), "essay")
    forces = next(w for w in explain(cell, 1, 2, 5, "US").choices if w.family == "forces")
    assert (forces.sent, forces.ordered) == ("show_of_force", where)
    assert forces.free == next(w for w in whys(2, 5) if (w.actor, w.family) == ("US", "forces")).sent
    assert f"ordered by {where}: show_of_force; left alone: {forces.free}" in text(forces)
    assert all(w.ordered is None for w in explain(cell, 1, 2, 6, "US").choices)


def test_an_inject_that_takes_effect_is_an_order_too() -> None:
    s = with_inject(baseline(), "US", "show_of_force", "tension", ">", 0)
    cell = Cell(s, "essay")
    name = next(iter(s.injects))
    placed = s.model_copy(
        update={"injects": {name: s.injects[name].model_copy(update={"where": "a.yaml:3"})}}
    )
    cell = Cell(placed, "essay")
    assert [w.ordered for w in explain(cell, 1, 0, 0, "US").choices if w.family == "forces"] == ["a.yaml:3"]
    assert [w.ordered for w in explain(cell, 1, 0, 1, "US").choices if w.family == "forces"] == [None]


def test_a_withheld_option_is_not_open_and_the_order_is_named() -> None:
    s = with_order(baseline(), "DPRK", "taunt", 0, 100, withhold=True)
    words = next(w for w in explain(Cell(s, "essay"), 1, 3, 9, "DPRK").choices if w.family == "words")
    (taunt,) = (option for option in words.options if option.name == "taunt")
    assert not taunt.open
    assert taunt.chance == 0
    assert len(words.withheld) == 1
    assert words.sent != "taunt"


def test_a_choice_dropped_for_want_of_posts_says_so() -> None:
    eager = {
        "senders": {"US": 0.99},
        "posts": 1,
        "family": "words",
        "channel": "public",
        "meaning": 0,
        "audience": ("DPRK",),
    }
    s = baseline()
    s = s.model_copy(
        update={
            "signals": {n: x for n, x in s.signals.items() if x.family != "words" or "US" not in x.senders}
        }
    )
    s = with_fact(with_signal(s, "proclamation", **eager), "posts", 0.2, 0)
    why = next(w for w in explain(Cell(s, "essay"), 1, 0, 12, "US").choices if w.family == "words")
    assert (why.wanted, why.free, why.sent, why.dropped) == ("proclamation", "silence", "silence", True)
    assert "dropped for want of senior posts (E24): silence" in text(why)
    assert any(f.input.name == "capacity" and f.then == "proclamation" for f in why.flips)


# ── weeks, actors, words ──


def test_a_week_is_a_number_or_any_of_its_days() -> None:
    s = baseline()
    assert week_number(s, 9) == week_number(s, "9") == week_number(s, "2017-08-28") == 9
    assert week_number(s, "2017-09-03") == week_number(s, date(2017, 9, 3)) == 9


@pytest.mark.parametrize("week", [-1, 183, "183", "-1", "2017-06-25", "2021-01-04", date(2016, 1, 1)])
def test_a_week_outside_the_run_is_refused(week: int | str | date) -> None:
    with pytest.raises(
        UserError, match=r"outside the run; allowed: weeks 0 to 182, or days from 2017-06-26 to"
    ):
        week_number(baseline(), week)


@pytest.mark.parametrize("week", ["", "soon", "2017-13-01", "28.8.2017", "9.5", "--1"])
def test_what_is_no_week_is_refused(week: str) -> None:
    with pytest.raises(UserError, match="neither a week nor a day"):
        week_number(baseline(), week)


def test_an_unknown_actor_or_world_is_refused() -> None:
    with pytest.raises(UserError, match="did you mean 'DPRK'"):
        explain(CELL, 1, 0, 0, "DPKR")
    with pytest.raises(UserError, match="worlds count from 0"):
        explain(CELL, 1, -1, 0)


def test_one_actor_alone_is_explained_as_among_all() -> None:
    alone = explain(CELL, 1, 3, 9, "DPRK").choices
    assert list(alone) == [why for why in whys(3, 9) if why.actor == "DPRK"]


def test_the_text_names_scenario_choice_rules_and_flips() -> None:
    page = text(*whys(3, 9))
    assert page.startswith(f"{baseline().name}, strategy {baseline().strategy}, theory essay\n")
    assert "\nseed 1, world 3, week 9 (Monday 2017-08-28)\n" in page
    for why in whys(3, 9):
        assert f"{why.actor}, week of 2017-08-28, {why.family}: {why.wanted} (chance " in page
        nearest = why.flips[0]
        assert nearest.needed is None or flip_text(nearest) in page.replace(" (calendar)", "")
    assert all(len(line) <= 100 or "options" in line or "week of" in line for line in page.splitlines())


def test_a_week_is_explained_from_python() -> None:
    found = tt.explain(baseline(), week="2017-08-28", world=3)
    assert str(found) == text(*whys(3, 9))
    assert repr(found) == str(found).rstrip()
    assert found._repr_html_().count("<details>") == len(found.choices)
    for (actor, family), rows in found.options.groupby(["actor", "family"]):
        (why,) = (each for each in found.choices if (each.actor, each.family) == (actor, family))
        assert rows["option"].tolist() == [option.name for option in why.options]
        assert rows.loc[rows["wanted"], "option"].tolist() == [why.wanted]
        assert rows.loc[rows["sent"], "option"].tolist() == [why.sent]
    blind = tt.explain(baseline(), week=0, actor="DPRK", theory="own_calendar")
    assert str(blind).startswith("own_calendar: blind by construction")
    with pytest.raises(UserError, match="did you mean 'essay'"):
        tt.explain("baseline", week=0, theory="esay")


def test_a_parameter_and_a_fact_of_one_name_are_told_apart() -> None:
    (why,) = (each for each in whys(0, 9) if (each.actor, each.family) == ("DPRK", "forces"))
    two = {flip.input.kind: flip.input for flip in why.flips if flip.input.name == "tempo"}
    assert set(two) == {"view", "parameter"}
    (given,) = (fired.given for fired in why.fired if fired.rule.key == "north.testing_base")
    assert dict(given)["tempo (parameter)"] == pytest.approx(two["parameter"].seen)
    flips = (Flip(two["view"], -0.56, "silence"), Flip(two["parameter"], 0.1, "silence"))
    both = choice_text(replace(why, flips=flips))
    assert "if tempo (calendar) were -0.56" in both
    assert "if tempo (parameter) were 0.10" in both
    assert "tempo (calendar), tempo (parameter)" in choice_text(
        replace(why, flips=tuple(map(Flip, two.values())))
    )
    assert not re.search(r"\btempo\b(?! \()", text(*whys(0, 9)))


def test_a_world_at_war_says_that_nothing_counts_any_more() -> None:
    assert "at war" not in text(*whys(3, 9))
    assert "at war" in head_text(replace(whys(3, 9)[0], at_war=True))


def test_a_flip_is_told_with_digits_enough_to_see_the_change() -> None:
    seen = Input("view", "resolve_us", 0.55, 0, 1)
    assert (
        flip_text(Flip(seen, 0.71, "silence"))
        == "would have been silence if resolve_us were 0.71 instead of 0.55"
    )
    close = flip_text(Flip(seen, 0.5502, "silence"))
    assert close == "would have been silence if resolve_us were 0.5502 instead of 0.5500"
    assert flip_text(Flip(seen)) == "no flip for resolve_us from 0 to 1"
