"""Words of likelihood and of confidence, each with its number: those of the analytic standard ICD 203 (2015).

Likelihood is how often something comes out so; confidence is how far one may rely on that statement. Rare
things are given as natural frequencies, which are read more surely than small percentages.
"""

from __future__ import annotations

VERY_LIKELY = 0.80
"""From here on something is very likely."""
LIKELIHOODS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (VERY_LIKELY, "likely"),
    (0.95, "very likely"),
    (1.00, "almost certain"),
)
"""Upper ends with their words; the standard leaves out the last per cent on either side."""
HIGH, MODERATE, LOW = "high", "moderate", "low"
NEARLY_ALL, MOST = 0.9, 0.55
"""Shares of draws from which confidence can be high, and moderate."""
THREE_QUARTERS = 0.75
RARE = 0.02
"""Chances below this are given as frequencies."""


def likelihood(chance: float) -> str:
    """The word for a chance.

    >>> likelihood(0.03), likelihood(0.5), likelihood(0.91)
    ('almost no chance', 'roughly even chance', 'very likely')
    """
    return next(word for end, word in LIKELIHOODS if chance <= end)


def it_is(chance: float) -> str:
    """The word as the opening of a sentence.

    >>> it_is(0.91), it_is(0.5), it_is(0.02)
    ('It is very likely', 'There is a roughly even chance', 'There is almost no chance')
    """
    word = likelihood(chance)
    article = "a " if word.startswith("roughly") else ""
    return f"There is {article}{word}" if word.endswith("chance") else f"It is {word}"


def likely(chance: float) -> str:
    """The word with its number.

    >>> likely(0.75), likely(0.004)
    ('likely, 75 %', 'almost no chance, under 1 %')
    """
    return f"{likelihood(chance)}, {percent(chance)}"


def percent(share: float) -> str:
    """A share in per cent, never all or nothing unless it is; with a digit more where it is small.

    >>> percent(0.004), percent(0.996), percent(1), percent(0.426), percent(0.065)
    ('under 1 %', 'over 99 %', '100 %', '43 %', '6.5 %')
    """
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{100 * share:.1f} %".replace(".0 %", " %") if share < 0.1 else f"{100 * share:.0f} %"


def share_said(share: float) -> str:
    """The same for narrow places: tables and pictures.

    >>> share_said(0.004), share_said(0.996), share_said(1), share_said(0.426), share_said(0.065)
    ('<1%', '>99%', '100%', '43%', '6.5%')
    """
    return percent(share).replace("under ", "<").replace("over ", ">").replace(" ", "")


def confidence(agree: int, of: int, share: float, enough: bool = True) -> str:
    """How far one may rely on a statement that `agree` of so many theories make and that holds in a `share`
    of parameter draws; low without draws `enough`. A single theory cannot be agreed with.

    >>> confidence(4, 4, 0.95), confidence(3, 4, 0.8), confidence(2, 4, 0.95), confidence(1, 1, 0.99)
    ('high', 'moderate', 'low', 'moderate')
    """
    if not enough or of < 1 or agree / of < THREE_QUARTERS or share < MOST:
        return LOW
    return HIGH if 1 < of == agree and share >= NEARLY_ALL else MODERATE


def frequencies(*chances: float) -> tuple[str, ...]:
    """Chances as natural frequencies of one and the same number of worlds.

    >>> frequencies(0.008, 0.0093), frequencies(0.0004)
    (('8 of 1,000', '9 of 1,000'), ('4 of 10,000',))
    """
    of = next((each for each in (1_000, 10_000) if all(it * each >= 1 for it in chances if it)), 100_000)
    return tuple(f"{chance * of:.0f} of {of:,}" for chance in chances)


def chances(*values: float) -> tuple[str, ...]:
    """Chances as they are read best: in per cent, or as frequencies where one of them is rare, of which the
    first says of how many worlds.

    >>> chances(0.06, 0.46), chances(0.013, 0.014)
    (('6 %', '46 %'), ('13 of 1,000 worlds', '14'))
    """
    if not any(0 < value < RARE for value in values) or max(values) >= 5 * RARE:
        return tuple(percent(value) for value in values)
    first, *others = frequencies(*values)
    return f"{first} worlds", *(each.partition(" of ")[0] for each in others)
