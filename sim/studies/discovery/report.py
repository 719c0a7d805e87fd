"""What discovery found, in words, tables and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from sim.engine.run_info import Ran
from sim.output.publish import lines, publish
from sim.plots import Context, Picture
from sim.plots.discovery_regret import regret
from sim.plots.discovery_sign_map import SignMap, sign_map
from sim.plots.kit.sheet import Panel
from sim.results.caveats import guarded
from sim.studies.discovery.prim import Box
from sim.studies.discovery.study import EVERY, Discovery
from sim.vocabulary.glossary import OUTCOMES
from sim.vocabulary.labels import spaced


def headline(found: Discovery) -> str:
    """How often the first scenario does worse."""
    first, second = (spaced(name) for name in found.futures.scenarios[:2])
    says = OUTCOMES[found.futures.outcome].says
    return f"{first} does worse than {second} in {found.share_worse:.0%} of futures ({says})"


def box_said(box: Box) -> str:
    """A box in words, with what can be said of it in draws that did not find it."""
    return (
        f"Worse mainly when {box.words}: it then does worse in {box.density:.0%} of futures (in all: "
        f"{box.usual:.0%}); {box.coverage:.0%} of the cases lie there"
    )


def boxes_table(found: Discovery) -> pd.DataFrame:
    """One row per box and limit."""
    rows = [
        {
            "box": number, "name": name, "low": _end(limit, 0), "high": _end(limit, 1),
            "among": " ".join(map(str, limit)) if isinstance(limit[0], str) else "",
            "coverage": box.coverage, "density": box.density, "mass": box.mass, "usual": box.usual,
            "words": box.words,
        }
        for number, box in enumerate(found.boxes, 1)
        for name, limit in box.limits.items()
    ]  # fmt: skip
    columns = ["box", "name", "low", "high", "among", "coverage", "density", "mass", "usual", "words"]
    return pd.DataFrame(rows, columns=columns)


def _end(limit: Sequence[object], which: int) -> float:
    end = None if isinstance(limit[0], str) else limit[which]
    return float(end) if isinstance(end, float) else float("nan")


def publish_discovery(found: Discovery, folder: Path, ran: Ran, words: Sequence[str], said: str) -> None:
    """Write the folder. Raises UserError if that cannot be done."""
    tables = {
        "boxes.csv": guarded(boxes_table(found), words),
        "regret.csv": guarded(found.regret, words),
        "futures.csv": _futures_table(found),
    }
    tables |= {"map.csv": found.map.table()} if found.map else {}
    text = lines([headline(found), *map(box_said, found.boxes), *words, said])
    publish(folder, ran, {**tables, "words.txt": text}, _pictures(found, said))


def _futures_table(found: Discovery) -> pd.DataFrame:
    """One row per future: theory, draw, by how much the first does worse, and the parameters that tell."""
    f = found.futures
    table = pd.DataFrame({"theory": [t for t in f.theories for _ in range(len(f.draws))]})
    table["draw"] = list(range(len(f.draws))) * len(f.theories)
    table["worse_by"] = f.gap()
    for name in found.parameters:
        table[name] = list(f.draws[name]) * len(f.theories)
    return table


def _pictures(found: Discovery, said: str) -> list[Picture]:
    f = found.futures
    first, second = (spaced(name) for name in f.scenarios[:2])
    unit = OUTCOMES[f.outcome].unit
    pictures: list[Picture] = []
    if found.map:
        names = (f.scenarios[0], f.scenarios[1])
        m = found.map
        shown = SignMap(m.names, m.x, m.y, m.value, m.unsure, names, f.outcome, unit, m.theories)
        words = Context(f"When does {first} do worse than {second}?", said)
        pictures.append(Picture("map", sign_map, (shown, words)))
    panels = [_panel(found, theory, unit) for theory in found.regret["theory"].unique()]
    words = Context("Which strategy is least bad, whatever the future?", said)
    pictures.append(Picture("regret", regret, (panels, f.outcome, words)))
    return pictures


def _panel(found: Discovery, theory: str, unit: str) -> Panel:
    rows = found.regret[found.regret["theory"] == theory]
    name = "all futures" if theory == EVERY else theory
    columns = {
        "mean": rows["mean_regret"].to_numpy(),
        "high": rows["high_regret"].to_numpy(),
        "share": rows["share_least_bad"].to_numpy(),
    }
    return Panel(name, unit, tuple(rows["scenario"]), columns)
