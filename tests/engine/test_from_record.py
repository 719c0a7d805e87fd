"""Worlds that start from the record: the same alone and among thousands, and ruled by their scenario."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from sim.core.errors import Complaints, UserError
from sim.core.random_streams import Draws
from sim.engine.checkpoint import key_of
from sim.engine.chunk import Chunk
from sim.engine.conditioning import particles
from sim.engine.conditioning.continued import continued, not_yet, unused
from sim.engine.conditioning.past import past
from sim.engine.conditioning.record_world import particles_for
from sim.engine.design import CellList
from sim.engine.ensemble import Ensemble, simulate_ensemble
from sim.engine.outcomes import OutcomeRecorder
from sim.engine.process_pool import ProcessPool
from sim.engine.simulate import single_world
from sim.engine.starting import as_written
from sim.engine.trajectories import NUMBERS
from sim.explanation.replay import replayed
from sim.model.calendar import WEEK, Calendar
from sim.model.parameter_source import with_params
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.vocabulary.signals import HINDSIGHT
from tests.helpers.worlds import baseline

DAY = date(1991, 3, 5)
WEEKS = 6


@cache
def scenario(**words: object) -> Scenario:
    """The baseline from a Tuesday of March 1991 on, from the record."""
    start = {"date": DAY, "from": "record"}
    return baseline().with_(start=start, end=DAY + WEEKS * WEEK, **words)  # type: ignore[arg-type]


def cells(theory: str = "essay") -> list[Cell]:
    firm = scenario(name="firm").with_(name="soft", posture={"both": {"stick": 0, "carrot": 2}})
    return [Cell(scenario(name="firm"), theory), Cell(firm, theory)]


def ensemble(worlds: int = 60, **how: object) -> Ensemble:
    return simulate_ensemble(cells(), seed=1, worlds=worlds, keep=True, **how)  # type: ignore[arg-type]


def same(one: Ensemble, other: Ensemble) -> bool:
    kept = one.trajectories, other.trajectories
    assert kept[0]
    assert kept[1]
    return np.array_equal(one.outcomes, other.outcomes) and np.array_equal(
        kept[0].numbers.view(np.int32), kept[1].numbers.view(np.int32)
    )


# ── the same bits whoever runs them ──


def test_chunks_and_processes_change_no_bit() -> None:
    whole = ensemble()
    assert same(whole, ensemble(columns=32))
    with ProcessPool(2) as pool:
        assert same(whole, ensemble(pool=pool))


def test_a_world_replays_alone_as_among_thousands() -> None:
    whole = ensemble().trajectories
    assert whole
    for world in (0, 7, 59):
        alone = replayed(cells()[1], 1, world).trajectories
        assert np.array_equal(whole.numbers[1, :, :, world], alone.numbers[0, :, :, 0])
        assert np.array_equal(whole.sent[1, :, :, world], alone.sent[0, :, :, 0])
        here = single_world(cells()[1], 1, world)
        here.step()
        tension = list(NUMBERS).index("tension")
        assert float(here.measure("tension")[0]) == whole.numbers[1, tension, 0, world]


def test_a_world_is_the_same_whatever_other_worlds_run() -> None:
    few, many = ensemble(24), ensemble(60)
    assert np.array_equal(few.outcomes, many.outcomes[..., :24])


def test_compared_scenarios_share_particles_and_the_first_week_differs_by_policy_alone() -> None:
    both = as_written(cells(), Draws(1, 0, 16, 2), 8).situation
    for way in ("tension", "bans"):
        first, second = np.split(getattr(both.land, way), 2)
        assert np.array_equal(first, second)
    assert np.array_equal(*np.split(both.p.tempo, 2))
    assert not np.array_equal(*np.split(both.dispositions["US"].stick, 2))


def test_eight_neighbours_share_a_particle_and_others_have_their_own() -> None:
    s = as_written(cells()[:1], Draws(1, 0, 64), 8).situation
    draws = s.p.tempo.reshape(8, 8)
    assert (draws == draws[:, :1]).all()
    assert len(np.unique(draws)) > 4


# ── what the key of a simulation covers ──


def chunk(of: Scenario) -> Chunk:
    return Chunk(CellList((Cell(of, "essay"),)), 1, 0, 16, (OutcomeRecorder(),))


def test_the_key_covers_where_worlds_start_and_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    assumed = scenario(name="firm").with_(name="firm", start=DAY)
    key = key_of(chunk(scenario(name="firm")))
    assert key != key_of(chunk(assumed))
    assert key == key_of(replace(chunk(scenario(name="firm")), pasts=particles_for(cells(), 1)))
    monkeypatch.setattr(particles, "PARTICLES", 999)
    assert key != key_of(chunk(scenario(name="firm")))


# ── what holds from the day on ──


def test_worlds_carry_the_record_and_count_anew() -> None:
    s = as_written(cells()[:1], Draws(1, 0, 32), 8).situation
    assert s.week == 0
    assert (s.tally.weeks_alive == 0).all()
    assert all((count == 0).all() for count in s.tally.events.values())
    observed = [week.days for week in past().weeks(scenario(name="firm").monday)[-52:]]
    assert s.tally.year.mean() == pytest.approx(sum(observed), abs=2)
    assert (s.alliance.defence == 0).all()
    assert not s.fate.at_war.any()


def test_the_posture_of_the_scenario_holds_whatever_the_record_had_of_policy() -> None:
    of_the_day = past().history.strategies[past().history.strategy]
    assert "bush_1990_us" not in continued(scenario(name="firm"), past().history).calendar
    kept = scenario(name="kept").with_(
        strategies={"policies_of_the_day": of_the_day.model_dump()}, strategy="policies_of_the_day"
    )
    assert "bush_1990_us" in continued(kept, past().history).calendar
    set_ = kept.with_(posture={"US": {"carrot": 1.5}})
    calendar = continued(set_, past().history).calendar
    assert "bush_1990_us" not in calendar
    assert "nordpolitik_rok" in calendar
    s = as_written([Cell(set_, "essay")], Draws(1, 0, 8), 8)
    s.step()
    assert s.situation.us.d.carrot.tolist() == pytest.approx([1.5] * 8)


def test_what_stood_continues_and_what_the_file_dates_holds() -> None:
    calendar = continued(scenario(name="firm"), past().history).calendar
    assert calendar["posts_usual"].value == 0.9
    assert calendar["beijing_usual (record)"].start == date(1990, 1, 1)
    assert "no_defence_yet_us" in not_yet(scenario(name="firm"), past().history)
    dated = scenario(name="firm").with_(
        calendar={"vacant": {"sets": "posts", "from": DAY, "value": 0.1, "source": "assumed"}}
    )
    s = as_written([Cell(dated, "essay")], Draws(1, 0, 8), 8).situation
    assert (s.fact("posts") == np.float32(0.1)).all()


def test_exercises_come_as_in_the_year_before_where_the_file_dates_none() -> None:
    long = scenario(name="firm").with_(end="1993-12-31")
    found = [
        f for f in continued(long, past().history).calendar.values() if f.sets == "exercise" and f.start > DAY
    ]
    assert {1992, 1993} <= {fact.start.year for fact in found}
    own = long.with_(
        calendar={
            "own": {"sets": "exercise", "from": "1992-06-01", "to": "1992-06-12", "value": 1, "source": "own"}
        }
    )
    found = [f for f in continued(own, past().history).calendar.values() if f.sets == "exercise"]
    assert [fact.value for fact in found if fact.start.year == 1992] == [1]


def test_numbers_that_the_scenario_sets_are_its_own_and_the_phase_drifts_but_where_it_is_set() -> None:
    set_ = scenario(name="firm").with_(name="set", parameters={"tempo": 0.1, "news_half_life": 1.5})
    world = as_written([cells()[0], Cell(set_, "essay")], Draws(1, 0, 8, 2), 8)
    before = world.situation.p.tempo.copy()
    assert (before[8:] == np.float32(0.1)).all()
    assert world.situation.p.news_fade[8:] == pytest.approx(1 - 2 ** (-1 / 1.5))
    for _ in range(4):
        world.step()
    drifted = world.situation.p.tempo != before
    assert drifted[:8].all()
    assert not drifted[8:].any()


def test_unused_facts_are_named() -> None:
    late = baseline().with_(name="late", start={"from": "record"})
    assert set(unused(late)) >= {"spring", "quiet_season"}
    assert all(late.calendar[name].sets in HINDSIGHT for name in unused(late))


# ── what is refused ──


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"start": {"date": "1989-05-01", "from": "record"}}, "1991-01-07 to 2017-12-31"),
        ({"start": {"date": "2018-05-01", "from": "record"}}, "1991-01-07 to 2017-12-31"),
        ({"start": {"from": "record"}, "params": "fitted"}, "bring their parameters with them"),
        ({"start": {"from": "record"}, "parameters": {"start_tension": 0.5}}, "bring their own state"),
        ({"start": {"from": "recrd"}}, "did you mean 'record'?"),
        ({"start": {"from": "record", "day": "1992-01-01"}}, "unknown key"),
    ],
)
def test_what_cannot_be_is_refused(words: dict[str, object], says: str) -> None:
    with pytest.raises(Complaints, match=says.replace("?", r"\?")):
        baseline().with_(**words)  # type: ignore[arg-type]


def test_other_parameters_than_the_worlds_own_are_refused() -> None:
    with pytest.raises(UserError, match="bring their parameters"):
        with_params(cells(), "default")


def test_too_few_that_match_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(particles, "FEWEST", 1.1)
    with pytest.raises(UserError, match="1100 are needed"):
        particles_for(cells(), 1)


def test_a_start_is_written_and_read_as_it_was() -> None:
    again = scenario(name="firm").with_(name="again")
    assert (again.begin, again.start, again.from_record) == (scenario(name="firm").begin, DAY, True)
    assert again.with_(start=DAY).from_record is False
    assert 'start: "2017-06-30"' in baseline().yaml()


# ── a policy of before comes back where nothing else holds ──


def policy(**facts: str) -> dict[str, dict[str, object]]:
    """Facts on the stick of Washington: NAME="FROM TO VALUE"; a dash for no end."""
    found: dict[str, dict[str, object]] = {}
    for name, words in facts.items():
        first, last, value = words.split()
        fact = {"sets": "stick_us", "from": first, "value": float(value), "source": "assumed"}
        found[name] = fact | ({} if last == "-" else {"to": last})
    return found


def sticks(scenario: Scenario) -> list[float]:
    """What the calendar says of the stick of Washington week by week; nan where it says nothing."""
    found = continued(scenario, past().history)
    calendar = Calendar([found.facts], found.monday, found.weeks, 1)
    return [
        round(float(calendar.policy("stick_us", k, np.full(1, np.nan))[0]), 2) for k in range(found.weeks)
    ]


STEP = [{"from": "1991-03-18", "until": "1991-04-07", "US": {"stick": 2}}]
"""Weeks 2 to 4 of a run from 4 March 1991 say themselves what the stick is."""
OF_THE_DAY = "policies_of_the_day"


def stepped(facts: dict[str, dict[str, object]]) -> Scenario:
    return baseline().with_(
        name="stepped", start={"date": "1991-03-04", "from": "record"}, end="1991-05-26", posture=STEP,
        strategies={OF_THE_DAY: past().history.strategies[OF_THE_DAY].model_dump()}, strategy=OF_THE_DAY,
        calendar=facts,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        # nothing else: the policy of before holds but in the weeks of the step
        ({}, [0.9] * 2 + [None] * 3 + [0.9] * 7),
        # a fact that began during the step and ends after it: what stood comes back the week after
        ({"firm": "1991-03-25 1991-04-21 1.5"}, [0.9] * 2 + [None] + [1.5] * 4 + [0.9] * 5),
        # one that ends on a Wednesday has all of its week
        ({"firm": "1991-03-25 1991-04-17 1.5"}, [0.9] * 2 + [None] + [1.5] * 4 + [0.9] * 5),
        # one without an end holds for good
        ({"firm": "1991-03-25 - 1.5"}, [0.9] * 2 + [None] + [1.5] * 9),
        # two, one after the other
        (
            {"firm": "1991-03-25 1991-04-14 1.5", "soft": "1991-04-08 1991-04-28 0.2"},
            [0.9] * 2 + [None] + [1.5] * 2 + [0.2] * 3 + [0.9] * 4,
        ),
    ],
)
def test_what_stood_comes_back_after_a_step_and_after_what_came_later(
    later: dict[str, str], expected: list[float | None]
) -> None:
    found = sticks(stepped(policy(before="1991-01-07 - 0.9", **later)))
    assert found == pytest.approx([np.nan if x is None else x for x in expected], nan_ok=True)
