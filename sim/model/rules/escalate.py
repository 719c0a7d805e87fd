"""Escalate: tests and failures, tension, crises as a game with chance, clashes and war."""

from __future__ import annotations

from sim.core.columns import Column, larger, smaller, when, within
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.vocabulary.ladders import height, top_of_the_ladder


@rule("E17", gives="tension", cites=("cronin2017",))
def tension(tension: Column, hostile: Column, friendly: Column, p: Numbers) -> Column:
    """Tension rises with what is meant as hostile, eases with what is friendly, and fades over weeks."""
    rise = smaller(p.heat * hostile, 1) * (1 - tension)
    return within(tension * (1 - p.tension_fade) * (1 - smaller(p.soothing * friendly, 1)) + rise)


@rule(gives="chance that a test fails", cites=("cns2017",))
def failure(new_design: Column, p: Numbers) -> Column:
    """New designs fail more often."""
    return within(p.failure_old + p.failure_new * new_design)


@rule(gives="progress", cites=("cns2017",))
def progress(progress: Column, lesson: Column, tested: Column, failed: Column, p: Numbers) -> Column:
    """A test teaches its lesson, a failed one less."""
    return within(progress + lesson * tested * (1 - p.failure_teaches_less * failed) * (1 - progress))


@rule(gives="new_design", cites=("cns2017",))
def new_design(new_design: Column, tested: Column, luck: Column, p: Numbers) -> Column:
    """Designs mature with tests, and now and then a new one is begun."""
    return within(
        new_design * (1 - smaller(p.maturing * tested, 1)) + (luck < p.new_design_rate) * (1 - new_design)
    )


@rule("E04", gives="vulnerable", cites=("powell2015",))
def vulnerable(missile: Column, nuclear: Column, defence: Column, p: Numbers) -> Column:
    """The better the arsenal, the less a first strike could disarm it."""
    return within(1 - 0.5 * (missile + nuclear) + p.defence_disarms * defence)


@rule(gives="chance of a crisis", cites=("icb",))
def crisis_opens(tension: Column, acts: Column, p: Numbers) -> Column:
    """A crisis opens out of high tension, and out of acts that cross a line."""
    return within(p.crisis_rate * tension * tension + p.crisis_by_act * acts)


@rule("E27", gives="crisis_rung", cites=("schelling1966", "fearon1994"))
def climbs(crisis_rung: Column, firm_north: Column, firm_allies: Column, luck: Column, p: Numbers) -> Column:
    """While both stand firm a crisis may climb, one rung a week or two."""
    steps = when(luck < p.climb) + when(luck < p.double_step)
    return top_of_the_ladder(crisis_rung + firm_north * firm_allies * steps)


@rule("E04", "E27", gives="chance of a serious clash", cites=("schelling1966", "powell2015"))
def risk_of_a_clash(
    crisis_rung: Column, readiness: Column, first_strike: Column, vulnerable: Column, fire: Column, p: Numbers
) -> Column:
    """Each step that both stand firm leaves something to chance; readiness deters and frightens."""
    steep = height(crisis_rung)
    checked = 1 - smaller(p.denial * readiness * (1 + p.allied_support) * 0.5, 1)
    frightened = p.reciprocal_fear * readiness * first_strike * vulnerable
    return within(p.clash_risk * steep * steep * (1 + fire) * (checked + frightened))


@rule("E04", gives="chance of fire", cites=("schelling1966",))
def risk_of_fire(crisis_rung: Column, local: Column, attack: Column, readiness: Column, p: Numbers) -> Column:
    """Fire is exchanged out of provocations at the line, attacks, and crises that have climbed."""
    return within(
        p.fire_local * local * (0.5 + 0.5 * readiness) + attack + p.fire_crisis * height(crisis_rung)
    )


@rule("E04", gives="chance of war", cites=("powell2015",))
def risk_of_war(
    serious: Column, first_strike: Column, provoked: Column, readiness: Column, p: Numbers
) -> Column:
    """A serious clash becomes a war by choice or by fear of the first strike, on either side."""
    fear = p.reciprocal_fear * (first_strike + provoked) * 0.5
    return within(serious * p.war_given_clash * (0.5 + fear + 0.5 * (1 - readiness)))


@rule("E27", gives="chance that a crisis fades", cites=("lewis2003",))
def fades(crisis_weeks: Column, p: Numbers) -> Column:
    """A crisis that is not pressed fades, the sooner the longer it has lasted."""
    return within(p.fade_out * (1 + p.fade_growth * crisis_weeks))


@rule(gives="momentum", cites=("hawkes1971",))
def momentum(momentum: Column, events: Column, p: Numbers) -> Column:
    """Recent events of one's own carry on for some weeks."""
    return smaller(momentum * (1 - p.momentum_fade) + events, p.momentum_most)


@rule("E27", gives="resolve", cites=("fearon1994", "lewis2003"))
def resolve_after_yielding(resolve: Column, yielded: Column, other_yielded: Column, p: Numbers) -> Column:
    """Who yields in a crisis is believed less resolved after it, who stood is believed more."""
    lost = smaller(p.crisis_lesson * yielded, 1) * resolve
    return within(resolve + p.crisis_lesson * other_yielded * (1 - resolve) - lost)


@rule("E27", gives="crisis_rung", cites=("schelling1966",))
def driven(crisis_rung: Column, sent_rung: Column) -> Column:
    """What is done in a crisis drives it up, two rungs a week at most."""
    return larger(crisis_rung, smaller(sent_rung, crisis_rung + 2))


@rule("E27", gives="backing down", cites=("fearon1994",))
def backing_down(yielded: Column, tied_hands: Column, crisis_weeks: Column, p: Numbers) -> Column:
    """Backing down costs more the tighter the hands were tied and the longer the crisis was stood."""
    return yielded * (1 + tied_hands * (1 + p.audience_growth * crisis_weeks))


@rule("E17", gives="progress", cites=("cronin2017",))
def dismantled(progress: Column, happened: Column, p: Numbers) -> Column:
    """A step of dismantlement takes from the programme."""
    return progress * (1 - p.dismantle_step * happened)
