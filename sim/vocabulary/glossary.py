"""Glossary of results: weekly measures, rungs of conflict, stages of talks, outcomes, final classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.vocabulary.quantities import QUANTITIES, Quantity

__all__ = [
    "FINAL_CLASSES",
    "HAPPENINGS",
    "MEASURES",
    "OUTCOMES",
    "QUANTITIES",
    "RUNGS",
    "STAGES",
    "Better",
    "Outcome",
    "Quantity",
]

MEASURES: dict[str, Quantity] = {
    name: QUANTITIES[name]
    for name in (
        "tension media_tension provocations_52 strain enforcement friction coordination discord confidence "
        "readiness resolve_us trust_us trust_north programme bans capacity fear_paid in_crisis"
    ).split()
} | {"doubt_us": Quantity("doubt_us", "share", 0, 0.5, "doubt of the DPRK about the US (sd of its belief)")}
"""Measures recorded every week, by name."""
NEAR = 0.01
"""Share of a measure's range by which it may be off a value that it is `at`."""
OVER_TIME = ("provocations_52", "tension", "strain", "resolve_us")
"""Measures that are drawn over time, for all worlds and for a few."""

RUNGS = (
    "calm",
    "words",
    "shows of force, short tests",
    "long-range tests",
    "nuclear test",
    "local provocation",
    "exchange of fire",
    "serious clash",
)
HAPPENINGS: dict[str, str] = {
    "test": "a test of long range or of a nuclear device",
    "provocation": "a test of any kind, a local provocation or an attack",
    "crisis_opened": "a crisis opens",
    "fire": "fire is exchanged",
    "serious_clash": "a serious clash",
    "resolution": "the Security Council adopts a resolution",
    "contact_reached": "talks reach the stage of contact",
    "talks_reached": "talks open in earnest",
    "freeze_reached": "a freeze is agreed",
    "framework_reached": "a framework is agreed",
    "settlement_reached": "a settlement is agreed",
    "talks_collapsed": "contact or talks end without result",
}
"""What can happen in a week beside the signals that are sent: events that injects can wait for."""
STAGES = ("none", "contact", "talks", "freeze", "framework", "settlement")

Better = Literal["more", "less", "neither"]


@dataclass(frozen=True)
class Outcome:
    """Result of one world over the whole run.

    `unit` and `says` (its meaning) go into tables, `better` is the direction that counts as an improvement,
    `delta` the smallest difference that matters, in `unit`. A `chance` is summed from weekly chances: its
    mean over worlds is a probability, while the sum of one world is none and may pass 1.
    """

    name: str
    unit: str
    says: str
    better: Better
    delta: float
    chance: bool = False
    appendix: bool = False
    """Whether it only serves to match or to judge a contrast: in the files, not in tables and pictures."""


OUTCOMES: dict[str, Outcome] = {
    o.name: o
    for o in (
        Outcome("provocations", "events a year", "provocations of every class", "less", 1),
        Outcome("short_tests", "events a year", "short-range tests", "less", 1),
        Outcome("long_tests", "events a year", "long-range tests", "less", 1),
        Outcome("nuclear_tests", "events a year", "nuclear tests", "less", 0.1),
        Outcome("local_provocations", "events a year", "local provocations", "less", 0.1),
        Outcome("attacks", "events a year", "attacks by the DPRK", "less", 0.05),
        Outcome("high_events", "events a year", "local provocations and attacks", "less", 0.1, appendix=True),
        Outcome(
            "after_exercise",
            "events",
            "provocations in 8 weeks after the first exercise",
            "less",
            0.15,
            appendix=True,
        ),
        Outcome("crises", "crises a year", "crises that opened", "less", 0.1),
        Outcome("p_fire", "chance", "fire by the DPRK, or out of a crisis, by the horizon", "less", 0.05),
        Outcome(
            "p_allied_fire", "chance", "strike or retaliation by the allies by the horizon", "less", 0.05
        ),
        Outcome("p_serious", "chance", "serious clash by the horizon", "less", 0.01, True),
        Outcome("p_war", "chance", "war by the horizon", "less", 0.01, True),
        Outcome("longest_lull", "weeks", "longest time without a provocation", "more", 4),
        Outcome("weeks_in_talks", "weeks", "weeks at talks or beyond", "more", 4),
        Outcome("p_talks", "chance", "talks opened by the horizon", "more", 0.05),
        Outcome("first_talks", "weeks", "week of the first talks, the horizon if none", "less", 4),
        Outcome("p_freeze", "chance", "freeze or better reached by the horizon", "more", 0.05),
        Outcome("p_lasting", "chance", "freeze or better kept for 26 weeks by the horizon", "more", 0.05),
        Outcome("weeks_agreed", "weeks", "weeks under an agreement, a freeze or better", "more", 4),
        Outcome("price_agreed", "steps", "what was promised for agreements by the horizon", "less", 0.25),
        Outcome("p_framework", "chance", "framework or better reached by the horizon", "more", 0.05),
        Outcome("p_settlement", "chance", "settlement reached by the horizon", "more", 0.05),
        Outcome("mean_tension", "share", "mean tension", "less", 0.05),
        Outcome("mean_media_tension", "share", "mean tension of the headlines", "less", 0.05),
        Outcome("highest_rung", "rung", "highest rung of the run", "less", 0.5),
        Outcome("strain_end", "share", "strain on the DPRK at the end", "neither", 0.05),
        Outcome("enforcement_mean", "share", "mean enforcement by China", "neither", 0.05),
        Outcome("friction_mean", "share", "mean friction between the US and China", "less", 0.05),
        Outcome("coordination_mean", "share", "mean coordination of the allies", "more", 0.05),
        Outcome("confidence_mean", "share", "mean confidence of the ROK in the US", "more", 0.05),
        Outcome("concessions_given", "steps a year", "concessions made by the allies", "less", 0.5),
        Outcome("concessions_received", "steps a year", "steps made by the DPRK", "more", 0.5),
        Outcome("programme_end", "share", "programme of the DPRK at the end", "less", 0.05),
        Outcome(
            "programme_freeze",
            "share",
            "programme at the first freeze, at the end if none",
            "less",
            0.05,
            appendix=True,
        ),
        Outcome("credibility_end", "share", "resolve the DPRK believes the US has at the end", "more", 0.05),
        Outcome(
            "doubt_us_mean", "share", "mean doubt of the DPRK about the US", "neither", 0.02, appendix=True
        ),
        Outcome(
            "initiatives",
            "signals a year",
            "signals that Washington and Seoul sent",
            "neither",
            5,
            appendix=True,
        ),
        Outcome(
            "hostility",
            "meaning a week",
            "hostile meaning of what both allies sent",
            "neither",
            0.05,
            appendix=True,
        ),
        Outcome(
            "friendliness",
            "weight a week",
            "friendly weight of what both allies sent",
            "neither",
            0.02,
            appendix=True,
        ),
    )
}

SHOWN = tuple(name for name, outcome in OUTCOMES.items() if not outcome.appendix)
"""Names of the outcomes in printed tables and pictures."""

FINAL_CLASSES: dict[str, str] = {
    "war": "war broke out",
    "serious_clash": "a serious clash, no war",
    "settlement": "a settlement stands",
    "framework": "a framework stands",
    "freeze": "a freeze stands",
    "talks": "contact or talks are under way",
    "testing": "no talks, six or more provocations in the last year",
    "lull": "no talks, fewer than six provocations in the last year",
}
