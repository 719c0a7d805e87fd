"""The runs of the claims: shared, resumed to the same bits, matched where they must be, blind where so."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engine import checkpoint, chunk
from sim.engine.checkpoint import Checkpoint
from sim.model.outcome_counters import outcomes
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.studies.claims import runs as runs_module
from sim.studies.claims.findings import sees
from sim.studies.claims.reading import essay_hypotheses
from sim.studies.claims.runs import Run, run_all
from sim.studies.claims.tables import matched_table
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.theory_names import NAMES
from tests.engine.test_checkpoint import Breaks
from tests.helpers.claims import ran
from tests.helpers.worlds import baseline, short, still, with_fact, with_order, world_after

H5 = essay_hypotheses().hypotheses["H5"]
MATCHED = 800
"""Worlds in which contrasts are matched; the swing of a posture differs much between draws."""


def cells(*names: str, theory: str = "essay", weeks: int = 30) -> dict[str, Scenario]:
    made = essay_hypotheses().scenarios(baseline(), names, [theory])[theory]
    return {name: short(scenario, weeks) for name, scenario in made.items()}


def run(theory: str = "essay", worlds: int = 40, **how: Any) -> Run:
    names = dict.fromkeys(name for c in H5.contrasts.values() for name in (c.of, c.against))
    by_theory = {theory: cells(*names, theory=theory)}
    (made,) = run_all(by_theory, seed=1, worlds=worlds, **how)
    return made


def test_what_was_interrupted_is_resumed_to_the_same_bits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint, "FIRST", 0.0)
    monkeypatch.setattr("sim.engine.merged.RUNS", 1)
    kept, whole = Checkpoint(tmp_path / "out"), run()
    monkeypatch.setattr(runs_module, "Chunk", partial(chunk.Chunk, columns=64))
    with pytest.raises(KeyboardInterrupt):
        run(checkpoint=kept, pool=Breaks(1))
    assert len(list(tmp_path.iterdir())) == 1
    again = run(checkpoint=kept)
    assert np.array_equal(again.outcomes, whole.outcomes)
    assert np.array_equal(again.final, whole.final)
    assert all(np.array_equal(again.parameters[name], whole.parameters[name]) for name in whole.parameters)


def test_theories_run_together_are_those_that_run_apart() -> None:
    by_theory = {theory: cells("essay", "fearful", theory=theory) for theory in ("essay", "diversion")}
    both = run_all(by_theory, seed=1, worlds=24)
    for one, (theory, these) in zip(both, by_theory.items(), strict=True):
        (alone,) = run_all({theory: these}, seed=1, worlds=24)
        assert np.array_equal(one.outcomes, alone.outcomes)
        assert one.weighed == alone.weighed


@pytest.mark.parametrize(
    ("theory", "headlines", "doubt"),
    [
        ("essay", True, True),
        ("opportunity", True, True),
        ("spiral", False, True),
        ("diversion", False, True),
        ("own_calendar", False, False),
    ],
)
def test_who_sees_a_lever_is_found_in_what_pyongyang_weighs(
    theory: str, headlines: bool, doubt: bool
) -> None:
    made = run(theory, worlds=16)
    assert sees(made, H5.contrasts["headlines of discord"]) == headlines
    assert sees(made, H5.contrasts["doubt"]) == doubt


@cache
def whole(theory: str) -> Run:
    """The cells of the matched claims to the end of 2020."""
    names = ["essay", "hard_only", "soft_only", "erratic_at_the_same_mean"]
    made = essay_hypotheses().scenarios(baseline(), names, [theory])[theory]
    values = ran([Cell(scenario, theory) for scenario in made.values()], MATCHED)
    return Run(theory, made, values.transpose(1, 0, 2), np.zeros((4, MATCHED), np.int8), {}, {})


@pytest.mark.parametrize("theory", NAMES)
def test_contrasts_are_matched_where_they_must_be(theory: str) -> None:
    """Within what the claim allows, and a little for noise."""
    claims = [essay_hypotheses().hypotheses[name] for name in ("H2", "H10")]
    table = matched_table(claims, [whole(theory)])
    assert len(table) == 4
    assert (abs(table["ratio"] - 1) < table["within"] + 0.03).all(), table.to_string()


# ── outcomes that claims need ──


def outcome(name: str, weeks: int, *scenarios: Scenario) -> list[float]:
    world = world_after(weeks, *scenarios)
    return [float(x) for x in outcomes(world.situation)[list(OUTCOMES).index(name)]]


def test_provocations_after_the_first_exercise_are_those_of_eight_weeks() -> None:
    quiet = with_fact(still_calendar(), "exercise", 0.8, 2, 3)
    inside, before, late = (with_order(quiet, "DPRK", "nuclear_test", week) for week in (4, 3, 12))
    last = with_order(quiet, "DPRK", "nuclear_test", 11)
    assert outcome("after_exercise", 14, quiet, inside, before, late, last) == [0, 1, 0, 0, 1]


def still_calendar() -> Scenario:
    facts = {name: fact for name, fact in still().calendar.items() if fact.sets != "exercise"}
    return still().model_copy(update={"calendar": facts})


def test_initiatives_count_what_both_allies_send() -> None:
    one = with_order(still(), "US", "back_channel", 0, 9)
    both = with_order(one, "ROK", "public_statement", 0, 9)
    none, first, second = outcome("initiatives", 10, still(), one, both)
    assert none < first < second
    assert second == pytest.approx(2 * 52.1775, rel=0.01)


def test_events_of_a_high_rung_are_local_provocations_and_attacks() -> None:
    order = with_order(with_order(still(), "DPRK", "local_provocation", 1), "DPRK", "attack", 3)
    high, local, attacks = (outcome(n, 8, order)[0] for n in ("high_events", "local_provocations", "attacks"))
    assert high == pytest.approx(local + attacks)
    assert local > 0 < attacks


def test_without_a_freeze_its_programme_is_the_one_at_the_end() -> None:
    freeze, end = (outcome(n, 20, still())[0] for n in ("programme_freeze", "programme_end"))
    assert freeze == end


def test_a_freeze_keeps_the_programme_it_met() -> None:
    """The programme may go on to grow or be dismantled; what is kept is that of a freeze's first week."""
    world = world_after(0, baseline("capitulation"), worlds=40, theory="spiral")
    met = np.full(40, np.inf, np.float32)
    for _ in range(183):
        world.step()
        first = (world.situation.talks.stage > 2) & np.isinf(met)
        met = np.where(first, world.measure("programme"), met)
    rows = outcomes(world.situation)
    kept, froze, end = (
        rows[list(OUTCOMES).index(n)] for n in ("programme_freeze", "p_freeze", "programme_end")
    )
    frozen = froze > 0
    assert 0 < frozen.sum() < 40
    assert np.array_equal(kept[frozen], met[frozen])
    assert np.array_equal(kept[~frozen], end[~frozen])
    assert (kept[frozen] != end[frozen]).any()
