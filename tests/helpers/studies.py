"""What the tests of the analyses share: small laboratories, and a way to call a command."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

from click.testing import CliRunner

from sim.cli.program import cli
from sim.model.calendar import WEEK
from sim.scenario import Scenario, load
from tests.helpers.worlds import baseline, middling, short, with_parameters

ROOT = Path(__file__).parents[2]
SHORT = f"extends: {ROOT / 'scenarios' / 'baseline.yaml'}\nquestion: What is short?\nend: 2017-09-03\n"
START, LATE = date(2015, 6, 1), date(2016, 6, 6)
"""Mondays from which on a short history runs."""


@cache
def laboratory(weeks: int, *uncertain: str) -> Scenario:
    """The baseline cut short, all parameters at their default but some, which keep their range."""
    s = middling(short(baseline(), weeks))
    return with_parameters(s, **{name: (*s.parameters[name].range,) for name in uncertain})


@cache
def past(start: date = START) -> str:
    """The file of a short history: the last of the years of the record, and what was in force in them."""
    whole = ROOT / "scenarios" / "history_1990_2017.yaml"
    orders = {
        name: {"from": str(max(order.start, start)), "to": str(max(order.last, start + WEEK))}
        for name, order in load(whole).orders.items()
    }
    head = f"extends: {whole}\nquestion: What is a short past?\nstart: {start}\n"
    return f"{head}orders: {json.dumps(orders)}\n"


def told(*words: object, code: int = 0, output: bool = False) -> str:
    """What a command prints, or complains of where it fails; with `output` what it prints in any case."""
    done = CliRunner().invoke(cli, [str(word) for word in words])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.stdout if output or code == 0 else done.stderr
