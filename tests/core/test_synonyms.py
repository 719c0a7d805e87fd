"""Words of practitioners: each leads to the project's word, and none to one that means something else."""

from __future__ import annotations

import pytest

from sim.core.errors import nearest_word
from sim.core.synonyms import SYNONYMS, meant
from sim.scenario import baseline
from sim.scenario.allowed_values import keys_at
from sim.vocabulary.glossary import HAPPENINGS, MEASURES, STAGES
from sim.vocabulary.signals import ACTORS

ACTOR = (*ACTORS, "alliance")
KEYS = {
    place: keys_at(path)
    for place, path in {
        "order": ("orders", "x"), "inject": ("injects", "x"), "when": ("injects", "x", "when"),
        "then": ("injects", "x", "then"), "fact": ("calendar", "x"), "step": ("posture", 0),
        "strategy": ("strategy", 0), "top": (),
    }.items()
}  # fmt: skip


def signals_of(actor: str) -> list[str]:
    return [name for name, it in baseline().signals.items() if actor in it.senders]


@pytest.mark.parametrize(
    ("said", "words", "meaning"),
    [
        *((said, ACTOR, "US") for said in ("Washington", "USA", "United States", "us")),
        *((said, ACTOR, "ROK") for said in ("Seoul", "South Korea", "Republic of Korea")),
        *((said, ACTOR, "DPRK") for said in ("Pyongyang", "North Korea", "NK")),
        *((said, ACTOR, "China") for said in ("Beijing", "PRC", "china")),
        *((said, ACTOR, "alliance") for said in ("both", "allies")),
        *((said, ACTOR, "") for said in ("Japan", "Russia")),
        ("alliance", KEYS["step"], "both"),
        ("North Korea", KEYS["step"], "DPRK"),
        ("THAAD", signals_of("ROK"), "missile_defence"),
        ("food_aid", signals_of("ROK"), "aid"),
        ("missile_test", signals_of("DPRK"), "long_range_test"),
        ("ICBM", signals_of("DPRK"), "long_range_test"),
        ("freeze", signals_of("US"), "suspension"),
        ("freeze", signals_of("DPRK"), "moratorium"),
        ("talks", signals_of("US"), "public_offer"),
        ("talks", signals_of("DPRK"), "accept_talks"),
        ("sanctions", signals_of("US"), "primary_sanctions"),
        ("sanctions", signals_of("China"), "enforcement_of_bans"),
        ("sanctions_relief", signals_of("US"), "relief"),
        ("bombers", signals_of("US"), "show_of_force"),
        ("military drill", signals_of("US"), "routine_exercise"),
        ("envoy", signals_of("ROK"), "back_channel"),
        ("peace_treaty", signals_of("US"), "settlement_proposal"),
        ("war", [*HAPPENINGS], "serious_clash"),
        ("negotiations", STAGES, "talks"),
        ("tensions", [*MEASURES], "tension"),
        ("trust", [*MEASURES], "trust_north"),
        ("and", KEYS["when"], "all"),
        ("or", KEYS["when"], "any"),
        ("unless", KEYS["when"], "not"),
        ("since", KEYS["when"], "in_the_last"),
        ("over", KEYS["when"], "above"),
        ("date", KEYS["when"], ""),
        ("until", KEYS["order"], "to"),
        ("duration", KEYS["order"], "length"),
        ("start", KEYS["order"], "from"),
        ("date", KEYS["order"], "from"),
        ("who", KEYS["order"], "actor"),
        ("action", KEYS["order"], "signal"),
        ("repeat", KEYS["order"], "every"),
        ("size", KEYS["order"], "scale"),
        ("if", KEYS["inject"], "when"),
        ("do", KEYS["inject"], "then"),
        ("repeat", KEYS["inject"], "times"),
        ("to", KEYS["step"], "until"),
        ("set", KEYS["fact"], "sets"),
        ("max_pressure", [*baseline().strategies], "maximum_pressure"),
    ],
)  # fmt: skip
def test_a_practitioners_word_is_understood(said: str, words: list[str], meaning: str) -> None:
    assert nearest_word(said, words) == meaning


def test_every_synonym_leads_to_a_word_that_there_is() -> None:
    b = baseline()
    known = {*ACTOR, *b.signals, *HAPPENINGS, *STAGES, *MEASURES, *b.strategies, *b.dispositions}
    known |= {key for keys in KEYS.values() for key in keys} | {"prior", "fitted"}
    assert {word for words in SYNONYMS.values() for word in words} - known == set()


def test_a_word_of_the_project_is_taken_for_itself() -> None:
    assert nearest_word("Freeze", STAGES) == "freeze"
    assert meant("tensoin", [*MEASURES]) is None
    assert nearest_word("tensoin", [*MEASURES]) == "tension"
