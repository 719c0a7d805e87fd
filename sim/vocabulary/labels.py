"""Labels for readers: names, units and directions of measures, outcomes, states and final classes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from sim.vocabulary.glossary import FINAL_CLASSES, MEASURES, OUTCOMES, RUNGS, STAGES

BETTER = {"more": "more is better", "less": "less is better", "neither": "neither way is better"}
PROPER = {"dprk": "DPRK", "rok": "ROK", "us": "US", "un": "UN"} | {
    name: name.title() for name in ("china", "beijing", "pyongyang", "seoul", "washington")
}
WAR = "at war"


def label(name: str) -> str:
    """Label a measure or outcome by its meaning, or by its name as words if the glossary lacks it.

    >>> label("mean_tension"), label("us_words")
    ('Mean tension', 'US words')
    """
    known = OUTCOMES.get(name) or MEASURES.get(name)
    return opened(known.says if known else spaced(name))


def spaced(name: str) -> str:
    """Write a name of the data as words.

    >>> spaced("talks_with_rok")
    'talks with ROK'
    """
    return " ".join(PROPER.get(word, word) for word in name.replace("_", " ").split())


def opened(words: str) -> str:
    """Capitalise the first letter and leave the others as they are."""
    return words[:1].upper() + words[1:]


def listed_words(words: Sequence[str], most: int = 3) -> str:
    """Join words as a sentence lists them; of more than `most` their number is given.

    >>> listed_words(["a"]), listed_words(["a", "b"]), listed_words(list("abcde"))
    ('a', 'a and b', 'a, b, c and 2 more')
    """
    every = [*words[:most], *([f"{len(words) - most} more"] if len(words) > most else [])]
    return " and ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)


def delta(outcome: str) -> float:
    """Look up the smallest difference of an outcome that matters, in its unit; 0 where none is known."""
    return OUTCOMES[outcome].delta if outcome in OUTCOMES else 0.0


def unit(measure: str) -> str:
    """Name the unit of a measure, with its range for a share; empty if the glossary lacks the measure."""
    if measure not in MEASURES:
        return ""
    known = MEASURES[measure]
    return f"{known.unit}, {known.low:g} to {known.high:g}" if known.unit == "share" else known.unit


def possible(name: str) -> tuple[float, float]:
    """Between what numbers the values of a measure or outcome lie, differences aside."""
    if name in MEASURES:
        return MEASURES[name].low, MEASURES[name].high
    shares = is_chance(name) or (name in OUTCOMES and OUTCOMES[name].unit == "share")
    return (0.0, 1.0) if shares else (0.0, math.inf) if name in OUTCOMES else (-math.inf, math.inf)


def is_chance(outcome: str) -> bool:
    """Tell whether an outcome is a chance between 0 and 1, to be shown as a percentage."""
    return OUTCOMES[outcome].unit == "chance" if outcome in OUTCOMES else outcome.startswith("p_")


def bare_unit(measure: str) -> str:
    """Name the unit of a measure without its range, as fits a difference."""
    return MEASURES[measure].unit if measure in MEASURES else "its unit"


def full_range(measure: str) -> float:
    """Compute the width of a measure's range; 0 if the glossary lacks the measure."""
    return MEASURES[measure].high - MEASURES[measure].low if measure in MEASURES else 0.0


def outcome_unit(outcome: str, unit: str, signed: bool = False) -> str:
    """Name the unit of an outcome, or of a difference of it (`signed`), as its axis shows it."""
    if is_chance(outcome):
        return "chance, percentage points" if signed else "chance, %"
    return unit


def better(outcome: str) -> str:
    """Say in words which direction is better; empty if the glossary lacks the outcome."""
    return BETTER[OUTCOMES[outcome].better] if outcome in OUTCOMES else ""


def figure(outcome: str, value: float, signed: bool = False) -> str:
    """Format a number: chances in percent (differences in points), others with three digits at most; a
    small one keeps one that counts, so that it is not read as nothing.

    >>> figure("p_war", 0.008), figure("crises", -0.25, signed=True), figure("attacks", 0.0044, signed=True)
    ('0.80%', '−0.25', '+0.004')
    """
    scaled = value * 100 if is_chance(outcome) else value
    if scaled != scaled:  # noqa: PLR0124 - only nan differs from itself
        return "–"
    size = abs(scaled)
    small = not is_chance(outcome) and (size < 0.00995 or (size < 0.0995 and delta(outcome) <= 0.05))
    digits = 0 if size >= 99.5 else 1 if size >= 0.995 else 3 if small else 2
    text = f"{scaled:+.{digits}f}" if signed else f"{scaled:.{digits}f}"
    if float(text) == 0:
        text = "0"
    return text.replace("-", "−") + ("%" if is_chance(outcome) and not signed else "")


def rung_words(values: Iterable[object]) -> tuple[str, ...]:
    """Name rungs of conflict that are given by name or by number."""
    return tuple(_state(value, RUNGS) for value in values)


def stage_words(values: Iterable[object]) -> tuple[str, ...]:
    """Name stages of talks that are given by name or by number."""
    return tuple(_state(value, STAGES) for value in values)


def final_meaning(name: str) -> str:
    """Look up what a final class means; empty if the glossary lacks it."""
    return FINAL_CLASSES.get(name, "")


def _state(value: object, names: tuple[str, ...]) -> str:
    """Name the state with number ``value``; one past the last is war."""
    if isinstance(value, str) and not value.isdigit():
        return WAR if value == "war" else spaced(value)
    at = int(str(value))
    return spaced(names[at]) if at < len(names) else WAR
