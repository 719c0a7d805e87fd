"""What is made from a finished study, and saved with its manifest: a world of it, or two versions of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from sim.output import study_folder
from sim.output.draw_pool import Draw
from sim.output.manifest import Manifest
from sim.output.result import Result
from sim.plots import Picture


class OfAStudy(Result):
    """What is made from a finished study. `save` writes its tables and pictures with the manifest of that
    study, and never in the place of one: the file `mark` tells such a folder from a study's.
    """

    mark: ClassVar[str]

    @property
    @abstractmethod
    def source(self) -> Manifest:
        """The manifest of the study."""

    def _write(
        self,
        out: Path,
        contents: dict[str, study_folder.Content],
        drawn: Sequence[Picture],
        draw: Draw | None,
    ) -> None:
        study_folder.write_made(out, self.mark, self.source, contents, drawn)
