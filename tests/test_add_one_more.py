"""One more of each thing takes what the page about it says: a line, a block, a file or a function."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from sim.core.columns import Column
from sim.core.parameters import Numbers
from sim.core.rule import RULES, rule
from sim.engine import world_batch
from sim.engine.ensemble import Ensemble, simulate_ensemble
from sim.explanation.rule_inputs import every_rule, reads
from sim.model import outcome_counters
from sim.model.situation import Situation
from sim.model.theories import FILES, Theory, own_calendar, theory
from sim.scenario import Scenario, load
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import OUTCOMES, Outcome
from tests.model.test_rule_laws import check_laws

BASELINE = Path(__file__).parents[1] / "scenarios" / "baseline.yaml"
SHORT = "end: 2018-03-31\n"


@pytest.fixture
def extending(tmp_path: Path) -> Scenario:
    return written(tmp_path / "short.yaml", SHORT)


def written(path: Path, text: str) -> Scenario:
    """A file that extends the baseline, loaded."""
    path.write_text(f"extends: {BASELINE}\nquestion: What if there were one more?\n{text}", encoding="utf-8")
    return load(path)


def ran(scenario: Scenario, worlds: int = 40, theory: str = "essay") -> Ensemble:
    return simulate_ensemble([Cell(scenario, theory)], seed=3, worlds=worlds)


def same(one: Ensemble, two: Ensemble) -> bool:
    names = ("histograms", "sums", "rungs", "stages", "outcomes", "final")
    return all(getattr(one, name).tobytes() == getattr(two, name).tobytes() for name in names)


# ── a scenario, a signal, a strategy, a parameter: lines of data ──


def test_one_more_scenario_is_a_small_file(extending: Scenario) -> None:
    assert (extending.name, extending.files[0].name) == ("short", "baseline.yaml")
    assert ran(extending).weeks == extending.weeks < load(BASELINE).weeks


def broadcasts(base: float) -> str:
    return f"""{SHORT}signals:
  radio_broadcasts: {{senders: {{ROK: {base}, DPRK: {base}}}, family: words, channel: public,
    audience: [DPRK], meaning: 0.3, sunk_cost: 0.05, tied_hands: 0.05, rung: 1, does: {{assure_ally: 1}},
    says: Loudspeakers at the line., source: assumed}}
"""


def test_one_more_signal_without_weight_changes_no_bit(extending: Scenario, tmp_path: Path) -> None:
    inert = written(tmp_path / "inert.yaml", broadcasts(0))
    assert "radio_broadcasts" in inert.signals
    assert same(ran(extending), ran(inert))


def test_one_more_signal_with_weight_is_sent(extending: Scenario, tmp_path: Path) -> None:
    loud = written(tmp_path / "loud.yaml", broadcasts(0.1))
    assert not same(ran(extending), ran(loud))
    assert sent(loud, "ROK", "radio_broadcasts") > 0


def sent(scenario: Scenario, actor: str, signal: str) -> int:
    """In how many world-weeks a signal was sent."""
    from tests.helpers.worlds import sent, world_of

    world, count = world_of(scenario, worlds=40), 0
    for _ in range(scenario.weeks):
        world.step()
        count += int(sent(world.situation, actor, signal).sum())
    return count


def test_one_more_strategy_is_a_block(extending: Scenario, tmp_path: Path) -> None:
    block = f"""{SHORT}strategy: quiet_strength
strategies:
  quiet_strength:
    says: The essay's strategy, through quiet channels alone.
    source: assumed
    both: {{stick: 1.1, quiet: 1}}
    ROK: {{carrot: [1.1, 1.3]}}
"""
    own = written(tmp_path / "own.yaml", block)
    assert own.dispositions_of("ROK")["carrot"] == (1.1, 1.3)
    assert own.dispositions_of("US")["quiet"] == (1, 1)
    assert not same(ran(extending), ran(own))


def test_one_more_parameter_is_a_line_and_a_rule_reads_it(tmp_path: Path) -> None:
    line = f"""{SHORT}parameters:
  zeal: {{default: 0.5, range: [0, 1], unit: value, says: How zealous., source: assumed}}
