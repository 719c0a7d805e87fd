"""What is alive: what is dead shows as dead, what moves shows with its sign, and nothing stays unsaid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim as tt
from sim.core.errors import UserError
from sim.core.random_streams import Draws
from sim.explanation.rule_inputs import every_rule
from sim.model.theories import essay
from sim.model.world import World
from sim.output.report import Table
from sim.plots import Context
from sim.plots.alive_counts import FILLS, CountBar, counts
from sim.plots.alive_rows import ExpectationRow, expectations
from sim.plots.kit.theme import style
from sim.scenario.cell import Cell
from sim.studies.alive import judgement
from sim.studies.alive.claim_verdicts import over_theories
from sim.studies.alive.essay_rows import known, read_rows, rows, scenarios_of
from sim.studies.alive.judgement import (
    ALIVE,
    CONTESTED,
    DEAD,
    INSIDE,
    NOTHING,
    ORDER,
    OTHER,
    SEEN,
    STATED,
    UNUSED,
)
from sim.studies.alive.moments import Moments, limit
from sim.studies.alive.observables import observables
from sim.studies.alive.report import Alive
from sim.studies.alive.runs import Plan
from sim.studies.alive.silence import NEUTRAL, Silence, applied
from sim.studies.alive.switches import switches
from sim.vocabulary.claims import claims
from tests.helpers.overlap import faults
from tests.helpers.studies import laboratory, told
from tests.helpers.worlds import baseline, short

WORLDS = 64


@pytest.fixture(scope="module")
def found() -> Alive:
    """A year of a few switches: one of each kind that is alive, and one that is not."""
    only = "E05,E16,read.together,essay.brinkmanship,read_as_retreat,media_noise,embolden"
    theories = ["essay", "own_calendar"]
    return tt.alive(short(baseline(), 52), only=only, theories=theories, worlds=WORLDS, workers=1)


# ── the rows of the essay ──


def test_every_claim_has_a_lever_and_says_what_it_moves():
    assert set(rows()) == set(claims())
    known(rows(), observables(baseline()))
    for claim, levers in rows().items():
        assert levers, claim
        for it in levers:
            assert it.expects, (claim, it.name)
            of, against = scenarios_of(baseline(), it)
            assert of != against


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("E99: []", "E99: no claim of the essay"),
        ("E05: [{vary: parameters.leak}]", "expects"),
        ("E05: [{expects: {bans: more}}]", "either `vary` or `changes`"),
        ("E05: [{changes: {strategy: erratic}, expects: {bans: more}}]", "`changes` needs `says`"),
        ("E05: [{vary: parameters.leak, expects: {bans: up}}]", "'more', 'less' or 'either'"),
    ],
)
def test_a_faulty_row_is_told(tmp_path: Path, text: str, says: str):
    file = tmp_path / "rows.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=says):
        read_rows(file)


def test_a_row_that_expects_what_nothing_measures_is_told(tmp_path: Path):
    file = tmp_path / "rows.yaml"
    file.write_text("E05: [{vary: parameters.leak, expects: {banns: more}}]", encoding="utf-8")
    with pytest.raises(UserError, match=r"no observable 'banns'.*bans"):
        known(read_rows(file), observables(baseline()))


# ── switches ──


def test_all_rules_and_all_uncertain_parameters_are_switched():
    every = switches(baseline(), rows(), ())
    names = {kind: [it.name for it in every if it.kind == kind] for kind in ("rule", "parameter")}
    assert names["rule"] == list(every_rule())
    numbers = baseline().parameters
    assert names["parameter"] == [name for name, it in numbers.items() if it.range[0] < it.range[1]]
    for it in every:
        if it.kind == "parameter":
            of, against = it.sides()
            low, high = numbers[it.name].range
            assert (of.parameters[it.name].span, against.parameters[it.name].span) == (
                (high, high),
                (low, low),
            )


def test_a_word_that_names_nothing_is_told():
    with pytest.raises(UserError, match=r"--only cautoin: .*caution"):
        switches(baseline(), rows(), ["cautoin"])
    assert {it.part_of for it in switches(baseline(), rows(), ["e05"])} == {"E05"}
    assert {it.kind for it in switches(baseline(), rows(), ["rules"])} == {"rule"}


def test_neutral_results_are_of_rules_that_there_are_and_of_their_arguments():
    assert set(NEUTRAL) <= set(every_rule())
    for key, neutral in NEUTRAL.items():
        assert isinstance(neutral, int) or neutral in every_rule()[key].arguments


def test_a_rule_switched_off_leaves_state_as_it_is_and_adds_nothing():
    def stepped(silent: str = "") -> World:
        world = World([Cell(laboratory(4), "essay")], Draws(1, 0, 8), 8)
        if silent:
            with Silence(silent).listen():
                world.step()
        else:
            world.step()
        return world

    world, off = stepped(), stepped("press.bans")
    start = World([Cell(laboratory(4), "essay")], Draws(1, 0, 8), 8)
    np.testing.assert_array_equal(off.situation.land.bans, start.situation.land.bans)
    assert (world.situation.alliance.readiness == off.situation.alliance.readiness).all()
    with Silence("essay.brinkmanship").listen():
        assert not essay.brinkmanship(np.ones(8, np.float32), world.situation.p).any()
    assert (
        stepped("read.read_as").situation.beliefs["US"].mean.shape == world.situation.beliefs["US"].mean.shape
    )


def test_theories_apply_their_own_rules():
    used = {theory: applied(laboratory(8), theory) for theory in ("essay", "own_calendar")}
    assert "essay.brinkmanship" in used["essay"]
    assert "essay.brinkmanship" not in used["own_calendar"]
    assert "read.unity" in used["own_calendar"]


def test_a_switched_rule_gives_the_same_bits_compiled_and_as_written(monkeypatch: pytest.MonkeyPatch):
    arguments = {"only": "read.turned", "theories": "essay", "worlds": WORLDS, "workers": 1}
    written = tt.alive(short(baseline(), 26), **arguments)
    monkeypatch.setattr("sim.engine.compiled.PAYS", 1)
    compiled = tt.alive(short(baseline(), 26), **arguments)
    pd.testing.assert_frame_equal(written.strengths, compiled.strengths)
    assert written.strengths["moves"].tolist() != [NOTHING]


# ── differences and what is clear ──


def test_moments_add_up_over_worlds():
    rng = np.random.default_rng(3)
    of, against = (rng.normal(size=(5, 64)).astype(np.float32) for _ in range(2))
    of[4] = against[4]
    whole = Moments.of(of, against, 8)
    parts = Moments.of(of[:, :24], against[:, :24], 8).plus(Moments.of(of[:, 24:], against[:, 24:], 8))
    np.testing.assert_allclose(whole.mean, parts.mean, atol=1e-12)
    np.testing.assert_allclose(whole.error, parts.error, atol=1e-12)
    averages = (of.astype(float) - against).reshape(5, 8, 8).mean(axis=2)
    np.testing.assert_allclose(whole.error, averages.std(axis=1, ddof=1) / np.sqrt(8), atol=1e-12)
    assert whole.same.tolist() == [False] * 4 + [True]
    assert whole.z[4] == 0


def test_noise_is_rarely_clear_and_a_planted_effect_is():
    rng = np.random.default_rng(8)
    looks, draws = 100, 50
    noise = [
        np.abs(Moments.of(rng.normal(size=(looks, 8 * draws)), np.zeros((looks, 8 * draws)), 8).z).max()
        for _ in range(200)
    ]
    assert np.mean(np.array(noise) > limit(looks, draws)) <= 0.03
    planted = Moments.of(rng.normal(0.5, 1, (1, 8 * draws)), np.zeros((1, 8 * draws)), 8)
    assert planted.z[0] > limit(looks, draws)
    assert limit(1, 1) == np.inf


def test_a_lever_that_a_scenario_lacks_is_told():
    lacking = baseline().model_copy(update={"calendar": {}})
    with pytest.raises(UserError, match="E25, posts filled a year later: not in this scenario"):
        switches(lacking, rows(), ["E25"])


def test_the_first_look_takes_whole_draws():
    assert Plan.of(2000) == Plan(400, 2000)
    assert Plan.of(64) == Plan(64, 64)
    assert Plan.of(1001).first % 8 == 0


@pytest.mark.parametrize(
    ("verdicts", "whole"),
    [
        (["as stated", "not clear"], STATED),
        (["other way", "nothing"], OTHER),
        (["as stated", "other way"], CONTESTED),
        (["not clear", "nothing"], "not clear"),
        (["nothing", "nothing"], NOTHING),
    ],
)
def test_theories_are_taken_together(verdicts: list[str], whole: str):
    assert over_theories(verdicts) == whole


# ── the study ──


def test_what_moves_and_what_does_not_are_told_apart(found: Alive):
    moves = found.switches.set_index("name")["moves"]
    assert moves["media_noise"] == INSIDE  # the headlines; too few worlds for more
    assert moves["embolden"] == NOTHING  # only `opportunity` reads it
    strengths = found.strengths.set_index(["name", "theory"])["moves"]
    assert strengths["essay.brinkmanship", "own_calendar"] == UNUSED
    assert strengths["essay.brinkmanship", "essay"] != NOTHING
    bans = found.expectations[found.expectations["observable"] == "bans"]
    assert bans["verdict"].tolist() == [STATED, STATED]
    assert (bans["difference"] > 0).all()
    blind = found.expectations[
        (found.expectations["claim"] == "E16") & (found.expectations["theory"] == "own_calendar")
    ]
    assert set(blind["verdict"]) == {NOTHING}


def test_the_report_names_what_is_dead(found: Alive):
    titles = [block.title for block in found.report.blocks if isinstance(block, Table)]
    assert titles[0].startswith("Claims of the essay")
    weak = [
        block
        for block in found.report.blocks
        if isinstance(block, Table) and "nothing that is seen" in block.title
    ]
    named = {line[0][0].text for block in weak for line in block.rows}
    assert named == set(found.switches["name"][found.switches["moves"] != SEEN])
    assert set(found.claims["verdict"]) <= {ALIVE, OTHER, CONTESTED, DEAD, judgement.PART}
    assert "of 2 claims move what they state" in found.headline


def test_it_is_saved_and_shown(tmp_path: Path, found: Alive):
    files = {path.name for path in found.save(tmp_path / "out").iterdir()}
    assert {
        "claims.csv",
        "expectations.csv",
        "switches.csv",
        "strengths.csv",
        "rows.svg",
        "counts.svg",
        "words.txt",
    } <= files
    assert "what is seen" in found._repr_html_()
    for name in found.figures:
        with style():
            assert faults(found.plot(name)) == []


def test_worlds_from_the_record_are_refused():
    with pytest.raises(UserError, match="start: rules are switched from the start"):
        tt.alive(baseline().with_(name="later", start={"date": "2017-06-30", "from": "record"}), worlds=8)


def test_the_command_says_what_it_found(tmp_path: Path):
    file = tmp_path / "short.yaml"
    file.write_text("extends: baseline\nquestion: Short?\nend: 2017-09-03\n", encoding="utf-8")
    said = told("alive", file, "--only", "E30,leak", "--theory", "essay", "--worlds", 16, "--quiet",
                "--out", tmp_path / "out")  # fmt: skip
    assert "Regular exercises continue" in said
    assert "claims move what they state" in said
    assert "no row, rule or parameter" in told("alive", file, "--only", "E99", code=2)


# ── pictures ──


WORDS = Context("What is alive?", "essay; 16 worlds")


def test_pictures_show_every_verdict_and_fit():
    lines = [
        ExpectationRow(
            "E05", "parameters.resolution_step", "bans", "more", (0.1, -0.2), ("as stated", "other way")
        ),
        ExpectationRow("E05", "posture.both.stick", "strain", "either", (0.001, 0), ("not clear", "nothing")),
    ]
    bars = [CountBar("rules, any theory", dict(zip(ORDER, (90, 1, 5, 2, 0), strict=True)))]
    with style():
        figure = expectations(lines, ["essay", "own_calendar"], WORDS)
        assert faults(figure) == []
        texts = {text.get_text() for axes in figure.axes for text in axes.texts}
        assert {"E05", "↑ bans", "↕ strain", "+0.1", "−0.2"} <= texts
        assert faults(counts(bars, ORDER, WORDS)) == []
    assert set(FILLS) == set(ORDER)
