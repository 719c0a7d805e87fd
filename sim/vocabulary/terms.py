"""Terms of results, in words for a reader who meets them for the first time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A term: its name, what it says, and the forms by which a text names it (a regular expression)."""

    id: str
    name: str
    says: str
    forms: str = ""


TERMS = (
    Term(
        "world",
        "world",
        "One possible course of events: a draw of the uncertain parameters with one series of random draws.",
        "worlds?",
    ),
    Term(
        "draw",
        "parameter draw",
        "One choice of all uncertain numbers from their ranges. Several worlds share it, and differ in "
        "chance alone.",
        "parameter draws?|draws? of the parameters|draws?",
    ),
    Term(
        "replicate",
        "replicate",
        "One of the worlds that share a parameter draw.",
        "replicates?",
    ),
    Term(
        "paired",
        "the same worlds",
        "Scenarios are compared world by world, with the same parameters and the same random draws, so "
        "that a difference is the policy's doing.",
        "same worlds",
    ),
    Term(
        "horizon",
        "horizon",
        "The end of the run.",
        "horizon",
    ),
    Term(
        "stage",
        "stage of talks",
        "How far talks are: none, contact, talks, freeze, framework, settlement.",
        "stages? of talks|talks stages?|stages?",
    ),
    Term(
        "rung",
        "rung",
        "How far the conflict has climbed in a week, from calm by words, tests, local provocation and "
        "exchange of fire to a serious clash.",
        "rungs?",
    ),
    Term(
        "share",
        "share",
        "A part of a whole, from 0 to 1.",
        "shares?",
    ),
    Term(
        "freeze",
        "freeze",
        "Tests and exercises are held back by agreement, while talks go on.",
        "freezes?",
    ),
    Term(
        "framework",
        "framework",
        "Both sides have agreed where talks are to lead, and take the first steps.",
        "frameworks?",
    ),
    Term(
        "concession",
        "concession",
        "Something given to the other side: relief, aid, a suspended exercise.",
        "concessions?",
    ),
    Term(
        "crisis",
        "crisis",
        "Weeks in which both sides stand against each other in the open, and may climb or yield.",
        "crisis|crises",
    ),
    Term(
        "theory",
        "theory",
        "An account of what moves Pyongyang. There are four, and a control under which nothing that "
        "others signal moves it.",
        "theory|theories",
    ),
    Term(
        "contested",
        "contested",
        "A clear difference that matters on one side under some theory, and on the other side under another.",
        "contested",
    ),
    Term(
        "better",
        "better, worse",
        "The mean difference to the baseline is clear of zero (its 90 % interval leaves zero out) and at "
        "least as large as what matters. The per cent beside the word is the share of parameter draws that "
        "differ by what matters on that side; it can be under half, where a few draws differ by much.",
        "better by what matters|worse by what matters|better, worse",
    ),
    Term(
        "matters",
        "what matters",
        "The least difference that counts, by outcome: declared, but no more than half of what the "
        "baseline's level leaves room for, since a war in 8 of 1,000 worlds cannot become rarer by 10.",
        "what matters|matters from",
    ),
    Term(
        "same_verdict",
        "no difference that matters",
        "The mean difference is known to be smaller than what matters, and not because draws cancel out.",
        "no difference that matters",
    ),
    Term(
        "depends",
        "depends on what we do not know",
        "Clear by neither, and parameter draws differ by what matters on both sides: 30:20 says that 30 % of "
        "them are better and 20 % worse.",
        "depends? on what we do not know",
    ),
    Term(
        "too_few",
        "too few worlds",
        "Neither clear nor known to be small: more worlds would bring a verdict.",
        "too few worlds",
    ),
    Term(
        "not_judged",
        "not judged",
        "Neither more nor less of it is better.",
        "not judged",
    ),
    Term(
        "agree",
        "theories that agree",
        "3/4 or 3 of 4: of the theories under which anything changes, how many come to the same by "
        "themselves; of better or worse, how many have a difference on that side that is clear of zero.",
        "theories agree|of these theories",
    ),
    Term(
        "surest",
        "most surely, sure",
        "Of the outcomes of the first picture, peace and progress before price: differences are ordered by "
        "how many theories agree, then by the share of draws on their side, then by their size. Sure is "
        "what is better or worse in four of five draws and for three of four theories.",
        "most surely|surely|surest",
    ),
    Term(
        "in_crisis",
        "worlds in a crisis",
        "The share of worlds in which a crisis is open in a week. How many crises open in a year is another "
        "thing: few can last long.",
        "worlds in a crisis|in a crisis",
    ),
    Term(
        "control",
        "control",
        "A theory under which nothing that others signal moves Pyongyang. It runs beside the others to show "
        "what of a difference does not come from how it is read there, and is not counted among them.",
        "controls?",
    ),
    Term(
        "saturated",
        "saturated",
        "All scenarios end alike in nearly every world, so that they cannot be told apart.",
        "saturated",
    ),
    Term(
        "interval",
        "interval of the mean",
        "How well the average over parameter draws is known; it says nothing about how far worlds differ.",
        "interval of (?:the|that) mean|90 % interval",
    ),
    Term(
        "fitted",
        "fitted to the record",
        "Narrowed down by what was recorded from 1990 to 2017.",
        "fitted to the record|range fitted",
    ),
    Term(
        "inject",
        "inject",
        "A signal that is sent once something comes to hold, for instance a test.",
        "injects?",
    ),
    Term(
        "friction",
        "friction",
        "Strain between Washington and Beijing, from 0 to 1.",
        "friction",
    ),
)
