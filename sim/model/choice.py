"""Choice model: from an actor's observations to the log-odds of every option in its menus.

P(option) ~ base weight * exp(rationality * value) (quantal response; McFadden 1974, Signorino 1999).
Nothing here draws random numbers, or reads anything but the observations and the declared numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np

from sim.core.columns import FLOAT, Column, above, either, larger, ratio, when
from sim.core.parameters import Numbers
from sim.model import table
from sim.model.menus import Menu
from sim.model.rules import ally, bargain, china, north
from sim.model.scoring import CLOSED, add, firmness, nothing, priced, scored, taken
from sim.model.theories import Theory
from sim.vocabulary.ladders import FRAMEWORK, FREEZE
from sim.vocabulary.observations import AllyView, ChinaView, NorthView
from sim.vocabulary.theory_names import BLIND

Menus: TypeAlias = Mapping[str, Menu]
Scores: TypeAlias = dict[str, Column]
Cells: TypeAlias = Sequence[tuple[Theory, slice]]

CRISIS = "crisis"
"""Name of the fifth choice, made in a crisis only: back down or stand firm."""
CRISIS_OPTIONS = ("back_down", "stand_firm")
TABLE = "table"
"""Name of the sixth choice: whether an agreement is taken, and kept, on the terms at hand."""
TABLE_OPTIONS = ("decline", "agree")
SETTLED = FLOAT(20)
"""Log-odds of dealing with an exercise that is due: so high that no other use of forces wins."""


def ally_scores(view: AllyView, d: Numbers, p: Numbers, menus: Menus) -> Scores:
    """Score every option of Washington or Seoul: log-odds by family, shape ``(option, world)``."""
    swing = ally.swing(view.seen_tension, view.usual_tension, d, p)
    stick = ally.stick(view.threat_posed, view.provoked, view.seen_tension, view.posture, swing, d, p)
    carrot = ally.carrot(view.trust_north, view.contact_mood, swing, d, p)
    worth = _ally_worth(view, d, p)
    quiet, wait = ally.quietly(d, p), ally.holding_back(view.consulting, p)
    held = ally.forbearance(view.stage, d, p)
    agreed = when(view.stage >= FREEZE)
    bound = ally.bound(agreed, p)
    scores: Scores = {}
    for family, menu in menus.items():
        value, hard = priced(menu, view, p), -above(menu.meaning)
        acts = family in ("forces", "economic")
        add(value, menu.threat, stick)
        add(value, hard * acts, held)
        add(value, hard * (family != "contact"), bound)
        add(value, above(menu.assurance), carrot)
        add(value, (1 - menu.public[:, None]) * menu.assurance * (family == "contact"), quiet)
        add(value, hard * acts, wait)
        scores[family] = scored(menu, value, worth, view, p)
    _schedule(menus["forces"], scores["forces"], view, d, held * p.rationality)
    worth = bargain.surplus_of_ally(stake(view, d, p), view.terms)
    return scores | {CRISIS: firmness(_ally_firm(view, d, p), p), TABLE: taken(worth, agreed, p)}


def stake(view: AllyView, d: Numbers, p: Numbers) -> Column:
    """What an agreement is worth to an ally before it is paid for: the most that it would pay."""
    return bargain.stake_of_ally(
        view.threat_posed, view.trust_north, view.seen_tension, view.kept, view.unreturned, d, p
    )


def _schedule(menu: Menu, scores: Column, view: AllyView, d: Numbers, held: Column) -> None:
    """Open, in place, what can be done with an exercise that is due, each way by its share of the policy;
    close it where none is due, and a way that the policy leaves out. While an agreement stands, forbearance
    (`held`, in log-odds) takes from holding it in full, where the policy knows another way.
    """
    exercise_due, agreed = view.exercise_due, when(view.stage >= FREEZE)
    spared = held * agreed
    others = d.hold + d.adjust
    withheld = ally.withheld(d.suspend, others, view.kept, view.unreturned, agreed, d)
    kept = 1 + ratio(withheld, others)  # held or adjusted instead, in the policy's proportion
    ways = {"hold": d.hold * kept, "adjust": d.adjust * kept, "suspend": d.suspend - withheld}
    for effect, share in ways.items():
        if effect in menu.effects:
            odds = SETTLED + ally.schedule(share) - (spared if effect == "hold" else 0)
            for row in np.flatnonzero(menu.effects[effect]):
                scores[row] = either((exercise_due > 0) & (share > 0), menu.log_base[row] + odds, CLOSED)


def _ally_firm(view: AllyView, d: Numbers, p: Numbers) -> Column:
    """Value standing firm in a crisis for an ally, shape ``(world,)``."""
    return ally.stand_firm(
        view.threat_posed, view.seen_tension, view.tied_hands, view.readiness, view.crisis_rung,
        view.crisis_weeks, d, p,
    )  # fmt: skip


def _ally_worth(view: AllyView, d: Numbers, p: Numbers) -> dict[str, Column]:
    """Value each effect of a signal for an ally: columns by the effect's name."""
    opening = ally.using_an_opening(view.stage, view.mediation, view.kept, view.offer, d, p)
    return {
        "concede": ally.conceding(
            view.provoked, view.seen_tension, view.kept, view.unreturned, when(view.crisis_weeks > 0), d, p
        ),
        "consult": ally.consulting(view.consulted, d, p),
        "approach_china": ally.going_to_china(view.consulted, view.enforcement, d, p),
        "primary": ally.pressing(view.felt_acts, view.bans, d, p),
        "secondary": ally.pressing_traders(view.enforcement, view.attention, view.friction, d, p),
        "warn_of_force": ally.threatening(view.tied_hands, d, p),
        "assure_ally": ally.assuring(view.confidence, p),
        "defence": ally.defending(view.threat_posed, view.defence, view.exposure, p),
        "display": ally.answering(view.felt_acts, d, p),
        "retaliate": ally.retaliating(view.attacked, view.seen_tension, d, p),
        "strike": ally.striking(view.threat_posed, d, p),
        "offer": opening,
    }


