"""Findings: each claim judged under each theory, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.results.caveats import saturation_of
from sim.studies.claims import verdict_rule
from sim.studies.claims.effects import Effect, effects
from sim.studies.claims.hypotheses import Contrast, Hypothesis
from sim.studies.claims.runs import Run
from sim.studies.claims.turning_parameters import TurningParameter, turns
from sim.studies.claims.verdict_rule import Verdict
from sim.vocabulary.theory_names import BLIND as BLIND_THEORIES


@dataclass(frozen=True)
class FindingPart:
    """One outcome of one contrast under one theory."""

    contrast: str
    judged: bool
    effect: Effect
    verdict: Verdict
    turns: tuple[TurningParameter, ...]
    """The parameters its sign depends on, where it depends."""
    signed: bool = True
    """Whether it is a difference, not a level."""


@dataclass(frozen=True)
class Finding:
    """A claim under one theory: its verdict, that of each contrast, and their parts."""

    hypothesis: Hypothesis
    theory: str
    verdict: Verdict
    contrasts: dict[str, Verdict]
    parts: tuple[FindingPart, ...]

    @property
    def lead(self) -> FindingPart:
        """The first part that the theory sees, whose numbers a table shows for the claim."""
        return next((part for part in self.parts if part.verdict.word != verdict_rule.BLIND), self.parts[0])


def judge(hypotheses: Sequence[Hypothesis], runs: Sequence[Run], seed: int) -> list[Finding]:
    """Judge every claim under every theory; `seed` draws the bootstrap intervals."""
    return [_judge(hypothesis, run, seed) for hypothesis in hypotheses for run in runs]


def standings(findings: Sequence[Finding]) -> dict[str, str]:
    """By claim, whether it robustly holds, robustly fails, is contested or unsettled across theories."""
    words: dict[str, dict[str, str]] = {}
    for finding in findings:
        words.setdefault(finding.hypothesis.id, {})[finding.theory] = finding.verdict.word
    return {name: verdict_rule.across_theories(by_theory) for name, by_theory in words.items()}


def sees(run: Run, contrast: Contrast) -> bool:
    """Whether the contrast touches what Pyongyang weighs under the theory; blind controls never count."""
    if run.theory in BLIND_THEORIES:
        return False
    return not contrast.against or run.weighed[contrast.of] != run.weighed[contrast.against]


def _judge(hypothesis: Hypothesis, run: Run, seed: int) -> Finding:
    found = {
        name: effects(run, contrast, seed, hypothesis.level if name in hypothesis.contrasts else 0.0)
        for name, contrast in hypothesis.every.items()
    }
    worlds = run.outcomes.shape[-1]
    saturated = {name: saturation(run, contrast) for name, contrast in hypothesis.every.items()}
    parts = [
        _part(hypothesis, run, name, effect, saturated[name])
        for name, each in found.items()
        for effect in each
    ]
    by_contrast = {
        name: _contrast(hypothesis, run, name, found[name], parts, saturated[name]) for name in found
    }
    verdict = verdict_rule.of_contrasts({name: by_contrast[name] for name in hypothesis.contrasts})
    if hypothesis.kind == "undominated" and verdict.word != verdict_rule.BLIND:
        rivals = {name.removeprefix("against "): found[name] for name in hypothesis.contrasts}
        verdict = verdict_rule.of_undominated(
            rivals, worlds, max((saturated[n] for n in hypothesis.contrasts), key=len)
        )
    return Finding(hypothesis, run.theory, verdict, by_contrast, tuple(parts))


def _part(hypothesis: Hypothesis, run: Run, name: str, effect: Effect, saturated: str) -> FindingPart:
    contrast = hypothesis.every[name]
    judged, signed = name in hypothesis.contrasts, bool(contrast.against)
    if not sees(run, contrast):
        why = verdict_rule.CONTROL if run.theory in BLIND_THEORIES else verdict_rule.UNSEEN
        return FindingPart(name, judged, effect, Verdict(verdict_rule.BLIND, why), (), signed)
    if not judged and not signed:
        return FindingPart(name, judged, effect, Verdict("shown"), (), signed)
    verdict = verdict_rule.of_effect(effect, run.outcomes.shape[-1], saturated)
    depends = verdict.word == verdict_rule.DEPENDS
    found = turns(run, (contrast.of, contrast.against), effect.gains > effect.line) if depends else ()
    verdict = verdict_rule.negated(verdict, effect) if hypothesis.kind == "not" and judged else verdict
    return FindingPart(name, judged, effect, verdict, tuple(found), signed)


def _contrast(
    hypothesis: Hypothesis,
    run: Run,
    name: str,
    found: Sequence[Effect],
    parts: Sequence[FindingPart],
    saturated: str,
) -> Verdict:
    contrast = hypothesis.every[name]
    if contrast.rule == "either" and sees(run, contrast):
        return verdict_rule.of_either(found, run.outcomes.shape[-1], saturated)
    return verdict_rule.of_parts([part.verdict for part in parts if part.contrast == name])


def saturation(run: Run, contrast: Contrast) -> str:
    """A caveat that nearly all worlds of a contrast end in one final class, "" if they do not."""
    if not contrast.against:
        return ""
    return saturation_of(np.stack([run.ends(cell) for cell in (contrast.of, contrast.against)]))
