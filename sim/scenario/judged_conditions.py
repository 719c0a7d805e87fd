"""What is known of a condition before anything is run: that it never holds, always, at once, or hardly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sim.scenario.alternatives import Plain, TooManyError, ways
from sim.scenario.contradictions import contradiction
from sim.scenario.field_types import in_weeks
from sim.scenario.orders import When
from sim.scenario.senders import ALL_BUT
from sim.scenario.timing import Timing
from sim.scenario.week_sets import WeekSet, first_of, last_of
from sim.scenario.yaml_nodes import Keys

SUNDAY: Final = timedelta(days=6)
FEW: Final = 10
"""Where it can hold in less than one of so many weeks in which it counts, a condition is reported."""


NEVER: Final = "{} is never carried out"
HARDLY: Final = f"{{}} is carried out hardly ever, as what it waits for is {ALL_BUT}"


@dataclass(frozen=True)
class Judged:
    """Conditions as they are judged within the weeks in which they count."""

    timing: Timing
    window: WeekSet

    def told(self, path: Keys, when: When, *, doubted: bool = False) -> Iterator[tuple[Keys, str]]:
        """The places of a condition that never hold, or always do, and why."""
        if words := self.never(when, doubted=doubted):
            yield path, f"{'can hardly ever hold' if ALL_BUT in words else 'can never hold'}: {words}"
        elif self.never(when, want=False, doubted=doubted):
            yield path, "always holds, whatever happens"
        else:
            for place, part, within in _parts(path, when, doubted):
                yield from self.told(place, part, doubted=within)

    def never(self, when: When, *, want: bool = True, doubted: bool = False) -> str:
        """Why a condition can hold (with `want` False: fail) in no week, in words; "" if it may."""
        try:
            found = ways(when, want=want, doubted=doubted)
        except TooManyError:
            found = [()]
        can = self.timing.holds(when, want, doubted=doubted) & self.window
        reasons: list[str] = []
        for way in found:
            words = contradiction(way, self.timing) or self._no_week(way, can)
            if not words:
                return ""
            reasons.append(words)
        return "; ".join(dict.fromkeys(reasons)) or "it asks for nothing"

    def _no_week(self, way: tuple[Plain, ...], can: WeekSet) -> str:
        """Why plain facts fall in no week together; "" if they may."""
        for plain in way:
            weeks = self.timing.holds(plain.when, plain.holds, doubted=plain.doubted)
            can &= weeks
            if not weeks & self.window:
                return self._why_not(plain)
        return "" if can else "what it asks for cannot come together in any week in which it counts"

    def _why_not(self, plain: Plain) -> str:
        when, senders = plain.when, self.timing.senders
        if when.event is not None and (made_by := senders.of(when.event, when.by)) is not None:
            kept = dict.fromkeys(senders.kept_from(each) for each in sorted(made_by))
            return f"{', '.join(kept)}, and nothing else sends it in time"
        if when.event is not None or when.stage is not None:
            what = when.event or f"the stage {when.stage}"
            return f"{what} is not to be reached in the weeks in which it counts{self._talks()}"
        if when.after is not None and not self.timing.carried_out(when.after):
            return (
                self.timing.never[when.after] if when.after in self.timing.never else NEVER.format(when.after)
            )
        if when.after is not None:
            return f"{when.after} is not carried out in time for the weeks in which it counts, or too early"
        return "it is too long for the weeks in which it counts"

    def _talks(self) -> str:
        """What keeps Pyongyang from accepting talks, after a comma."""
        signals = self.timing.scenario.signals
        accepting = [
            ("DPRK", name) for name, it in signals.items() if "accept" in it.does and "DPRK" in it.senders
        ]
        kept = [self.timing.senders.kept_from(each) for each in accepting if not self.timing.sent(each)]
        return f": {', '.join(kept)}" if len(kept) == len(accepting) else ""

    def at_once(self, when: When) -> bool:
        """Whether a condition is sure to hold in the first week of the run."""
        if when.for_ is not None and when.for_ > 1:
            return False
        try:
            found = ways(when, want=False)
        except TooManyError:
            return False
        return all(
            contradiction(way, self.timing, at_start=True)
            or not all(self.timing.holds(it.when, it.holds, doubted=it.doubted) & 1 for it in way)
            for way in found
        )

    def hardly(self, when: When) -> str:
        """What to say of a condition that wants an event in the one week so long after another; else ""."""
        try:
            found = ways(when)
        except TooManyError:
            return ""
        said = [self._single_week(way) for way in found]
        return said[0] if said and all(said) else ""

    def narrow(self, when: When) -> str:
        """What to say of an event that can come in a few weeks alone of those in which it counts; else ""."""
        if when.event is None or (made_by := self.timing.senders.of(when.event, when.by)) is None:
            return ""
        can = self.timing.holds(when) & self.window
        if can.bit_count() * FEW > self.window.bit_count():
            return ""
        first, last = (
            self.timing.scenario.monday + timedelta(weeks=week) for week in (first_of(can), last_of(can))
        )
        days = f"in the week of {first} alone" if first == last else f"from {first} to {last + SUNDAY} alone"
        kept = dict.fromkeys(self.timing.senders.kept_from(each) for each in sorted(made_by))
        return f"can hold {days}: {', '.join(kept)} in other weeks"

    def _single_week(self, way: tuple[Plain, ...]) -> str:
        after = next((it.when for it in way if it.when.after and it.holds and _exact(it.when)), None)
        event = next((it.when for it in way if it.when.event and it.holds and not it.doubted), None)
        if after is None or event is None or self._made_by(after, event):
            return ""
        weeks, back = after.weeks or 1, event.in_the_last or 1
        if back > weeks:
            return ""
        ago = f"in the {in_weeks(back)} before it" if back > 1 else "in the week before it"
        return (
            f"holds in one week alone, {in_weeks(weeks)} after {after.after}, and only if {event.event} came "
            f"{ago}; `at_least: {in_weeks(weeks)}` in place of `weeks: {weeks}` holds from that week on"
        )

    def _made_by(self, after: When, event: When) -> bool:
        """Whether what a condition comes after is the event itself."""
        scenario, name = self.timing.scenario, str(after.after)
        sent = scenario.orders.get(name) or (
            scenario.injects[name].then if name in scenario.injects else None
        )
        made = self.timing.senders.of(str(event.event), event.by) or frozenset()
        recent = (after.weeks or 1) <= (event.in_the_last or 1)
        return sent is not None and recent and any((who, sent.signal) in made for who in sent.actors)


def _exact(when: When) -> bool:
    return not (when.at_least or when.in_the_last)


def _parts(path: Keys, when: When, doubted: bool) -> Iterator[tuple[Keys, When, bool]]:
    for key, parts in (("all", when.all_of), ("any", when.any_of)):
        for place, part in enumerate(parts or ()):
            yield (*path, key, place), part, doubted
    if when.not_ is not None:
        yield (*path, "not"), when.not_, not doubted
