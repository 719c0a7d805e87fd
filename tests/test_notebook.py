"""The tour as a notebook runs from its first cell to its last."""

from __future__ import annotations

from pathlib import Path

import pytest

TOUR = Path(__file__).parents[1] / "docs" / "notebooks" / "tour.ipynb"


@pytest.mark.filterwarnings("ignore")  # of Jupyter's own libraries
def test_the_tour_runs() -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    notebook = nbformat.read(TOUR, as_version=4)
    place = {"metadata": {"path": str(TOUR.parents[2])}}
    nbclient.NotebookClient(notebook, timeout=300, resources=place).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert any("image/png" in output.get("data", {}) for output in shown)
    assert any("text/html" in output.get("data", {}) for output in shown)
    assert "all equal, to the last bit" in "".join(output.get("text", "") for output in shown)
