"""The preview: what it says is what the model will do, and its picture can be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from sim.model.calendar import WEEK
from sim.plots.kit.theme import style
from sim.scenario import Scenario
from sim.scenario.inject_words import inject_words
from sim.studies.preview.study import preview
from tests.helpers.overlap import faults
from tests.helpers.worlds import baseline, sent, world_of

STEPS = [
    {"strategy": "maximum_pressure", "until": "2018-03-01"},
    {"strategy": "engagement_first", "over": "8 weeks"},
]
ORDERS: dict[str, Any] = {
    "show": {
        "actor": "US",
        "signal": "show_of_force",
        "from": "2017-08-07",
        "to": "2017-08-20",
        "every": "1 week",
        "scale": 0.8,
    },
    "no_aid": {"actor": "ROK", "signal": "aid", "withhold": True, "from": "2017-07-03", "to": "2018-12-31"},
    "pause": {"actor": "US", "signal": "suspension", "from": "2018-03-05", "length": 40},
}
CALM = {
    "when": {"measure": "tension", "comparison": ">", "value": 0.8},
    "then": {"actor": "China", "signal": "mediation"},
}


def story(**words: Any) -> Scenario:
    return baseline().with_(
        name="story",
        strategy=STEPS,
        posture=[{"China": {"enforcement": 0.5}, "from": "2019-01-01"}],
        orders=ORDERS,
        injects={"calm": {**CALM, "from": "2017-09-04", "times": 3}},
        **words,
    )


def test_every_period_has_all_dispositions_beside_those_of_the_baseline() -> None:
    table = preview(story()).tables["dispositions"]
    periods = table[["first", "last", "strategy", "over"]].drop_duplicates()
    assert periods.to_numpy().tolist() == [
        [date(2017, 6, 26), date(2018, 3, 4), "maximum_pressure", 1],
        [date(2018, 3, 5), date(2018, 12, 30), "engagement_first", 8],
        [date(2018, 12, 31), date(2020, 12, 27), "engagement_first", 1],
    ]
    assert len(table) == 3 * (2 * 19 + 6)
    stick = table[(table["actor"] == "US") & (table["disposition"] == "stick")]
    assert stick[["low", "baseline", "changed"]].to_numpy().tolist() == [
        [1.7, "1.3", True], [0.4, "1.3", True], [0.4, "1.3", True],
    ]  # fmt: skip


def test_the_calendar_is_what_the_model_sends() -> None:
    scenario = story()
    rows = preview(scenario).tables["sendings"].set_index("order")
    assert rows.loc["show", "how"] == "every week, 2 times, at scale 0.8"
    assert rows.loc["no_aid", ["how", "until"]].tolist() == ["withheld", date(2019, 1, 6)]
    assert rows.loc["pause", ["how", "until"]].tolist() == ["once, lasting 40 weeks", date(2018, 12, 9)]
    world = world_of(scenario)
    shows: list[date] = []
    for week in range(12):
        world.step()
        forced = sent(world.situation, "US", "show_of_force") * world.situation.us.sent.orders("forces")
        shows += [scenario.monday + week * WEEK] * int(forced[0])
    assert shows == [date(2017, 8, 7), date(2017, 8, 14)]


def test_injects_and_what_else_differs_are_told_in_words() -> None:
    changed = story(parameters={"caution": 0.2}, calendar={"spring": None}, theory="spiral")
    tables = preview(changed).tables
    assert tables["injects"]["says"].tolist() == [
        (
            "when tension > 0.8, China sends mediation; week after week, 3 times at most, 2017-09-04 to "
            "2020-12-31"
        )
    ]
    assert tables["differences"]["says"].tolist() == [
        "theory: spiral (baseline essay)", "caution: 0.2 (baseline -0.8..0.8)",
        "calendar: spring is left out",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"event": "nuclear_test", "in_the_last": "4 weeks"}, "nuclear test in the last 4 weeks"),
        ({"event": "show_of_force", "by": "US"}, "show of force by US"),
        (
            {"measure": "tension", "above": 0.2, "for": "2 weeks"},
            "tension > 0.2 for 2 weeks",
        ),
        ({"after": "show", "weeks": 2}, "2 weeks after show"),
        ({"stage": "none"}, "there is no contact"),
        ({"not": {"stage": "talks"}}, "not (talks stand at talks or further)"),
        (
            {"any": [{"measure": "tension", "between": [0.2, 0.4]}, {"not": {"event": "crisis_opened"}}]},
            "(tension from 0.2 to 0.4 or not (crisis opened))",
        ),
    ],
)
def test_conditions_are_told_in_words(when: dict[str, Any], words: str) -> None:
    then = {"actor": "alliance", "signal": "show_of_force"}
    asked = story().with_(injects={"it": {"when": when, "then": then}})
    assert inject_words(asked.injects["it"], asked).startswith(
        f"when {words}, US and ROK send show of force; once"
    )


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ({"strategy": "hard_only"}, "the strategy becomes hard only from then on; once"),
        (
            {"strategy": "soft_only", "over": 8},
            "the strategy becomes soft only over 8 weeks from then on; once",
        ),
        (
            {"posture": {"US": {"stick": [0.5, 1]}, "DPRK": {"pace": 2}}},
            "the posture becomes stick 0.5..1 (US), pace 2 (DPRK) from then on; once",
        ),
    ],
)
def test_what_an_inject_switches_to_is_told_in_words(then: dict[str, Any], words: str) -> None:
    asked = story().with_(injects={"it": {"when": {"event": "fire"}, "then": then}})
    assert inject_words(asked.injects["it"], asked).startswith(f"when fire, {words}")


def test_it_is_told_before_when_a_condition_cannot_hold_as_the_past_is_not_known() -> None:
    no_test = {"not": {"event": "test", "in_the_last": "26 weeks"}}
    then = {"actor": "US", "signal": "public_offer"}
    asked = baseline().with_(injects={"offer": {"when": no_test, "then": then}})
    (said,) = preview(asked).tables["injects"]["says"]
    assert said.endswith("; not before 2017-12-25: events before the start are not known")


def test_a_dated_fact_in_place_of_a_disposition_is_shown_as_what_it_sets() -> None:
    fact = {"sets": "stick_us", "from": "2019-01-01", "value": 1.8, "source": "a test"}
    seen = preview(baseline().with_(calendar={"tough": fact}))
    table = seen.tables["dispositions"]
    stick = table[(table["actor"] == "US") & (table["disposition"] == "stick")]
    assert stick[["first", "low", "fact"]].to_numpy().tolist() == [
        [date(2017, 6, 26), 1.3, ""],
        [date(2018, 12, 31), 1.8, "tough"],
    ]
    assert (
        "calendar: tough is new: stick US 1.8 from 2019-01-01 on"
        in seen.tables["differences"]["says"].tolist()
    )


def test_a_preview_has_the_warnings_of_its_files() -> None:
    seen = preview(baseline().with_(end="2023-12-31"))
    assert "no exercise is dated after 2020-12-11" in seen.caveats[0]


def test_the_baseline_differs_from_itself_in_nothing() -> None:
    seen = preview("baseline")
    assert not seen.tables["dispositions"]["changed"].any()
    assert "nothing else differs from the baseline" in str(seen.report)
    assert (len(seen.tables["sendings"]), len(seen.tables["injects"])) == (0, 0)


def many(count: int) -> dict[str, Any]:
    """So many orders, each of a signal and a week of its own."""
    signals = [
        ("US", "show_of_force"),
        ("ROK", "public_offer"),
        ("US", "public_statement"),
        ("China", "mediation"),
    ]
    first = date(2017, 7, 3)
    return {
        f"an_order_with_a_rather_long_name_{k}": {
            "actor": signals[k % 4][0], "signal": signals[k % 4][1], "from": first + k // 4 * 3 * WEEK,
        }
        for k in range(count)
    }  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 60])
@pytest.mark.parametrize("scenarios", [1, 3])
def test_the_timeline_can_be_read(count: int, scenarios: int) -> None:
    made = [
        story(question="What then?").with_(name=f"story_{k}", orders={"show": None} | many(count))
        for k in range(scenarios)
    ]
    (picture,) = preview(*made).pictures
    figure = picture.figure()
    assert isinstance(figure, Figure)
    with style():
        assert faults(figure) == []


def test_a_saved_preview_is_the_same_when_asked_again(tmp_path: Path) -> None:
    from sim.api import verify

    preview(story(), out=tmp_path / "seen")
    assert verify(tmp_path / "seen").stands
