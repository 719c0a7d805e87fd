"""Names of scenarios are names of files in every output folder, so they must be such on every system."""

from __future__ import annotations

import pytest

from sim.core.errors import Complaints, UserError
from sim.scenario import baseline
from sim.scenario.comparable import cells_of


@pytest.mark.parametrize("name", ["con", "AUX", "nul", "Com1", "lpt9", "con.dry run", "ends with a dot."])
def test_names_of_devices_and_names_that_end_in_a_dot_are_refused(name: str) -> None:
    with pytest.raises(Complaints, match="on Windows"):
        baseline().with_(name=name)


@pytest.mark.parametrize("name", ["console", "auxiliary", "com", "v1.2"])
def test_names_like_them_are_taken(name: str) -> None:
    assert baseline().with_(name=name).name == name


def test_names_that_differ_in_capitals_alone_are_not_compared() -> None:
    with pytest.raises(UserError, match="is that of"):
        cells_of([baseline(), baseline().with_(name="Baseline")])
