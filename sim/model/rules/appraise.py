"""Appraise: how headlines and files turn what happens into what an actor sees."""

from __future__ import annotations

from collections.abc import Sequence

from sim.core.columns import Column, above, larger, nudge, size, smaller, total, within
from sim.core.parameters import Numbers
from sim.core.rule import rule


@rule("E01", gives="surge", cites=("cronin2017",))
def news(surge: Column, hostile: Column, p: Numbers) -> Column:
    """Fresh hostile news crowds in at once and fades within days."""
    # a sum: news of several weeks adds up; its half-life is far shorter than that of tension (E01)
    return within(surge * (1 - p.news_fade) + p.news_gain * hostile)


@rule("E01", "E17", gives="media_tension", cites=("cronin2017",))
def headlines(tension: Column, surge: Column, draw: Column, p: Numbers) -> Column:
    """Headlines paint the tension at once, larger than it is and with noise."""
    # 2 * draw - 1 is noise with mean 0: headlines are too loud on average by the surge alone
    return within(tension + p.media_gain * surge + p.media_noise * (2 * draw - 1))


@rule("E01", gives="official", cites=("cronin2017",))
def files(tension: Sequence[Column], p: Numbers) -> Column:
    """Officials know the underlying state, some weeks late."""
    # weights of the two weeks around the lag, straight between them: a lag need not be whole weeks
    return total([past * above(1 - size(p.official_lag - week)) for week, past in enumerate(tension)])


@rule("E01", "E32", gives="seen_tension", cites=("cronin2017",))
def seen_tension(official: Column, media_tension: Column, d: Numbers) -> Column:
    """A leader acts on a blend of the files and the headlines."""
    # a weighted mean: at `headlines` 0 the files alone count, at 1 the headlines alone
    return nudge(official, media_tension, d.headlines)


@rule("E02a", gives="usual_tension")
def usual_tension(usual_tension: Column, seen_tension: Column, p: Numbers) -> Column:
    """What has lasted becomes usual."""
    # a moving average, against which `ally.swing` measures the tension of the moment
    return nudge(usual_tension, seen_tension, p.habituation)


@rule(gives="threat_posed", cites=("schelling1966",))
def threat_posed(resolve_north: Column, progress: Column, p: Numbers) -> Column:
    """A threat is believed resolve times the means to carry it out."""
    # a product: will without means is no threat, nor means without will; artillery is there without
    # any programme, hence the mean of `conventional_threat` and 1
    return resolve_north * nudge(p.conventional_threat, 1, progress)


@rule("E05", gives="felt_acts", cites=("csis2016",))
def felt_acts(felt_acts: Column, long_test: Column, grave: Column, p: Numbers) -> Column:
    """A nuclear test, an attack or a clash calls for an answer for weeks, a missile for part of it."""
    # the larger: the gravest act of late is what is answered
    return larger(felt_acts * (1 - p.act_fade), larger(grave, p.long_counts * long_test))


@rule("E21", gives="provoked", cites=("csis2016",))
def still_felt(provoked: Column, happened: Column, p: Numbers) -> Column:
    """A provocation is felt at once and fades over weeks."""
    # a sum: provocations in close succession are felt together, up to the most that can be felt
    return smaller(provoked * (1 - p.provoked_fade) + happened, 1)
