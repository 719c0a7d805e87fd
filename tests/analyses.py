"""What the tests of the analyses share: small laboratories, and a way to call a command."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from click.testing import CliRunner

from sim.cli import cli
from sim.scenario import Scenario
from tests.worlds import baseline, middling, short, with_parameters

ROOT = Path(__file__).parents[1]
SHORT = f"extends: {ROOT / 'scenarios' / 'baseline.yaml'}\nquestion: What is short?\nend: 2017-09-03\n"


@cache
def laboratory(weeks: int, *uncertain: str) -> Scenario:
    """The baseline cut short, all parameters at their default but some, which keep their range."""
    s = middling(short(baseline(), weeks))
    return with_parameters(s, **{name: (*s.parameters[name].range,) for name in uncertain})


def told(*words: object, code: int = 0) -> str:
    """What a command prints, or complains of."""
    done = CliRunner().invoke(cli, [str(word) for word in words])
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.stdout if code == 0 else done.stderr