def china_scores(view: ChinaView, d: Numbers, p: Numbers, menus: Menus) -> Scores:
    """Score every option of Beijing: log-odds by family, shape ``(option, world)``."""
    value = china.value_of_enforcing(
        view.secondary, view.unease, view.strain, view.display, view.friction, view.felt_acts, p
    )
    value = value + china.pledge(view.us_struck, view.north_struck, p)
    pressing = china.attended(value, view.china_attention, p)
    condemned = china.condemning(view.felt_acts, p)
    worth = {
        "enforce": pressing,
        "look_away": -pressing - condemned,
        "coerce": china.coercing(view.deployed, view.exposure, p),
        "warn": china.warning(view.provoked, p) + condemned,
        "mediate": china.mediating(view.tension, view.stage, p),
    }
    leaning = {"mediate": china.leaning_to_mediate(d), "coerce": china.leaning_to_coerce(d)}
    return {
        f: scored(
            menu, priced(menu, view, p), worth, view, p,
            leaning=[(menu.having(effect), odds) for effect, odds in leaning.items()],
        )
        for f, menu in menus.items()
    }  # fmt: skip


def north_scores(view: NorthView, d: Numbers, p: Numbers, menus: Menus, cells: Cells) -> Scores:
    """Score every option of Pyongyang: log-odds by family, each cell's worlds under that cell's theory."""
    if len(cells) == 1:
        return _north_scores(view, d, p, menus, cells[0][0])
    parts = [
        _north_scores(view.part(where), d.part(where), p.part(where), menus, theory)
        for theory, where in cells
    ]
    return {family: np.concatenate([part[family] for part in parts], axis=1) for family in parts[0]}


def _north_scores(view: NorthView, d: Numbers, p: Numbers, menus: Menus, theory: Theory) -> Scores:
    blind = theory.name in BLIND  # bound by a pledge of its own alone, others also by an agreement
    bound = view.moratorium if blind else larger(view.moratorium, view.frozen)
    base, force = _north_base(view, bound, p)
    base |= {"dismantle": CLOSED + 0 * view.stage} if blind else {}  # nor does it take anything down
    worth = {} if blind else _north_worth(view, force, p)
    reserve, believed = table.weighed(view, p, theory, table.standing(view.stage))
    surplus = bargain.surplus_of_north(reserve, view.terms, believed)
    pace, provoking, talking = (
        lean(d) for lean in (north.pace, north.readiness_to_provoke, north.openness_to_talks)
    )
    scores: Scores = {}
    for family, menu in menus.items():
        value = nothing(menu, view, p)
        value += theory.provoke(menu, view, p)
        value += theory.engage(menu, view, p)
        add(value, above(menu.assurance), surplus)
        leaning = [(menu.tests, pace), (menu.provokes, provoking), (menu.engages, talking)]
        scores[family] = scored(menu, value, worth, view, p, base, leaning)
    _pledge_once(menus["forces"], scores["forces"], view)
    firm = north.nerve(
        theory.stand_firm(view, p), view.crisis_rung, view.tied_hands, view.us_struck, view.north_struck, p
    )
    pledged = when((view.frozen > 0) | (view.moratorium > 0))
    return scores | {CRISIS: firmness(firm, p), TABLE: taken(surplus, pledged, p)}


def _north_worth(view: NorthView, force: dict[str, Column], p: Numbers) -> dict[str, Column]:
    """Value each effect of a signal for a Pyongyang that sees others: columns by the effect's name."""
    delivered = north.delivering(view.terms, when(view.stage >= FRAMEWORK), p)
    return force | {"pocket": north.worth_of_pocketing(view.concession, p), "dismantle": delivered}


def _pledge_once(menu: Menu, scores: Column, view: NorthView) -> None:
    """Close, in place, what is pledged already: it is not pledged anew."""
    for row in np.flatnonzero(menu.having("moratorium")):
        scores[row] = either(view.moratorium > 0, CLOSED, scores[row])


def _north_base(view: NorthView, bound: Column, p: Numbers) -> tuple[dict[str, Column], dict[str, Column]]:
    """Compute what moves base weights (log-odds), and what force and tests cost (value), by effect."""
    own = north.testing_base(p.tempo, view.season, view.spring, view.momentum, bound, p)
    phase, worth = own + view.tempo, north.worth_of_the_next_test
    base = {
        "short_test": phase,
        "long_test": phase + view.tempo_long + worth(view.missile, p),
        "nuclear_test": own + worth(view.nuclear, p) + north.unprepared(view.used_up, p),
        "local": view.tempo_local,
    }
    against_attack, against_tests = (
        north.believed_warning(us, view.resolve_us, rok, view.resolve_rok)
        for us, rok in (
            (view.warning_attack_us, view.warning_attack_rok),
            (view.warning_test_us, view.warning_test_rok),
        )
    )
    price = -north.price_of_force(view.readiness, against_attack, view.first_strike, view.vulnerable, p)
    answer = north.answering_a_strike(view.us_struck, p)
    testing = -north.price_of_testing(against_tests, p)
    return base, {
        "local": price * 0.5,
        "attack": price + answer,
        "long_test": testing,
        "nuclear_test": testing,
    }
