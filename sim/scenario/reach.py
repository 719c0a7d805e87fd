"""In which weeks a disposition moves nothing, and why: nothing that it works through can be chosen then, or
what it works with is at 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Final

from sim.scenario.contents import Contents
from sim.scenario.field_types import Span
from sim.scenario.periods import changes, mix_at
from sim.scenario.senders import EXERCISES, Senders, leanings
from sim.scenario.week_sets import WeekSet, first_weeks, numbers_of, weeks_in
from sim.vocabulary.signals import ALLIES

SHAPES: Final = ("exercise_scale", "exercise_length", "exercise_forces")
"""Dispositions that shape an adjusted exercise, and no other."""
THROUGH: Final[dict[str, tuple[str, ...]]] = {
    "secondary": ("secondary",),
    "conditional_threats": ("warn_of_force",),
    "coordination_effort": ("consult", "approach_china"),
    **{name: (name,) for name in EXERCISES},
    **dict.fromkeys(SHAPES, ("adjust",)),
}
"""Dispositions of the allies that move signals with one of these effects, and nothing else."""
BESIDE: Final = {"division_of_labour": "hard_share", "hard_share": "division_of_labour"}
"""Dispositions that count as a product: at 0 of the one the other moves nothing."""
EVEN: Final = 0.05
"""By so much the weights of what is done with an exercise may add up to more or less than 1."""


class Reach:
    """What the dispositions of a scenario can move, in the weeks of its run."""

    def __init__(self, scenario: Contents) -> None:
        self.scenario = scenario
        self.run = first_weeks(scenario.weeks)
        self.senders = Senders(scenario, self.run)
        self.moves = cache(self._moves)

    def in_vain(self, name: str, weeks: Mapping[str, WeekSet]) -> str:
        """Why a disposition moves nothing, of several actors in the weeks of each, in words; "" if it may."""
        reasons = {actor: self.idle(actor, name, each) for actor, each in weeks.items() if each & self.run}
        return "" if "" in reasons.values() else together(reasons)

    def idle(self, actor: str, name: str, weeks: WeekSet) -> str:
        """Why a disposition of an actor moves nothing in any of these weeks, in words; "" if it may."""
        if not weeks & self.run or weeks & self.moves(actor, name):
            return ""
        through = list(self._through(actor, name))
        mine = [(actor, signal) for signal in through if actor in self.scenario.signals[signal].senders]
        if through and not mine:
            return f"{actor} sends no {' or '.join(through)}"
        kept = dict.fromkeys(self.senders.kept_from(each, but=name) for each in mine)
        if name in SHAPES:
            return f"it shapes adjusted exercises alone, and {', '.join(kept)}"
        return ", ".join(kept) or f"{actor}'s {BESIDE[name]} is 0"

    def _moves(self, actor: str, name: str) -> WeekSet:
        """The weeks in which a disposition may move something."""
        through = list(self._through(actor, name))
        found = 0 if through else self.run
        for signal in through:
            if actor in self.scenario.signals[signal].senders:
                found |= self.senders.weeks((actor, signal), but=name)
        return found & ~self.senders.at_nothing(actor, BESIDE[name]) if name in BESIDE else found

    def _through(self, actor: str, name: str) -> Iterator[str]:
        """The signals through which alone a disposition works; none where it works otherwise, too."""
        for signal, about in self.scenario.signals.items():
            if name == "quiet":
                private = about.channel == "private" and about.family == "contact" and about.meaning
                found = bool(private and actor in about.senders)
            elif actor in ALLIES:
                found = not about.does.keys().isdisjoint(THROUGH.get(name, ()))
            else:
                found = actor in about.senders and name in leanings(actor, about)
            if found:
                yield signal

    def weighed(self, weeks: Mapping[str, WeekSet]) -> Iterator[str]:
        """What comes of weights for what is done with an exercise that do not add up to 1, in words."""
        told: dict[str, str] = {}
        for actor, those in weeks.items():
            points = numbers_of((those & self._turns) or those)
            shares = [_shares(mix_at(self.scenario, actor, week)) for week in points]
            if said := next((words for words in shares if words), ""):
                told[actor] = f"of what is due with {actor}, {said}: weights count against one another"
        if told:
            yield together(told)

    def parted(self, weeks: WeekSet) -> Iterator[str]:
        """That the allies deal otherwise with the same exercise, in words."""
        for week in numbers_of((weeks & self._turns) or weeks):
            us, rok = ([mix_at(self.scenario, ally, week).get(name) for name in EXERCISES] for ally in ALLIES)
            if us != rok:
                what = "US and ROK differ in what they do with exercises"
                yield f"{what}: each decides on its half of the same one"
                return

    @cached_property
    def _turns(self) -> WeekSet:
        return weeks_in([0, *changes(self.scenario)], self.run)


def together(told: Mapping[str, str]) -> str:
    """What is told of actors; what is the same of each, once."""
    alike: dict[str, list[str]] = {}
    for actor, words in told.items():
        alike.setdefault(words.replace(actor, "{}"), []).append(actor)
    return " and ".join(words.replace("{}", " and ".join(actors)) for words, actors in alike.items())


def _shares(mix: Mapping[str, Span]) -> str:
    """What share of the exercises that are due is held, adjusted and suspended; "" where weights say it."""
    spans = {name: mix.get(name, (0.0, 0.0)) for name in EXERCISES}
    low, high = (sum(span[end] for span in spans.values()) for end in (0, 1))
    if low < high or not low or abs(low - 1) <= EVEN:
        return ""
    return ", ".join(f"{name} {span[0]:g} is {span[0] / low:.0%}" for name, span in spans.items() if span[0])
