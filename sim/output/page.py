"""A result as one file to send: `report.html`, which fetches nothing; and the same pieces for a notebook.

Rendered from the report that the terminal prints. Every word of a user is escaped, and no script runs but the
one that sorts tables: the page names its hash.
"""

from __future__ import annotations

import gzip
import re
import shlex
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.core.version import __version__
from sim.output.glossed import Glossed
from sim.output.inline_svg import inlined
from sim.output.report import Block, Fold, Report
from sim.plots import Context, Picture
from sim.vocabulary.labels import opened, spaced
from sim.vocabulary.terms import Term

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")
MOST = 2_500_000
"""Bytes of pictures that a page holds; with its words it stays below three million."""
NO_PICTURE = "Pictures are in files of their own: {}."


@dataclass(frozen=True)
class Section:
    """A part of the page: its id, its title, and blocks or sentences."""

    id: str
    title: str
    blocks: tuple[Block | Fold, ...] = ()
    sentences: tuple[str, ...] = ()
    """They stand before the blocks."""


@dataclass(frozen=True)
class Shown:
    """A picture on the page."""

    title: str
    svg: Any
    says: str


@dataclass(frozen=True)
class Parts:
    """What a page shows in addition to the report: sections, and pictures drawn into a folder.

    The section `pictures` is where these stand, and `model` where the page with the model does.
    `results` are the blocks of the report that the page shows too, all unless others are given.
    `terms` stand in place of those of the same id in the glossary.
    """

    sections: Sequence[Section]
    pictures: tuple[Picture, ...]
    folder: Path
    results: tuple[Block, ...] | None = None
    terms: Sequence[Term] = ()
    model: str = ""


def page(report: Report, parts: Parts, command: Sequence[str], numbers: str) -> str:
    """The page of a `report`. `command` asks for the same, `numbers` is the hash of its tables."""
    glossed = Glossed(parts.terms)
    shown, left_out = shown_pictures(parts.pictures, parts.folder)
    blocks = report.blocks if parts.results is None else parts.results
    sections = [*parts.sections, *_own(report, blocks)]
    return _environment().get_template("report.html.jinja").render(
        report=report,
        kind=command[1] if len(command) > 1 else "study",
        sections=sections,
        contents=[*sections, Section("glossary", "Words"), Section("again", "The same again")],
        drawn=shown,
        left_out=left_out,
        style=_text("report.css"),
        **_scripts(parts.model),
        command=f"python {_command(command)}",
        verify=f"python run.py verify FOLDER --hash {numbers}",
        numbers=numbers,
        cite=f"Twotrack {__version__}: {report.headline} ({report.small_print}). Tables {numbers[:16]}.",
        termed=glossed,
        heading=glossed.heading,
        glossary=glossed.met,
        outcomes=glossed.outcomes,
        numbered=_numbering(),
    )  # fmt: skip


def packed(text: str) -> str:
    """Text as base64 of gzip: a third of its size, and nothing in it that could be taken for markup."""
    return b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def hash_of_script(text: str) -> str:
    """By which a page names a script that may run."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _scripts(model: str) -> dict[str, Any]:
    """The script of the page, the model packed, and by their hashes all scripts that may run: those that the
    page with the `model` names are named by what stands around it, too.
    """
    from markupsafe import Markup

    script = _text("report.js")
    hashes = hash_of_script(script), *re.findall(r"'(sha256-[^']+)'", model.partition("</head>")[0])
    named = Markup(" ".join(f"'{each}'" for each in hashes))  # noqa: S704 - hashes alone
    return {"script": script, "scripts": named, "model": packed(model) if model else ""}


def _own(report: Report, blocks: tuple[Block, ...]) -> Iterator[Section]:
    """What the terminal prints, too."""
    if blocks:
        yield Section("results", "Results", blocks)
    if report.caveats:
        yield Section("caveats", "What to keep in mind", sentences=report.caveats)


def _command(words: Sequence[str]) -> str:
    return " ".join(word if word == "run.py" else shlex.quote(word) for word in words)


def shown_pictures(pictures: Sequence[Picture], folder: Path) -> tuple[list[Shown], list[str]]:
    """The pictures that were drawn, as many as fit; which are in files only, in words."""
    from markupsafe import Markup

    shown, room, rest = list[Shown](), MOST, list[str]()
    for number, picture in enumerate(pictures):
        for at, file in enumerate(picture.files(folder)):
            svg = file.read_text(encoding="utf-8")
            if len(svg) > room:
                rest.append(file.name)
                continue
            room -= len(svg)
            says = picture.says or _says(picture)
            drawn = inlined(svg, f"p{number}-{at}-", says)
            shown.append(Shown(file.stem.replace("_", " "), Markup(drawn), says))  # noqa: S704 - drawn here
    return shown, [NO_PICTURE.format(", ".join(rest))] if rest else []


def _says(picture: Picture) -> str:
    """A picture that says nothing of itself, by its name and the question that it answers."""
    asked = next((each.question for each in picture.arguments if isinstance(each, Context)), "")
    return (
        f"{opened(spaced(picture.name.replace('/', ', ')))}. {asked} Its numbers are in the tables.".replace(
            "  ", " "
        )
    )


def piece(report: Report) -> str:
    """The report for a notebook: headline, the finding, tables and words, caveats."""
    return _environment().get_template("notebook.html.jinja").render(
        report=report,
        termed=str,
        heading=_nothing,
        numbered=_numbering(),
    )  # fmt: skip


def _nothing(_: object) -> str:
    """A notebook has no glossary to lead to."""
    return ""


def _numbering() -> Callable[[str], str]:
    """Numbers what it is given: Table 1, Table 2, and so on."""
    numbers = count(1)
    return lambda what: f"{what} {next(numbers)}"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        keep_trailing_newline=True,
    )  # fmt: skip


@cache
def _text(name: str) -> Any:
    """A file that stands in the page as it is."""
    from markupsafe import Markup

    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704 - a file of the package
