"""Patterns P1 to P21 by which a simulated history is judged."""

from __future__ import annotations

from sim.evidence import clustering, durations, levels, provoked, sanctions, talks
from sim.evidence.eras import RECENT, years
from sim.evidence.pattern import Part, Pattern

__all__ = ["PATTERNS", "QUANTITATIVE", "Part", "Pattern"]

PATTERNS: dict[str, Pattern] = {
    pattern.id: pattern
    for pattern in (
        Pattern(
            "P1",
            "Provocations a year are few until 2013 and jump in 2014, not with the leader.",
            levels.provocations_a_year,
            (Part("Kim Jong Il", 3.3, 5.6), Part("2012-13", 3, 7), Part("2014-17", 15, 25)),
            nature="fitted",
        ),
        Pattern(
            "P2",
            "WMD event days come in clusters.",
            clustering.clustering,
            (Part("variation of gaps", 1.4, 2.2), Part("another within 14 days ÷ base chance", 1.3, 2.1)),
            window=RECENT,
        ),
        Pattern(
            "P2b",
            "They cluster more than years and quarters make them.",
            clustering.clustering_beyond_season,
            (Part("variation of gaps ÷ shuffled", 1.1, 1.5),),
            window=RECENT,
        ),
        Pattern(
            "P3",
            "Monthly counts vary more than chance alone would have it.",
            levels.fano_of_months,
            (Part("variance ÷ mean 1990-2011", 1.4, 2.6), Part("variance ÷ mean 2012-17", 1.4, 2.6)),
        ),
        Pattern(
            "P4",
            "More provocations go with an exercise after a hostile run-up than after a positive one.",
            provoked.state_dependence,
            (Part("hostile ÷ positive", 2.5),),
            needs=("exercises", "meetings"),
        ),
        Pattern(
            "P4b",
            "Next to the rate of the year the run-up makes little difference.",
            provoked.state_dependence_in_the_year,
            (Part("hostile ÷ positive, observed ÷ expected", 0.5, 1.7),),
            needs=("exercises", "meetings"),
        ),
        Pattern(
            "P5",
            "Exercises change the rate of provocations little under Kim Jong Il.",
            provoked.exercise_rates,
            (Part("inside ÷ outside 1998-2010", 0.5, 2), Part("inside ÷ outside Kim Jong Il", 0.5, 2)),
            needs=("exercises",),
            window=years(1994, 2011),
        ),
        Pattern(
            "P6",
            "WMD events of 2012-17 are frequent during exercises.",
            provoked.exercise_rate_of_weapons,
            (Part("inside ÷ outside", 1.6, 4.5),),
            needs=("exercises",),
            window=RECENT,
        ),
        Pattern(
            "P6b",
            "They are more frequent than years and quarters make them.",
            provoked.exercise_rate_beyond_season,
            (Part("inside ÷ outside ÷ shuffled", 1.3, 3.2),),
            needs=("exercises",),
            window=RECENT,
        ),
        Pattern(
            "P7",
            "Months with negotiations have fewer provocations, but not within eras.",
            talks.negotiation_months,
            (Part("ratio of means, pooled", high=0.9), Part("ratio within eras", 0.7, 3.1)),
            needs=("meetings",),
        ),
        Pattern(
            "P8",
            "Negotiations per provocation rank the eras.",
            talks.order_of_eras,
            (Part("rank correlation", 0.8),),
            needs=("meetings",),
        ),
        Pattern(
            "P9",
            "Resolutions do not suppress WMD events.",
            sanctions.weapons_around_resolutions,
            (Part("60 days after ÷ before", 0.7, 2.5),),
            needs=("resolutions",),
            window=years(2006, 2017),
        ),
        Pattern(
            "P10",
            "The Security Council answers a nuclear test within weeks.",
            sanctions.lag_of_resolutions,
            (Part("median lag in days", 10, 40),),
            needs=("resolutions",),
            nature="fitted",
            window=years(2006, 2017),
            uses_events=False,
        ),
        Pattern(
            "P11",
            "China's trade hardly moves until 2017 and falls by half in 2018.",
            sanctions.trade,
            (
                Part("largest change in a year to 2017", -0.15, 0.15),
                Part("2017 to 2018", -0.6, -0.35, held_out=True),
            ),
            needs=("trade",),
            window=years(2013, 2017),
            uses_events=False,
        ),
        Pattern(
            "P12",
            "Few WMD events fall in the last quarter.",
            levels.share_in_last_quarter,
            (Part("share in October to December", 0.03, 0.15),),
            nature="imposed",
            window=RECENT,
        ),
        Pattern(
            "P13",
            "Crises open every two or three years and stay under a serious clash.",
            levels.crises,
            (Part("crises a year", 0.2, 0.7), Part("serious clash given a crisis", high=0.19, over="mean")),
            needs=("crises", "serious"),
            nature="fitted",
            uses_events=False,
        ),
        Pattern(
            "P14",
            "New designs fail: the share of failed missiles jumps in 2016.",
            levels.failures,
            (Part("failed 2012-15"), Part("failed 2016-17"), Part("the second ÷ the first", 3)),
            needs=("fired", "failed"),
            nature="imposed",
            window=RECENT,
            uses_events=False,
        ),
        Pattern(
            "P15",
            "The DPRK does not give in on its programme.",
            levels.yielded_a_year,
            (Part("times a year", high=0.05, over="mean"),),
            needs=("yielded",),
            uses_events=False,
        ),
        Pattern(
            "P16",
            "Experts put the odds of war in 2017 at 20-50 %; none came.",
            levels.war_in_2017,
            (Part("chance of war in 2017", over="mean"),),
            needs=("wars",),
            window=years(2017, 2017),
            uses_events=False,
        ),
        Pattern(
            "P17",
            "Shots or a lethal attack every three or four years.",
            levels.clashes_a_year,
            (Part("a year", 0.15, 0.5),),
            needs=("clashes",),
            nature="fitted",
            uses_events=False,
        ),
        Pattern(
            "P18",
            "Agreements are made every few years, and none lasts.",
            talks.agreements,
            (Part("a year", 0.08, 0.35), Part("standing at the end", high=0.5)),
            needs=("agreements",),
            uses_events=False,
        ),
        Pattern(
            "P19",
            "Crises last for months.",
            durations.crises_last,
            (Part("median in months", 2, 9, held_out=True),),
            needs=("crisis_spans",),
            uses_events=False,
        ),
        Pattern(
            "P20",
            "Agreements stand for months or years before they break down.",
            durations.agreements_last,
            (
                Part("median in months", 6, 60, held_out=True),
                Part("share over a year", 0.25, held_out=True),
            ),
            needs=("agreements",),
            uses_events=False,
        ),
        Pattern(
            "P21",
            "Under an agreement long-range and nuclear tests are rare.",
            durations.tests_under_agreements,
            (
                Part("long-range and nuclear a year", high=0.4, over="mean", held_out=True),
                Part("short-range a year", held_out=True),
                Part("long-range and nuclear, under ÷ without", held_out=True),
            ),
            needs=("agreements",),
        ),
    )
}

QUANTITATIVE: tuple[str, ...] = tuple(f"P{number}" for number in range(1, 22) if number != 16)
"""Patterns that count for the score; P16 is only printed; P2b, P4b and P6b refine those they follow."""
