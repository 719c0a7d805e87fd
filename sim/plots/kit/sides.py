"""The one code for sides: better and worse by shape and colour, the same in every picture and table."""

from __future__ import annotations

from sim.plots.kit.theme import BLUE, GREY, INK, VERMILLION

BETTER, WORSE, SAME, CONTESTED = "better", "worse", "same", "contested"
"""On which side a difference lies, that it is too small to matter, or that theories part."""
MARKS = {BETTER: "▲", WORSE: "▼", SAME: "○", CONTESTED: "◆"}
"""Signs in text."""
SHAPES = {BETTER: "^", WORSE: "v", SAME: "o", CONTESTED: "D"}
"""The same as matplotlib names them."""
COLOURS = {BETTER: BLUE, WORSE: VERMILLION, SAME: GREY, CONTESTED: INK}
INKS = {BETTER: "#00568A", WORSE: "#A84300", SAME: "#6B6B6B", CONTESTED: INK}
"""Darker, for small letters."""
HALF = 0.5
FILLS = {BETTER: "#A9D0E8", WORSE: "#F3B890", CONTESTED: "#E2E2E2"}
PALE = {BETTER: "#E3F0F8", WORSE: "#FCEBDF"}
"""Fills of cells: full where `HALF` of the draws or more bear a verdict out, pale where fewer do."""
