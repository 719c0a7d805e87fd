"""Names of the rival theories of what moves Pyongyang."""

from __future__ import annotations

NAMES = ("essay", "spiral", "opportunity", "diversion", "own_calendar")


BLIND = frozenset({"own_calendar"})
"""Theories under which signals of others have no effect by construction: controls."""
PART_UNDER: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "brinkmanship", "reinforcement", "satiation", "fear_yield", "veto_read", "widest_doubt",
            "caution", "resolve_weight", "usual_fear", "wedge",
        ),
        ("essay",),
    ),
    **dict.fromkeys(("spiral_fear", "usual_alarm"), ("spiral",)),
    **dict.fromkeys(("probing", "embolden"), ("opportunity",)),
    **dict.fromkeys(("diversion", "usual_trouble"), ("diversion",)),
    **dict.fromkeys(("distrust", "offer_weight"), ("essay", "spiral", "opportunity", "diversion")),
    "forgone_weight": ("essay", "spiral"),
}  # fmt: skip
"""The theories under which a parameter plays a part, of those that play none under some."""
