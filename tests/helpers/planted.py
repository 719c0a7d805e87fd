"""Results that nobody simulated, in the shape that a study hands to its pictures and files."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from sim.plots.comparison_over_time import OverTime, over_time_data
from sim.plots.comparison_overview_data import Overview
from sim.plots.kit.context import Context
from sim.plots.kit.dots import SHARES
from sim.plots.kit.sheet import Sheet, sheet
from sim.results.agreement import ALL
from sim.results.effects import NUMBERS
from sim.results.onset import COLUMNS
from sim.results.overview import HEADS, overview
from sim.vocabulary.glossary import FINAL_CLASSES, MEASURES, OUTCOMES, OVER_TIME, RUNGS, STAGES

OPEN = ("no difference that matters", "depends on what we do not know", "too few worlds")
STRATEGIES = (
    "negotiation_from_strength",
    "strategic_patience",
    "maximum_pressure",
    "engagement_first",
    "freeze_for_freeze",
    "overreaction",
    "capitulation",
    "erratic",
    "hard_only",
    "soft_only",
)
EVENTS = (
    (1, "ICBM test"),
    (7, "summer exercise"),
    (10, "sixth nuclear test"),
    (14, "posts filled"),
    (32, "Winter Olympics in Pyeongchang"),
    (60, "exercise suspended"),
    (110, "summer exercise"),
    (165, "summer exercise"),
    (180, "US election"),
)


def planted(
    count: int = 10, weeks: int = 183, worlds: int = 200, names: tuple[str, ...] = STRATEGIES, seed: int = 7
) -> tuple[xr.Dataset, pd.DataFrame, pd.DataFrame, Context]:
    """A dataset, its summary and effects, and a context: ``count`` scenarios, some worlds at war."""
    rng = np.random.default_rng(seed)
    names = names[:count]
    dataset = _dataset(rng, names, weeks, worlds)
    context = Context(
        question="Which mix of pressure and dialogue keeps the peace and opens a way to a settlement?",
        subtitle=f"theory essay; {worlds:,} worlds a scenario (25 parameter draws × 8 replicates), seed 1; "
        f"{weeks} weeks from 26 June 2017; scenarios {', '.join(names)}",
        events=EVENTS,
    )
    return dataset, _summary(dataset), _effects(rng, dataset), context


def _dataset(rng: np.random.Generator, names: tuple[str, ...], weeks: int, worlds: int) -> xr.Dataset:
    days = np.datetime64("2017-06-26") + 7 * np.arange(weeks)
    levels = _paths(rng, len(names), weeks)
    where = ("scenario", "theory", "measure", "week")
    war = np.linspace(0, 1, weeks)[None, :, None] * rng.uniform(0.01, 0.12, (len(names), 1, 1))
    rungs, stages = _shares(rng, war, RUNGS), _shares(rng, war, STAGES)
    values = _outcome_values(rng, len(names), worlds)
    finals = rng.choice(len(FINAL_CLASSES), (len(names), 1, worlds), p=_even(rng))
    return xr.Dataset(
        {
            "quantiles": ((*where, "quantile"), levels),
            "means": (where, levels.mean(axis=-1)),
            "difference_quantiles": ((*where, "quantile"), _minus_first(levels)),
            "sampled": (("scenario", "theory", "sampled_measure", "week", "sample"), _samples(levels)),
            "rung_share": (("scenario", "theory", "week", "rung"), rungs),
            "stage_share": (("scenario", "theory", "week", "stage"), stages),
            "at_war": (("scenario", "theory", "week"), rungs[..., -1]),
            "outcome_values": (("scenario", "theory", "outcome", "world"), values),
            "final_class_of_world": (("scenario", "theory", "world"), finals.astype(np.int8)),
            "final_share": (("scenario", "theory", "final_class"), _ends(finals)),
        },
        coords={
            "scenario": list(names),
            "theory": ["essay"],
            "measure": list(MEASURES),
            "sampled_measure": list(OVER_TIME),
            "week": np.arange(weeks),
            "date": ("week", [str(day) for day in days]),
            "quantile": [0.05, 0.25, 0.5, 0.75, 0.95],
            "rung": [*RUNGS, "war"],
            "stage": [*STAGES, "war"],
            "outcome": list(OUTCOMES),
            "final_class": list(FINAL_CLASSES),
        },
    )


def _paths(rng: np.random.Generator, count: int, weeks: int) -> Any:
    """Random walks within each measure's range, with quantiles around them that widen over time."""
    out = np.empty((count, 1, len(MEASURES), weeks, 5))
    step = np.array([-1.64, -0.67, 0, 0.67, 1.64])
    time = np.linspace(0, 1, weeks)[:, None]
    for at, known in enumerate(MEASURES.values()):
        start, span = rng.uniform(0.2, 0.7), min(known.high, 40) - known.low
        for scenario in range(count):
            walk = np.cumsum(rng.normal(0, 0.015, weeks))[:, None] + start + rng.normal(0, 0.15) * time
            fan = walk + step * (0.02 + 0.1 * np.sqrt(time))
            out[scenario, 0, at] = known.low + span * np.clip(fan, 0.01, 0.99)
    return out


