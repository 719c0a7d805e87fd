"""A table as Markdown."""

from __future__ import annotations

import pandas as pd


def markdown(table: pd.DataFrame) -> list[str]:
    """A table in Markdown."""
    rows = [[_cell(value) for value in row] for row in table.itertuples(index=False)]
    head = [str(name).replace("_", " ") for name in table.columns]
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) >= 0.01 or not value else f"{value:.2g}"
    return str(value).replace("_", " ")
