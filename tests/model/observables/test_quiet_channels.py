# ruff: noqa: N802 - a test is named after the claim it shows
"""Quiet back-channels: claim E09."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.situation import Situation
from sim.scenario import Scenario
from tests.helpers.worlds import Series, follow, still, trajectory, with_order, with_parameters, with_signal


def _whisper(s: Scenario, **fields: object) -> Scenario:
    """One US signal ordered in week 3, private unless said otherwise."""
    told = with_signal(s, "word", senders={"US": 0.0}, **({"family": "contact", "channel": "private",
                       "audience": ("DPRK",), "meaning": -0.5, "sunk_cost": 0.5} | fields))  # fmt: skip
    return with_order(told, "US", "word", 3)


def _pair(s: Scenario, **fields: object) -> tuple[Scenario, Scenario]:
    """The same scenario with the word said and not said."""
    said = _whisper(with_parameters(s, misread=0, leak=0), **fields)
    return said.model_copy(update={"orders": {}}), said


def _heard(s: Situation, hearer: str) -> Series:
    return s.believed("US", by=hearer)


BELIEFS = {h: (lambda w, h=h: _heard(w, h)) for h in ("ROK", "DPRK", "China")}


@pytest.mark.parametrize("addressee", ["ROK", "DPRK", "China"])
def test_E09_a_private_signal_reaches_only_its_addressee(addressee: str) -> None:
    """A private word moves the belief of who it is meant for; the others do not hear it."""
    r = follow(*_pair(still(), audience=(addressee,)), weeks=6, worlds=2, read=BELIEFS)
    for hearer, belief in r.items():
        assert np.array_equal(belief[0], belief[1]) == (hearer != addressee)


def test_E09_a_private_word_to_another_wins_no_trust_in_Pyongyang() -> None:
    """A friendly word whispered to Beijing is not heard in Pyongyang, and wins no trust there."""
    trust = trajectory(*_pair(still(), audience=("China",)), measure="trust_us", weeks=6, worlds=2)
    np.testing.assert_array_equal(trust[0], trust[1])


@pytest.mark.parametrize("meaning", [-0.5, 0.5])
def test_E09_a_private_signal_feeds_no_headlines(meaning: float) -> None:
    """What is said in private, soft or hard, moves the headlines by nothing in its week; in public it
    does.
    """
    for channel, silence in (("private", True), ("public", False)):
        cells = _pair(still(), family="words", meaning=meaning, channel=channel)
        media = trajectory(*cells, measure="media_tension", weeks=4, worlds=4)
        assert np.array_equal(media[0], media[1]) == silence


def test_E09_a_private_signal_ties_no_hands() -> None:
    """A threat in private binds nobody; the same threat in public does."""
    for channel, free in (("private", True), ("public", False)):
        cells = _pair(still(), family="words", meaning=0.5, tied_hands=0.5, channel=channel)
        tied = follow(*cells, weeks=5, worlds=2, read={"tied": lambda s: s.us.state.tied_hands})["tied"]
        assert np.array_equal(tied[0], tied[1]) == free


def test_E09_a_private_signal_reassures_no_ally() -> None:
    """Firmness shown in private leaves Seoul's confidence as it is; the same in public raises it."""
    for channel, unmoved in (("private", True), ("public", False)):
        cells = _pair(still(), family="words", meaning=0.6, channel=channel)
        confidence = trajectory(*cells, measure="confidence", weeks=5, worlds=2)
        assert np.array_equal(confidence[0], confidence[1]) == unmoved


def _moved(channel: str, private_pull: float = 0.5) -> float:
    """How far one word by Washington moves Pyongyang's belief."""
    cells = _pair(with_parameters(still(), private_pull=private_pull), channel=channel)
    belief = trajectory(*cells, measure="resolve_us", weeks=4, worlds=1)
    return abs(float(belief[1, -1, 0] - belief[0, -1, 0]))


def test_E09_a_private_signal_pulls_belief_less() -> None:
    """In private the same word moves belief less, not at all at a pull of 0, and as much at a pull of 1."""
    aloud = _moved("public")
    assert _moved("private", 0) == 0
    assert 0 < _moved("private", 0.5) < aloud
    assert _moved("private", 1) == aloud


def test_E09_a_leak_costs_confidence() -> None:
    """A back-channel that leaks costs Seoul's confidence, one that does not costs nothing."""
    tight, leaky = (with_parameters(still(), leak=x) for x in (0, 1))
    cells = [tight, *(with_order(s, "US", "back_channel", 3) for s in (tight, leaky))]
    confidence = trajectory(*cells, measure="confidence", weeks=6, worlds=2)
    np.testing.assert_array_equal(confidence[0], confidence[1])
    assert (confidence[2, 3:] < confidence[0, 3:]).all()


@pytest.mark.parametrize("ratio", [0.5, 1.5])
def test_E09_in_private_misreading_differs_by_its_ratio(ratio: float) -> None:
    """In private a signal is taken for its opposite half as often, or half as often again, as in public."""

    def slips(channel: str) -> float:
        s = with_parameters(still(), misread=0.2, misread_private=ratio, leak=0)
        said = _whisper(s, channel=channel, meaning=0.9, family="words")
        belief = trajectory(
            said.model_copy(update={"orders": {}}), said, measure="resolve_us", weeks=4, worlds=2000
        )
        return float((belief[1, 3] < belief[0, 3]).mean())

    assert slips("private") / slips("public") == pytest.approx(ratio, rel=0.2)
