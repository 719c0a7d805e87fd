"""An explanation in plain words, what mattered most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill

from sim.explanation.counterfactuals import Flip, Input
from sim.explanation.explanation import Explanation, Fired, Option
from sim.vocabulary.signals import CALENDAR
from sim.vocabulary.theory_names import BLIND

WIDTH = 100
MOST_RULES = 6
MOST_FLIPS = 6
MOST_NAMES = 12
LEAST_MOVED = 0.005  # log-odds; less is not shown
INDENT = "    "
RARE = "under 1 in 1,000"
RARELY = len(RARE)
BY_CONSTRUCTION = (
    "blind by construction: what others signal moves no choice of the DPRK, though talks still need an offer"
)


def head_text(why: Explanation) -> str:
    """The world that an explanation is from, and what holds for all choices in it."""
    scenario, theory = why.cell.scenario, why.cell.theory
    head = f"{scenario.name}, strategy {scenario.strategy_words}, theory {theory}\n"
    head += f"seed {why.seed}, world {why.world}, week {why.week} (Monday {why.monday})"
    if scenario.from_record:
        head += "\nIts past is the record up to the week before the first: this world was conditioned on it."
    if scenario.from_world:
        head += f"\nIts past is that of world {scenario.begin.world} of a study, from whose week "
        head += f"{scenario.begin.week} it goes on."
    if theory in BLIND:
        head = f"{theory}: {BY_CONSTRUCTION}\n\n{head}"
    if why.at_war:
        head += "\nThis world is at war: nothing that happens from here on is counted."
    return head


def choice_text(why: Explanation) -> str:
    """One choice: the headline, the options, the rules and the changes that would have flipped it."""
    return "\n".join([_headline(why), *_options(why), *_rules(why.fired), *_flips(why)])


def _headline(why: Explanation) -> str:
    """What was sent, and why: by order, or as the best option of the week with its runner-up."""
    after = why.runner_up
    runner_up = f"runner-up {after.name} {_chance(after.chance)}" if after else "nothing else was open"
    chosen = f"{why.wanted} (chance {_chance(why.chance)}; {runner_up})"
    what, notes = f"{why.actor}, week of {why.monday}, {why.family}", list[str]()
    if why.ordered:
        line = f"{what}: {why.sent}, ordered by {why.ordered}"
        notes.append(f"left alone it would have been {chosen}")
    else:
        line = f"{what}: {chosen}"
    if why.dropped:
        notes.append(f"dropped for want of senior posts (E24): {why.free}")
    notes += [f"an option is withheld by {where}" for where in why.withheld]
    return "\n".join([line, *(INDENT + note for note in notes)])


def _options(why: Explanation) -> Iterator[str]:
    def line(option: Option) -> str:
        chance = (
            f"chance {_chance(option.chance):>{RARELY}}  value {option.score:+.2f}  noise {option.noise:+.2f}"
        )
        return f"{INDENT}{option.name:<26} {chance if option.open else 'not open this week'}"

    yield "  options (the largest sum of value and noise is chosen; one more of value: 2.7 times as likely)"
    yield from map(line, sorted(why.options, key=lambda option: -option.chance))


def _rules(fired: Sequence[Fired]) -> Iterator[str]:
    shown = [each for each in fired if abs(each.moved) >= LEAST_MOVED][:MOST_RULES]
    if shown:
        yield "  rules, by how far each moved the value toward it from the runner-up (against a result of 0)"
    for each in shown:
        ids = " ".join(each.rule.ids) or "rival theory"
        yield f"{INDENT}{each.moved:+.2f}  {each.rule.key} [{ids}]"
        yield from (_wrapped(text) for text in (each.rule.says, _given(each)))
    rest = list(dict.fromkeys(each.rule.key for each in fired if each not in shown))
    if rest:
        yield fill(f"  also applied: {_listed(rest)}", WIDTH, subsequent_indent=INDENT)


def _wrapped(text: str) -> str:
    return fill(text, WIDTH, initial_indent=INDENT * 3, subsequent_indent=INDENT * 4)


def _given(each: Fired) -> str:
    given = ", ".join(f"{name} {_number(value)}" for name, value in each.given)
    return f"{given or 'nothing'} -> {each.rule.gives} {_number(each.result)}"


def _flips(why: Explanation) -> Iterator[str]:
    found, names = [flip for flip in why.flips if flip.needed is not None], _names(why)
    if found:
        yield f"  one change alone is enough, the smallest first{'; left alone it' if why.ordered else ''}"
    for flip in found[:MOST_FLIPS]:
        yield INDENT + flip_text(flip, names.get(flip.input))
    if len(found) > MOST_FLIPS:
        more = f"also by {_listed(names.get(f.input, f.input.name) for f in found[MOST_FLIPS:])}"
        yield fill(more, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT * 2)
    rest = [names.get(f.input, f.input.name) for f in why.flips if f.needed is None]
    if rest:
        which = f": {_listed(rest)}" if len(rest) <= MOST_NAMES else f" of {len(why.flips)}"
        text = f"  no flip within its range by {len(rest)} inputs{which}"
        yield fill(text, WIDTH, subsequent_indent=INDENT)


def _names(why: Explanation) -> dict[Input, str]:
    """What inputs of one name are called, so that they can be distinguished."""
    many = Counter(flip.input.name for flip in why.flips)
    return {flip.input: _with_kind(flip.input) for flip in why.flips if many[flip.input.name] > 1}


def _with_kind(one: Input) -> str:
    seen = "calendar" if one.name in CALENDAR else "seen"
    return f"{one.name} ({seen if one.kind == 'view' else one.kind})"


def flip_text(flip: Flip, name: str | None = None) -> str:
    """One flip, as in: would have been silence if resolve_us were 0.71 instead of 0.55."""
    name = name or (flip.input.name if flip.input.kind == "view" else _with_kind(flip.input))
    if flip.needed is None:
        return f"no flip for {name} from {flip.input.low:g} to {flip.input.high:g}"
    seen, needed = _apart(flip.input.seen, flip.needed)
    return f"would have been {flip.then} if {name} were {needed} instead of {seen}"


def _apart(one: float, two: float) -> tuple[str, str]:
    """Both numbers with as many digits as it takes to tell them apart."""
    for digits in range(2, 9):
        texts = f"{one:.{digits}f}", f"{two:.{digits}f}"
        if texts[0] != texts[1]:
            return texts
    return f"{one:.12f}", f"{two:.12f}"


def _chance(value: float) -> str:
    """A chance; one below 0.001 as a frequency, since powers of ten are not read."""
    return RARE if 0 < value < 0.001 else _number(value)


def _number(value: float) -> str:
    if value == 0 or abs(value) >= 0.01:
        return f"{value:.2f}"
    return f"{value:.3f}" if abs(value) >= 0.0005 else "about 0"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
