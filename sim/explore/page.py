"""The page: template, style, scripts, data and module, put together into one file that fetches nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.core.version import __version__
from sim.explore.levers import levers
from sim.explore.presets import presets, says, strategies
from sim.explore.report_words import report_words
from sim.explore.seat import seat
from sim.model.theories import theory
from sim.output.page import TEMPLATES, Shown, hash_of_script, packed
from sim.output.report import Report
from sim.scenario import Scenario
from sim.vocabulary.labels import opened, spaced
from sim.vocabulary.signals import ACTORS
from sim.vocabulary.theory_names import NAMES

if TYPE_CHECKING:
    from jinja2 import Template

HERE = Path(__file__).parent
SCRIPTS = (
    "unpacked numbers resampling sample verdicts study onset likelihood finding dom settings orders differs "
    "scenario_text share dotplot over_time outcome_mix ledger lever_panel strategy_panel order_panel tables "
    "downloads replay simulation results_view why seat_game seat_codes seat_view seat_menu seat_debrief seat "
    "page"
).split()
"""In this order they make one script: what comes first is used by what follows."""
STYLES = (TEMPLATES / "report.css", "pictures.css", "explore.css", "seat.css")
WORLDS = (64, 256, 1000)
"""Worlds under each theory: while a lever moves, once it is let go, and on demand."""
ALL = "all"
SHARED = ("theories", "monday", "weeks", "menus", "seed", "replicates")
"""What the page reads of the data of the model."""


@dataclass(frozen=True)
class Content:
    """What a page holds: scenarios, of which the first is the baseline and one is `opened` beside it; the
    files that others are called by that are not shipped; the model as data and the script that runs it; how
    many worlds are run under each theory, as `WORLDS`; and what was simulated beforehand, for browsers that
    cannot run it, unless that stands around the page.
    """

    scenarios: Sequence[Scenario]
    opened: str
    files: Mapping[str, str]
    model: dict[str, Any]
    engine: str
    worlds: Sequence[int] = WORLDS
    report: Report | None = None
    pictures: Sequence[Shown] = ()


def data_of(content: Content) -> dict[str, Any]:
    """All that the scripts read."""
    first = content.scenarios[0]
    own = {
        "presets": presets(content.scenarios, content.files),
        "opened": content.opened,
        "strategies": strategies(first),
        "strategy_says": says(first),
        "levers": levers(first),
        "start": first.start.isoformat(),
        "seat": seat(first),
        "worlds": content.worlds,
        "every_theory": set(content.model["theories"]) == set(NAMES),
        "theory_says": {name: theory(name).says for name in content.model["theories"]},
        "picture_style": _text("pictures.css"),
    }
    shared = {name: content.model[name] for name in SHARED}
    return {**report_words(content.model["seed"]), **own, **shared, "model": content.model}


def explore_page(content: Content) -> str:
    """The page as text."""
    from markupsafe import Markup

    scripts = content.engine, script()
    style = "\n".join(map(_text, STYLES))
    first, theories = content.scenarios[0], content.model["theories"]
    return _template().render(
        title="What follows if a lever is moved?",
        theories=(ALL, *theories) if len(theories) > 1 else theories,
        theory_names={ALL: "All theories"} | {name: opened(spaced(name)) for name in theories},
        actors=ACTORS,
        worlds=content.worlds,
        report=content.report,
        pictures=content.pictures,
        termed=str,
        heading=_nothing,
        numbered=str,
        made=f"Twotrack {__version__}; {first.weeks} weeks from {first.monday}; seed "
        f"{content.model['seed']}. The argument is Cronin's (2017); see the project for sources.",
        style=Markup(style),  # noqa: S704 - files of the package, as all that follow
        script_hashes=Markup(" ".join(f"'{hash_of_script(each)}'" for each in scripts)),  # noqa: S704
        data=packed(json.dumps(data_of(content), separators=(",", ":"), default=str)),
        engine=Markup(scripts[0]),  # noqa: S704
        script=Markup(scripts[1]),  # noqa: S704
    )  # fmt: skip


def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    known = Environment(
        loader=FileSystemLoader([HERE, TEMPLATES]), autoescape=True, undefined=StrictUndefined,
        keep_trailing_newline=True,
    )  # fmt: skip
    return known.get_template("explore.html.jinja")


def script() -> str:
    """The scripts of the page as one, which keeps its names to itself."""
    first, *others = ((HERE / "scripts" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    parts = "\n".join(others)
    return f'"use strict";\n{first}\nwithData((data) => {{\n{parts}}});'


def _text(name: str | Path) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _nothing(_: object) -> str:
    """There is no glossary to lead to."""
    return ""
