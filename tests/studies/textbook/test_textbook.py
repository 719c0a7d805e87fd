"""Textbook cases: the engine, reduced to what is solved on paper, comes to what is known."""

from __future__ import annotations

import numpy as np
import pytest

from sim.scenario import load
from sim.scenario.library import folder
from tests.studies.textbook.case import Case, Line, exact, mean, share, world_of
from tests.studies.textbook.page import CASES, PAGE

WORLDS, SEED = 300, 5


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_comes_to_what_is_known(case: Case) -> None:
    lines = list(case.lines(WORLDS, SEED))
    assert lines
    assert not [line for line in lines if not line.holds]


def test_every_scenario_of_the_textbook_is_sound_and_used() -> None:
    files = {path.stem for path in (folder() / "textbook").glob("*.yaml")}
    assert files == {case.scenario for case in CASES} | {"quiet"}
    for name in files:
        assert load(folder() / "textbook" / f"{name}.yaml").question


def test_the_page_has_every_case_and_every_line_of_it_holds() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for case in CASES:
        assert f"## {case.name}\n\n{case.source}. {case.says}" in text
    rows = [line for line in text.splitlines() if line.startswith("| ") and "expected" not in line]
    assert len(rows) > 30
    assert all(row.endswith("| holds |") for row in rows)


# ── the intervals can fail ──


def test_a_wrong_share_mean_or_number_does_not_hold() -> None:
    hits = np.arange(1000) < 300
    assert share("it", 0.3, hits).holds
    assert not share("it", 0.4, hits).holds
    values = np.random.default_rng(1).normal(1, 1, 400)
    assert mean("it", values, 1).holds
    assert not mean("it", values, -1).holds
    assert not mean("it", values, 0).holds
    assert mean("it", np.zeros(9), 0).holds
    assert exact("it", 0.5, np.full(3, 0.5, np.float32)).holds
    assert not exact("it", 0.501, np.full(3, 0.5, np.float32)).holds
    assert not Line("it", 1, 0, -0.1, 0.1).holds


def test_only_what_a_case_names_is_sent() -> None:
    world = world_of("quiet", 8, 1, send=[("DPRK", "taunt")], order=[("US", "public_offer")], weeks=2)
    sent = set[str]()
    for _ in range(6):
        world.step()
        for actor in world.situation.actors.values():
            for family, places in actor.sent.places.items():
                if family in actor.menus:
                    sent |= {actor.options(family)[place] for place in places.tolist() if place}
    assert sent == {"taunt", "public_offer"}
