"""One engine: a world gives the same bits alone and among thousands, whatever runs beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.core.random_streams import Draws
from sim.engine.ensemble import Ensemble, simulate_ensemble
from sim.engine.world_batch import REPLICATES
from sim.model.world import World
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import MEASURES
from sim.vocabulary.signals import FAMILIES
from sim.vocabulary.theory_names import NAMES
from tests.helpers.worlds import Series, baseline, short, with_order, with_parameters, with_signal

WEEKS = 16
STRATEGIES = ("negotiation_from_strength", "overreaction", "engagement_first", "capitulation")

seeds = st.integers(0, 2**32)
theories = st.sampled_from(NAMES)
strategies = st.sampled_from(STRATEGIES)


def paths(cells: Sequence[Cell], seed: int, first: int, worlds: int, weeks: int = WEEKS) -> Series:
    """Every measure and everything sent, shape ``(number, cell, week, world)``."""
    w = World(cells, Draws(seed, first, worlds, len(cells)), REPLICATES)
    rows: list[Series] = []
    for _ in range(weeks):
        w.step()
        rows.append(np.stack([*_measured(w), *_sent(w)]))
    return np.stack(rows, axis=1).reshape(-1, weeks, len(cells), worlds).swapaxes(1, 2)


def _measured(w: World) -> Iterator[Series]:
    yield from (w.measure(name) for name in (*MEASURES, "rung", "stage"))
    s = w.situation
    yield from (s.chances.fire, s.chances.serious, s.chances.war, s.crisis.rung)


def _sent(w: World) -> Iterator[Series]:
    for actor in w.situation.actors.values():
        yield from (actor.sent.places[family].astype(np.float32) for family in FAMILIES)


def cell(strategy: str, theory: str = "essay") -> Cell:
    return Cell(short(baseline(strategy), WEEKS), theory)


def same(one: Series, other: Series) -> None:
    np.testing.assert_array_equal(one.view(np.int32), other.view(np.int32))  # bits, not only values


def same_counts(one: Ensemble, other: Ensemble) -> None:
    for name in ("histograms", "differences", "sums", "rungs", "stages", "outcomes", "final"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    assert one.parameters.keys() == other.parameters.keys()
    for name, column in one.parameters.items():
        np.testing.assert_array_equal(column, other.parameters[name], err_msg=name)


@given(
    seed=seeds,
    first=st.integers(0, 50),
    worlds=st.integers(2, 23),
    data=st.data(),
    theory=theories,
    strategy=strategies,
)
def test_a_world_alone_is_the_same_world_among_many(
    seed: int, first: int, worlds: int, data: st.DataObject, theory: str, strategy: str
) -> None:
    """Any world of an ensemble replays alone, to the last bit."""
    which = data.draw(st.integers(0, worlds - 1))
    many = paths([cell(strategy, theory)], seed, first, worlds)
    alone = paths([cell(strategy, theory)], seed, first + which, 1)
    same(alone[..., 0], np.ascontiguousarray(many[..., which]))


@given(seed=seeds, worlds=st.integers(1, 40), columns=st.integers(1, 60), first=st.integers(0, 20))
def test_worlds_in_other_chunks_are_the_same_worlds(seed: int, worlds: int, columns: int, first: int) -> None:
    """However many worlds run at a time, and wherever they start, counts and outcomes are the same."""
    cells = [cell("negotiation_from_strength"), cell("overreaction")]
    assume(worlds / max(columns // 2, 1) < 12)  # not too many chunks for a test
    whole = simulate_ensemble(cells, seed=seed, worlds=worlds, first=first)
    same_counts(whole, simulate_ensemble(cells, seed=seed, worlds=worlds, first=first, columns=columns))


@given(seed=seeds, others=st.lists(st.tuples(strategies, theories), min_size=1, max_size=3), theory=theories)
def test_a_scenario_alone_is_the_same_among_others(
    seed: int, others: list[tuple[str, str]], theory: str
) -> None:
    """A scenario gives the same bits beside other scenarios and other theories as alone."""
    own = cell("negotiation_from_strength", theory)
    alone = paths([own], seed, 3, 11)
    for cells in ([own, *(cell(*x) for x in others)], [*(cell(*x) for x in others), own]):
        among = paths(cells, seed, 3, 11)
        same(alone[:, 0], np.ascontiguousarray(among[:, cells.index(own)]))


def test_cells_together_count_what_they_count_apart() -> None:
    """Histograms, outcomes and final classes of a cell do not depend on the cells beside it."""
    cells = [cell(s, t) for t in ("essay", "spiral") for s in STRATEGIES[:2]]
    together = simulate_ensemble(cells, seed=5, worlds=30)
    for place, one in enumerate(cells):
        apart = simulate_ensemble([one], seed=5, worlds=30)
        for name in ("histograms", "sums", "rungs", "stages", "outcomes", "final"):
            np.testing.assert_array_equal(
                getattr(together, name)[place], getattr(apart, name)[0], err_msg=name
            )


@contextmanager
def _shuffled(w: World, seed: int) -> Iterator[None]:
    """The world, its actors taking turns in another order every time."""
    rng, kind = np.random.Generator(np.random.PCG64(seed)), type(w.agents)
    in_turn = kind.do

    def do(agents: Any, what: str, *given: Any) -> None:
        for place in rng.permutation(len(agents)):
            getattr(agents[int(place)], what)(*given)

    kind.do = do
    try:
        yield
    finally:
        kind.do = in_turn


@given(seed=seeds, theory=theories)
def test_the_order_of_the_actors_changes_nothing(seed: int, theory: str) -> None:
    """All decide from what they knew at the end of last week: who decides first does not matter."""
    cells = [cell("overreaction", theory)]
    plain = paths(cells, seed, 0, 9)
    w = World(cells, Draws(seed, 0, 9, 1), REPLICATES)
    rows: list[Series] = []
    with _shuffled(w, seed):
        for _ in range(WEEKS):
            w.step()
            rows.append(np.stack([*_measured(w), *_sent(w)]))
    same(plain[:, 0], np.stack(rows, axis=1))


@given(seed=seeds, family=st.sampled_from(FAMILIES), actor=st.sampled_from(("US", "ROK", "DPRK", "China")))
def test_an_inert_signal_changes_nothing(seed: int, family: str, actor: str) -> None:
    """A new signal has base weight 0 until it is given one, and shifts nobody's rng."""
    plain = short(baseline(), WEEKS)
    more = with_signal(
        plain, "a_new_one", senders={actor: 0.0}, family=family, channel="public", audience=("DPRK",),
        meaning=0.9, sunk_cost=0.9, does={"display": 1.0, "concede": 1.0},
    )  # fmt: skip
    same(paths([Cell(plain, "essay")], seed, 0, 12), paths([Cell(more, "essay")], seed, 0, 12))


