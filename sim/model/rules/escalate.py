"""Escalate: tests and failures, tension, crises as a game with chance, clashes and war."""

from __future__ import annotations

from sim.core.columns import Column, larger, smaller, when, within
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.vocabulary.ladders import height, top_of_the_ladder


@rule("E17", gives="tension", cites=("cronin2017",))
def tension(tension: Column, hostile: Column, friendly: Column, p: Numbers) -> Column:
    """Tension rises with what is meant as hostile, eases with what is friendly, and fades over weeks."""
    # a share of the distance to 1: tension saturates. Friendly steps take a share of what was there, and
    # not of the new rise: they do not undo the hostile acts of their own week
    rise = smaller(p.heat * hostile, 1) * (1 - tension)
    return within(tension * (1 - p.tension_fade) * (1 - smaller(p.soothing * friendly, 1)) + rise)


@rule(gives="chance that a test fails", cites=("cns2017",))
def failure(new_design: Column, p: Numbers) -> Column:
    """New designs fail more often."""
    # linear from tried designs to new ones: the simplest form
    return within(p.failure_old + p.failure_new * new_design)


@rule(gives="progress", cites=("cns2017",))
def progress(progress: Column, lesson: Column, tested: Column, failed: Column, p: Numbers) -> Column:
    """A test teaches its lesson, a failed one less."""
    # a share of what is left: tests teach less near the goal; a failure teaches less, not nothing
    return within(progress + lesson * tested * (1 - p.failure_teaches_less * failed) * (1 - progress))


@rule(gives="new_design", cites=("cns2017",))
def new_design(new_design: Column, tested: Column, draw: Column, p: Numbers) -> Column:
    """Designs mature with tests, and now and then a new one is begun."""
    return within(
        # each test takes a share of the newness; a new design sets it back to about 1
        new_design * (1 - smaller(p.maturing * tested, 1)) + (draw < p.new_design_rate) * (1 - new_design)
    )


@rule("E04", gives="vulnerable", cites=("powell2015",))
def vulnerable(missile: Column, nuclear: Column, defence: Column, p: Numbers) -> Column:
    """The better the arsenal, the less a first strike could disarm it."""
    # ½ each: a deterrent takes missiles and warheads alike; defence lets a first strike catch the rest
    return within(1 - 0.5 * (missile + nuclear) + p.defence_disarms * defence)


@rule(gives="chance of a crisis", cites=("icb",))
def crisis_opens(tension: Column, hostile: Column, acts: Column, attack: Column, p: Numbers) -> Column:
    """A crisis opens out of acts that cross a line, nearly always out of a lethal attack or a strike, and
    seldom out of a hostile word or show under high tension.
    """
    # squared, so that low tension hardly opens a crisis; a product, since nothing opens in a week in which
    # nobody does anything; a sum, since an act can open one out of calm
    heated = p.crisis_rate * tension * tension * smaller(hostile, 1)
    return within(heated + p.crisis_by_act * acts + p.crisis_by_force * attack)


@rule("E27", gives="crisis_rung", cites=("schelling1966", "fearon1994"))
def climbs(
    crisis_rung: Column, firm_north: Column, firm_allies: Column, forceful: Column, draw: Column, p: Numbers
) -> Column:
    """In a week in which force is used or shown and both stand firm a crisis may climb, one rung or two."""
    # one draw for both: two rungs are a rarer case of one
    steps = when(draw < p.climb) + when(draw < p.double_step)
    # a product: where one side yields, or nobody does anything, there is nothing to climb; a clash has a
    # chance of its own
    return larger(crisis_rung, top_of_the_ladder(crisis_rung + firm_north * firm_allies * forceful * steps))


@rule("E27", gives="crisis_rung", cites=("schelling1966",))
def sinks(crisis_rung: Column, forceful: Column, draw: Column, p: Numbers) -> Column:
    """In weeks without force a crisis comes down again, rung by rung."""
    # not below the first rung: a crisis that is open is one until a side yields or it fades
    lower = crisis_rung - when(draw < p.sinking * (1 - forceful))
    return larger(lower, smaller(crisis_rung, 1))


@rule("E27", gives="respite", cites=("icb",))
def respite(respite: Column, ended: Column, opened: Column, p: Numbers) -> Column:
    """The end of a crisis is a pause that lasts for months, unless another one opens."""
    # renewed, not added up: the last end is what is felt
    return larger(respite * (1 - p.respite_fade), ended) * (1 - opened)


