"""A picture that is still to be drawn: light to import and to send, drawn on demand."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from matplotlib.figure import Figure

from sim.plots import Context, Picture, comparison_pictures
from sim.plots.sensitivity_indices import IndexBar, indices
from tests.helpers.planted import planted_overview, planted_sheet
from tests.helpers.source import files, module_of

MODULES = [module_of(file) for file in files("sim/plots")]


def test_importing_pictures_leaves_matplotlib_unloaded() -> None:
    code = f"import sys, {', '.join(MODULES)}; print([m for m in sys.modules if m.startswith('matplotlib')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert len(MODULES) > 30


@pytest.fixture(scope="module")
def pictures() -> dict[str, Picture]:
    shown, time, context = planted_overview(count=2, weeks=30)
    listed = comparison_pictures(shown, planted_sheet(count=2, weeks=30)[0], time, context)
    return {picture.name: picture for picture in listed}


def test_a_picture_is_one_figure_or_several(pictures: dict[str, Picture]) -> None:
    assert isinstance(pictures["scorecard"].figure(), Figure)
    pages = pictures["levels"].figure()
    assert isinstance(pages, list)
    assert all(isinstance(page, Figure) for page in pages)


def test_a_figure_has_the_style_of_the_project_and_leaves_the_users_own() -> None:
    import matplotlib as mpl

    bars = [IndexBar("stick", 0.5, 0.4, 0.6, 0.3)]
    with mpl.rc_context({"font.family": "monospace"}):
        figure = Picture("indices", indices, (bars, "provocations", Context("Which?", "small"))).figure()
        assert mpl.rcParams["font.family"] == ["monospace"]
    assert isinstance(figure, Figure)
    assert figure.texts[0].get_fontfamily()[0] == "DejaVu Sans"


def test_a_picture_without_anything_to_show_is_no_figure() -> None:
    shown, time, context = planted_overview(count=1, weeks=30)
    alone = comparison_pictures(shown, planted_sheet(count=1, weeks=30)[0], time, context)
    empty = {picture.name for picture in alone if picture.figure() == []}
    assert {"overview", "scorecard", "effects", "differences"} <= empty


def test_every_picture_can_be_sent_to_another_process(pictures: dict[str, Picture]) -> None:
    for picture in pictures.values():
        assert pickle.loads(pickle.dumps(picture)).draw is picture.draw
