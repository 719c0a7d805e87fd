"""A picture that is still to be drawn: the function that draws it, its data, and the name of its file."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from itertools import count, takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from warnings import filterwarnings

from sim.plots.kit.context import Context
from sim.plots.kit.fonts import NO_LETTER, quiet_about_letters
from sim.plots.kit.text import width
from sim.plots.kit.theme import blank, save, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Pages(list["Figure"]):
    """A picture of several pages; a notebook shows them one below the other."""

    def _repr_html_(self) -> str:
        return "".join(f'<img src="data:image/png;base64,{_png(figure)}">' for figure in self)


Drawn: TypeAlias = "Figure | Pages"
"""What a picture gives: a matplotlib Figure, or several."""


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
    says: str = ""
    """What it shows, in a sentence for those who cannot see it."""
    png: bool = False
    """Whether it is written as PNG too."""

    @property
    def question(self) -> str:
        """The question over it."""
        return next((each.question for each in self.arguments if isinstance(each, Context)), "")

    def figure(self) -> Drawn:
        """Draw it in the project's style; a list where it is not just one figure. A notebook shows it."""
        figures = self.figures()
        return figures[0] if len(figures) == 1 else Pages(figures)

    def figures(self) -> list[Figure]:
        """All its figures, in the project's style."""
        _shown_in_notebooks()
        return self._figures()

    def save(self, folder: Path) -> list[Path]:
        """Draw it and write SVG (and PNG where it is wanted) below ``folder``, several figures numbered; the
        files written.

        Raises OSError.
        """
        figures = self._figures()
        place = folder / self.name
        place.parent.mkdir(parents=True, exist_ok=True)
        names = [f"{place.name}_{at}" for at in range(1, len(figures) + 1)] if figures[1:] else [place.name]
        with style():
            each = zip(figures, names, strict=False)
            return [path for figure, name in each for path in save(figure, place.parent, name, self.png)]

    def files(self, folder: Path) -> list[Path]:
        """The SVG files of it that lie in ``folder``, in their order."""
        place = folder / self.name
        if (alone := place.with_name(f"{place.name}.svg")).is_file():
            return [alone]
        numbered = (place.with_name(f"{place.name}_{at}.svg") for at in count(1))
        return list(takewhile(Path.is_file, numbered))

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


def _shown_in_notebooks() -> None:
    """Have IPython, where this runs in one, show figures as PNG: of itself it shows those of pyplot alone."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        filterwarnings("ignore", NO_LETTER, UserWarning)
        from IPython.core import pylabtools

        cast(Any, pylabtools).select_figure_formats(shell, {"png"})


def _png(figure: Figure) -> str:
    """A figure as PNG, in base64."""
    file = BytesIO()
    with quiet_about_letters():
        figure.savefig(file, format="png")
    return b64encode(file.getvalue()).decode()