@rule("E04", "E27", gives="chance of a serious clash", cites=("schelling1966", "powell2015"))
def risk_of_a_clash(
    crisis_rung: Column, readiness: Column, first_strike: Column, vulnerable: Column, fire: Column, p: Numbers
) -> Column:
    """Each step that both stand firm leaves something to chance; readiness deters and frightens."""
    # squared below: risk grows faster the higher the crisis; the simplest form that does so
    steep = height(crisis_rung)
    # readiness deters and frightens at once, and which of the two wins is not given (E04); ½: with
    # `denial` 1 and no other allies, full readiness halves the risk
    checked = 1 - smaller(p.denial * readiness * (1 + p.allied_support) * 0.5, 1)
    frightened = p.reciprocal_fear * readiness * first_strike * vulnerable
    # 1 + fire: shots double the risk
    return within(p.clash_risk * steep * steep * (1 + fire) * (checked + frightened))


@rule("E04", gives="chance of fire", cites=("schelling1966",))
def risk_of_fire(crisis_rung: Column, local: Column, attack: Column, readiness: Column, p: Numbers) -> Column:
    """Fire is exchanged out of provocations at the line, attacks, and crises that have climbed."""
    return within(
        # a sum: each source can bring fire alone, and an attack is fire; ½ + ½: ready forces answer a local
        # provocation twice as often as unready ones
        p.fire_local * local * (0.5 + 0.5 * readiness) + attack + p.fire_crisis * height(crisis_rung)
    )


@rule("E04", gives="chance of war", cites=("powell2015",))
def risk_of_war(
    serious: Column, first_strike: Column, provoked: Column, readiness: Column, p: Numbers
) -> Column:
    """A serious clash becomes a war by choice or by fear of the first strike, on either side."""
    # ½: the mean of fear on the one side and anger on the other
    fear = p.reciprocal_fear * (first_strike + provoked) * 0.5
    # war comes out of a serious clash alone; ½ + ½: without readiness and fear, by `war_given_clash`
    return within(serious * p.war_given_clash * (0.5 + fear + 0.5 * (1 - readiness)))


@rule("E27", gives="chance that a crisis fades", cites=("lewis2003",))
def fades(crisis_weeks: Column, provoked: Column, p: Numbers) -> Column:
    """A crisis that nothing feeds fades, the sooner the longer it has lasted."""
    # linear in the weeks: the simplest growth; a product: while a provocation is felt in full nothing fades
    return within(p.fade_out * (1 + p.fade_growth * crisis_weeks) * (1 - provoked))


@rule(gives="momentum", cites=("hawkes1971",))
def momentum(momentum: Column, events: Column, p: Numbers) -> Column:
    """Recent events of one's own carry on for some weeks."""
    # a sum of fading events, as in a Hawkes process; bounded, so that it cannot feed on itself for ever
    return smaller(momentum * (1 - p.momentum_fade) + events, p.momentum_most)


@rule("E27", gives="resolve", cites=("fearon1994", "lewis2003"))
def resolve_after_yielding(resolve: Column, yielded: Column, other_yielded: Column, p: Numbers) -> Column:
    """Who yields in a crisis is believed less resolved after it, who stood is believed more."""
    # one lesson both ways, each on what can still be lost or won
    lost = smaller(p.crisis_lesson * yielded, 1) * resolve
    return within(resolve + p.crisis_lesson * other_yielded * (1 - resolve) - lost)


@rule("E27", gives="crisis_rung", cites=("schelling1966",))
def driven(crisis_rung: Column, sent_rung: Column) -> Column:
    """What is done in a crisis drives it up, two rungs a week at most."""
    # two: one move a side a week, a rung each; what is sent never lowers a crisis
    return larger(crisis_rung, smaller(sent_rung, crisis_rung + 2))


@rule("E27", gives="backing down", cites=("fearon1994",))
def backing_down(yielded: Column, tied_hands: Column, crisis_weeks: Column, p: Numbers) -> Column:
    """Backing down costs more the tighter the hands were tied and the longer the crisis was stood."""
    # weeks count as far as hands are tied: costs of the audience grow while it watches (Fearon 1994)
    return yielded * (1 + tied_hands * (1 + p.audience_growth * crisis_weeks))


@rule("E17", gives="progress", cites=("cronin2017",))
def dismantled(progress: Column, happened: Column, p: Numbers) -> Column:
    """A step of dismantlement takes from the programme."""
    # a share: each step takes down less in absolute terms as less is left
    return progress * (1 - p.dismantle_step * happened)
