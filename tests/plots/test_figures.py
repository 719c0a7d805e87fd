"""The pictures: they show the data they are given, and every word on them can be read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.collections import PathCollection

from sim.output.draw_pool import drawing
from sim.plots import Picture, comparison_pictures, run_pictures, world_pictures
from sim.plots.comparison_differences import differences, since
from sim.plots.comparison_fans import fans
from sim.plots.comparison_final_mix import final_mix
from sim.plots.comparison_forest import SHORT, forest
from sim.plots.comparison_levels import levels
from sim.plots.comparison_over_time import over_time
from sim.plots.comparison_overview import overview
from sim.plots.comparison_overview_data import RANKED, STANDINGS, Also, Lasting, Onset, OverviewRow, ranked
from sim.plots.comparison_overview_data import SHOWN as FIRST
from sim.plots.comparison_overview_when import said, when
from sim.plots.comparison_overview_words import letters
from sim.plots.comparison_risk_progress import risk_progress
from sim.plots.comparison_scorecard import scorecard
from sim.plots.kit.events import place
from sim.plots.kit.lanes import world_log
from sim.plots.kit.sheet import sheet
from sim.plots.kit.sides import BETTER, CONTESTED, INKS, MARKS, SAME, WORSE
from sim.plots.kit.text import spread, width, wrapped
from sim.plots.kit.theme import blank, style
from sim.plots.signal_log import signal_log
from sim.vocabulary.glossary import MEASURES, OUTCOMES, SHOWN
from sim.vocabulary.likelihood import share_said
from tests.helpers.overlap import faults, visible
from tests.helpers.planted import STRATEGIES, ledger, planted, planted_overview, planted_sheet

LONG = tuple(
    f"{name}_with_posts_filled_a_year_late_and_secondary_sanctions_{at}" for at, name in enumerate(STRATEGIES)
)
HARD = ("a", "Ω_under_$pressure$", "x" * 90, "W" * 40, *LONG[:6])
CASES = {
    "one": {"count": 1},
    "two": {"count": 2},
    "ten": {"count": 10},
    "long": {"count": 10, "names": LONG},
    "hard": {"count": 10, "names": HARD},
    "one world": {"count": 2, "worlds": 1},
    "ten weeks": {"count": 2, "weeks": 10},
    "three weeks": {"count": 2, "weeks": 3},
    "thirty years": {"count": 2, "weeks": 1560},
}


def figures(**case: Any) -> dict[str, Any]:
    """Every figure of a comparison, by name."""
    shown, context = planted_sheet(**case)
    first, time, _ = planted_overview(**case)
    drawn: dict[str, Any] = {
        "overview": overview(first, context),
        "over time": over_time(time, context),
        "mix": final_mix(shown, context),
        "scatter": risk_progress(shown, context),
        "differences": differences(shown, context),
        "scorecard": scorecard(shown, context),
        **{f"levels {at}": figure for at, figure in enumerate(levels(shown, context))},
        **{f"effects {at}": figure for at, figure in enumerate(forest(shown, context))},
    }
    for at in (0, len(shown.scenarios) - 1):
        drawn[f"fans {at}"] = fans(shown, at, context)
    return {name: figure for name, figure in drawn.items() if figure is not None}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_no_text_covers_another_or_is_cut(case: dict[str, Any]) -> None:
    with style():
        found = {name: faults(figure) for name, figure in figures(**case).items()}
    assert not any(found.values()), found


def dots(axes: Any, count: int) -> Any:
    """Places of a scatter of ``count`` dots."""
    found = (each.get_offsets() for each in axes.collections if isinstance(each, PathCollection))
    return next(places for places in found if len(places) == count)


def test_weeks_in_which_every_world_is_at_war_leave_a_gap() -> None:
    dataset, summary, effects, context = planted(2)
    dataset["quantiles"].values[1, :, :, 60:] = np.nan
    dataset["difference_quantiles"].values[1, :, :, 60:] = np.nan
    shown = sheet(dataset, summary, effects, ["essay"])
    with style():
        figure = fans(shown, 1, context)
        assert faults(figure) == []
        assert faults(differences(shown, context) or figure) == []
    assert any("all at war" in text.get_text() for text in figure.axes[1].texts)


def test_a_scenario_not_run_under_a_theory_is_left_out() -> None:
    dataset, summary, effects, _ = planted(3)
    dataset["at_war"].values[1] = np.nan
    kept = [table[table["scenario"] != STRATEGIES[1]] for table in (summary, effects)]
    shown = sheet(dataset, *kept, ["essay"])
    assert shown.scenarios == (STRATEGIES[0], STRATEGIES[2])
    assert shown.effects[0].scenarios == (STRATEGIES[2],)


@pytest.mark.parametrize("weeks", [2, 183])
def test_the_ledger_can_be_read(weeks: int) -> None:
    dataset, _, _, context = planted(1, weeks=weeks)
    days = dataset["date"].values.astype("datetime64[D]").astype(float)
    with style():
        table, rungs, stages = ledger(weeks)
        assert faults(signal_log(world_log(table, days, rungs, stages), context)) == []
        alone = world_log(table[table["actor"] == "US"], days, rungs + 2, stages)
        assert faults(signal_log(alone, context)) == []


def test_the_checker_sees_overlaps_and_cuts() -> None:
    with style():
        figure = blank(4, 3)
        figure.text(0.5, 0.5, "one on top")
        figure.text(0.5, 0.51, "of another")
        figure.text(0.9, 0.1, "runs over the edge")
        found = faults(figure)
    assert [fault.split(":")[0] for fault in found] == ["cut", "overlap"]


def test_the_checker_leaves_out_what_is_not_drawn() -> None:
    with style():
        figure = blank(4, 3)
        axes = figure.subplots()
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.5, 40], ["nought", "half", "far off"])
        axes.set_xlim(0, 1)
        figure.draw_without_rendering()
        texts = {text.get_text() for text in visible(figure)}
    assert "half" in texts
    assert "far off" not in texts


def test_fans_draw_the_quantiles_given_and_single_worlds() -> None:
    dataset, summary, effects, context = planted(2, weeks=80)
    shown = sheet(dataset, summary, effects, ["essay"])
    with style():
        figure = fans(shown, 1, context)
    for axes, measure in zip(figure.axes[1:], context.measures, strict=False):
        given = dataset["quantiles"].sel(theory="essay", measure=measure)
        lines = [line for line in axes.get_lines() if len(line.get_xdata()) == 80]
        base, own, *rest = lines
        worlds, edges = rest[:8], rest[8:]
        single = dataset["sampled"].sel(theory="essay", sampled_measure=measure).isel(scenario=1).values
        np.testing.assert_allclose(np.stack([line.get_ydata() for line in worlds], axis=-1), single)
        for edge, share in zip(edges, (0.05, 0.95), strict=True):
            np.testing.assert_allclose(edge.get_ydata(), given.isel(scenario=0).sel(quantile=share))
        np.testing.assert_allclose(base.get_ydata(), given.isel(scenario=0).sel(quantile=0.5))
        np.testing.assert_allclose(own.get_ydata(), given.isel(scenario=1).sel(quantile=0.5))
        for at, (low, high) in enumerate([(0.05, 0.95), (0.25, 0.75)] * 2):
            corners = axes.collections[at].get_paths()[0].vertices[:, 1]
            band = given.isel(scenario=at // 2).sel(quantile=[low, high])
            assert corners.min() == pytest.approx(float(band.min()))
            assert corners.max() == pytest.approx(float(band.max()))
        assert MEASURES[measure].unit in axes.get_ylabel()
        assert axes.get_title(loc="left")


def test_strips_stack_to_every_world() -> None:
    dataset, summary, effects, context = planted(2, weeks=80)
    shown = sheet(dataset, summary, effects, ["essay"])
    with style():
        figure = fans(shown, 1, context)
    assert shown.rungs.sum(axis=-1) == pytest.approx(1)
    assert shown.stages.sum(axis=-1) == pytest.approx(1)
    for axes, shares in zip(figure.axes[-2:], (shown.rungs[1], shown.stages[1]), strict=True):
        assert axes.get_ylabel() == "% of worlds"
        tops = [stack.get_paths()[0].vertices[:, 1].max() for stack in axes.collections]
        np.testing.assert_allclose(tops, np.cumsum(shares, axis=1).max(axis=0))
        assert any("at war" in text.get_text() for text in axes.texts)


def test_events_are_marked_and_named() -> None:
    dataset, summary, effects, context = planted(2)
    with style():
        figure = fans(sheet(dataset, summary, effects, ["essay"]), 1, context)
    named = " ".join(text.get_text() for text in figure.axes[0].texts).replace("\n", " ")
    assert all(label in named for _, label in context.events)
    days = {float(line.get_xdata()[0]) for line in figure.axes[1].get_lines()}
    date = dataset["date"].values.astype("datetime64[D]").astype(float)
    assert {date[week] for week, _ in context.events} <= days


def test_levels_show_the_spread_of_worlds_large_and_the_interval_of_the_mean_small() -> None:
    shown, context = planted_sheet(count=3)
    summary = planted(3)[1]
    with style():
        drawn = [axes for page in levels(shown, context) for axes in page.axes]
    assert len(drawn) == len(SHOWN)
    for axes, name, panel in zip(drawn, SHOWN, shown.levels, strict=True):
        given = summary[summary["outcome"] == name]
        bars, *ends = (each for each in axes.collections[1:4])
        np.testing.assert_allclose([bar[0, 0] for bar in bars.get_segments()], panel.columns["low"])
        np.testing.assert_allclose([bar[1, 0] for bar in bars.get_segments()], panel.columns["high"])
        for end, column in zip(ends, ("mean_low", "mean_high"), strict=True):
            np.testing.assert_allclose([tick[0, 0] for tick in end.get_segments()], given[column])
        assert bars.get_linewidths()[0] > 3 * ends[0].get_linewidths()[0]
        np.testing.assert_allclose(dots(axes, 3)[:, 0], given["mean"])
        assert OUTCOMES[name].unit in axes.get_xlabel()


def test_worlds_spread_wider_than_draws_and_chances_over_draws() -> None:
    dataset, summary, effects, _ = planted(2)
    shown = sheet(dataset, summary, effects, ["essay"])
    for panel in shown.levels:
        values = dataset["outcome_values"].sel(outcome=panel.outcome, theory="essay").values
        rows = summary[summary["outcome"] == panel.outcome]
        chance = OUTCOMES[panel.outcome].unit == "chance"
        ends = rows["spread_high"] if chance else np.quantile(values, 0.95, axis=1)
        np.testing.assert_allclose(panel.columns["high"], ends, rtol=1e-6)


def test_the_forest_draws_the_effects() -> None:
    dataset, summary, effects, context = planted(3)
    with style():
        pages = forest(sheet(dataset, summary, effects, ["essay"]), context)
    drawn = [axes for page in pages for axes in page.axes]
    for axes, outcome in zip(drawn, SHOWN, strict=True):
        given = effects[effects["outcome"] == outcome]
        drawn_at = [line.get_xdata()[0] for line in axes.get_lines()[1:]]
        np.testing.assert_allclose(drawn_at, given["difference"])
        said = " ".join(text.get_text() for text in axes.texts)
        assert all(SHORT.get(verdict, verdict) in said for verdict in given["verdict"])
        assert "percentage points" in axes.get_xlabel() or OUTCOMES[outcome].unit in axes.get_xlabel()


def test_the_scorecard_holds_every_effect() -> None:
    dataset, summary, effects, context = planted(4)
    with style():
        figure = scorecard(sheet(dataset, summary, effects, ["essay"]), context)
    assert figure is not None
    said = [text.get_text() for text in figure.axes[0].texts]
    assert sum(
        any(SHORT.get(verdict, verdict) in text for verdict in set(effects["verdict"])) for text in said
    ) >= len(effects)


def test_the_mix_adds_up_and_names_every_share() -> None:
    dataset, summary, effects, context = planted(3)
    shown = sheet(dataset, summary, effects, ["essay"])
    with style():
        axes = final_mix(shown, context).axes[0]
    widths = np.array([bar.get_width() for bar in axes.patches]).reshape(3, -1)
    assert widths.sum(axis=1) == pytest.approx(1)
    np.testing.assert_allclose(np.sort(widths), np.sort(shown.finals))
    said = " ".join(text.get_text() for text in axes.texts)
    assert all(said.count(name) >= 3 for name in shown.final_names if (shown.finals > 0).all())


def test_the_scatter_draws_means_and_names_each_scenario() -> None:
    dataset, summary, effects, context = planted(10)
    with style():
        figure = risk_progress(sheet(dataset, summary, effects, ["essay"]), context)
    assert figure is not None
    axes = figure.axes[0]
    for column, outcome in enumerate(("p_serious", "p_lasting")):
        np.testing.assert_allclose(dots(axes, 10)[:, column], summary[summary["outcome"] == outcome]["mean"])
    assert {text.get_text().replace("\n", " ") for text in axes.texts} == {
        n.replace("_", " ") for n in STRATEGIES
    }
    assert "chance, %" in axes.get_xlabel()
    assert "chance, %" in axes.get_ylabel()


def lasting(figure: Any) -> list[Any]:
    """The panels of a figure that draw a fan."""
    return [axes for axes in figure.axes if axes.collections]


def test_differences_draw_only_what_lasts_and_say_what_they_leave_out() -> None:
    dataset, summary, effects, context = planted(3, weeks=60)
    fans_ = dataset["difference_quantiles"].values
    fans_[:] = np.array([-2, -1, 0, 1, 2])
    measures = list(MEASURES)
    fans_[1, 0, measures.index("tension"), 20:] = np.array([0.1, 0.2, 0.3, 0.4, 0.5])
    with style():
        figure = differences(sheet(dataset, summary, effects, ["essay"]), context)
        assert figure is not None
        assert faults(figure) == []
    (panel,) = lasting(figure)
    line = next(line for line in panel.get_lines() if len(line.get_xdata()) == 60)
    np.testing.assert_allclose(line.get_ydata(), fans_[1, 0, measures.index("tension"), :, 2])
    said = figure.texts[1].get_text().replace("\n", " ")
    assert "maximum pressure" in said
    assert "strategic patience" not in said.split("Left out")[1]
    assert all(MEASURES[name].says in said for name in ("strain", "provocations_52", "resolve_us"))


def test_differences_say_so_where_nothing_lasts() -> None:
    dataset, summary, effects, context = planted(3, weeks=60)
    dataset["difference_quantiles"].values[:] = np.array([-2, -1, 0, 1, 2])
    with style():
        figure = differences(sheet(dataset, summary, effects, ["essay"]), context)
        assert figure is not None
        assert faults(figure) == []
    assert not lasting(figure)
    assert "Nothing differs for so long" in figure.texts[1].get_text().replace("\n", " ")


def test_differences_draw_the_paired_quantiles() -> None:
    dataset, summary, effects, context = planted(3, weeks=60)
    dataset["difference_quantiles"].values[1:] += 100
    with style():
        figure = differences(sheet(dataset, summary, effects, ["essay"]), context)
    assert figure is not None
    given = dataset["difference_quantiles"].sel(theory="essay", quantile=0.5)
    cells = [(measure, row) for measure in context.measures for row in (1, 2)]
    for axes, (measure, row) in zip(lasting(figure), cells, strict=True):
        line = next(line for line in axes.get_lines() if len(line.get_xdata()) == 60)
        np.testing.assert_allclose(line.get_ydata(), given.sel(measure=measure).isel(scenario=row))


def test_when_a_strategy_acts() -> None:
    days = np.datetime64("2017-06-26").astype(float) + 7 * np.arange(40)
    fan = np.zeros((40, 5)) + np.array([-2, -1, 0, 1, 2])
    assert since(days, fan) == "no lasting difference"
    fan[3:6] += 2
    assert since(days, fan) == "no lasting difference"
    fan[20:] -= 1.5
    assert since(days, fan) == "lower from Nov 2017 to the end"
    assert since(days, fan, least=0.6) == "no lasting difference"
    fan[25:28] = 0
    assert since(days, fan) == "lower from Nov 2017, 17 of 40 weeks"
    fan[:19] = 3
    assert since(days, fan) == "higher from Jun 2017, 19 of 40 weeks"


def cells_of(figure: Any) -> list[Any]:
    """The cells of the first picture, column by column."""
    return [axes for axes in figure.axes if any(isinstance(it, PathCollection) for it in axes.collections)]


@pytest.mark.parametrize("count", [2, 5, 12])
def test_the_first_picture_draws_twenty_dots_a_cell(count: int) -> None:
    names = (*STRATEGIES, "eleven", "twelve")
    shown, _, context = planted_overview(count=count, names=names)
    with style():
        figure = overview(shown, context)
        assert figure is not None
        assert faults(figure) == []
    cells = cells_of(figure)
    assert len(cells) == len(FIRST) * (count - 1)
    spreads = [row.spreads[column] for column in range(len(FIRST)) for row in shown.rows]
    for axes, cell in zip(cells, spreads, strict=True):
        dots_ = [each for each in axes.collections if isinstance(each, PathCollection)]
        assert sum(len(each.get_offsets()) for each in dots_) == 20
        shares = {BETTER: cell.better, WORSE: cell.worse}
        counted = [len(each.get_offsets()) / 20 for each in dots_[:2]]
        assert counted == pytest.approx(list(shares.values()), abs=0.051)  # a twentieth, at most
        words = [text.get_text() for text in axes.texts]
        for side, share in shares.items():
            assert f"{MARKS[side]}{share_said(share)}" in words  # to the per cent


def test_in_the_first_picture_axes_run_from_less_to_more_and_sides_differ_in_shape() -> None:
    shown, _, context = planted_overview(count=4)
    with style():
        figure = overview(shown, context)
    columns = [name for name in FIRST for _ in shown.rows]
    for axes, outcome in zip(cells_of(figure), columns, strict=True):
        better, worse, same = (each for each in axes.collections if isinstance(each, PathCollection))
        left, right = axes.get_xlim()
        assert left < right
        order = (worse, same, better) if OUTCOMES[outcome].better == "more" else (better, same, worse)
        ordered = [each.get_offsets()[:, 0] for each in order if len(each.get_offsets())]
        assert all(one.max() <= other.min() for one, other in pairwise(ordered))
        assert not np.array_equal(better.get_paths()[0].vertices, worse.get_paths()[0].vertices)


def test_the_better_end_of_every_scale_is_named() -> None:
    shown, _, context = planted_overview(count=3)
    with style():
        figure = overview(shown, context)
    ends = [
        [text.get_text() for text in axes.texts if text.get_text().strip("▲▼ ") in ("less", "more")]
        for axes in figure.axes
    ]
    named = [found for found in ends if found]
    wanted = {"more": ["▼ less", "more ▲"], "less": ["▲ less", "more ▼"], "neither": ["less", "more"]}
    assert named == [wanted[OUTCOMES[name].better] for name in FIRST]


def test_a_letter_stands_for_each_theory_in_the_order_of_their_means() -> None:
    shown, _, context = planted_overview(count=2)
    theories = ("essay", "spiral", "opportunity")
    means = np.array([-3.0, 5.0, -2.9])
    (row,) = shown.rows
    sides = (BETTER, WORSE, SAME)
    spreads = tuple(replace(each, theories=means, sides=sides) for each in row.spreads)
    several = replace(shown, rows=(replace(row, spreads=spreads),), theories=theories)
    with style():
        figure = overview(several, context)
        assert faults(figure) == []
    axes = cells_of(figure)[0]
    placed = {text.get_text(): text.get_position()[0] for text in axes.texts if text.get_text() in "ESO"}
    assert placed["E"] < placed["O"] < placed["S"]
    inks = {text.get_text(): text.get_color() for text in axes.texts if text.get_text() in "ESO"}
    assert inks == dict(zip("ESO", map(INKS.get, sides), strict=True))
    assert letters(("own_calendar",)) == ()


def bars_of(axes: Any) -> list[tuple[float, float]]:
    """From where to where thick lines run."""
    return [tuple(line.get_xdata()) for line in axes.get_lines() if line.get_linewidth() > 3]


def test_a_bar_covers_only_the_weeks_in_which_a_difference_holds() -> None:
    shown, _, context = planted_overview(count=2, weeks=100)
    spells = ((10, 20), (60, 70))
    worse = Lasting(more=False, good=False, weeks=4, spells=((30, 34),))
    onset = Onset("talks", (Lasting(more=True, good=True, weeks=20, spells=spells), worse))
    row = replace(shown.rows[0], onsets=(onset,))
    with style():
        figure = overview(replace(shown, rows=(row,)), context)
        assert faults(figure) == []
    (drawn,) = (found for axes in figure.axes if (found := bars_of(axes)))
    days = shown.days
    assert drawn == [(days[first], days[stop]) for first, stop in (*spells, (30, 34))]
    assert said(onset, days) == ("▲ more at talks Sep 2017 to Oct 2018, 20 of 60 weeks; ▼ fewer in 4 weeks")


def test_weeks_that_theories_contest_or_few_bear_out_are_hollow() -> None:
    shown, _, context = planted_overview(count=2, weeks=100)
    sure = Lasting(more=True, good=True, weeks=20, spells=((10, 30),), agree=4, theories=4)
    contested, few = replace(sure, agree=3, contested=True), replace(sure, agree=2)
    for each, hollow, words in (
        (sure, 0, "▲ more at talks Sep 2017 to Jan 2018, all 20 weeks, 4/4"),
        (few, 1, "▲ more at talks Sep 2017 to Jan 2018, all 20 weeks, 2/4"),
        (contested, 1, "◆ more at talks Sep 2017 to Jan 2018, all 20 weeks, contested 3/4"),
    ):
        onset = Onset("talks", (each,))
        with style():
            figure = overview(replace(shown, rows=(replace(shown.rows[0], onsets=(onset,)),)), context)
            assert faults(figure) == []
        white = [
            line for axes in figure.axes for line in axes.get_lines()
            if line.get_color() == "white" and bars_of(axes)
        ]  # fmt: skip
        assert len(white) == hollow
        assert said(onset, shown.days) == words


def test_what_else_is_sure_is_named_under_its_row() -> None:
    shown, _, context = planted_overview(count=3)
    danger = Also("p_allied_fire", "worse", 0.14, 0.52, 0.98, 4, 4)
    gain = Also("p_war", "better", 0.02, 0.008, 0.85, 3, 4)
    rows = (replace(shown.rows[0], also=(danger, gain)), shown.rows[1])
    with style():
        figure = overview(replace(shown, rows=rows), context)
        assert faults(figure) == []
    words = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert "▼ also worse: strike by the allies 14.0% → 52.0% (98% of draws, 4/4)" in words
    assert "▲ also better: war 2.0% → 0.80% (85% of draws, 3/4)" in words


def test_where_few_are_compared_what_nobody_judges_and_chances_are_told_by_level() -> None:
    few, many = (planted_overview(count=count)[0] for count in (2, 5))
    told = {each.outcome for row in few.rows for each in (*row.levels, *row.also)}
    unjudged = {name for name in SHOWN if OUTCOMES[name].better == "neither"}
    assert {"p_war", "p_talks", "p_freeze", "p_settlement", *unjudged} <= told
    assert not any(row.levels for row in many.rows)


def judged(row: OverviewRow, *verdicts: str) -> OverviewRow:
    """The row with verdicts on peace and progress, each as sure as can be; all else is small."""
    found = dict(zip(RANKED, verdicts, strict=False))
    spreads = tuple(
        replace(each, verdict=found.get(each.outcome, SAME), better=1.0, worse=0.0)
        if found.get(each.outcome) != WORSE
        else replace(each, verdict=WORSE, better=0.0, worse=1.0)
        for each in row.spreads
    )
    return replace(row, scenario="_".join(verdicts) or "nothing", spreads=spreads)


def test_what_is_clear_comes_first_and_what_is_contested_is_said_to_be() -> None:
    shown, time, context = planted_overview(count=10)
    assert time.scenarios == (shown.baseline, *(row.scenario for row in shown.rows))
    some = shown.rows[0]
    worse, contested, better = (judged(some, *it) for it in ([WORSE, CONTESTED], [CONTESTED] * 4, [BETTER]))
    nothing, mixed = judged(some), judged(some, BETTER, WORSE)
    rows = ranked([nothing, contested, worse, mixed, better])
    assert rows == [better, mixed, worse, contested, nothing]
    assert [row.merit for row in rows] == [1, 0, -1, 0, 0]
    with style():
        figure = overview(replace(shown, rows=tuple(rows)), context)
        assert faults(figure) == []
    words = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert [each for each in words if each.rstrip(":") in STANDINGS] == [f"{each}:" for each in STANDINGS]
    framed = [cell for cell in cells_of(figure) if any(line.is_dashed() for line in cell.get_lines())]
    assert len(framed) == 5
    with style():
        alone = overview(replace(shown, rows=(contested,)), context)
    assert not any(text.get_text().rstrip(":") in STANDINGS for axes in alone.axes for text in axes.texts)


def test_few_draws_are_told_on_the_first_picture() -> None:
    shown, _, context = planted_overview(count=2)
    with style():
        said_, plain = (
            visible(overview(replace(shown, few=few), context)) for few in ("10 parameter draws: x", "")
        )
    assert any(" 10 parameter draws: x." in text.get_text().replace("\n", " ") for text in said_)
    assert not any("parameter draws: x" in text.get_text() for text in plain)


def test_when_a_difference_lasts_is_said_in_words_with_the_weeks_in_which_it_does() -> None:
    days = np.datetime64("2017-06-26").astype(float) + 7 * np.arange(100)
    whole, ended, broken = ((10, 100),), ((10, 40),), ((10, 15), (40, 50))
    assert when(Lasting(more=True, good=True, weeks=90, spells=whole), days) == "from Sep 2017, all 90 weeks"
    assert (
        when(Lasting(more=True, good=True, weeks=30, spells=ended), days)
        == "Sep 2017 to Mar 2018, all 30 weeks"
    )
    last = when(Lasting(more=True, good=True, weeks=15, spells=broken), days)
    assert last == "Sep 2017 to Jun 2018, 15 of 40 weeks"


def test_over_time_draws_the_scenario_over_the_baseline() -> None:
    dataset, *_ = planted(3)
    _, time, context = planted_overview(count=3)
    with style():
        figure = over_time(time, context)
    panels = [axes for axes in figure.axes if len(axes.get_lines()) > 1]
    assert len(panels) == 6
    talks = dataset["stage_share"].isel(theory=0, stage=slice(2, 6)).sum("stage")
    for axes, name in zip(panels[::3], time.scenarios[1:], strict=True):
        base, own = axes.get_lines()[:2]
        assert own.get_ydata()[-1] == pytest.approx(float(talks.sel(scenario=name)[-1]))
        assert base.get_ydata()[-1] == pytest.approx(float(talks[0, -1]))
        assert base.get_linestyle() != own.get_linestyle()


def test_a_scenario_alone_has_no_baseline_behind_it() -> None:
    _, time, context = planted_overview(count=1)
    with style():
        figure = over_time(time, context)
        assert faults(figure) == []
    assert "behind" not in figure.texts[1].get_text()


def test_only_what_a_scenario_orders_itself_is_marked() -> None:
    _, time, context = planted_overview(count=3)
    shared, own = (20, "Summer exercise"), (40, "US ordered: suspension")
    words = {time.scenarios[0]: (shared,), time.scenarios[1]: (shared, own), time.scenarios[2]: (shared,)}
    with style():
        figure = over_time(time, replace(context, own=words))
        assert faults(figure) == []
    said = " ".join(text.get_text() for axes in figure.axes for text in axes.texts).replace("\n", " ")
    assert said.count("US ordered: suspension") == 1
    assert "Summer exercise" not in said


def test_risk_and_progress_begin_at_zero_and_show_the_price() -> None:
    shown, context = planted_sheet(count=6)
    with style():
        figure = risk_progress(shown, context)
    axes = figure.axes[0]
    assert axes.get_xlim()[0] <= 0
    assert axes.get_ylim()[0] <= 0
    price = next(panel for panel in shown.levels if panel.outcome == "concessions_given").columns["mean"]
    scatter = next(each for each in axes.collections if isinstance(each, PathCollection))
    assert (np.argsort(scatter.get_sizes()) == np.argsort(price)).all()


def test_every_figure_asks_its_question_and_says_what_was_run() -> None:
    context = planted(2)[3]
    with style():
        drawn = figures(count=2)
    for figure in drawn.values():
        said = [text.get_text().replace("\n", " ") for text in figure.texts]
        assert said[0] == context.question
        assert said[-1] == context.subtitle


def study_pictures(**case: Any) -> list[Picture]:
    """Every picture of a planted comparison."""
    shown, time, context = planted_overview(**case)
    return comparison_pictures(shown, planted_sheet(**case)[0], time, context)


def drawn(pictures: list[Picture], folder: Path, workers: int = 1) -> list[Path]:
    with drawing(workers, early=True) as draw:
        return sorted(path for written in draw(pictures, folder) for path in written)


def test_svg_is_written_and_keeps_its_text_and_png_if_asked(tmp_path: Path) -> None:
    pictures = [replace(each, png=each.name == "scorecard") for each in study_pictures(count=2, weeks=60)]
    written = drawn(pictures, tmp_path, workers=2)
    stems = {path.stem for path in written}
    assert {"overview", "over_time", "fans_strategic_patience", "outcome_mix", "scorecard"} <= stems
    assert sorted(tmp_path.iterdir()) == written
    assert [path.name for path in written if path.suffix == ".png"] == ["scorecard.png"]
    for path in written:
        if path.suffix == ".svg":
            text = path.read_text(encoding="utf-8")
            assert re.search(r"<text[^>]*>[^<]*peace", text), path
            assert len(text) < 500_000
        else:
            assert path.read_bytes()[:4] == b"\x89PNG"


def test_a_run_has_its_ledger(tmp_path: Path) -> None:
    _, time, context = planted_overview(count=1, weeks=60)
    table, rungs, stages = ledger(60)
    pictures = world_pictures(table, date(2014, 3, 3), rungs, stages, context)
    runs = run_pictures(planted_sheet(count=1, weeks=60)[0], time, context)
    written = drawn([*pictures, *runs], tmp_path)
    assert {path.stem for path in written} == {"fans", "ledger", "outcome_mix", "over_time"}


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    pictures = study_pictures(count=2, weeks=30)
    first = [path.read_bytes() for path in drawn(pictures, tmp_path)]
    assert [path.read_bytes() for path in drawn(pictures, tmp_path)] == first


def test_a_folder_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FileExistsError):
        drawn(study_pictures(count=2, weeks=30), tmp_path / "file")


def test_labels_that_meet_are_spread_and_keep_their_order() -> None:
    placed = spread([0.5, 0.52, 0.98, 0.99], 0.1)
    assert placed == sorted(placed)
    assert min(np.diff(placed)) > 0.1 - 1e-9
    assert max(placed) <= 1


def test_event_labels_never_lie_on_a_hairline() -> None:
    days = 7.0 * np.arange(100)
    events = [(week, f"event number {week}") for week in range(0, 30, 2)]
    placed = place(events, days, 7.0)
    for one in placed:
        start = one.day / days[-1] * 7.0
        end = start + max(width(line, 6.5) for line in one.text.split("\n"))
        crossed = [other for other in placed if start < other.day / days[-1] * 7.0 < end]
        assert all(other.line < one.line for other in crossed)


def test_wrapping_never_exceeds_the_room() -> None:
    text = "Donaudampfschifffahrtsgesellschaftskapitän and others at sea"
    for room in (0.3, 0.8, 2.0):
        assert all(width(line, 8) <= room for line in wrapped(text, room, 8).split("\n"))
