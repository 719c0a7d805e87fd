"""Cases of the table: Fearon 1995 on bargaining, with and without a need for the deterrent."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.model.choice import TABLE
from sim.model.phases import negotiate
from sim.vocabulary.ladders import FREEZE, STAIRS, TALKS
from tests.studies.textbook.case import Case, Line, logistic, number, share, world_of

STRENGTHS = (0.2, 0.5, 0.8)


def strength(worlds: int, seed: int) -> Iterator[Line]:
    """Pyongyang takes a freeze: only the danger of going on counts, or only the need for its deterrent."""
    for arrow, other in (("waiting_risk", "deterrent_worth"), ("deterrent_worth", "waiting_risk")):
        for strong in STRENGTHS:
            starts = dict.fromkeys(("start_resolve_us", "start_resolve_rok", "start_readiness"), strong)
            numbers = {arrow: 1.0, other: 0.0, "start_first_strike": 0.0, **starts}
            world = world_of("table", worlds, seed, setting=numbers)
            world.situation.talks.stage[:] = TALKS
            programme = 0.5 * (number(world, "start_missile") + number(world, "start_nuclear"))
            depth = float(FREEZE / STAIRS)
            worth = strong * strong * 0.5 if arrow == "waiting_risk" else -strong * 0.5 * programme * depth
            expected = logistic(number(world, "rationality") * worth)
            world.step()
            takes = world.situation.north.sent.places[TABLE] > 0
            what = "danger alone" if arrow == "waiting_risk" else "need alone"
            yield share(f"{what}: takes a freeze, strength {strong:g}", expected, takes)


def zone(worlds: int, seed: int) -> Iterator[Line]:
    """Terms that suit both: where war costs something, and where a deterrent is needed and nobody trusts."""
    trusting, distrusting = (dict.fromkeys(("start_trust_us", "start_trust_rok"), x) for x in (1.0, 0.0))
    costly = {"deterrent_worth": 0.0, "waiting_risk": 1.0, **trusting}
    committed = {"deterrent_worth": 2.0, "waiting_risk": 0.0, **distrusting}
    for what, numbers, expected in (
        ("war is costly, no need for the deterrent", costly, 1.0),
        ("the deterrent is needed, no word is believed", committed, 0.0),
    ):
        ready = {"start_first_strike": 1.0, "start_readiness": 1.0}
        world = world_of("table", worlds, seed, setting=numbers | ready)
        world.situation.talks.stage[:] = TALKS
        world.step()
        asked, payable = negotiate.zone(world.situation)
        yield share(f"terms that suit both: {what}", expected, np.asarray(asked < payable))


CASES = (
    Case(
        "Strength at the table", "Fearon 1995; Powell 2015; Jervis 1976",
        "If strength only makes going on dangerous, agreement gets likelier with it; if it only makes a "
        "deterrent needed, less likely. With both weights at nought it does not matter.",
        "table", strength,
    ),
    Case(
        "A zone of agreement", "Fearon 1995",
        "Informed sides for whom war is costly always have terms that suit both; a deterrent that is needed "
        "and a word that nobody believes, the commitment problem, leave none.",
        "table", zone,
    ),
)  # fmt: skip
