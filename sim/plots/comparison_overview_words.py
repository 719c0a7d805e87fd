"""The words of the first picture: what it shows, its legend, and what else is sure."""

from __future__ import annotations

from collections.abc import Sequence

from sim.plots.comparison_overview_data import Also, Overview, OverviewRow
from sim.plots.kit.legend import Piece
from sim.plots.kit.sides import BETTER, CONTESTED, INKS, MARKS, SAME, WORSE
from sim.plots.kit.theme import INK, SMALL_PRINT
from sim.vocabulary.labels import figure as number
from sim.vocabulary.labels import opened, spaced
from sim.vocabulary.likelihood import share_said
from sim.vocabulary.outcome_words import short

HEADING = (
    "Each cell: the mean difference to {baseline} in the same worlds (bold: clear of zero, large enough to "
    "matter, and not contested; else grey), the per cent of the parameter draws{pooled} that are better and "
    "worse by what matters, and 20 marks, about a twentieth of these draws each. Under a row: what else is "
    "sure (four of five draws, three of four theories).{few}"
)
SIDES = {
    BETTER: "better by what matters",
    WORSE: "worse by what matters",
    SAME: "too small to matter (the grey band)",
}


def heading(shown: Overview) -> str:
    """What the picture shows."""
    count = len(shown.theories)
    pooled = f" of {count} theories" if count > 1 else f" under theory {spaced(shown.theories[0])}"
    few = f" {opened(shown.few)}." if shown.few else ""
    return HEADING.format(baseline=spaced(shown.baseline), pooled=pooled, few=few)


def pieces(shown: Overview) -> list[Piece]:
    """The legend: marks, and the letters of the theories."""
    found = [(f"{MARKS[side]} {words}", INKS[side]) for side, words in SIDES.items()]
    if len(shown.theories) > 1:
        found.append((f"{MARKS[CONTESTED]} in a frame, contested: theories are clearly on both sides", INK))
        named = zip(letters(shown.theories), shown.theories, strict=True)
        each = ", ".join(f"{letter} {spaced(theory)}" for letter, theory in named)
        words = (
            f"Letters under the marks: the mean under each theory ({each}), grey unless clear and large "
            "enough to matter. 3/4: so many theories agree"
        )
        found.append((words, SMALL_PRINT))
    return found


def letters(theories: Sequence[str]) -> tuple[str, ...]:
    """A letter for each theory, or two where two begin alike; none for one alone.

    >>> letters(("essay", "spiral")), letters(("essay", "escalation", "spiral")), letters(("essay",))
    (('E', 'S'), ('Ess', 'Esc', 'S'), ())
    """
    if len(theories) < 2:
        return ()
    return tuple(opened(_beginning(theory, theories)) for theory in theories)


def _beginning(theory: str, theories: Sequence[str]) -> str:
    others = [each for each in theories if each != theory]
    return next(
        (theory[:n] for n in range(1, len(theory)) if not any(o.startswith(theory[:n]) for o in others)),
        theory,
    )


def also_pieces(row: OverviewRow) -> list[Piece]:
    """What else is sure of a scenario, worse before better, and further levels; nothing where nothing is."""
    found: list[Piece] = []
    for side in (WORSE, BETTER):
        mine = [_also(each) for each in row.also if each.side == side]
        if mine:
            mine[0] = f"{MARKS[side]} also {side}: {mine[0]}"
            found += [(words, INKS[side]) for words in mine]
    rest = [f"{short(it.outcome)} {_levels(it.outcome, it.before, it.after)}" for it in row.levels]
    if rest:
        rest[0] = f"further levels: {rest[0]}"
    return found + [(words, SMALL_PRINT) for words in rest]


def _also(each: Also) -> str:
    agree = f", {each.agree}/{each.of}" if each.of > 1 else ""
    levels = _levels(each.outcome, each.before, each.after)
    return f"{short(each.outcome)} {levels} ({share_said(each.share)} of draws{agree})"


def _levels(outcome: str, before: float, after: float) -> str:
    return f"{number(outcome, before)} → {number(outcome, after)}"
