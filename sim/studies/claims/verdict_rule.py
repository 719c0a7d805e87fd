"""The verdict rule: what a claim is judged to be, part by part, claim by claim, and across theories.

Over draws of the uncertain parameters, without what random draws add: *holds* where at least 90 % of draws
lie on the claimed side and the median by more than what matters; *fails* where at least 90 % lie on the other
side, or 90 % of draws lie within what matters of nothing; *depends* for anything else. *Saturated* where
nearly all worlds come to the same, and *too few worlds* where there are too few draws to speak of 90 % of
them, or where the Monte Carlo error could turn one verdict into another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.results import verdicts
from sim.results.sample import INTERVAL, Numbers, quantile
from sim.studies.claims.effects import Effect

NEARLY_ALL = 0.9
"""Share of parameter draws that settles a verdict."""
FOURFOLD = 5
"""How often worlds are taken four times to see how many would settle a verdict."""
HOLDS, FAILS, DEPENDS, BLIND = "holds", "fails", "depends", "blind"
TOO_FEW, SATURATED = verdicts.TOO_FEW, verdicts.SATURATED
OPEN = (TOO_FEW, SATURATED)
"""Words that say that the study could not judge."""
VERDICTS = (HOLDS, FAILS, DEPENDS, *OPEN, BLIND)
ROBUSTLY_HOLDS, ROBUSTLY_FAILS = "robustly holds", "robustly fails"
CONTESTED, UNSETTLED = verdicts.CONTESTED, "unsettled"
STANDINGS = (ROBUSTLY_HOLDS, ROBUSTLY_FAILS, CONTESTED, UNSETTLED)
REVERSED, NOTHING = "the reverse", "no effect worth speaking of"
UNSEEN = "nothing that Pyongyang weighs is touched under this theory"
DISAGREE = "its parts come out differently"
PART_FAILS = "one of its parts fails, another depends"
PART_UNSURE = "one of its parts is open, another depends"
CONTROL = "a blind control: signals do nothing by construction"
SWAPPED = {HOLDS: FAILS, FAILS: HOLDS}


@dataclass(frozen=True)
class Verdict:
    """A word, the reason where it needs one, and the share of draws in which the claim holds."""

    word: str
    why: str = ""
    share: float = math.nan


def of_effect(effect: Effect, worlds: int, saturation: str = "") -> Verdict:
    """The verdict on one outcome."""
    return _judged([effect], worlds, saturation, lambda gains: _of_gains(effect, gains[0]), effect.share)


def _of_gains(effect: Effect, gains: Numbers) -> Verdict:
    share, delta = float((gains > 0).mean()), effect.delta
    if effect.level:
        return _by_share(share)
    if share >= NEARLY_ALL and float(quantile(gains, 0.5)) > delta:
        return Verdict(HOLDS, share=share)
    if float((gains < 0).mean()) >= NEARLY_ALL:
        return Verdict(FAILS, REVERSED if float(quantile(gains, 0.5)) < -delta else NOTHING, share)
    low, high = (float(quantile(gains, at)) for at in INTERVAL)
    if -delta < low and high < delta:
        return Verdict(FAILS, NOTHING, share)
    return Verdict(DEPENDS, share=share)


def of_either(effects: Sequence[Effect], worlds: int, saturation: str = "") -> Verdict:
    """Better on one outcome by more than what matters, and not worse by more than that on the others."""

    def judge(gains: Sequence[Numbers]) -> Verdict:
        share = float(beats(effects, gains).mean())
        return _by_share(share, "does not do better on one without doing worse on the other")

    return _judged(effects, worlds, saturation, judge, judge([each.gains for each in effects]).share)


def of_undominated(rivals: Mapping[str, Sequence[Effect]], worlds: int, saturation: str = "") -> Verdict:
    """In how many draws no rival does better on one outcome and no worse on the others."""
    every = [effect for effects in rivals.values() for effect in effects]

    def judge(gains: Sequence[Numbers]) -> Verdict:
        left = iter(gains)
        beaten = {name: beats(effects, [-next(left) for _ in effects]) for name, effects in rivals.items()}
        share = 1 - float(np.stack(list(beaten.values())).any(axis=0).mean())
        by = [name for name, draws in beaten.items() if float(draws.mean()) >= NEARLY_ALL]
        return _by_share(share, f"dominated {', '.join(by)}" if by else "dominated by one or another")

    return _judged(every, worlds, saturation, judge, judge([each.gains for each in every]).share)


def beats(effects: Sequence[Effect], gains: Sequence[Numbers]) -> Numbers:
    """1 for draws that gain more than what matters on one outcome, and on none lose more than that."""
    parts = np.stack([mine / each.delta for each, mine in zip(effects, gains, strict=True)])
    return np.where((parts > 1).any(axis=0) & (parts >= -1).all(axis=0), 1.0, 0.0)


def negated(verdict: Verdict, effect: Effect) -> Verdict:
    """The verdict on a claim that says there is no such effect, or none that matters."""
    share = float((effect.gains <= effect.delta).mean())
    word, why = SWAPPED.get(verdict.word, verdict.word), verdict.why if verdict.word in OPEN else ""
    return Verdict(word, why, share)


def of_parts(parts: Sequence[Verdict]) -> Verdict:
    """The verdict on a claim that needs all its parts."""
    seen = [part for part in parts if part.word != BLIND]
    if not seen:
        return parts[0]
    words, share = {part.word for part in seen}, min(part.share for part in seen)
    open_ = next((word for word in OPEN if word in words), "")
    told = words - {*OPEN}
    if len(words) == 1 or told <= {HOLDS}:
        return Verdict(open_ or next(iter(words)), _reasons(seen), share)
    if told == {FAILS}:
        return Verdict(FAILS, _reasons([part for part in seen if part.word == FAILS]), share)
    why = DISAGREE if words >= {HOLDS, FAILS} else PART_FAILS if FAILS in words else ""
    return Verdict(DEPENDS, why or (PART_UNSURE if open_ else ""), share)


def _reasons(parts: Sequence[Verdict]) -> str:
    return "; ".join(dict.fromkeys(part.why for part in parts if part.why))


def of_contrasts(contrasts: Mapping[str, Verdict]) -> Verdict:
    """The verdict on a claim about each of several contrasts: one that fails is enough to fail it."""
    if len(contrasts) == 1:
        return next(iter(contrasts.values()))
    failed = [name for name, verdict in contrasts.items() if verdict.word == FAILS]
    whole = of_parts(list(contrasts.values()))
    words = "; ".join(f"{v.word}: {name}" for name, v in contrasts.items() if v.word != BLIND)
    if failed:
        return Verdict(FAILS, words, whole.share)
    return replace(whole, why=words if whole.word == DEPENDS else whole.why)


def across_theories(words: Mapping[str, str]) -> str:
    """Across the theories that see the lever, one of `STANDINGS`: unsettled where some cannot say."""
    seen = {word for word in words.values() if word != BLIND}
    if len(seen) == 1:
        return {HOLDS: ROBUSTLY_HOLDS, FAILS: ROBUSTLY_FAILS}.get(next(iter(seen)), UNSETTLED)
    return CONTESTED if seen >= {HOLDS, FAILS} else UNSETTLED


def _by_share(share: float, why: str = "") -> Verdict:
    if share >= NEARLY_ALL:
        return Verdict(HOLDS, share=share)
    return Verdict(FAILS, why, share) if share <= 1 - NEARLY_ALL else Verdict(DEPENDS, share=share)


def _judged(
    effects: Sequence[Effect],
    worlds: int,
    saturation: str,
    judge: Callable[[Sequence[Numbers]], Verdict],
    share: float,
) -> Verdict:
    """The verdict that `judge` finds on the gains of all `effects`, if the study can judge at all."""
    if saturation or any(effect.stuck for effect in effects):
        return Verdict(SATURATED, saturation or verdicts.STUCK, share)
    for effect in effects:
        if math.isnan(effect.mc_error) or len(effect.draws) < verdicts.FEW_DRAWS:
            few = verdicts.few_draws(len(effect.draws))
            return Verdict(TOO_FEW, few or "one world per draw does not show what random draws do", share)
    found = judge([effect.gains for effect in effects])
    if _stays(effects, judge, found, 1):
        return found
    more = [4**times for times in range(1, FOURFOLD + 1) if _stays(effects, judge, found, 2.0**times)]
    return Verdict(TOO_FEW, verdicts.settled_by(worlds * more[0] if more else math.inf), share)


def _stays(
    effects: Sequence[Effect],
    judge: Callable[[Sequence[Numbers]], Verdict],
    found: Verdict,
    narrower: float,
) -> bool:
    """Whether the verdict stays if random draws misled as far as they may; see `Effect.gains_if`."""
    return all(
        judge([each.gains_if(sign, wider, narrower) for each in effects]).word == found.word
        for sign in (1, -1)
        for wider in (1, -1)
    )
