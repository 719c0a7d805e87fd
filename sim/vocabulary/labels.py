"""Names as a reader says them: labels, units and directions of measures, outcomes, states and classes."""

from __future__ import annotations

from collections.abc import Iterable

from sim.vocabulary.glossary import FINAL_CLASSES, MEASURES, OUTCOMES, RUNGS, STAGES

BETTER = {"more": "more is better", "less": "less is better", "neither": "neither way is better"}
PROPER = {"dprk": "DPRK", "rok": "ROK", "us": "US", "un": "UN"} | {
    name: name.title() for name in ("china", "beijing", "pyongyang", "seoul", "washington")
}
WAR = "at war"


def label(name: str) -> str:
    """What a reader calls a measure or outcome: its meaning, else the name as words."""
    known = OUTCOMES.get(name) or MEASURES.get(name)
    return opened(known.says if known else spaced(name))


def spaced(name: str) -> str:
    """A name of the data as words."""
    return " ".join(PROPER.get(word, word) for word in name.replace("_", " ").split())


def opened(words: str) -> str:
    """Words with a capital at the start, their other capitals kept."""
    return words[:1].upper() + words[1:]


def delta(outcome: str) -> float:
    """The smallest difference of an outcome worth speaking of."""
    return OUTCOMES[outcome].delta if outcome in OUTCOMES else 0.0


def unit(measure: str) -> str:
    """Unit of a measure with its range if that is a share; empty for one the glossary does not know."""
    if measure not in MEASURES:
        return ""
    known = MEASURES[measure]
    return f"{known.unit}, {known.low:g} to {known.high:g}" if known.unit == "share" else known.unit


def is_chance(outcome: str) -> bool:
    """Whether an outcome is a chance between 0 and 1, to be shown as a percentage."""
    return OUTCOMES[outcome].unit == "chance" if outcome in OUTCOMES else outcome.startswith("p_")


def bare_unit(measure: str) -> str:
    """Unit of a measure without its range, as fits a difference."""
    return MEASURES[measure].unit if measure in MEASURES else "its unit"


def full_range(measure: str) -> float:
    """Width of a measure's range, 0 for one the glossary does not know."""
    return MEASURES[measure].high - MEASURES[measure].low if measure in MEASURES else 0.0


def outcome_unit(outcome: str, unit: str, signed: bool = False) -> str:
    """Unit of an outcome (or of a difference of it) as its axis shows it."""
    if is_chance(outcome):
        return "chance, percentage points" if signed else "chance, %"
    return unit


def better(outcome: str) -> str:
    """Which way is better, in words; empty for an outcome the glossary does not know."""
    return BETTER[OUTCOMES[outcome].better] if outcome in OUTCOMES else ""


def figure(outcome: str, value: float, signed: bool = False) -> str:
    """A number as text: chances in percent (differences in points), others with three digits at most."""
    scaled = value * 100 if is_chance(outcome) else value
    if scaled != scaled:  # noqa: PLR0124 - only nan differs from itself
        return "–"
    digits = 0 if abs(scaled) >= 99.5 else 1 if abs(scaled) >= 0.995 else 2
    text = f"{scaled:+.{digits}f}" if signed else f"{scaled:.{digits}f}"
    if float(text) == 0:
        text = "0"
    return text.replace("-", "−") + ("%" if is_chance(outcome) and not signed else "")


def share_said(share: float) -> str:
    """A share of worlds as text; one under 1 % keeps a digit, so that rare is not read as never."""
    return f"{share * 100:.1f}%" if 0 < share < 0.0095 else f"{share * 100:.0f}%"


def rung_words(values: Iterable[object]) -> tuple[str, ...]:
    """Names of conflict rungs, given by name or by number."""
    return tuple(_state(value, RUNGS) for value in values)


def stage_words(values: Iterable[object]) -> tuple[str, ...]:
    """Names of talks stages, given by name or by number."""
    return tuple(_state(value, STAGES) for value in values)


def final_meaning(name: str) -> str:
    """What a final class means, empty if the glossary does not say."""
    return FINAL_CLASSES.get(name, "")


def _state(value: object, names: tuple[str, ...]) -> str:
    """The name of state number ``value``; one past the last is war."""
    if isinstance(value, str) and not value.isdigit():
        return WAR if value == "war" else spaced(value)
    at = int(str(value))
    return spaced(names[at]) if at < len(names) else WAR