def _same_until(plain: Scenario, other: Scenario, week: int) -> None:
    """The two are alike to the last bit before the week, and differ after it."""
    weeks = week + 14
    one, two = (paths([Cell(s, "essay")], 4, 0, 60, weeks) for s in (plain, other))
    same(np.ascontiguousarray(one[:, :, :week]), np.ascontiguousarray(two[:, :, :week]))
    assert not np.array_equal(one[:, :, week:], two[:, :, week:])


def test_a_signal_withheld_from_week_30_leaves_weeks_0_to_29_as_they_were() -> None:
    """Taking a signal away shows from then on, and not before."""
    s = baseline()
    _same_until(s, with_order(s, "DPRK", "taunt", 30, s.weeks - 1, withhold=True), 30)


def test_an_order_in_week_40_leaves_weeks_0_to_39_as_they_were() -> None:
    """An order shows from its week on, and not before."""
    _same_until(baseline(), with_order(baseline(), "US", "show_of_force", 40), 40)


@given(name=st.sampled_from(("caution", "heat", "trust_gain", "salvo")), share=st.floats(0, 1, width=32))
def test_a_swept_parameter_is_the_same_number_given_alone(name: str, share: float) -> None:
    """A value beside other values of a sweep gives the same worlds as that value alone."""
    low, high = baseline().parameters[name].range
    values = [low, low + share * (high - low), high]
    swept = [Cell(with_parameters(short(baseline(), WEEKS), **{name: value}), "essay") for value in values]
    together = paths(swept, 6, 0, 10)
    for place, one in enumerate(swept):
        same(paths([one], 6, 0, 10)[:, 0], np.ascontiguousarray(together[:, place]))


def test_a_parameter_that_is_not_set_is_drawn_alike_in_all_scenarios() -> None:
    """Scenarios share their worlds: what one of them sets, the draws of the others do not notice."""
    s = short(baseline(), WEEKS)
    cells = [Cell(s, "essay"), Cell(with_parameters(s, caution=0.7), "essay")]
    w = World(cells, Draws(3, 0, 40, 2), REPLICATES)
    for name, column in w.situation.p.items().items():
        one, other = column.reshape(2, 40)
        assert np.array_equal(one, other) == (name != "caution"), name
