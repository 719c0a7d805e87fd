"""`explore`: scenarios → one page with the whole model in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sim.core.atomic import replaced_file
from sim.core.checked_call import arguments_checked
from sim.core.errors import UserError
from sim.core.plain_values import as_path
from sim.engine.compiled import usable
from sim.explore.model_data import engine_text, model_data
from sim.explore.page import WORLDS, Content, explore_page
from sim.explore.presets import chosen
from sim.output.model_page import MOST_WORLDS, Asked
from sim.output.page import shown_pictures
from sim.output.result import Result
from sim.scenario import Scenario, baseline, load
from sim.scenario.dump import contents_of
from sim.scenario.library import shipped_as
from sim.studies.comparison.study import compare, run
from sim.studies.running import ScenarioLike, scenario_of
from sim.vocabulary.theory_names import NAMES

FIRST_SEEN = "engagement_first"
"""The shipped scenario that is opened beside the baseline where none is named: what differs shows best."""
PICTURES = 2
"""Pictures of what was simulated beforehand."""


@dataclass(frozen=True, repr=False)
class Exploration:
    """A page with the model in it, as text; `save` writes it."""

    text: str
    scenarios: tuple[str, ...]

    def save(self, path: str | Path) -> Path:
        """Write it as one file, or leave the old one as it was. Raises UserError if that cannot be done."""
        file = as_path(path)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with replaced_file(file) as stream:
                stream.write(self.text.encode())
        except OSError as error:
            raise UserError(f"{file}: cannot be written: {error.strerror}") from None
        return file

    def __repr__(self) -> str:
        """What is in it."""
        size = f"{len(self.text.encode()) / 1000:.0f} kB"
        return f"<Exploration of {', '.join(self.scenarios[:4])} and more as presets, {size}; save(path)>"


@arguments_checked
def explore(*scenarios: ScenarioLike) -> Exploration:
    """One page in which levers of these and of the shipped scenarios are moved, and what follows is seen.

    The first of several is the baseline; one alone is opened beside the shipped baseline. Shipped scenarios
    with the same weeks are presets. Raises UserError for a scenario that a page cannot hold.

    >>> import sim as tt
    >>> page = tt.explore("freeze_for_freeze")  # doctest: +SKIP
    >>> page.save("explore.html")  # doctest: +SKIP
    """
    given = [scenario_of(each) for each in scenarios]
    known = chosen(given, baseline())
    opened = _opened(given, known)
    before = _beforehand(known[0], opened)
    with TemporaryDirectory() as folder:
        drawn = before.pictures[:PICTURES]
        for picture in drawn:
            picture.save(Path(folder))
        shown, _ = shown_pictures(drawn, Path(folder))
    model, files = (
        model_data(known, NAMES),
        {each.name: each.path.name for each in known if not _shipped(each)},
    )
    content = Content(known, opened.name, files, model, engine_text(), WORLDS, before.report, shown)
    return Exploration(explore_page(content), tuple(each.name for each in known))


def carried(asked: Asked) -> str:
    """The page that a report of scenarios carries, in which they are the presets: under the theories and with
    the seed of the study, so that it comes to the same numbers. The report tells what was simulated; of
    scenarios that are not shipped the study's folder has copies. Raises UserError if a page cannot hold them.
    """
    if not usable():
        raise UserError("the module of a page is made with llvmlite, which is not installed here")
    known = asked.scenarios
    model = model_data(known, asked.theories, asked.seed)
    files = {each.name: f"{each.name}.yaml" for each in known if not _shipped(each)}
    return explore_page(Content(known, known[1].name, files, model, engine_text(), _worlds(asked.worlds)))


def _worlds(own: int) -> tuple[int, ...]:
    """While a lever moves, once it is let go, and as many as the study ran, unless they are too many."""
    return tuple(sorted({*WORLDS[:2], own if own <= MOST_WORLDS else WORLDS[2]}))


def _shipped(scenario: Scenario) -> bool:
    """Whether the shipped scenario of the name does the same."""
    file = shipped_as(scenario.name)
    if file is None or file == scenario.path:
        return file is not None
    return contents_of(load(file).model_copy(update={"question": scenario.question})) == contents_of(scenario)


def _opened(given: list[Scenario], known: list[Scenario]) -> Scenario:
    """The scenario that stands beside the baseline at first: the one given, or the second of several."""
    by_name = {each.name: each for each in known}
    if given:
        return by_name[given[min(1, len(given) - 1)].name]
    return by_name.get(FIRST_SEEN, known[0])


def _beforehand(first: Scenario, opened: Scenario) -> Result:
    """What a browser that cannot run the model shows."""
    alike = opened.name == first.name
    return run(first, worlds=WORLDS[1]) if alike else compare(first, opened, worlds=WORLDS[1])
