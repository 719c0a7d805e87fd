"""The result of a preview: strategies by period, the calendar of sendings, injects, differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, TypeAlias

import pandas as pd

from sim.engine.run_info import RunInfo
from sim.output.captions import counted
from sim.output.report import Block, Phrase, Report, Table, table
from sim.output.result import Result, sentences
from sim.output.study_folder import Content
from sim.plots import Context, Picture
from sim.plots.preview_timeline import timeline
from sim.results.scenario_caveats import scenario_sentences
from sim.results.start_caveats import begun, start_notes
from sim.scenario import Scenario
from sim.scenario.inject_words import awaited
from sim.scenario.mixes import Resolved, ResolvedDisposition, resolved, shown
from sim.scenario.reach import together
from sim.studies.preview.content import Sending, differences, sendings
from sim.studies.preview.sections import section
from sim.vocabulary.labels import spaced
from sim.vocabulary.signals import ACTORS

Row: TypeAlias = dict[str, Any]
SENT = tuple(field.name for field in fields(Sending))
SHOWN = 60
"""Orders that a reader is shown; the table has all."""


@dataclass(frozen=True, repr=False, eq=False)
class Preview(Result):
    """What scenarios will do, beside the shipped baseline; nothing was run.

    Tables: `dispositions` (by scenario, period, actor and name, with the baseline's), `sendings` (one row an
    order), `injects` and `differences` (in words).
    """

    run: RunInfo
    baseline: Scenario

    @property
    def scenarios(self) -> list[Scenario]:
        """The scenarios previewed."""
        return [each.scenario for each in self.run.cells]

    @cached_property
    def report(self) -> Report:
        blocks = [block for scenario in self.scenarios for block in _blocks(scenario, self.baseline)]
        starts = [words for scenario in self.scenarios for words in start_notes(scenario)]
        told = (*scenario_sentences(self.run), *dict.fromkeys(starts))
        return Report(_headline(self.scenarios), tuple(blocks), told, _small_print(self))

    @property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        mixes, sent, injects, differs = (
            [{"scenario": each.name, **row} for each in self.scenarios for row in rows(each, self.baseline)]
            for rows in (_mixes, _sent, _injects, _differs)
        )
        return {
            "dispositions": pd.DataFrame(mixes),
            "sendings": pd.DataFrame(sent, columns=["scenario", *SENT, "how"]),
            "injects": pd.DataFrame(injects, columns=["scenario", "inject", "says"]),
            "differences": pd.DataFrame(differs, columns=["scenario", "says"]),
        }

    @cached_property
    def pictures(self) -> Sequence[Picture]:
        asked = self.scenarios[0].question if len(self.scenarios) == 1 else "What will these scenarios do?"
        sections = [section(each) for each in self.scenarios]
        return [Picture("timeline", timeline, (sections, Context(asked, _small_print(self))))]

    def pages(self) -> Mapping[str, Content]:
        lines = [line for scenario in self.scenarios for line in _words(scenario, self.baseline)]
        return {"words.txt": sentences([self.headline, *lines, self.report.small_print])}


def _mixes(scenario: Scenario, baseline: Scenario) -> Iterator[Row]:
    for period in resolved(begun(scenario), baseline):
        about = {"first": period.first, "last": period.last, "strategy": period.strategy, "over": period.over}
        for each in period.dispositions:
            low, high = each.here
            row = {"actor": each.actor, "disposition": each.name, "low": low, "high": high}
            beside = {
                "baseline": shown(each.baseline),
                "changed": each.changed,
                "fact": each.fact,
                "idle": each.idle,
            }
            yield about | row | beside


def _sent(scenario: Scenario, _: Scenario) -> Iterator[Row]:
    for each in sendings(scenario):
        yield {name: getattr(each, name) for name in SENT} | {"how": each.how}


def _injects(scenario: Scenario, _: Scenario) -> Iterator[Row]:
    for name, inject in scenario.injects.items():
        yield {"inject": name, "says": awaited(inject, scenario)}


def _differs(scenario: Scenario, baseline: Scenario) -> Iterator[Row]:
    for words in differences(scenario, baseline):
        yield {"says": words}


def _headline(scenarios: Sequence[Scenario]) -> str:
    parts = [
        f"{spaced(each.name)}: {spaced(each.strategy_words)}; {counted(len(each.orders), 'order')}, "
        f"{counted(len(each.injects), 'inject')}"
        for each in scenarios
    ]
    return "; ".join(parts)


def _small_print(found: Preview) -> str:
    weeks = f"{counted(found.run.weeks, 'week')} from {found.run.monday}"
    return f"preview, nothing was run; {weeks}; beside {spaced(found.baseline.name)}"


def _blocks(scenario: Scenario, baseline: Scenario) -> Iterator[Block]:
    yield Phrase(f"{spaced(scenario.name)}: {scenario.question}", "strong")
    yield from (_mix(period) for period in resolved(begun(scenario), baseline))
    if sent := sendings(scenario):
        yield _calendar(sent)
    yield Phrase("\n".join(_words(scenario, baseline)))


def _words(scenario: Scenario, baseline: Scenario) -> Iterator[str]:
    """Injects and differences, a sentence each."""
    for row in _injects(scenario, baseline):
        yield f"inject {spaced(row['inject'])}: {row['says']}"
    told = [row["says"] for row in _differs(scenario, baseline)]
    yield from told
    if not told:
        yield "nothing else differs from the baseline"


def _mix(period: Resolved) -> Block:
    """The dispositions of a period that differ from the baseline's for somebody, with those beside them."""
    actors = [actor for actor in ACTORS if any(each.changed for each in period.of(actor).values())]
    names = dict.fromkeys(each.name for each in period.dispositions if each.changed)
    rest = len({each.name for each in period.dispositions}) - len(names)
    rows = [
        (spaced(name), *(cell for actor in actors for cell in _cells(period.of(actor).get(name))))
        for name in names
    ]
    facts = dict.fromkeys(each.fact for each in period.dispositions if each.fact)
    dated = f", dated facts {', '.join(map(spaced, facts))}" if facts else ""
    idle = {
        n: {it.actor: it.idle for it in period.dispositions if it.name == n and it.mark == "-"} for n in names
    }
    dated += "".join(f"; - {spaced(n)} moves nothing: {together(why)}" for n, why in idle.items() if why)
    title = (
        f"{period.words}{dated}; {rest or 'no'} {'other ' if rows else ''}dispositions, as in the baseline"
    )
    heads = ("", *(head for actor in actors for head in (actor, "baseline")))
    return table(title, heads, rows) if rows else Phrase(title)


def _cells(each: ResolvedDisposition | None) -> tuple[str, str]:
    if each is None:
        return "", ""
    return f"{shown(each.here)} {each.mark}", shown(each.baseline)


def _calendar(sent: Sequence[Sending]) -> Table:
    rows = [
        (
            str(each.first),
            "" if each.times == 1 else str(each.last),
            each.actor,
            spaced(each.signal),
            each.how,
            str(each.until),
            spaced(each.order),
        )
        for each in sent[:SHOWN]
    ]
    more = f"; {len(sent) - SHOWN} more in sendings.csv" if len(sent) > SHOWN else ""
    heads = ("from", "to", "actor", "signal", "how", "in force to", "order")
    return table(f"What is ordered{more}", heads, rows, left=range(len(heads)), wrapped=4)