def _samples(levels: Any) -> Any:
    """Eight worlds between the quantiles."""
    which = [list(MEASURES).index(name) for name in OVER_TIME]
    low, high = levels[:, :, which, :, :1], levels[:, :, which, :, 4:]
    return low + np.linspace(0, 1, 8) * (high - low)


def _minus_first(levels: Any) -> Any:
    middle = levels[..., 2] - levels[:1, ..., 2]
    width = np.abs(levels - levels[..., 2:3]) * np.array([-1, -1, 0, 1, 1]) * 0.6
    out = middle[..., None] + width
    out[0] = 0
    return out


def _shares(rng: np.random.Generator, war: Any, names: tuple[str, ...]) -> Any:
    """Shares by state that add up to 1, the last one at war."""
    count, weeks = war.shape[:2]
    rest = np.exp(-0.8 * np.arange(len(names)) + 0.5 * rng.normal(size=(count, 1, len(names))))
    rest = rest * np.exp(0.02 * np.cumsum(rng.normal(0, 1, (count, weeks, len(names))), axis=1))
    rest = rest / rest.sum(axis=-1, keepdims=True) * (1 - war)
    return np.concatenate([rest, war], axis=-1)[:, None]


def _outcome_values(rng: np.random.Generator, count: int, worlds: int) -> Any:
    scale = {
        "events a year": 14,
        "crises a year": 0.5,
        "chance": 0.2,
        "weeks": 40,
        "steps a year": 2,
        "rung": 5,
    }
    out = np.empty((count, 1, len(OUTCOMES), worlds), np.float32)
    for at, known in enumerate(OUTCOMES.values()):
        size = scale.get(known.unit, 0.5) * (0.05 if known.name in ("p_war", "p_serious") else 1)
        middle = size * rng.uniform(0.6, 1.4, (count, 1))
        values = middle * (1 + 0.3 * rng.normal(size=worlds)) + 0.05 * size * rng.normal(size=(count, worlds))
        out[:, 0, at] = np.clip(values, 0, 1 if known.chance else None)
    return out


def _ends(finals: Any) -> Any:
    return np.stack([(finals == at).mean(axis=-1) for at in range(len(FINAL_CLASSES))], axis=-1)


def _even(rng: np.random.Generator) -> Any:
    weights = rng.uniform(0.2, 1, len(FINAL_CLASSES)) * np.array([0.15, 0.1, 0.15, 0.4, 1, 1, 1.5, 1.5])
    return weights / weights.sum()


def _summary(dataset: xr.Dataset) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    worlds = dataset.sizes["world"]
    for scenario in dataset["scenario"].values:
        for outcome, known in OUTCOMES.items():
            values = dataset["outcome_values"].sel(scenario=scenario, outcome=outcome).values[0]
            half = 1.64 * values.std() / np.sqrt(25) if worlds > 1 else np.nan
            mean = values.mean()
            rows.append(
                {
                    "scenario": scenario,
                    "theory": "essay",
                    "outcome": outcome,
                    "unit": known.unit,
                    "mean": mean,
                    "spread_low": np.quantile(values, 0.05),
                    "spread_high": np.quantile(values, 0.95),
                    "median": np.median(values),
                    "mean_low": mean - half,
                    "mean_high": mean + half,
                    "mc_error": half / 8,
                    "worlds": worlds,
                }
            )
    return pd.DataFrame(rows)


def _effects(rng: np.random.Generator, dataset: xr.Dataset) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    names = dataset["scenario"].values
    for scenario in names[1:]:
        for outcome, known in OUTCOMES.items():
            pair = dataset["outcome_values"].sel(outcome=outcome)
            gap = (pair.sel(scenario=scenario) - pair.sel(scenario=names[0])).values[0]
            mean, half = gap.mean(), 1.64 * gap.std() / np.sqrt(25) if len(gap) > 1 else np.nan
            better, worse = (_share(gap, known, side) for side in (1, -1))
            rows.append(
                {
                    "scenario": scenario,
                    "baseline": names[0],
                    "theory": "essay",
                    "outcome": outcome,
                    "unit": known.unit,
                    "difference": mean,
                    "spread_low": np.quantile(gap, 0.05),
                    "spread_high": np.quantile(gap, 0.95),
                    "share_better": better,
                    "share_same": 1 - better - worse,
                    "share_worse": worse,
                    "both_sides": min(better, worse) > 0.05,
                    "delta": known.delta,
                    "verdict": _verdict(rng, mean, half, known),
                    "mean_low": mean - half,
                    "mean_high": mean + half,
                    "mc_error": half / 8,
                    "agree": 1,
                    "of": 1,
                }
            )
    columns = ("scenario", "baseline", "theory", "outcome", "unit", *NUMBERS, "agree", "of")
    return pd.DataFrame(rows, columns=list(columns))


