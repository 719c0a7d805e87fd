"""Random draws as text: the Philox generator of `sim/core/random_streams.py`, and Gumbel noise.

A counter gives four words of 64 bits, which are the draws of eight worlds at one name. Some names are drawn
at a time, as many as the words that a register's worlds take, so that a square of words is turned over in
the end: from one name a place to one name a row.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.core.random_streams import BLOCK
from sim.engine.compiled.lines import Lines, Vectors, number, whole
from sim.engine.compiled.maths import usual_log

MULTIPLIERS = 0xD2E7470EE14C6C93, 0xCA5A826395121157
WEYL = 0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B
ROUNDS = 10
LOW, HALF = 0xFFFFFFFF, 32
WORDS = 4


def unit_of(lanes: int) -> int:
    """Worlds that are drawn for at a time: those of a register, or of a counter if they are more."""
    return max(lanes, BLOCK)


def names_at_a_time(lanes: int) -> int:
    """Names that are drawn at a time."""
    return unit_of(lanes) // BLOCK * WORDS


GIVEN = "ptr noalias %rows, ptr noalias %names, i64 %batches, i64 %key, i64 %key2, i64 %first, i64 %day"
"""Where the first row and the numbers of the names stand; how many batches of names there are; the two words
of the key; the number of the first counter and that of the day.
"""


def bits(name: str, lanes: int, row: int = 0) -> str:
    """The text of a function that draws the bits of rows for some names, one after the other, in one week.

    `row` is how many bytes on the next row begins, where it does not follow at once.
    """
    lines, many = Lines(), names_at_a_time(lanes)
    v, size = Vectors(lines, many), unit_of(lanes) * 4
    row = row or size
    turn = lines.repeated("batch", "%batches", [("%row", "ptr", "%rows", "%row_next")])
    names = lines.at("%names", lines.times(turn, many * 8))
    hashes = lines.new(f"load {v.L}, ptr {names}, align 8")
    for k, word in enumerate(turned_over(v, _philox(v, unit_of(lanes) // BLOCK, hashes))):
        lines.line(f"store {v.L} {word}, ptr {lines.at('%row', k * row)}, align {size}")
    lines.line(f"%row_next = getelementptr inbounds i8, ptr %row, i64 {many * row}")
    lines.again("batch")
    lines.line("ret void")
    return "\n".join([f"define internal void @{name}({GIVEN}) nounwind {{", *lines.written, "}"])


def numbers(name: str, lanes: int, row: int = 0, *, gumbel: bool) -> str:
    """The text of a function that makes uniform draws, or Gumbel noise, of the bits of some rows."""
    lines = Lines()
    v = Vectors(lines, unit_of(lanes))
    turn = lines.repeated("each", "%count", [])
    at = lines.at("%rows", lines.times(turn, row or v.lanes * 4))
    draw = _inside(v, lines.new(f"load {v.I}, ptr {at}, align {v.lanes * 4}"))
    for _ in range(2 * gumbel):  # -log(-log(u))
        draw = lines.new(f"fneg {v.F} {usual_log(v, draw)}")
    lines.line(f"store {v.F} {draw}, ptr {at}, align {v.lanes * 4}")
    lines.again("each")
    lines.line("ret void")
    given = "ptr noalias %rows, i64 %count"
    return "\n".join([f"define internal void @{name}({given}) nounwind {{", *lines.written, "}"])


def _philox(v: Vectors, count: int, hashes: str) -> list[str]:
    """Four words of each name, for each of `count` counters from the first on; these turn side by side, since
    the steps of one wait for each other.
    """
    # the generator counts on before it draws
    firsts = [_same(v, v.lines.add("%first", k + 1)) for k in range(count)]
    counters = [[first, _same(v, "%day"), hashes, "zeroinitializer"] for first in firsts]
    keys = ["%key", "%key2"]
    for turn in range(ROUNDS):
        if turn:
            keys = [v.lines.add(key, _signed(step)) for key, step in zip(keys, WEYL, strict=True)]
        both = [_same(v, key) for key in keys]
        counters = [_turned(v, counter, both) for counter in counters]
    return [word for counter in counters for word in counter]


def _turned(v: Vectors, counter: Sequence[str], keys: Sequence[str]) -> list[str]:
    (high, low), (high2, low2) = (_product(v, m, counter[2 * at]) for at, m in enumerate(MULTIPLIERS))
    one, other = (
        v.do("xor", v.L, v.do("xor", v.L, x, y), key)
        for x, y, key in zip((high2, high), (counter[1], counter[3]), keys, strict=True)
    )
    return [one, low2, other, low]


def _product(v: Vectors, multiplier: int, x: str) -> tuple[str, str]:
    """The upper and the lower half of a product of 64 bits with 64 bits, from products of 32 with 32."""
    high, low = multiplier >> HALF, multiplier & LOW
    up = v.do("lshr", v.L, x, whole(HALF, 64))
    down = v.do("and", v.L, x, whole(LOW, 64))
    first = v.do("mul", v.L, down, whole(low, 64))
    cross = v.do("add", v.L, v.do("mul", v.L, up, whole(low, 64)), v.do("lshr", v.L, first, whole(HALF, 64)))
    other = v.do("add", v.L, v.do("mul", v.L, down, whole(high, 64)), v.do("and", v.L, cross, whole(LOW, 64)))
    upper = v.do("add", v.L, v.do("mul", v.L, up, whole(high, 64)), v.do("lshr", v.L, cross, whole(HALF, 64)))
    upper = v.do("add", v.L, upper, v.do("lshr", v.L, other, whole(HALF, 64)))
    lower = v.do("shl", v.L, other, whole(HALF, 64))
    return upper, v.do("or", v.L, lower, v.do("and", v.L, first, whole(LOW, 64)))


def _same(v: Vectors, value: str) -> str:
    one = v.lines.new(f"insertelement {v.L} poison, i64 {value}, i64 0")
    return v.lines.new(f"shufflevector {v.L} {one}, {v.L} poison, <{v.lanes} x i32> zeroinitializer")


def _signed(word: int) -> int:
    return word - (1 << 64) if word >> 63 else word


def turned_over(v: Vectors, rows: Sequence[str]) -> list[str]:
    """A square of words with its rows as columns: in steps that exchange larger and larger corners."""
    rows, size = list(rows), 1
    while size < len(rows):
        for k in range(len(rows)):
            if not k & size:
                rows[k], rows[k + size] = _exchanged(v, rows[k], rows[k + size], size)
        size *= 2
    return rows


def _exchanged(v: Vectors, x: str, y: str, size: int) -> tuple[str, str]:
    """Two rows after the upper corner of one and the lower corner of the other have changed places."""
    n = v.lanes
    first = [k if not k & size else n + k - size for k in range(n)]
    second = [k + size if not k & size else n + k for k in range(n)]
    one, other = (
        v.lines.new(
            f"shufflevector {v.L} {x}, {v.L} {y}, <{n} x i32> <{', '.join(f'i32 {k}' for k in places)}>"
        )
        for places in (first, second)
    )
    return one, other


def _inside(v: Vectors, raw: str) -> str:
    """Scaled to the open interval (0, 1)."""
    kept = v.turn("sitofp", v.do("lshr", v.I, raw, whole(9)), v.I, v.F)
    return v.do("fmul", v.F, v.do("fadd", v.F, kept, number(0.5)), number(2.0**-23))
