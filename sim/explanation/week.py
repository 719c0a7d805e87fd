"""The explanation of a week: every choice of it, as text, in a notebook, and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from sim.explanation.explanation import Explanation
from sim.explanation.text import choice_text, head_text

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("actor", "family", "option", "value", "chance", "noise", "open", "wanted", "sent")


@dataclass(frozen=True, repr=False)
class WeekExplanation:
    """Why each choice of a week was made in one world; `print` shows it in words."""

    choices: tuple[Explanation, ...]
    """One per actor and family, and the crisis move while a crisis is open."""

    @property
    def options(self) -> pd.DataFrame:
        """One row per option of every choice: its value (log-odds), its chance, the random `noise` that is
        added to the value, and whether it was open, was wanted, and was sent.
        """
        import pandas as pd

        rows = [
            (
                why.actor, why.family, option.name, option.score, option.chance, option.noise, option.open,
                option.name == why.wanted, option.name == why.sent,
            )
            for why in self.choices
            for option in why.options
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def __str__(self) -> str:
        """All choices in words, an empty line between."""
        return "\n\n".join([head_text(self.choices[0]), *map(choice_text, self.choices)]) + "\n"

    def __repr__(self) -> str:
        return str(self).rstrip()

    def _repr_html_(self) -> str:
        return f"<p>{_lines(head_text(self.choices[0]))}</p>{''.join(map(_folded, self.choices))}"


def _folded(why: Explanation) -> str:
    """A choice as a headline that unfolds."""
    headline, *rest = choice_text(why).split("\n")
    return f"<details><summary>{escape(headline)}</summary><pre>{escape(chr(10).join(rest))}</pre></details>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
