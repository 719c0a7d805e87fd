"""How large the numbers may be that studies are asked for; the command line offers the same."""

from __future__ import annotations

from sim.core.arguments import Between

MOST_WORLDS = 20_000_000
"""Worlds that have a number."""
SEED = Between(0, 2**32 - 1)
WORKERS = Between(1, 10_000)
WORLD = Between(0, MOST_WORLDS - 1)
WORLDS = Between(1, 1_000_000)
WORLDS_OF_A_DESIGN = Between(1, MOST_WORLDS)
WORLDS_OF_THE_RECORD = Between(1, 20_000)
"""Each is measured in all its weeks."""
WORLDS_OF_A_FORECAST = Between(100, 100_000)
"""Of fewer a forecast says little."""
WORLDS_OF_A_FILTER = Between(50, 100_000)
"""Of fewer the evidence of a theory says little."""
REPEATS = Between(1, 100)
RECORDS = Between(0, 1_000)
DRAWS = Between(200, 1_000_000)
DOSES = Between(3, 41)
WEEKS_AHEAD = Between(2, 520)
WEEKS_TO_A_SIGN = Between(1, 104)
