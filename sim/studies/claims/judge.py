"""Each claim judged under each theory, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.results import verdicts
from sim.studies.claims import claim_verdicts
from sim.studies.claims.claim_verdicts import Verdict
from sim.studies.claims.effects import Effect, effects
from sim.studies.claims.hypotheses import Contrast, Hypothesis
from sim.studies.claims.runs import Run
from sim.studies.claims.turning_parameters import Turn, turns
from sim.vocabulary.glossary import FINAL_CLASSES
from sim.vocabulary.theory_names import BLIND as BLIND_THEORIES


@dataclass(frozen=True)
class Part:
    """One outcome of one contrast under one theory."""

    contrast: str
    judged: bool
    effect: Effect
    verdict: Verdict
    turns: tuple[Turn, ...]
    """What its sign depends on, where it depends."""
    signed: bool = True
    """Whether it is a difference, not a level."""


@dataclass(frozen=True)
class Finding:
    """A claim under one theory: its verdict, that of each contrast, and their parts."""

    hypothesis: Hypothesis
    theory: str
    verdict: Verdict
    contrasts: dict[str, Verdict]
    parts: tuple[Part, ...]

    @property
    def lead(self) -> Part:
        """The first part that the theory sees: its numbers stand for the claim in a table."""
        return next((part for part in self.parts if part.verdict.word != claim_verdicts.BLIND), self.parts[0])


def judge(hypotheses: Sequence[Hypothesis], runs: Sequence[Run], seed: int) -> list[Finding]:
    """Every claim under every theory."""
    return [_judge(hypothesis, run, seed) for hypothesis in hypotheses for run in runs]


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
    full = {name: saturation(run, contrast) for name, contrast in hypothesis.every.items()}
    parts = [
        _part(hypothesis, run, name, effect, full[name]) for name, all_ in found.items() for effect in all_
    ]
    by_contrast = {name: _contrast(hypothesis, run, name, found[name], parts, full[name]) for name in found}
    verdict = claim_verdicts.each({name: by_contrast[name] for name in hypothesis.contrasts})
    if hypothesis.kind == "undominated" and verdict.word != claim_verdicts.BLIND:
        rivals = {name.removeprefix("against "): found[name] for name in hypothesis.contrasts}
        verdict = claim_verdicts.of_undominated(
            rivals, worlds, max((full[n] for n in hypothesis.contrasts), key=len)
        )
    return Finding(hypothesis, run.theory, verdict, by_contrast, tuple(parts))


def _part(hypothesis: Hypothesis, run: Run, name: str, effect: Effect, full: str) -> Part:
    contrast = hypothesis.every[name]
    judged, signed = name in hypothesis.contrasts, bool(contrast.against)
    if not sees(run, contrast):
        why = claim_verdicts.CONTROL if run.theory in BLIND_THEORIES else claim_verdicts.UNSEEN
        return Part(name, judged, effect, Verdict(claim_verdicts.BLIND, why), (), signed)
    if not judged and not signed:
        return Part(name, judged, effect, Verdict("shown"), (), signed)
    verdict = claim_verdicts.of_effect(effect, run.outcomes.shape[-1], full)
    depends = verdict.word == claim_verdicts.DEPENDS
    found = turns(run, (contrast.of, contrast.against), effect.gains > effect.line) if depends else ()
    verdict = claim_verdicts.negated(verdict, effect) if hypothesis.kind == "not" and judged else verdict
    return Part(name, judged, effect, verdict, tuple(found), signed)


def _contrast(
    hypothesis: Hypothesis, run: Run, name: str, found: Sequence[Effect], parts: Sequence[Part], full: str
) -> Verdict:
    contrast = hypothesis.every[name]
    if contrast.rule == "either" and sees(run, contrast):
        return claim_verdicts.of_either(found, run.outcomes.shape[-1], full)
    return claim_verdicts.together([part.verdict for part in parts if part.contrast == name])


def saturation(run: Run, contrast: Contrast) -> str:
    """What `guards.saturated` says of the final classes of the cells of a contrast."""
    if not contrast.against:
        return ""
    cells = (contrast.of, contrast.against)
    counts = [np.bincount(run.ends(cell), minlength=len(FINAL_CLASSES)) for cell in cells]
    return verdicts.saturated(np.array(counts, np.float64), tuple(FINAL_CLASSES))
