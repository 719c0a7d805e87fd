"""What was found of claims, rules and parameters, in sentences that the tables carry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.output.captions import counted
from sim.studies.alive import judgement
from sim.studies.alive.judgement import SEEN
from sim.vocabulary.claims import claims
from sim.vocabulary.labels import listed_words

if TYPE_CHECKING:
    import pandas as pd

PLURALS = {"rule": "rules", "parameter": "parameters"}
WORDS = {
    judgement.OTHER: "A lever moves what it should not, or the other way",
    judgement.CONTESTED: "Theories move it to both sides",
    judgement.PART: "Only some of what is stated moves",
    judgement.DEAD: "Nothing that is stated moves",
}
"""Verdicts on claims that are listed by name, with what they say."""
NAMED = 6
"""So many rules or parameters are named."""


def in_words(told: pd.DataFrame, switches: pd.DataFrame) -> Iterator[str]:
    """The claims by verdict, and what moves nothing that is seen, by name."""
    for word, says in WORDS.items():
        mine = told["claim"][told["verdict"] == word].tolist() if len(told) else []
        if mine:
            named = "; ".join(f"{claim} ({claims()[claim].says.rstrip('.')})" for claim in mine)
            yield f"{says} in {counted(len(mine), 'claim')}: {named}."
    for kind, plural in PLURALS.items():
        mine = switches[switches["kind"] == kind] if len(switches) else switches
        still = mine["name"][mine["moves"] != SEEN].tolist() if len(mine) else []
        if still:
            named = listed_words(still, most=NAMED)
            yield f"Under no theory is anything seen moved by {len(still)} of {len(mine)} {plural}: {named}."
