"""Choose, for Pyongyang: the base that every theory shares, and the price of force.

A theory adds what moves Pyongyang on top of this base.
"""

from __future__ import annotations

from sim.core.columns import Column, larger, log, log_share, smaller
from sim.core.parameters import Numbers
from sim.core.rule import rule
from sim.vocabulary.ladders import advance, height


@rule(gives="base of tests", cites=("hess2018", "hawkes1971"))
def testing_base(
    tempo: Column, season: Column, spring: Column, momentum: Column, moratorium: Column, p: Numbers
) -> Column:
    """Tests follow the phase, the training season, the momentum of recent ones and pledges of one's own."""
    # log-odds add: each factor multiplies the odds of a test
    seasons = p.season_weight * season + p.spring_weight * spring
    # the logarithm makes the odds linear in recent events, as the rate is in a Hawkes process
    return tempo + seasons + log(1 + p.excitation * momentum) - p.pledge * moratorium


@rule(gives="worth of the next test", cites=("cns2017",))
def worth_of_the_next_test(progress: Column, p: Numbers) -> Column:
    """One more test is worth less the nearer the programme is to its goal."""
    # linear from 1 at the start to -1 at the goal, 0 half-way: the simplest fall
    return p.test_worth * (1 - 2 * progress)


@rule(gives="used_up", cites=("cns2017",))
def used_up(used_up: Column, nuclear_test: Column, p: Numbers) -> Column:
    """A nuclear test uses up a device and a tunnel, which take months to make ready again."""
    # renewed, not added up: the last test is what has to be made up for
    return larger(used_up * (1 - p.preparation_fade), nuclear_test)


@rule(gives="log-odds of a nuclear test", cites=("cns2017",))
def unprepared(used_up: Column, p: Numbers) -> Column:
    """What is not ready is not tested."""
    return -p.preparation * used_up


@rule("E17", "E22", gives="worth of delivering", cites=("fearon1995", "cronin2017"))
def delivering(terms: Column, framed: Column, p: Numbers) -> Column:
    """A framework or a settlement is carried out by a side that is sincere, as far as it is paid for."""
    # products: an insincere side delivers nothing, nor does one that got nothing; paid in full by one step
    return p.delivery * p.sincerity * smaller(terms, 1) * framed


@rule("E27", gives="threatened", cites=("fearon1997",))
def believed_warning(
    warning_us: Column, resolve_us: Column, warning_rok: Column, resolve_rok: Column
) -> Column:
    """A warning counts as far as the side that gave it is believed; of two the stronger counts."""
    # a product: a warning by a side without resolve is no threat. The larger, not the sum: one act is
    # answered once
    return larger(warning_us * resolve_us, warning_rok * resolve_rok)


@rule("E04", "E27", "E29", gives="price of force", cites=("schelling1966", "powell2015"))
def price_of_force(
    readiness: Column,
    threatened: Column,
    first_strike: Column,
    vulnerable: Column,
    p: Numbers,
) -> Column:
    """Force costs what ready forces, their allies and a standing warning make it cost; fear of being
    struck first takes from that price. What readiness usually costs is in the base weights already.
    """
    # against the usual: base weights are the record's frequencies, in which force had its usual price; what
    # other allies add is added to readiness, so that it never lowers the price
    denial = p.denial * ((1 + p.allied_support) * readiness - p.usual_readiness)
    # a product: striking first tempts a side that fears to be struck and has an arsenal to lose (Powell 2015)
    return denial + p.warning_weight * threatened - p.preemption * first_strike * vulnerable


@rule("E27", gives="price of testing", cites=("fearon1997",))
def price_of_testing(threatened: Column, p: Numbers) -> Column:
    """A test against a standing warning costs what the warning is believed to cost."""
    return p.warning_weight * threatened


@rule("E27", gives="worth of answering a strike", cites=("schelling1966",))
def answering_a_strike(us_struck: Column, p: Numbers) -> Column:
    """A strike is answered by force while it is felt."""
    # linear in what is still felt: the simplest form
    return p.answer_worth * us_struck


@rule("E08", "E17", gives="restraint", cites=("csis2016",))
def restraint(stage: Column, warned: Column, respite: Column, p: Numbers) -> Column:
    """Talks under way, a warning from Beijing and the end of a crisis hold back, against the usual."""
    # a sum: each can hold back alone; talks the more the further they are
    held_back = p.talks_restraint * advance(stage) + p.china_restraint * warned + p.respite * respite
    # what usually holds back is in the base weights already, and must not count twice
    return held_back - p.usual_restraint


@rule("E22", gives="worth of pocketing", cites=("cronin2017",))
def worth_of_pocketing(concession: Column, p: Numbers) -> Column:
    """What was conceded can be pocketed, the more so the less sincere the side is."""
    # a product: nothing conceded is nothing to pocket, and a wholly sincere side pockets nothing
    return p.greed * concession * (1 - p.sincerity)


@rule("E08", gives="offer", cites=("kydd2000",))
def best_offer(offer_us: Column, offer_rok: Column) -> Column:
    """The better of the offers on the table."""
    # not the sum: a second offer adds nothing to the better one
    return larger(offer_us, offer_rok)


@rule("E27", gives="stand firm", cites=("powell2015", "schelling1966"))
def nerve(
    value: Column,
    crisis_rung: Column,
    tied_hands: Column,
    us_struck: Column,
    north_struck: Column,
    p: Numbers,
) -> Column:
    """Danger bends Pyongyang's nerve, and so do hands that the other side has tied; Beijing at its back, if
    it was struck first, stiffens it.
    """
    # danger grows with the rung (Powell 2015); who has tied its hands will not yield, so that the other must
    # (Fearon 1994); the pledge of Beijing backs who was struck, not who struck
    bent = p.danger_weight * height(crisis_rung) + p.audience_weight * tied_hands
    return value - bent + p.backing * (us_struck - north_struck)


@rule(gives="log-odds of a test", cites=("cns2017", "mcfadden1974"))
def pace(d: Numbers) -> Column:
    """Twice the pace of the programme is twice the odds of a test, whatever else calls for one."""
    # the logarithm, since scores are log-odds; 1 adds nothing
    return log_share(d.pace)


@rule("E18", gives="log-odds of provoking", cites=("mcfadden1974",))
def readiness_to_provoke(d: Numbers) -> Column:
    """Twice the readiness to provoke is twice the odds of taunts, provocations and attacks."""
    # the logarithm, since scores are log-odds; 1 adds nothing
    return log_share(d.provocation)


@rule("E08", gives="log-odds of engaging", cites=("mcfadden1974",))
def openness_to_talks(d: Numbers) -> Column:
    """Twice the openness to talks is twice the odds of accepting, offering and pledging."""
    # the logarithm, since scores are log-odds; 1 adds nothing
    return log_share(d.openness)
