"""A report as HTML, for notebooks: self-contained, and every word of a user escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from sim.output.report import Block, Lines, Phrase, Report, Table

STYLES = {
    "good": "color:#00664d",
    "bad": "color:#a33c00",
    "open": "color:#7a5c00",
    "quiet": "color:#777;font-size:90%",
    "strong": "font-weight:bold",
    "": "",
}
"""Colours that the colour-blind tell apart; each also stands beside a word that says the same."""


def html(report: Report) -> str:
    """The whole report."""
    return "".join(_pieces(report))


def _pieces(report: Report) -> Iterator[str]:
    yield f"<div><p><b>{escape(report.headline)}</b></p>"
    if report.finding:
        yield f"<ul>{_each('li', report.finding)}</ul>"
    yield from map(_block, report.blocks)
    if report.caveats:
        yield f"<ul>{_each('li', report.caveats)}</ul>"
    yield f'<p style="{STYLES["quiet"]}">{escape(report.small_print)}</p></div>'


def _block(block: Block) -> str:
    return (
        _table(block) if isinstance(block, Table) else f'<p style="white-space:pre-wrap">{_phrase(block)}</p>'
    )


def _table(table: Table) -> str:
    title = f"<caption style='text-align:left;font-weight:bold'>{escape(table.title)}</caption>"
    head = "".join(_cell("th", lines, at in table.left) for at, lines in enumerate(table.columns))
    rows = (
        "".join(_cell("td", lines, at in table.left) for at, lines in enumerate(row)) for row in table.rows
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(tag: str, lines: Lines, left: bool) -> str:
    side = "left" if left else "right"
    return f'<{tag} style="text-align:{side}">{"<br>".join(map(_phrase, lines))}</{tag}>'


def _phrase(phrase: Phrase) -> str:
    words = escape(phrase.text).replace("\n", "<br>")
    return f'<span style="{STYLES[phrase.tone]}">{words}</span>' if phrase.tone else words


def _each(tag: str, words: Iterable[str]) -> str:
    return "".join(f"<{tag}>{escape(each)}</{tag}>" for each in words)
