"""What the page says and by which thresholds it judges, as data: the words and rules of the report."""

from __future__ import annotations

from typing import Any

from sim.core.random_streams import resampling
from sim.core.spells import LASTING
from sim.engine.histograms import BINS
from sim.plots.comparison_overview_data import GROUPS, RANKED
from sim.plots.kit.theme import FAMILIES, FINAL_COLOURS
from sim.results import agreement, onset, sample, verdicts, what_matters
from sim.studies.comparison import changes, finding, peace, run_finding, when
from sim.studies.comparison.amounts import NOUNS
from sim.vocabulary import likelihood, outcome_words
from sim.vocabulary.glossary import FINAL_CLASSES, MEASURES, OUTCOMES, RUNGS, STAGES
from sim.vocabulary.labels import PROPER, label
from sim.vocabulary.theory_names import BLIND

Data = dict[str, Any]


def report_words(seed: int) -> Data:
    """All of it, as plain data, for worlds of a seed."""
    return {
        "outcomes": [_outcome(name) for name in OUTCOMES],
        "groups": {group: names.split() for group, names in GROUPS.items()},
        "measures": {name: {"low": it.low, "high": it.high} for name, it in MEASURES.items()},
        "stages": list(STAGES),
        "rungs": list(RUNGS),
        "final_classes": list(FINAL_CLASSES),
        "final_says": list(FINAL_CLASSES.values()),
        "final_colours": list(FINAL_COLOURS.values()),
        "families": {name: list(look) for name, look in FAMILIES.items()},
        "blind": sorted(BLIND),
        "verdicts": _verdicts(),
        "verdict_says": verdicts.VERDICTS,
        "thresholds": _thresholds(),
        "resampling": _resampling(seed),
        "likelihood": _likelihood(),
        "followed": dict(onset.MEASURED),
        "onsets": [{"what": it.name, "least": it.least} for it in onset.FOLLOWED],
        "words": _sentences(),
    }


def _outcome(name: str) -> Data:
    it = OUTCOMES[name]
    return {
        "name": name, "unit": it.unit, "says": it.says, "label": label(name), "better": it.better,
        "delta": it.delta, "appendix": it.appendix, "bounded": it.unit in what_matters.BOUNDED,
        "short": outcome_words.short(name), "kind": outcome_words.kind(name),
    }  # fmt: skip


def _verdicts() -> Data:
    return {
        "better": verdicts.BETTER, "worse": verdicts.WORSE, "same": verdicts.SAME,
        "depends": verdicts.DEPENDS,
        "too_few": verdicts.TOO_FEW, "saturated": verdicts.SATURATED, "not_judged": verdicts.NOT_JUDGED,
        "more": verdicts.MORE, "less": verdicts.LESS, "contested": verdicts.CONTESTED,
    }  # fmt: skip


def _thresholds() -> Data:
    return {
        "next_to_nothing": what_matters.NEXT_TO_NOTHING, "nearly_all": verdicts.NEARLY_ALL,
        "few_draws": verdicts.FEW_DRAWS, "dots": agreement.DOTS, "spell": LASTING, "bins": BINS,
        "parts": run_finding.PARTS, "named": changes.NAMED,
    }  # fmt: skip


def _resampling(seed: int) -> Data:
    """The key of the generator, as texts, since such large numbers are none in JavaScript."""
    state: Any = resampling(seed).bit_generator.state
    key = [str(int(word)) for word in state["state"]["key"]]
    return {"key": key, "count": sample.RESAMPLES, "interval": sample.INTERVAL, "sure": sample.SURE}


def _likelihood() -> Data:
    return {
        "words": likelihood.LIKELIHOODS, "high": likelihood.HIGH, "moderate": likelihood.MODERATE,
        "low": likelihood.LOW, "nearly_all": likelihood.NEARLY_ALL, "most": likelihood.MOST,
        "three_quarters": likelihood.THREE_QUARTERS,
        "very_likely": likelihood.VERY_LIKELY, "rare": likelihood.RARE,
    }  # fmt: skip


def _sentences() -> Data:
    grouped = [name for names in outcome_words.grouped().values() for name in names]
    return {
        "proper": PROPER, "nouns": NOUNS, "counted": finding.COUNTED, "no_merit": finding.NO_MERIT,
        "ranked": RANKED, "peace": peace.PEACE, "progress": peace.PROGRESS, "comes": peace.COMES,
        "sure": peace.SURE, "kinds": {"peace": outcome_words.PEACE, "progress": outcome_words.PROGRESS},
        "price": [name for name in grouped if outcome_words.kind(name) == outcome_words.PRICE],
        "lasting": when.FOLLOWED, "lasting_most": when.MOST,
        "conflict": run_finding.CONFLICT, "talks": run_finding.TALKS,
    }  # fmt: skip
