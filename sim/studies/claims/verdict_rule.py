"""The verdict rule: what a claim is judged to be, part by part, claim by claim, and across theories.

Over draws of the uncertain parameters, each averaged over its replicates: *cannot tell* where the Monte Carlo
error is over half of what matters, or the outcome is saturated; *holds* where at least 90 % of draws lie on
the claimed side and the median by more than what matters; *fails* where at least 90 % lie on the other side,
or 90 % of draws lie within what matters of nothing; *depends* for anything else.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.results import verdicts
from sim.results.summary import INTERVAL, Numbers, quantile
from sim.studies.claims.effects import Effect

NEARLY_ALL = 0.9
"""Share of parameter draws that settles a verdict."""
HOLDS, FAILS, DEPENDS, CANNOT, BLIND = "holds", "fails", "depends", "cannot tell", "blind"
VERDICTS = (HOLDS, FAILS, DEPENDS, CANNOT, BLIND)
ROBUST, CONTESTED, UNSETTLED = "robust", "contested", "unsettled"
REVERSED, NOTHING = "the reverse", "no effect worth speaking of"
UNSEEN = "nothing that Pyongyang weighs is touched under this theory"
DISAGREE = "its parts come out differently"
PART_FAILS = "one of its parts fails, another depends"
PART_UNSURE = "one of its parts cannot be told, another depends"
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
    share, delta = effect.share, effect.delta
    if unsure := _unsure([effect], worlds, saturation):
        return Verdict(CANNOT, unsure, share)
    if effect.level:
        return _by_share(share)
    gains = effect.gains
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
    if unsure := _unsure(effects, worlds, saturation):
        return Verdict(CANNOT, unsure, float(beats(effects).mean()))
    return _by_share(
        float(beats(effects).mean()), "does not do better on one without doing worse on the other"
    )


def of_undominated(rivals: Mapping[str, Sequence[Effect]], worlds: int, saturation: str = "") -> Verdict:
    """In how many draws no rival does better on one outcome and no worse on the others."""
    beaten = np.stack([beats(effects, -1) for effects in rivals.values()]).any(axis=0)
    share = 1 - float(beaten.mean())
    if unsure := _unsure([effect for effects in rivals.values() for effect in effects], worlds, saturation):
        return Verdict(CANNOT, unsure, share)
    by = [name for name, effects in rivals.items() if float(beats(effects, -1).mean()) >= NEARLY_ALL]
    return _by_share(share, f"dominated {', '.join(by)}" if by else "dominated by one or another")


def beats(effects: Sequence[Effect], sign: int = 1) -> Numbers:
    """1 for draws in which the first beats the second (`sign` -1: is beaten by it)."""
    gains = np.stack([sign * each.gains / each.delta for each in effects])
    return np.where((gains > 1).any(axis=0) & (gains >= -1).all(axis=0), 1.0, 0.0)


def negated(verdict: Verdict, effect: Effect) -> Verdict:
    """The verdict on a claim that says there is no such effect, or none that matters."""
    share = float((effect.gains <= effect.delta).mean())
    word, why = SWAPPED.get(verdict.word, verdict.word), verdict.why if verdict.word == CANNOT else ""
    return Verdict(word, why, share)


def of_parts(parts: Sequence[Verdict]) -> Verdict:
    """The verdict on a claim that needs all its parts."""
    words = {part.word for part in parts} - {BLIND}
    if not words:
        return parts[0]
    share = min(part.share for part in parts if part.word != BLIND)
    if len(words) == 1 or words == {HOLDS, CANNOT}:
        word = CANNOT if CANNOT in words else next(iter(words))
        why = "; ".join(dict.fromkeys(part.why for part in parts if part.why and part.word != BLIND))
        return Verdict(word, why, share)
    if words == {FAILS, CANNOT}:
        return Verdict(
            FAILS, "; ".join(dict.fromkeys(p.why for p in parts if p.word == FAILS and p.why)), share
        )
    why = DISAGREE if words >= {HOLDS, FAILS} else PART_FAILS if FAILS in words else ""
    return Verdict(DEPENDS, why or (PART_UNSURE if CANNOT in words else ""), share)


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
    """Across the theories that see the lever: robust, contested, or unsettled where some cannot say."""
    seen = {word for word in words.values() if word != BLIND}
    if seen in ({HOLDS}, {FAILS}):
        return ROBUST
    return CONTESTED if seen >= {HOLDS, FAILS} else UNSETTLED


def _by_share(share: float, why: str = "") -> Verdict:
    if share >= NEARLY_ALL:
        return Verdict(HOLDS, share=share)
    return Verdict(FAILS, why, share) if share <= 1 - NEARLY_ALL else Verdict(DEPENDS, share=share)


def _unsure(effects: Sequence[Effect], worlds: int, saturation: str) -> str:
    """Why there is no verdict, "" if there is one."""
    if saturation:
        return saturation
    for effect in effects:
        if effect.stuck:
            return verdicts.STUCK
        if math.isnan(effect.mc_error) or len(effect.draws) < 2:
            return verdicts.few_draws(len(effect.draws)) or "one world per draw does not show what is chance"
        if effect.mc_error > effect.delta / 2:
            return verdicts.left_to_chance(effect.mc_error, effect.delta, worlds)
    return ""
