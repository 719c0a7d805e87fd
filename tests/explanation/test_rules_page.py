"""The page of all rules is current and complete."""

from __future__ import annotations

import re

from sim.explanation.rule_inputs import declared_as, every_rule, reads
from sim.explanation.rules_page import HOME, PAGE, held_by, page
from sim.vocabulary.claims import claims
from tests.helpers.worlds import baseline

AGAIN = "write it again: python -m sim.explanation.rules_page"


def test_the_page_in_docs_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), AGAIN


def test_every_claim_has_its_section_in_order() -> None:
    assert re.findall(r"^## (E\w+) ", page(), re.MULTILINE) == list(claims())


def test_every_rule_stands_under_each_claim_it_carries_or_among_the_rivals() -> None:
    sections = dict(re.findall(r"^## (\S+)(.*?)(?=^## |\Z)", page(), re.MULTILINE | re.DOTALL))
    for rule in every_rule().values():
        for claim in rule.ids or ("Rules",):
            assert f"- `{rule.key}` {rule.says}\n" in sections[claim]


def test_what_a_rule_reads_is_declared() -> None:
    known = {"p": set(baseline().parameters), "d": set(baseline().dispositions)}
    for key in every_rule():
        read = reads(key)
        assert {declared_as(name) for name in read.parameters} <= known["p"]
        assert set(read.dispositions) <= known["d"]


def test_reads_are_found_by_trying_a_rule() -> None:
    read = reads("appraise.news")
    assert (set(read.quantities), set(read.parameters)) == ({"surge", "hostile"}, {"news_fade", "news_gain"})
    assert declared_as("news_fade") == "news_half_life"
    assert reads("appraise.seen_tension").dispositions == ("headlines",)


def test_claims_that_are_mechanisms_are_held_by_tests() -> None:
    untested = [c.id for c in claims().values() if {"rule", "parameter"} & set(c.kinds) and not held_by(c.id)]
    assert not untested


def test_claims_are_in_words_of_our_own() -> None:
    for claim in claims().values():
        assert claim.says.endswith(".")
        assert claim.kinds
        assert bool(claim.observable) == (claim.kinds != ("hypothesis",))
        assert all(re.fullmatch(r"H\d+", name) for name in claim.tested_by)
    assert (HOME / "docs" / "claims.md").read_text(encoding="utf-8").count("\n## E") == len(claims())
