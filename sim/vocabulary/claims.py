"""Claims of the essay that the model puts to the test, read from `claims.toml` by id."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["rule", "parameter", "context", "hypothesis"]
FILE = Path(__file__).with_name("claims.toml")


@dataclass(frozen=True)
class Claim:
    """One claim of the essay, paraphrased; the head of `claims.toml` explains the fields."""

    id: str
    paragraphs: str
    kinds: tuple[Kind, ...]
    says: str
    observable: str = ""
    tested_by: tuple[str, ...] = ()


@cache
def claims() -> dict[str, Claim]:
    """Read every claim, by its id, in the order of the essay.

    >>> claims()["E03"].kinds
    ('rule',)
    """
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: _claim(name, **row) for name, row in table.items()}


def _claim(
    name: str,
    paragraphs: str,
    kinds: list[Kind],
    says: str,
    observable: str = "",
    tested_by: Sequence[str] = (),
) -> Claim:
    return Claim(name, paragraphs, tuple(kinds), says, observable, tuple(tested_by))
