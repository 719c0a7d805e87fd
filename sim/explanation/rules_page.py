"""The page of all rules: each claim with the rules that carry it, what they read, and the tests that hold it.

``docs/rules.md`` is this page; ``python -m sim.explanation.rules_page`` writes it again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from sim.core.rule import Rule
from sim.explanation.rule_inputs import declared_as, every_rule, reads
from sim.scenario import Scenario, find_scenario, load
from sim.vocabulary.claims import Claim, claims

HOME = Path(__file__).parents[2]
TESTS, PAGE = HOME / "tests", HOME / "docs" / "rules.md"
HEAD = """# Rules

Generated from the code: every claim of the essay, the rules that carry it with what they read and give, the
parameters that belong to it, and the tests that hold it. [claims.md](claims.md) has the claims in prose,
[model.md](model.md) the formulas, [baseline.yaml](../scenarios/baseline.yaml) the values.
"""


def page() -> str:
    """The whole page, in Markdown."""
    baseline = load(find_scenario("baseline"))
    parts = [HEAD, *(_claim(claim, baseline) for claim in claims().values()), _rivals()]
    return "\n".join(parts)


def _claim(claim: Claim, baseline: Scenario) -> str:
    carried = [rule for rule in every_rule().values() if claim.id in rule.ids]
    lines = [f"## {claim.id} {claim.says}", "", _about(claim), ""]
    lines += [line for rule in carried for line in _rule(rule)]
    lines += [f"- {each}" for each in _data(claim, baseline)]
    tests = held_by(claim.id)
    if tests:
        lines.append(f"- tests: {', '.join(tests)}")
    return "\n".join(lines).rstrip() + "\n"


def _about(claim: Claim) -> str:
    paragraphs = f"Paragraph{'s' if ',' in claim.paragraphs else ''} {claim.paragraphs}"
    tested = f"; its conclusion is tested as {' and '.join(claim.tested_by)}" if claim.tested_by else ""
    works = f" Works when: {claim.observable}" if claim.observable else ""
    return f"{paragraphs}; {', '.join(claim.kinds)}{tested}.{works}"


def _rule(rule: Rule) -> Iterator[str]:
    read = reads(rule.key)
    yield f"- `{rule.key}` {rule.says}"
    yield f"  - {_names(read.quantities) or 'no quantity'} → {rule.gives}"
    if read.parameters:
        yield f"  - parameters: {_names(dict.fromkeys(map(declared_as, read.parameters)))}"
    if read.dispositions:
        yield f"  - dispositions: {_names(read.dispositions)}"
    if rule.cites:
        yield f"  - sources: {', '.join(rule.cites)}"
    if rule.key in cases():
        yield f"  - {_cases(cases()[rule.key])}"


def _cases(count: int) -> str:
    return f"{count} case{'s' if count > 1 else ''}"


def _data(claim: Claim, baseline: Scenario) -> Iterator[str]:
    """What carries a claim in the baseline scenario."""
    kinds = (
        ("parameters", baseline.parameters),
        ("dispositions", baseline.dispositions),
        ("signals", baseline.signals),
    )
    for kind, entries in kinds:
        names = [name for name, entry in entries.items() if claim.id in entry.ids]
        if names:
            yield f"{kind}: {_names(names)}"


def _rivals() -> str:
    lines = ["## Rules of rival theories", "", "They stand for no claim of the essay.", ""]
    lines += [line for rule in every_rule().values() if not rule.ids for line in _rule(rule)]
    return "\n".join(lines) + "\n"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def held_by(claim: str) -> list[str]:
    """The files with tests that bear the id of a claim in their names; none where there are no tests."""
    return [
        f"`{path.relative_to(HOME).as_posix()}`"
        for path in sorted(TESTS.rglob("test_*.py"))
        if re.search(rf"^def test_{claim}_", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]


@cache
def cases() -> Counter[str]:
    """How many cases of ``tests/cases`` each rule has."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((TESTS / "model" / "cases").glob("*.yaml")))
    return Counter(name for text in texts for name in re.findall(r"^- rule: (\S+)$", text, re.MULTILINE))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
