"""The finding of a comparison in three to five sentences, made by rules from its tables and nothing else.

What differs most and how surely; war and clashes; what does not differ; what theories contest; what the
scenario that differs most costs, and when its difference sets in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from sim.results import verdicts
from sim.results.verdicts import Judged
from sim.studies.comparison.amounts import change_words, from_to, noun
from sim.vocabulary.glossary import OUTCOMES, SHOWN
from sim.vocabulary.labels import listed_words, opened, spaced
from sim.vocabulary.likelihood import chances, confidence, it_is, percent

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]

CLEAR = (verdicts.BETTER, verdicts.WORSE)
PEACE = ("p_war", "p_serious")
PRICE = {"concessions_given": 1, "friction_mean": 1, "confidence_mean": -1, "credibility_end": -1}
"""What a scenario may cost, with the side on which it does."""
COSTS = "concessions, friction with China, Seoul's confidence and credibility"
"""The same in words."""
FOLLOWED = ("talks", "freeze", "provocations_52", "tension")
"""What is followed over time, in the order in which a sentence prefers it."""
OPEN = {
    verdicts.SAME: "are too small to matter",
    verdicts.DEPENDS: "depend on what we do not know",
    verdicts.TOO_FEW: "would need more worlds",
    verdicts.CONTESTED: "are contested between theories",
    verdicts.SATURATED: "cannot be told since all scenarios end alike",
}
"""What is said of differences with these verdicts where none is clear."""


@dataclass(frozen=True)
class Tables:
    """The tables that a finding is made from; `agreement` has a row a scenario and outcome, `overall` one
    more for the baseline; `onset` may be empty.
    """

    overall: pd.DataFrame
    agreement: pd.DataFrame
    onset: pd.DataFrame
    enough: bool = True
    """Whether there are parameter draws enough for intervals."""

    @property
    def rows(self) -> list[Row]:
        """The differences in outcomes that are shown."""
        found = cast("list[Row]", self.agreement.to_dict("records"))
        return [row for row in found if row["outcome"] in SHOWN]

    def levels(self, outcome: str) -> dict[str, float]:
        """The mean of an outcome by scenario, the baseline first."""
        mine = self.overall[self.overall["outcome"] == outcome]
        return dict(zip(map(str, mine["scenario"]), map(float, mine["mean"]), strict=True))


def finding(tables: Tables) -> tuple[str, ...]:
    """The sentences."""
    rows = tables.rows
    if not rows:
        return ()
    lead = _lead(rows)
    told = [_most(tables, lead) if lead else _nothing_clear(rows), _peace(tables), _alike(rows)]
    told.append(_contested(rows))
    if lead:
        told.append(_price_and_onset(tables, str(lead["scenario"])))
    return tuple(sentence for sentence in told if sentence)


def _lead(rows: Sequence[Row]) -> Row | None:
    """The clear difference that is largest in units of what matters by declaration."""
    clear = [row for row in rows if row["verdict"] in CLEAR]
    return max(clear, key=_size) if clear else None


def _size(row: Row) -> float:
    return abs(float(row["difference"])) / OUTCOMES[str(row["outcome"])].delta


def _most(tables: Tables, lead: Row) -> str:
    """What differs most, and how surely."""
    scenario, outcome = str(lead["scenario"]), str(lead["outcome"])
    base, many = spaced(str(lead["baseline"])), tables.agreement["scenario"].nunique()
    levels = tables.levels(outcome)
    moves = "up" if lead["difference"] > 0 else "down"
    numbers = from_to(outcome, levels[str(lead["baseline"])], levels[scenario])
    name = spaced(scenario)
    what = (
        f"Of {many} scenarios {name} differs most from {base}, in {noun(outcome)}: {moves} {numbers}"
        if many > 1
        else f"{opened(name)} differs from {base} most in {noun(outcome)}: {moves} {numbers}"
    )
    return f"{what}. {surely(lead, tables.enough)}"


def surely(row: Row, enough: bool) -> str:
    """How sure a verdict is: the share of draws that bear it out, and the confidence it deserves."""
    side, other = ("better", "worse") if row["verdict"] == verdicts.BETTER else ("worse", "better")
    share, against = float(row[f"share_{side}"]), float(row[f"share_{other}"])
    draws = f"{percent(share)} of draws" + (f", {other} in {percent(against)}" if against >= 0.005 else "")
    agree = f"{row['agree']} of {row['of']} theories agree" if int(row["of"]) > 1 else "under one theory"
    why = agree if enough else f"few draws; {agree}"
    sure = confidence(int(row["agree"]), int(row["of"]), share, enough)
    return f"{it_is(share)} ({draws}) that this is {side} by what matters; confidence is {sure} ({why})."


def _nothing_clear(rows: Sequence[Row]) -> str:
    """How the differences come out where none is clear."""
    judged = [row for row in rows if row["verdict"] != verdicts.NOT_JUDGED]
    counts = {word: sum(row["verdict"] == word for row in judged) for word in OPEN}
    parts = [f"{count} {OPEN[word]}" for word, count in counts.items() if count]
    return f"No difference is clear and matters: of {len(judged)}, {', '.join(parts)}."


def _peace(tables: Tables) -> str:
    """War and serious clashes, by level and by what comes of them."""
    said = [part for outcome in PEACE if (part := _of_peace(tables, outcome))]
    return f"{'; '.join(said)}." if said else ""


def _of_peace(tables: Tables, outcome: str) -> str:
    rows = [row for row in tables.rows if row["outcome"] == outcome]
    levels = tables.levels(outcome)
    base = next(iter(levels))
    others = [levels[str(row["scenario"])] for row in rows]
    what = "War" if outcome == "p_war" else "a serious clash"
    first, *rest = chances(levels[base], *((others[0],) if len(rows) == 1 else (min(others), max(others))))
    first = f"{first} of worlds" if first.endswith("%") else first
    if len(rows) == 1:
        words = str(rows[0]["verdict"])
        return f"{what} comes in {first} ({rest[0]} under {spaced(str(rows[0]['scenario']))}): {words}"
    counts = [f"{word} in {n}" for word in _words(rows) if (n := _count(rows, word))]
    return f"{what} comes in {first} ({rest[0]} to {rest[1]} under the others): {', '.join(counts)}"


def _words(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(str(row["verdict"]) for row in rows))


def _count(rows: Sequence[Row], word: str) -> int:
    return sum(row["verdict"] == word for row in rows)


def _alike(rows: Sequence[Row]) -> str:
    """In which outcomes no scenario differs by what matters."""
    names = list(dict.fromkeys(str(row["outcome"]) for row in rows))
    alike = [
        name for name in names
        if name not in PEACE and all(r["verdict"] == verdicts.SAME for r in rows if r["outcome"] == name)
    ]  # fmt: skip
    if not alike:
        return ""
    said = [noun(name) for name in alike]
    return f"No difference that matters in {listed_words(said)}."


def _contested(rows: Sequence[Row]) -> str:
    """What theories contest: how many differences, and the largest of them."""
    found = sorted((row for row in rows if row["verdict"] == verdicts.CONTESTED), key=_size, reverse=True)
    if not found:
        return ""
    first = found[0]
    outcome, scenario = noun(str(first["outcome"])), spaced(str(first["scenario"]))
    sides = f"more under {first['more_under']}, less under {first['less_under']}".replace("_", " ")
    count = f"{len(found)} of {len(rows)} differences are" if len(found) > 1 else "One difference is"
    which = "above all " if len(found) > 1 else ""
    return f"{count} contested between theories, {which}{outcome} under {scenario}: {sides}."


def _price_and_onset(tables: Tables, scenario: str) -> str:
    """What the scenario costs, and when its difference sets in."""
    mine = {str(row["outcome"]): row for row in tables.rows if row["scenario"] == scenario}
    name = spaced(scenario)
    readings = {each: Judged.of(mine[each]).reading for each in PRICE if each in mine}
    contested = [each for each in readings if mine[each]["verdict"] == verdicts.CONTESTED]
    sides = {1: verdicts.MORE, -1: verdicts.LESS}
    paid = [each for each, word in readings.items() if word == sides[PRICE[each]] and each not in contested]
    open_ = [
        each for each, word in readings.items()
        if each in contested or word in (verdicts.DEPENDS, verdicts.TOO_FEW)
    ]  # fmt: skip
    parts = [change_words(each, float(mine[each]["difference"])) for each in paid]
    price = f"{opened(name)} costs {listed_words(parts, most=4)}" if parts else ""
    if not parts and not open_ and readings:
        price = f"{opened(name)} costs nothing that matters in {COSTS}"
    if not parts and open_:
        price = f"What {name} costs in {listed_words([noun(each) for each in open_])} is open"
    onset = _onset(tables.onset, scenario)
    return f"{price}{'; ' if price and onset else ''}{onset}." if price or onset else ""


def _onset(table: pd.DataFrame, scenario: str) -> str:
    """Since when something is followed to differ."""
    rows = cast("list[Row]", table[table["scenario"] == scenario].to_dict("records"))
    rows.sort(key=lambda row: FOLLOWED.index(str(row["what"])) if row["what"] in FOLLOWED else len(FOLLOWED))
    if not rows:
        return ""
    row = rows[0]
    first, last = (f"{date.fromisoformat(str(row[end])):%B %Y}" for end in ("first", "last"))
    higher = "higher" if row["side"] == verdicts.MORE else "lower"
    return f"the {row['says']} is {higher} from {first} to {last} ({row['weeks']} weeks)"