def _share(gap: Any, known: Any, side: int) -> float:
    """The share of differences that are better, or with `side` -1 worse, by what matters."""
    if known.better == "neither":
        return float("nan")
    return float((side * (gap if known.better == "more" else -gap) >= known.delta).mean())


def _verdict(rng: np.random.Generator, mean: float, half: float, known: Any) -> str:
    if known.better == "neither":
        return "not judged"
    if not abs(mean) > max(half, known.delta):
        return str(rng.choice([*OPEN, *OPEN, *OPEN, "saturated"]))
    return "better" if (mean > 0) == (known.better == "more") else "worse"


def planted_sheet(**case: Any) -> tuple[Sheet, Context]:
    """All that is drawn of a planted study, and its words."""
    dataset, summary, effects, context = planted(**case)
    return sheet(dataset, summary, effects, ["essay"]), context


def planted_overview(**case: Any) -> tuple[Overview, OverTime, Context]:
    """What the first pictures show of a planted study."""
    dataset, summary, effects, context = planted(**case)
    shown = overview(summary, effects, effects, _dots(dataset), _onset(dataset), dataset)
    return shown, over_time_data(dataset, ["essay"], [row.scenario for row in shown.rows]), context


def _onset(dataset: xr.Dataset) -> pd.DataFrame:
    """Talks differ for long in every scenario but the last, crises in every other."""
    days = [str(day) for day in dataset["date"].values]
    first, weeks = days[len(days) // 4], len(days) - len(days) // 4
    rows = [
        {"scenario": str(name), "what": what, "says": what, "side": side, "first": first, "last": days[-1]}
        | {"weeks": weeks, "of": weeks, "spells": f"{first}/{days[-1]}", "agree": 1, "theories": 1}
        | {"more_under": "essay" if side == "more" else "", "less_under": "essay" if side == "less" else ""}
        for at, name in enumerate(dataset["scenario"].values[1:-1])
        for what, side in (("talks", "more"), ("in_crisis", "less"))[: 1 + at % 2]
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _dots(dataset: xr.Dataset) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    names = dataset["scenario"].values
    for scenario in names[1:]:
        for outcome in OUTCOMES:
            pair = dataset["outcome_values"].sel(outcome=outcome)
            gap = (pair.sel(scenario=scenario) - pair.sel(scenario=names[0])).values[0]
            dots = dict(zip(HEADS, np.quantile(gap, SHARES), strict=True))
            rows.append({"scenario": scenario, "theory": ALL, "outcome": outcome, **dots})
    return pd.DataFrame(rows)


def ledger(weeks: int = 183, seed: int = 3) -> tuple[pd.DataFrame, Any, Any]:
    """One world's signals (week, date, actor, family, signal, ordered) with its rung and stage by week."""
    rng = np.random.default_rng(seed)
    sent = {
        ("US", "words"): (
            "public_statement",
            "conditional_threat",
            "assurance_to_ally",
            "security_guarantee",
        ),
        ("US", "forces"): ("routine_exercise", "adjusted_exercise", "show_of_force", "missile_defence"),
        ("US", "economic"): ("primary_sanctions", "secondary_sanctions", "relief"),
        ("US", "contact"): ("back_channel", "consultation", "approach_to_china", "public_offer", "summit"),
        ("ROK", "words"): ("public_statement", "conditional_threat"),
        ("ROK", "forces"): ("routine_exercise", "suspension"),
        ("ROK", "economic"): ("aid",),
        ("ROK", "contact"): ("consultation", "public_offer", "settlement_proposal"),
        ("DPRK", "words"): ("taunt", "one_sided_demand"),
        ("DPRK", "forces"): (
            "short_range_test",
            "long_range_test",
            "nuclear_test",
            "local_provocation",
            "moratorium",
        ),
        ("DPRK", "economic"): ("step_of_dismantlement", "pocket_a_concession"),
        ("DPRK", "contact"): ("accept_talks", "decline", "walk_out"),
        ("China", "words"): ("warn_the_dprk",),
        ("China", "economic"): ("enforce", "look_away", "coerce_the_rok"),
        ("China", "contact"): ("mediate",),
    }
    day = pd.Timestamp("2017-06-26")
    rows = [
        (
            week,
            day + pd.Timedelta(weeks=week),
            actor,
            family,
            str(rng.choice(names)),
            bool(rng.uniform() < 0.02),
        )
        for week in range(weeks)
        for (actor, family), names in sent.items()
        if rng.uniform() < 0.3
    ]
    rungs = np.clip(np.abs(np.cumsum(rng.normal(0, 0.7, weeks))).astype(int) % 7, 0, 7)
    stages = np.minimum(np.arange(weeks) // 50, 5)
    return pd.DataFrame(rows, columns="week date actor family signal ordered".split()), rungs, stages


@pytest.fixture
def study() -> tuple[xr.Dataset, pd.DataFrame, pd.DataFrame, Context]:
    """Ten planted scenarios."""
    return planted()
