"""Scenarios that all start from one world of a finished study: `--from-world`, `--world` and `--week`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sim.core.errors import ArgumentError, did_you_mean, listed
from sim.core.plain_values import as_path
from sim.scenario import Scenario
from sim.scenario.finished_study import FinishedStudy, finished_study

ALONE = "goes with the folder of a study, from a world of which scenarios are to start"


def branched(
    scenarios: Sequence[Scenario],
    from_world: str | Path | None,
    world: int | None,
    week: int | str | date | None,
    from_scenario: str | None,
) -> list[Scenario]:
    """The scenarios, from world number `world` of the study in the folder `from_world` on, as it stood at the
    beginning of a `week` (its number or a day in it); as they are where no folder is named.

    Raises UserError for what the study does not have, and Complaints where a scenario cannot start there.
    """
    if from_world is None:
        for name, value in {"week": week, "from_scenario": from_scenario}.items():
            if value is not None:
                raise ArgumentError(name, value, ALONE)
        return list(scenarios)
    study = finished_study(as_path(from_world))
    if week is None:
        raise ArgumentError("week", "", "needed: that of the study at whose beginning worlds start")
    number, first = 0 if world is None else world, _week(week, study)
    if not 0 <= number < study.worlds:
        most = f"{study.worlds - 1:,}"
        raise ArgumentError("world", number, f"the worlds of {study.folder} have the numbers 0 to {most}")
    if from_scenario is not None and from_scenario not in study.names:
        hint = did_you_mean(from_scenario, study.names)
        have = listed(study.names, from_scenario)
        raise ArgumentError("from_scenario", from_scenario, f"not in {study.folder}; allowed: {have}{hint}")
    named = {} if from_scenario is None else {"scenario": from_scenario}
    start: Any = {
        "from": "world",
        "study": str(study.folder.absolute()),
        "world": number,
        "week": first,
        **named,
    }
    return [_from_there(each, start) for each in scenarios]


def alone(world: int | None, from_world: str | Path | None) -> None:
    """Raise UserError for a world of nothing."""
    if world is not None and from_world is None:
        raise ArgumentError("world", world, ALONE)


def words_of(
    from_world: str | Path | None, world: int | None, week: object, from_scenario: str | None
) -> Iterator[str]:
    """What the name of a folder says of it."""
    if from_world is not None:
        named = [from_scenario] if from_scenario else []
        yield from ("from", Path(from_world).name, *named, f"world_{world or 0}", f"week_{week}")


def _from_there(scenario: Scenario, start: Any) -> Scenario:
    return scenario.with_(name=scenario.name, start=start).model_copy(update={"path": scenario.path})


def _week(week: int | str | date, study: FinishedStudy) -> int:
    """The number of a week of the study, from that or from a day in it."""
    last = study.weeks - 1
    allowed = f"allowed: weeks 0 to {last} of {study.folder}, or days from {study.monday} on"
    try:
        if isinstance(week, int):
            number = week
        elif isinstance(week, str) and week.strip().isdecimal():
            number = int(week)
        else:
            day = week if isinstance(week, date) else date.fromisoformat(week.strip())
            number = (day - study.monday).days // 7
    except ValueError:
        raise ArgumentError("week", week, f"neither a week nor a day written YYYY-MM-DD; {allowed}") from None
    if not 0 <= number <= last:
        raise ArgumentError("week", week, f"outside the study; {allowed}")
    return number
