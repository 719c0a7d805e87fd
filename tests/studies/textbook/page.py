"""The page of the textbook cases, ``docs/textbook.md``, with the result of each.

``python -m tests.studies.textbook.page`` runs the cases and writes it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.studies.textbook import choices, crises, signals, table
from tests.studies.textbook.case import Case, Line

PAGE = Path(__file__).parents[3] / "docs" / "textbook.md"
CASES: tuple[Case, ...] = (*choices.CASES, *crises.CASES, *signals.CASES, *table.CASES)
WORLDS, SEED = 3_000, 1
HEAD = f"""# Textbook cases

Generated from the code. Each case reduces the engine to one that is solved on paper: a scenario of
[scenarios/textbook/](../scenarios/textbook) sets parameters, signals that the case does not name are
withheld, and the rest is the same `World` that all studies run. Where a case needs a nought, its file widens
a range. *Expected* follows from the numbers of the case in closed form, *simulated* is the result of
{WORLDS:,} worlds (seed {SEED}), with the interval that holds the truth in 999 of 1,000 cases; what follows
without chance must agree to four digits. `tests/studies/textbook/` runs all of them.
`python -m tests.studies.textbook.page` writes this page again.
"""


def page(worlds: int = WORLDS, seed: int = SEED) -> str:
    """The whole page, in Markdown."""
    return "\n".join(
        [HEAD, *(line for case in CASES for line in _case(case, list(case.lines(worlds, seed))))]
    )


def _case(case: Case, lines: list[Line]) -> Iterator[str]:
    file = f"scenarios/textbook/{case.scenario}.yaml"
    yield from (f"## {case.name}", "", f"{case.source}. {case.says}", "", f"[{file}](../{file})", "")
    yield from ("| | expected | simulated | interval | |", "|---|---|---|---|---|")
    for it in lines:
        expected = {1: "above 0", -1: "below 0"}.get(it.sign, _shown(it.expected))
        held = "holds" if it.holds else "**does not hold**"
        interval = f"{_shown(it.low)} to {_shown(it.high)}"
        yield f"| {it.what} | {expected} | {_shown(it.simulated)} | {interval} | {held} |"
    yield ""


def _shown(number: float) -> str:
    return f"{number:.4g}".replace("-", "−")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
