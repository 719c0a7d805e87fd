"""A picture that is still to be drawn: the function that draws it, its data, and the name of its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sim.plots.kit.text import width
from sim.plots.kit.theme import blank, save, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Picture:
    """One picture of a study, not drawn yet: quick to make, and light to send to a drawing process.

    ``name`` is its file without ending, below a folder where theories have one each ("essay/effects").
    ``draw(*arguments)`` gives a figure, several, or None where the data have nothing to show. It is a
    function at the top of its module, so that another process finds it by name.
    """

    name: str
    draw: Callable[..., Figure | list[Figure] | None]
    arguments: tuple[Any, ...]

    def figure(self) -> Figure | list[Figure]:
        """Draw it in the project's style; a list where it is not just one figure."""
        figures = self._figures()
        return figures[0] if len(figures) == 1 else figures

    def save(self, folder: Path) -> list[Path]:
        """Draw it and write PNG and SVG below ``folder``, several figures numbered; the files written.

        Raises OSError.
        """
        figures = self._figures()
        place = folder / self.name
        place.parent.mkdir(parents=True, exist_ok=True)
        names = [f"{place.name}_{at}" for at in range(1, len(figures) + 1)] if figures[1:] else [place.name]
        with style():
            each = zip(figures, names, strict=False)
            return [path for figure, name in each for path in save(figure, place.parent, name)]

    def _figures(self) -> list[Figure]:
        with style():
            drawn = self.draw(*self.arguments)
        return drawn if isinstance(drawn, list) else [drawn] if drawn else []


def load_matplotlib() -> None:
    """Load all that drawing needs: much of matplotlib loads only when text is measured or a file written."""
    width("a", 10)
    with style(), TemporaryDirectory() as folder:
        nothing = blank(1, 1)
        nothing.text(0, 0, "a")
        save(nothing, Path(folder), "nothing")
