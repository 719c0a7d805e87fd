"""Errors of a user's file: one message per fault, with its place, what is allowed and the nearest word.

Nothing here knows what a scenario is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from sim.core.synonyms import meant

FAULT: Final = 2
INTERRUPTED: Final = 130
"""Exit codes: after a fault of the user, and after Ctrl-C or another request to stop."""
ALIKE: Final = 0.6
NEARLY: Final = 0.8
OR: Final = " or "
LONGEST_LIST: Final = 20  # words a reader still scans; of a longer list half as many are shown


class UserError(Exception):
    """Mistake of the user: its text is all the user is shown, and the exit code is 2."""


class ArgumentError(UserError):
    """A mistake in an argument of a call, which the command line writes of the option it is given by.

    >>> print(ArgumentError("worlds", "0", "allowed: 1 to 8"))
    worlds 0: allowed: 1 to 8
    """

    def __init__(self, argument: str, given: object, problem: str) -> None:
        self.argument = argument
        self._rest = f"{f' {given}' if given != '' else ''}: {problem}"
        super().__init__(f"{argument}{self._rest}")

    def of(self, name: str) -> str:
        """The message, with another name for the argument."""
        return f"{name}{self._rest}"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One fault in a file; `line` and `column` count from 1 and are 0 where the whole file is meant.

    `key` names the entry, `allowed` what may stand there, `nearest` the likeliest word, or several with
    " or " between them; each may be empty.

    >>> print(Complaint("my.yaml", 4, 9, "theory", "unknown theory 'spirl'", nearest="spiral"))
    my.yaml:4:9: theory: unknown theory 'spirl'; did you mean 'spiral'?
    """

    file: str
    line: int
    column: int
    key: str
    problem: str
    allowed: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        """Write the fault on one line: ``FILE:LINE:COL: key: problem; allowed: …; did you mean 'x'?``."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        what = f"{place}: {self.key}: {self.problem}" if self.key else f"{place}: {self.problem}"
        allowed = f"; allowed: {self.allowed}" if self.allowed else ""
        either = " or ".join(map(repr, self.nearest.split(OR)))
        nearest = f"; did you mean {either}?" if self.nearest else ""
        return printable(" ".join(f"{what}{allowed}{nearest}".split()))


class Complaints(UserError):
    """Error that reports all faults at once, one a line, ordered by file, line and column."""

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        unique = dict.fromkeys(complaints)
        self.complaints = sorted(unique, key=lambda each: (each.file, each.line, each.column))
        super().__init__("\n".join(map(str, self.complaints)))


def printable(text: str) -> str:
    r"""Show signs that a terminal would obey instead of sending them.

    >>> printable("red\x1b[31m")
    'red\\x1b[31m'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def nearest_word(word: object, words: Iterable[str]) -> str:
    """Find the one of `words` that `word` is a synonym of, else the one most like it, whatever its case; ""
    where none is alike.

    >>> nearest_word("Tenson", ["tension", "strain"]), nearest_word("Pyongyang", ["US", "DPRK"])
    ('tension', 'DPRK')
    """
    by_lower = {each.lower(): each for each in words}
    if same := by_lower.get(str(word).lower()):
        return same
    synonym = meant(word, by_lower.values())
    if synonym:
        return synonym
    # a word that is known to mean something is like another only if it is nearly that
    close = get_close_matches(str(word).lower(), by_lower, 1, NEARLY if synonym == "" else ALIKE)
    return by_lower[close[0]] if close else ""


def did_you_mean(word: object, words: Iterable[str]) -> str:
    """Offer the nearest of `words` at the end of a message; "" where none is alike.

    >>> did_you_mean("spirl", ["essay", "spiral"])
    "; did you mean 'spiral'?"
    """
    near = nearest_word(word, words)
    return f"; did you mean {near!r}?" if near else ""


def listed(words: Collection[str], word: object = "") -> str:
    """List words in a sentence; of a long list only those most like `word`.

    >>> listed(["essay", "spiral"])
    'essay, spiral'
    >>> listed([str(number) for number in range(100)], "7").endswith("and 90 more")
    True
    """
    if not words:
        return "none"
    if len(words) <= LONGEST_LIST:
        return ", ".join(words)
    close = get_close_matches(str(word), words, LONGEST_LIST // 2, cutoff=0)
    return f"{', '.join(close)} and {len(words) - len(close)} more"


def named(words: str | Iterable[str], known: Collection[str], kind: str) -> tuple[str, ...]:
    """Each word once, in the order given; one word may stand alone, and capitals make no difference.

    Raises UserError for one that is not known.

    >>> named("ESSAY", ["essay", "spiral"], "theory")
    ('essay',)
    """
    same = {word.lower(): word for word in known}
    given = [words] if isinstance(words, str) else words
    found = tuple(dict.fromkeys(same.get(word.lower(), word) for word in given))
    for word in found:
        if word not in known:
            hint = did_you_mean(word, known)
            raise UserError(f"no {kind} {word!r}; allowed: {listed(known, word)}{hint}")
    return found
