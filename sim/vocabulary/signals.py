"""Words that signals and dated facts of a scenario file may use, with their meanings."""

from __future__ import annotations

from sim.vocabulary.quantities import Quantity

ACTORS = ("US", "ROK", "DPRK", "China")
ALLIES = ("US", "ROK")
NEUTRAL: dict[str, tuple[str, ...]] = {
    "China": ("enforcement", "mediation", "coercion"),
    "DPRK": ("pace", "provocation", "openness"),
}
"""Dispositions of Beijing and Pyongyang: 1, which changes nothing, where a scenario declares none."""
FAMILIES = ("words", "forces", "economic", "contact")
EVERY_STAGE = (0, 5)
"""Stages of talks, first and last, in which a signal without `stages` is open."""
SILENCE = "silence"
"""Option of every family that sends nothing."""

EFFECTS: dict[str, str] = {
    "exercise": "joint exercise under way while the signal lasts",
    "hold": "keeps a scheduled exercise as it is",
    "adjust": "adjusts a scheduled exercise",
    "suspend": "suspends a scheduled exercise",
    "display": "show of force while the signal lasts",
    "defence": "adds missile defence",
    "strike": "limited strike",
    "retaliate": "answers an attack by force",
    "assure_ally": "raises the ally's confidence",
    "guarantee": "puts a security guarantee forward",
    "warn_of_force": "a warning, tied to the signal's condition",
    "primary": "adds primary sanctions",
    "secondary": "adds secondary sanctions",
    "relief": "lifts sanctions",
    "aid": "gives aid",
    "concede": "counts as a concession",
    "offer": "puts an offer on the table",
    "consult": "consults the ally",
    "approach_china": "asks China to press Pyongyang",
    "taunt": "hostile statement of the DPRK",
    "short_test": "short-range test",
    "long_test": "long-range test",
    "nuclear_test": "nuclear test",
    "local": "local provocation",
    "attack": "attack",
    "moratorium": "pledge of no tests while it lasts",
    "dismantle": "step of dismantlement",
    "pocket": "pockets a concession without return",
    "accept": "accepts talks or keeps them going",
    "decline": "declines talks, and takes what was offered from the table",
    "walk_out": "leaves the talks",
    "warn": "China warns the DPRK",
    "mediate": "China mediates",
    "enforce": "China enforces the bans",
    "look_away": "China looks away",
    "coerce": "China coerces the ROK",
}
"""What a signal may do (`does` in a scenario file), with the meaning of each effect."""
LASTING = frozenset({"exercise", "suspend", "display", "moratorium"})
"""Effects that last for the length of their signal; all others are of the week in which it is sent."""
JOINT = frozenset({"hold", "adjust", "suspend"})
"""Effects of what the allies can only do together."""

EVENTS = ("short_test", "long_test", "nuclear_test", "local", "attack")
"""Effects that count as provocations, by class."""
CROSSING = ("long_test", "nuclear_test", "attack")
"""Of these, what nobody overlooks: talks neither open nor advance in the week of one."""

CALENDAR: dict[str, Quantity] = {
    q.name: q
    for q in (
        Quantity("exercise", "scale", 0, 2, "a scheduled joint exercise, its usual scale"),
        Quantity("posts", "share", 0, 1, "share of senior posts filled"),
        Quantity("season", "value", -1, 1, "training season of the DPRK's forces: fewer tests below 0"),
        Quantity(
            "spring", "share", 0, 1, "spring season: winter training ends and the large exercises are held"
        ),
        Quantity("contact_mood", "share", 0, 1, "occasion that makes contact easier"),
        Quantity("china_attention", "share", 0, 1, "attention that China's own calendar leaves for the file"),
        Quantity("discord_headlines", "share", 0, 1, "headlines of discord between the allies"),
        Quantity("domestic_shock", "share", 0, 1, "domestic shock in the DPRK"),
        Quantity(
            "tempo", "log rate", -5, 5, "phase of the DPRK's programme: log of the test rate against 2014-17"
        ),
        Quantity("tempo_long", "log rate", -5, 5, "the same for tests of long range alone, on top of it"),
        Quantity(
            "tempo_local", "log rate", -5, 5,
            "phase of local provocations: log of their rate against that of 1990-2017",
        ),
        Quantity("engagement", "share", 0, 1, "leaning of Seoul's government to engagement"),
        Quantity(
            "carrot_us", "weight", 0, 2, "carrot of Washington's policy, in place of its strategy's"
        ),
        Quantity("carrot_rok", "weight", 0, 2, "carrot of Seoul's policy, in place of its strategy's"),
        Quantity(
            "stick_us", "weight", 0, 2, "stick of Washington's policy, in place of its strategy's"
        ),
        Quantity("stick_rok", "weight", 0, 2, "stick of Seoul's policy, in place of its strategy's"),
        Quantity(
            "ban_scope", "ratio", 0, 2,
            "how broad a resolution may be, against those of 2016-17 (1, unless it is set)",
        ),
        Quantity("border_closed", "share", 0, 1, "share of the DPRK's trade that a closed border stops"),
        Quantity("new_designs", "share", 0, 1, "designs that the DPRK tests for the first time"),
    )
}  # fmt: skip
"""What a dated fact may set (`sets` in a scenario file), with unit, range and meaning."""
SET_BY_STRATEGY: dict[str, tuple[str, str]] = {
    f"{word}_{ally.lower()}": (word, ally) for word in ("carrot", "stick") for ally in ALLIES
}
"""Of these, what stands in place of a disposition of an ally."""
SEASONAL = ("exercise", "season", "spring")
"""Of these, what comes every year: a year without a fact is a year without it."""
STANDING = ("posts", "china_attention", "engagement")
"""Of these, what always stands at something: where no fact sets it, it is 0, as if there were none."""
HINDSIGHT = frozenset({"tempo", "tempo_long", "tempo_local", "season", "spring"})
"""Calendar words that tell how a phase or season went, which nobody knew while it lasted: worlds that run
through the record learn these.
"""
AFTER: dict[str, str] = {
    "attack": "attacked",
    "test": "tested",
    "provocation": "provoked",
    "offer": "offered",
    "concession": "concession",
}
"""Events that a signal may answer (`after`), and the quantity that reports each."""
FELT = 0.5
"""Share of an event that must still be felt for its answer to be open: it stays so for a half-life."""
