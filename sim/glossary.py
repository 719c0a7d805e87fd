"""Every quantity of the model once: its name, unit, range and meaning.

Arguments of rules and fields of views bear these names. Parameters and dispositions are declared
with their values in ``scenarios/baseline.yaml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Quantity:
    """One quantity: unit, the range it can never leave, and what it means."""

    name: str
    unit: str
    low: float
    high: float
    says: str


def _table(*rows: tuple[str, str, float, float, str]) -> dict[str, Quantity]:
    return {row[0]: Quantity(*row) for row in rows}


QUANTITIES = _table(
    # what lies in the open
    ("tension", "share", 0, 1, "underlying state of tension on the peninsula"),
    ("media_tension", "share", 0, 1, "tension as the headlines paint it"),
    ("surge", "share", 0, 1, "fresh hostile news that headlines feed on"),
    ("stage", "stage", 0, 5, "talks: none, contact, talks, freeze, framework, settlement"),
    ("crisis_rung", "rung", 0, 7, "how far an open crisis has climbed; 0 without one"),
    ("crisis_weeks", "weeks", 0, 60, "weeks the open crisis has lasted; 0 without one"),
    ("bans", "share", 0, 1, "share of the DPRK's export earnings under bans"),
    ("secondary", "share", 0, 1, "weight of secondary sanctions in force"),
    ("display", "dose", 0, 2, "shows of force under way near China and the DPRK"),
    ("exercise", "dose", 0, 2, "joint exercises under way: scale times kind of forces"),
    ("exercise_due", "scale", 0, 2, "scale of an exercise that the calendar starts this week"),
    ("exercise_next", "dose", 0, 2, "exercise that the calendar holds for the next four weeks"),
    ("forgone", "dose", 0, 2, "scheduled exercise that is not being held, adjusted or suspended"),
    ("moratorium", "share", 0, 1, "a pledge of no tests is in force"),
    ("contact_mood", "share", 0, 1, "dated occasion that makes contact easier"),
    ("tempo", "log rate", -5, 5, "phase of the DPRK's programme: logarithm of its test rate against 2017"),
    ("season", "value", -1, 1, "training season of the DPRK's forces: fewer tests below 0"),
    ("concession", "share", 0, 1, "concessions made by the allies lately"),
    ("offer_us", "share", 0, 1, "what Washington has on the table"),
    ("offer_rok", "share", 0, 1, "what Seoul has on the table"),
    ("mediation", "share", 0, 1, "China's mediation under way"),
    ("offered", "share", 0, 1, "an offer is on the table"),
    # the alliance
    ("coordination", "share", 0, 1, "actual coordination of Washington and Seoul"),
    ("discord", "share", 0, 1, "discord of the allies as others perceive it"),
    ("consulted", "share", 0, 1, "how recent the last consultation between the allies is"),
    ("consulting", "weeks", 0, 3, "weeks for which hard moves still wait for a consultation"),
    ("confidence", "share", 0, 1, "confidence of the ROK in the US"),
    ("readiness", "share", 0, 1, "readiness of the allied forces"),
    ("defence", "share", 0, 1, "missile defence in place"),
    ("capacity", "share", 0, 1, "senior posts filled and working"),
    ("attention", "share", 0, 1, "attention that Washington has left for Korea beside China"),
    ("tied_hands", "share", 0, 2, "how far the actor's own words bind it"),
    ("warning_attack", "share", 0, 1, "standing warning that an attack will be answered by force"),
    ("warning_test", "share", 0, 1, "standing warning that a test will be answered"),
    ("guarantee", "share", 0, 1, "security guarantee that has been put forward"),
    # what an ally sees
    ("official", "share", 0, 1, "tension as officials know it, some weeks late"),
    ("seen_tension", "share", 0, 1, "tension that the leader acts on, between files and headlines"),
    ("usual_tension", "share", 0, 1, "tension that has become usual to the leader"),
    ("threat_posed", "share", 0, 1, "threat the DPRK is believed to pose to this actor"),
    ("provoked", "share", 0, 1, "recent provocations as still felt"),
    ("attacked", "share", 0, 1, "an attack or local provocation happened last week"),
    ("tested", "share", 0, 1, "a long-range or nuclear test happened last week"),
    ("unreturned", "share", 0, 1, "concessions the DPRK has pocketed without return"),
    ("kept", "share", 0, 1, "steps the DPRK has kept lately"),
    ("exposure", "share", 0, 1, "Chinese economic retaliation on the ROK in force"),
    ("swing", "value", -2, 2, "how far the posture swings with the moment"),
    # beliefs: mean and variance of one actor's belief about another's resolve
    ("resolve", "share", 0, 1, "believed resolve of another actor (mean of the belief)"),
    ("doubt", "variance", 0, 0.25, "variance of the belief about another's resolve"),
    ("resolve_us", "share", 0, 1, "resolve the DPRK believes the US has"),
    ("doubt_us", "variance", 0, 0.25, "variance of the DPRK's belief about the US"),
    ("resolve_rok", "share", 0, 1, "resolve the DPRK believes the ROK has"),
    ("doubt_rok", "variance", 0, 0.25, "variance of the DPRK's belief about the ROK"),
    ("resolve_north", "share", 0, 1, "resolve an actor believes the DPRK has"),
    ("trust", "share", 0, 1, "trust in another actor's word"),
    ("trust_us", "share", 0, 1, "trust of the DPRK in the US"),
    ("trust_rok", "share", 0, 1, "trust of the DPRK in the ROK"),
    ("trust_north", "share", 0, 1, "trust of this actor in the DPRK"),
    # the DPRK
    ("missile", "share", 0, 1, "progress and reliability of the missile programme"),
    ("nuclear", "share", 0, 1, "progress of the nuclear programme"),
    ("new_design", "share", 0, 1, "newness of the designs under test: new ones fail more"),
    ("vulnerable", "share", 0, 1, "how far a first strike could still disarm the DPRK"),
    ("strain", "share", 0, 1, "strain from sanctions on the DPRK's economy"),
    ("evasion", "share", 0, 1, "share of the bans that smuggling undoes"),
    ("domestic", "share", 0, 1, "domestic pressure on the DPRK's leader"),
    ("shock", "share", 0, 1, "dated domestic shock in the DPRK"),
    ("momentum", "events", 0, 12, "own recent events, fading within weeks"),
    ("fear_paid", "share", 0, 1, "fear that earlier provocations have bought"),
    ("fear_shown", "share", 0, 1, "fear that the rivals show"),
    ("rewarded", "share", 0, 1, "concessions that followed provocations, as remembered"),
    ("first_strike", "share", 0, 1, "belief of the DPRK that a first strike is coming"),
    ("warned", "share", 0, 1, "warning by China as still felt"),
    # China
    ("enforcement", "share", 0, 1, "share of the bans that China enforces"),
    ("china_attention", "share", 0, 1, "China's attention to the file"),
    ("unease", "share", 0, 1, "China's unease at forces on its doorstep"),
    ("friction", "share", 0, 1, "friction between the US and China"),
    # the attributes of a signal
    ("meaning", "meaning", -1, 1, "intended meaning of a signal, assurance -1 to threat 1"),
    ("threat", "meaning", 0, 1, "the threatening part of what is meant"),
    ("assurance", "meaning", -1, 1, "the reassuring part of what is meant"),
    ("sunk_cost", "share", 0, 1, "cost a signal sinks when it is sent"),
    ("tied", "share", 0, 1, "cost a signal makes due on backing down"),
    ("forces", "share", 0, 1, "kind of forces in a signal, defensive 0 to strategic 1"),
    ("scale", "scale", 0, 2, "size of a force signal, 1 as usual"),
    ("public", "yes or no", 0, 1, "whether everybody hears it"),
    ("reach", "share", 0, 1, "how much of a signal's weight gets through to a hearer"),
    ("weight", "weight", 0, 4, "weight of what a hearer has heard this week"),
    ("impression", "meaning", -1, 1, "what a hearer makes of all that a sender did this week"),
    ("happened", "share", 0, 1, "whether (or how far) it happened this week"),
    ("hostile", "meaning", 0, 4, "hostile public meaning of this week, all senders"),
    ("friendly", "meaning", 0, 4, "friendly public meaning of this week, all senders"),
    ("luck", "uniform", 0, 1, "the draw of the week for this event"),
    ("risk", "chance", 0, 1, "chance of an event this week"),
    ("firm_north", "chance", 0, 1, "chance that the DPRK stands firm in a crisis this week"),
    ("firm_allies", "chance", 0, 1, "chance that the allies stand firm in a crisis this week"),
    ("push_allies", "share", 0, 1, "recent diplomatic initiative of the allies"),
    ("push_north", "share", 0, 1, "recent diplomatic initiative of the DPRK"),
    ("kept_weeks", "weeks", 0, 400, "weeks for which an agreement has been kept"),
    ("provocations_52", "events", 0, 60, "provocations in the last 52 weeks"),
    ("programme", "share", 0, 1, "mean of missile and nuclear progress"),
    ("credibility", "share", 0, 1, "credibility of the guarantee"),
)

MEASURES: dict[str, Quantity] = {
    name: QUANTITIES[name]
    for name in (
        "tension media_tension provocations_52 strain enforcement friction coordination discord confidence "
        "readiness resolve_us trust_us trust_north programme bans capacity fear_paid"
    ).split()
} | {"doubt_us": Quantity("doubt_us", "share", 0, 0.5, "doubt of the DPRK about the US (sd of its belief)")}
"""What is recorded every week."""

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
STAGES = ("none", "contact", "talks", "freeze", "framework", "settlement")

Better = Literal["more", "less", "neither"]


@dataclass(frozen=True)
class Outcome:
    """What a run of one world comes to: unit, meaning, which direction is better, smallest difference
    worth speaking of (`delta`), and whether it is a chance summed from weekly hazards.
    """

    name: str
    unit: str
    says: str
    better: Better
    delta: float
    chance: bool = False


OUTCOMES: dict[str, Outcome] = {
    o.name: o
    for o in (
        Outcome("provocations", "events a year", "provocations of every class", "less", 1),
        Outcome("short_tests", "events a year", "short-range tests", "less", 1),
        Outcome("long_tests", "events a year", "long-range tests", "less", 1),
        Outcome("nuclear_tests", "events a year", "nuclear tests", "less", 0.1),
        Outcome("local_provocations", "events a year", "local provocations", "less", 0.1),
        Outcome("attacks", "events a year", "attacks by the DPRK", "less", 0.05),
        Outcome("crises", "crises a year", "crises that opened", "less", 0.1),
        Outcome("p_fire", "chance", "exchange of fire by the horizon", "less", 0.05, True),
        Outcome("p_serious", "chance", "serious clash by the horizon", "less", 0.01, True),
        Outcome("p_war", "chance", "war by the horizon", "less", 0.01, True),
        Outcome("longest_lull", "weeks", "longest time without a provocation", "more", 4),
        Outcome("weeks_in_talks", "weeks", "weeks at talks or beyond", "more", 4),
        Outcome("p_talks", "chance", "talks opened by the horizon", "more", 0.05),
        Outcome("first_talks", "weeks", "week of the first talks, the horizon if none", "less", 4),
        Outcome("p_freeze", "chance", "freeze or better reached by the horizon", "more", 0.05),
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
        Outcome("concessions_given", "steps a year", "concessions made by the allies", "neither", 0.5),
        Outcome("concessions_received", "steps a year", "steps made by the DPRK", "more", 0.5),
        Outcome("programme_end", "share", "programme of the DPRK at the end", "less", 0.05),
        Outcome("credibility_end", "share", "resolve the DPRK believes the US has at the end", "more", 0.05),
    )
}

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
