"""Table of every quantity of the model: name, unit, range and meaning.

Arguments of rules and fields of observations bear these names. Parameters and dispositions are declared
with their values in ``scenarios/baseline.yaml``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quantity:
    """One quantity: its unit, the range (`low` to `high`) that it never leaves, and its meaning."""

    name: str
    unit: str
    low: float
    high: float
    says: str


def _table(*rows: tuple[str, str, float, float, str]) -> dict[str, Quantity]:
    return {row[0]: Quantity(*row) for row in rows}


QUANTITIES = _table(
    # open to everybody
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
    ("moratorium", "yes or no", 0, 1, "a pledge of no tests of its own is in force"),
    ("us_struck", "share", 0, 1, "the US struck first, as still felt"),
    ("north_struck", "share", 0, 1, "the DPRK attacked first, as still felt"),
    ("sent_rung", "rung", 0, 7, "highest rung of what anybody sent this week"),
    ("shown", "share", 0, 1, "resolve that an impression speaks for"),
    ("lesson", "share", 0, 1, "what one test teaches"),
    ("frozen", "yes or no", 0, 1, "a freeze or a further agreement stands"),
    ("contact_mood", "share", 0, 1, "dated occasion that makes contact easier"),
    ("tempo", "log rate", -5, 5, "phase of the DPRK's programme: logarithm of its test rate against 2014-17"),
    ("tempo_long", "log rate", -5, 5, "the same for tests of long range alone, on top of it"),
    ("tempo_local", "log rate", -5, 5, "phase of local provocations: log of their rate against 1990-2017"),
    ("season", "value", -1, 1, "training season of the DPRK's forces: fewer tests below 0"),
    ("spring", "yes or no", 0, 1, "spring season: winter training ends and the large exercises are held"),
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
    ("warning_us", "share", 0, 1, "Washington's standing warning against the act in question"),
    ("warning_rok", "share", 0, 1, "Seoul's standing warning against the act in question"),
    ("warning_attack_us", "share", 0, 1, "Washington's standing warning that an attack will be answered"),
    ("warning_attack_rok", "share", 0, 1, "Seoul's standing warning that an attack will be answered"),
    ("warning_test_us", "share", 0, 1, "Washington's standing warning that a test will be answered"),
    ("warning_test_rok", "share", 0, 1, "Seoul's standing warning that a test will be answered"),
    ("threatened", "share", 0, 1, "standing warning against the act in question, as far as it is believed"),
    ("defied", "share", 0, 1, "standing warning that an act of last week defied"),
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
    ("swing", "value", -9, 9, "how far the posture swings with the moment"),
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
    ("effort", "share", 0, 1, "enforcement that China's choices have built up, before its line scales it"),
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
    ("slip", "chance", 0, 1, "chance that a hearer takes a signal for its opposite"),
    ("learned", "share", 0, 1, "share of a surprise that a hearer learns"),
    ("weight", "weight", 0, 12, "weight of what a hearer has heard this week"),
    ("impression", "meaning", -1, 1, "what a hearer makes of all that a sender did this week"),
    ("happened", "share", 0, 1, "whether (or how far) it happened this week"),
    ("hostile", "meaning", 0, 12, "hostile public meaning of this week"),
    ("friendly", "weight", 0, 12, "friendly meaning of this week, by what it costs its senders"),
    ("private", "yes or no", 0, 1, "whether it is private and meant for this hearer"),
    ("dose", "dose", 0, 2, "how much an exercise or show of force is felt"),
    ("policy", "weight", 0, 1, "weight that the strategy gives to dealing with an exercise in this way"),
    ("value", "value", -5, 5, "worth of an option, before anything is made of it"),
    # what happened this week
    ("events", "events", 0, 8, "days of the week with a provocation"),
    ("local", "events", 0, 1, "local provocation this week"),
    ("attack", "events", 0, 1, "attack, strike or retaliation this week"),
    ("acts", "acts", 0, 2, "acts of the week that cross a line"),
    ("fire", "share", 0, 1, "fire in answer or in attack this week"),
    ("serious", "chance", 0, 1, "chance of a serious clash this week"),
    ("failed", "yes or no", 0, 1, "whether the test of the week failed"),
    ("progress", "share", 0, 1, "progress of a programme, missile or nuclear"),
    ("menace", "share", 0, 1, "what of the week looks like a first strike"),
    ("warning", "share", 0, 1, "standing warning against the act in question"),
    ("answered", "share", 0, 1, "how far a defied warning was made good this week"),
    ("bluff", "share", 0, 1, "how much of a warning was called as a bluff this week"),
    ("yielded", "yes or no", 0, 1, "whether this side yielded in a crisis this week"),
    ("other_yielded", "yes or no", 0, 1, "whether the other side yielded in a crisis this week"),
    ("gap", "meaning", 0, 3, "how far apart the allies' hard signals of the week are"),
    ("discord_headlines", "share", 0, 1, "headlines of discord between the allies this week"),
    ("posts", "share", 0, 1, "share of senior posts that the calendar has filled"),
    ("slighted", "share", 0, 1, "confidence that a leak or slight of the week costs"),
    ("resolution", "yes or no", 0, 1, "whether a resolution was adopted this week"),
    ("primary", "share", 0, 1, "primary sanctions added this week"),
    ("relief", "share", 0, 2, "relief from sanctions given this week"),
    ("aid", "share", 0, 1, "aid given this week"),
    ("approach", "share", 0, 1, "Beijing was asked this week to press Pyongyang"),
    ("enforced", "share", 0, 1, "Beijing's choice of the week to enforce"),
    ("looked_away", "share", 0, 1, "Beijing's choice of the week to look away"),
    ("calendar", "share", 0, 1, "attention that Beijing's own calendar leaves for the file"),
    # steps at the table
    ("offer", "share", 0, 1, "an offer that is on the table"),
    ("seouls_offer", "value", 0, 2, "what Seoul's offer is worth to the DPRK"),
    ("made", "share", 0, 3, "offers made this week"),
    ("step", "share", 0, 1, "step kept this week"),
    ("returned", "share", 0, 1, "step made this week in return for a concession"),
    ("accepted", "share", 0, 1, "Pyongyang came to the table this week"),
    ("pledged", "yes or no", 0, 1, "a pledge or an agreement is being kept"),
    ("pocketed", "share", 0, 1, "a concession was pocketed without return this week"),
    ("conceded", "share", 0, 1, "what was conceded this week"),
    ("broken", "share", 0, 1, "an agreement was broken this week"),
    ("breach", "share", 0, 1, "a breach of what was agreed, or of what allies owe each other, this week"),
    ("walked_out", "share", 0, 1, "the DPRK walked out this week"),
    ("push", "share", 0, 1, "recent diplomatic initiative of one side"),
    ("draw", "uniform", 0, 1, "the draw of the week for this event"),
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

WHOLE = frozenset({"stage", "crisis_rung", "crisis_weeks", "attacked", "tested", "moratorium", "frozen"})
"""Quantities of a view that only take whole numbers."""