"""
    zealous = written(tmp_path / "zealous.yaml", line)
    drawn = ran(zealous, worlds=16).parameters["zeal"]
    assert len(set(drawn.tolist())) == 2
    assert 0 < drawn.min() < drawn.max() < 1


def test_one_more_parameter_shifts_nobody_elses_draw(extending: Scenario, tmp_path: Path) -> None:
    line = f"""{SHORT}parameters:
  zeal: {{default: 0.5, range: [0, 1], unit: value, says: How zealous., source: assumed}}
"""
    assert same(ran(extending), ran(written(tmp_path / "zealous.yaml", line)))


# ── a rule, a theory, an outcome: a function ──


@pytest.fixture
def own_rules() -> Iterator[None]:
    before = dict(every_rule())
    yield
    RULES.clear()
    RULES.update(before)


@pytest.mark.usefixtures("own_rules")
def test_one_more_rule_is_a_function_under_the_law() -> None:
    @rule("E18", gives="tension", cites=("cronin2017",))
    def one_more(tension: Column, draw: Column, p: Numbers) -> Column:
        """Tension is what it is, or nothing."""
        return tension * (draw < p.leak)

    card = RULES["test_add_one_more.one_more"]
    assert (card.says, card.ids, card.gives) == ("Tension is what it is, or nothing.", ("E18",), "tension")
    assert reads(card.key).parameters == ("leak",)
    check_laws(card, 1)


@pytest.mark.usefixtures("own_rules")
def test_a_rule_that_breaks_a_law_is_found_out() -> None:
    @rule("E18", gives="tension")
    def beyond(tension: Column) -> Column:
        """Tension beyond all measure."""
        return tension + 1

    @rule("E18", gives="a mean")
    def crowded(tension: Column) -> Column:
        """What the crowd makes of tension."""
        return tension - tension.mean()

    for key in ("beyond", "crowded"):
        with pytest.raises(AssertionError):
            check_laws(RULES[f"test_add_one_more.{key}"], 1)
    with pytest.raises(ValueError, match="declared twice"):
        rule(gives="x")(crowded)


def test_one_more_theory_is_a_file_of_four_functions(
    extending: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = ModuleType("prestige", "Prestige: tests mark the great days of the dynasty.")
    file.__dict__.update(
        provoke=lambda signal, view, p: signal.threat * (0.5 + view.contact_mood),
        engage=own_calendar.engage,
        stand_firm=own_calendar.stand_firm,
        bargain=own_calendar.bargain,
    )
    monkeypatch.setitem(FILES, "prestige", file)
    made = theory("prestige")
    assert isinstance(made, Theory)
    assert made.says == "Prestige: tests mark the great days of the dynasty."
    provoked = list(OUTCOMES).index("provocations")
    blind, proud = (
        ran(extending, theory=name).outcomes[0, provoked].mean() for name in ("own_calendar", "prestige")
    )
    assert proud > blind


def test_one_more_outcome_is_a_line_and_a_row(extending: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        OUTCOMES, "quiet", Outcome("quiet", "weeks", "weeks without a provocation", "more", 4)
    )
    with pytest.raises(KeyError, match="quiet"):
        ran(extending, worlds=1)
    rows = outcome_counters.outcomes

    def with_quiet(s: Situation) -> Column:
        monkeypatch.delitem(OUTCOMES, "quiet")
        known = rows(s)
        monkeypatch.setitem(OUTCOMES, "quiet", Outcome("quiet", "weeks", "no provocation", "more", 4))
        return np.concatenate([known, s.tally.longest[None]])

    monkeypatch.setattr(world_batch, "outcomes", with_quiet)
    outcomes = ran(extending, worlds=5).outcomes[0]
    assert outcomes.shape == (len(OUTCOMES), 5)
    assert (outcomes[-1] == outcomes[list(OUTCOMES).index("longest_lull")]).all()
