"""Take a seat: what a player sees and sends, and that the game is a scenario that Python runs alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.api import check, load
from sim.core.random_streams import Draws
from sim.engine.world_batch import REPLICATES
from sim.explore.seat import ALIKE, COMMON, OWN
from sim.model.world import World
from sim.scenario import Scenario
from sim.scenario.cell import Cell
from sim.vocabulary.glossary import FINAL_CLASSES, OUTCOMES
from sim.vocabulary.labels import figure, spaced
from sim.vocabulary.observations import VIEWS
from sim.vocabulary.quantities import QUANTITIES
from sim.vocabulary.signals import ACTORS, FAMILIES
from sim.vocabulary.theory_names import NAMES
from tests.helpers.browser import serious_faults
from tests.helpers.explored import FEW, LONG, at_work, to

FARED = "provocations", "crises", "highest_rung", "weeks_in_talks", "p_freeze", "concessions_given"
BY_CODES = "Four seats, each on a page of its own"
Sent = set[tuple[str, str, str]]


def then(page: Any, act: Any) -> None:
    """Do something in the game, and wait until what follows is shown."""
    shown = int(page.get_attribute("#seat-play", "data-shown") or 0) + 1
    act()
    page.wait_for_selector(f"#seat-play[data-shown='{shown}']", state="attached", timeout=LONG)


def leave(page: Any) -> None:
    if page.is_visible("#seat-leave"):
        page.click("#seat-leave")


def begin(page: Any, who: str, theory: str = "essay", world: int = 0, join: str = "", **chosen: str) -> None:
    leave(page)
    page.select_option("#seat-who", who)
    if who == BY_CODES:
        page.fill("#seat-join", join)
    page.select_option("#seat-theory", theory)
    page.fill("#seat-world", str(world))
    for field, value in chosen.items():
        page.select_option(f"#seat-{field}", value)
    then(page, lambda: page.click("#seat-begin"))


def go_on(page: Any, weeks: int = 4, **moves: str) -> None:
    """Choose signals, such as US_forces="suspension", and send them."""
    for family, signal in moves.items():
        page.check(f"input[name='seat-{family.replace('_', '-')}'][value='{signal}']")
    then(page, lambda: page.click(f"#seat-send-{weeks}"))


def simulated(
    scenario: Scenario, theory: str, number: int, weeks: int | None = None
) -> tuple[World, list[Sent]]:
    """The world in Python up to a week, and what was sent in each."""
    world, sent = World([Cell(scenario, theory)], Draws(1, number, 1), REPLICATES), list[Sent]()
    for _ in range(scenario.weeks if weeks is None else weeks):
        world.step()
        actors = world.situation.actors
        places = {(a, f): int(actors[a].sent.places[f][0]) for a in ACTORS for f in FAMILIES}
        sent.append({(a, f, actors[a].menus[f].names[k]) for (a, f), k in places.items() if k})
    return world, sent


def test_a_game_is_a_scenario_that_python_plays_alike(page: Any, tmp_path: Path) -> None:
    begin(page, "Washington and Seoul", "spiral", 17)
    go_on(page, US_forces="suspension", ROK_forces="suspension", ROK_contact="public_offer")
    go_on(page, US_words="by the rules", ROK_economic="by the rules", US_contact="back_channel")
    go_on(page, 1, US_economic="primary_sanctions")
    then(page, lambda: page.click("#seat-stop"))
    file = tmp_path / "game_in_world_17.yaml"
    file.write_text(page.text_content("#seat-yaml"), encoding="utf-8")
    found = check(file)
    assert found.sound
    scenario = load(file)
    assert scenario.theory == "spiral"
    world, sent = simulated(scenario, scenario.theory, 17)
    assert _listed(page) == [
        (str(scenario.monday.fromordinal(scenario.monday.toordinal() + 7 * week)), actor, spaced(signal))
        for week, signals in enumerate(sent)
        for actor in ACTORS
        for family in FAMILIES
        for who, what, signal in signals
        if (who, what) == (actor, family)
    ]
    allies = [{(a, name) for a, _, name in signals if a in {"US", "ROK"}} for signals in sent[:9]]
    assert allies[0] == {("US", "suspension"), ("ROK", "suspension"), ("ROK", "public_offer")}
    assert ("US", "back_channel") in allies[4]
    assert ("US", "primary_sanctions") in allies[8]
    row = page.locator("#seat-play tr.strong td").all_inner_texts()
    assert [each.lstrip("●▲ ") for each in row] == _fared(world)


def _listed(page: Any) -> list[tuple[str, str, str]]:
    rows = page.eval_on_selector_all(
        "[aria-label='List of signals of the game'] tbody tr",
        "all => all.map(row => [...row.children].map(each => each.textContent))",
    )
    return [(day, actor, signal.removesuffix(" (ordered)")) for day, actor, signal, _ in rows]


def _fared(world: World, cell: int = 0) -> list[str]:
    """The row of the game of a cell in the table, without marks for best and worst."""
    from sim.model.outcome_counters import final, outcomes

    values = dict(zip(OUTCOMES, outcomes(world.situation)[:, cell], strict=True))
    told = [spaced(list(FINAL_CLASSES)[int(final(world.situation)[cell])])]
    for name in FARED:
        chance = OUTCOMES[name].unit == "chance"
        told.append(("yes" if values[name] else "no") if chance else figure(name, float(values[name])))
    return told


def test_a_seat_is_played_under_every_theory(page: Any, tmp_path: Path) -> None:
    """The same moves under each, and the five games side by side in Python."""
    games, told = list[Scenario](), list[list[str]]()
    for theory in NAMES:
        begin(page, "Pyongyang", theory, 9)
        go_on(page, DPRK_forces="nuclear_test", DPRK_contact="by the rules")
        then(page, lambda: page.click("#seat-stop"))
        file = tmp_path / f"{theory}.yaml"
        file.write_text(page.text_content("#seat-yaml"), encoding="utf-8")
        games.append(load(file))
        row = page.locator("#seat-play tr.strong td").all_inner_texts()
        told.append([each.lstrip("●▲ ") for each in row])
    assert [game.theory for game in games] == list(NAMES)
    cells = [Cell(game, game.theory) for game in games]
    world = World(cells, Draws(1, 9, 1, len(cells)), REPLICATES)
    for _ in range(games[0].weeks):
        world.step()
    assert told == [_fared(world, cell) for cell in range(len(cells))]
    assert len({tuple(row) for row in told}) > 1


def test_a_game_is_not_lost_with_the_page(page: Any) -> None:
    begin(page, "Washington and Seoul", "diversion", 12)
    go_on(page, US_forces="suspension", ROK_forces="suspension", ROK_contact="public_offer")
    go_on(page, 1, US_words="by the rules", US_economic="primary_sanctions")
    before = page.inner_text("#seat-play")
    page.reload()
    page.wait_for_selector("#seat-play[data-shown='1']", state="attached", timeout=LONG)
    assert page.inner_text("#seat-play") == before
    leave(page)
    assert "game=" not in page.url
    page.wait_for_selector("body[data-settled]", state="attached", timeout=LONG)


def test_a_game_of_an_address_that_is_none_is_left_out_and_said(page: Any) -> None:
    leave(page)
    for nonsense in ("game=ABC", "game=", "game=%00"):
        to(page, f"{FEW}&{nonsense}")
        assert "game" in page.inner_text("#left-out")
        assert page.is_visible("#seat-setup")
    to(page, FEW)


def test_a_seat_sees_its_own_view_and_hears_what_is_meant_for_it(page: Any) -> None:
    begin(page, "Seoul", world=3)
    for _ in range(6):
        go_on(page)
    text = page.text_content("#seat-play")
    played = load("baseline").with_(name="silent", orders=_silence("ROK", 24))
    world, sent = simulated(played, "essay", 3, 24)
    world.choose()
    view = world.situation.rok.view
    for name in (*OWN["ROK"].split(), *ALIKE["ROK"].split()):
        assert f"{float(view[name][0]):.2f}" in text
    others = {(actor, name) for signals in sent for actor, _, name in signals}
    unheard = {(actor, name) for actor, name in others if not _heard_in_seoul(actor, played.signals[name])}
    assert unheard, "something should have been sent in private to others"
    for actor, name in others:
        assert (f"{actor}: {spaced(name)}" in text) == ((actor, name) not in unheard)
    minds = [QUANTITIES[name].says for name in (*OWN["DPRK"].split(), *OWN["China"].split())]
    assert not [says for says in minds if says in text]


def _heard_in_seoul(actor: str, signal: Any) -> bool:
    return signal.channel == "public" or actor == "ROK" or "ROK" in signal.audience


def _silence(actor: str, weeks: int) -> dict[str, Any]:
    scenario = load("baseline")
    last = scenario.monday.fromordinal(scenario.monday.toordinal() + 7 * weeks - 1)
    return {
        f"no_{name}": {"actor": actor, "signal": name, "from": scenario.start, "to": last, "withhold": True}
        for name, it in scenario.signals.items()
        if actor in it.senders
    }


def test_what_is_closed_says_why_and_cannot_be_sent(page: Any) -> None:
    begin(page, "Pyongyang")
    for family, signal, why in (
        ("contact", "accept_talks", "needs a recent offer to answer"),
        ("contact", "walk_out", "needs talks at the stage of contact to talks; it is none"),
        ("economic", "dismantlement", "needs talks at the stage of freeze or further; it is none"),
    ):
        option = page.locator(f"input[name='seat-DPRK-{family}'][value='{signal}']")
        assert option.is_disabled()
        assert why in page.inner_text(f"#{option.get_attribute('aria-describedby')}")
    assert page.locator("input[name='seat-DPRK-forces'][value='long_range_test']").is_enabled()


def test_looking_back_tells_why_and_how_strategies_fared(page: Any) -> None:
    begin(page, "Pyongyang", theory="", world=5)
    go_on(page, DPRK_forces="nuclear_test")
    for _ in range(3):
        go_on(page, DPRK_words="taunt")
    assert "Theory" not in page.text_content("#seat-play")
    then(page, lambda: page.click("#seat-stop"))
    assert "Theory of what moves Pyongyang" in page.inner_text("#seat-outcome")
    rows = page.locator("[aria-label='How every strategy fared'] tbody th").all_inner_texts()
    assert rows == ["the game", *(spaced(name) for name in load("baseline").strategies)]
    assert "the best of the column" in page.inner_text("#seat-play")
    page.select_option("#seat-answer", page.locator("#seat-answer option").last.get_attribute("value"))
    page.click("#seat-why")
    page.wait_for_selector("#seat-why-answer p", timeout=LONG)
    said = page.inner_text("#seat-why-answer")
    assert "signals sent from the seats before it" in said
    assert "week of" in said


@pytest.fixture
def exchanged(page: Any) -> dict[str, str]:
    """The codes of a game and of what its seats send in the first round; Washington waits for the others."""
    begin(page, BY_CODES, "spiral", 21, mine="Washington", step="4")
    codes = {"game": page.input_value("input[aria-label='Code of the game']")}
    for seat in ("Seoul", "Pyongyang", "Beijing", "Washington"):
        begin(page, BY_CODES, join=codes["game"].lower().replace("-", " "), mine=seat)
        go_on(page, **({"DPRK_forces": "long_range_test"} if seat == "Pyongyang" else {}))
        codes[seat] = page.input_value("input[aria-label='Code of these moves']")
    return codes


def take_in(page: Any, *codes: str) -> None:
    page.fill("#seat-codes", "\n".join(codes))
    page.click("#seat-take-in")


def test_a_class_of_four_exchanges_codes(page: Any, exchanged: dict[str, str]) -> None:
    then(page, lambda: take_in(page, exchanged["Seoul"], exchanged["Beijing"]))
    assert "Still missing: Pyongyang." in page.inner_text("#seat-play")
    then(page, lambda: take_in(page, exchanged["Pyongyang"].lower()))
    assert "week 5 of" in page.inner_text("#seat-play h3")
    assert "DPRK: long range test" in page.inner_text("#seat-play")
    go_on(page)
    take_in(page, exchanged["Seoul"])
    assert "this round begins in the week of 24 July 2017" in page.inner_text("#seat-wrong")


def test_a_code_that_is_wrong_is_refused_with_what_is_wrong(page: Any, exchanged: dict[str, str]) -> None:
    good = exchanged["Seoul"]
    for wrong, why in (
        (good[:-1] + ("0" if good[-1] != "0" else "2"), "its last letters do not fit"),
        (good[:4] + ("0" if good[4] != "0" else "2") + good[5:], "its last letters do not fit"),
        (good.replace("-", "")[:9], "its last letters do not fit"),
        ("SEOUL?", "is in no code"),
        (exchanged["game"], "code of a game"),
        (exchanged["Washington"], "Washington is played on this page"),
        ("", "There is no code"),
    ):
        take_in(page, wrong)
        page.wait_for_selector("#seat-wrong:visible")
        assert why in page.inner_text("#seat-wrong"), wrong
    assert "Still missing: Seoul, Pyongyang and Beijing." in page.inner_text("#seat-play")
    begin(page, BY_CODES, mine="Washington")
    go_on(page)
    take_in(page, good)
    assert "of another game" in page.inner_text("#seat-wrong")


def test_seats_in_turn_hide_what_the_last_one_saw(page: Any) -> None:
    begin(page, "Four seats, on this page in turn", world=2, step="1")
    for seat in ("Washington", "Seoul", "Pyongyang", "Beijing"):
        assert "the others look away" in page.inner_text("#seat-play")
        assert page.locator("#seat-play table").count() == 0
        then(page, lambda: page.click("#seat-ready"))
        assert page.inner_text("#seat-play h3").startswith(seat)
        go_on(page, 1)
    assert "week of 3 July 2017" in page.inner_text("#seat-play h3")


def test_a_seat_keeps_nobody_out(browser: Any, explored: Path) -> None:
    look = {"viewport": {"width": 320, "height": 800}, "reduced_motion": "reduce"}
    with at_work(browser, explored, FEW, **look) as page:
        # the rest of the page has a test of its own
        page.evaluate("document.querySelector('.columns').style.display = 'none'")
        begin(page, "Washington and Seoul")
        go_on(page)
        for act in (lambda: None, lambda: then(page, lambda: page.click("#seat-stop"))):
            act()
            assert serious_faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_keyboard_alone_plays(page: Any) -> None:
    leave(page)
    page.select_option("#seat-who", "Washington")
    page.focus("#to-seat")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "seat-title"
    page.focus("#seat-begin")
    then(page, lambda: page.keyboard.press("Enter"))
    assert page.evaluate("document.activeElement.tagName") == "H3"
    page.focus("input[name='seat-US-words']:checked")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("input[name='seat-US-words'][value='public_statement']")
    page.focus("#seat-send-1")
    then(page, lambda: page.keyboard.press("Enter"))
    assert "US (you): public statement" in page.inner_text("#seat-play")


def test_what_is_shown_stands_in_the_view_of_its_actor() -> None:
    for actor, names in [*OWN.items(), *COMMON.items(), *ALIKE.items()]:
        assert set(names.split()) <= set(VIEWS[actor].__dataclass_fields__), actor
