"""Exponential and logarithm of float32, by one stated polynomial: the same bits on every processor.

The array library has one way for each kind of processor, and they differ in the last bit. Here every step is
an addition, a multiplication or a division in float64, which IEEE 754 rounds alike everywhere; none is fused
with another. The polynomials are off by less than 2**-39 of their value, so that what is rounded to float32
in the end is the nearest number but for one time in some hundred thousand, and is then off by 0.5001 of the
last place. `sim/engine/compiled` writes the same steps as machine code.

>>> log(np.array([1, 2], FLOAT))
array([0.       , 0.6931472], dtype=float32)
>>> exp(np.array([0, 1], FLOAT))
array([1.       , 2.7182817], dtype=float32)
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

FLOAT = np.float32
"""Number type of every column."""
Numbers: TypeAlias = NDArray[np.floating[Any]]
Wide: TypeAlias = NDArray[np.float64]

LN2, LOG2_E = 0.6931471805599453, 1.4426950408889634
SQRT_HALF = 0x3F3504F3
"""The bits of the square root of ½, where the mantissas of a logarithm begin."""
MANTISSA = 23
"""Bits below the exponent of a float32."""
TINY, LIFT = 2.0**-126, 32
"""Below `TINY` a float32 has no exponent of its own: it is multiplied by ``2**LIFT`` first."""
LOG_TERMS = (
    2.0, 0.6666666666658749, 0.4000000005213624, 0.28571417151255935, 0.22223370220011077,
    0.18123687857210777, 0.16819300370187848,
)  # fmt: skip
"""Of ``log((1 + s) / (1 - s)) / s`` in powers of s², least error for s² up to 0.0295 (Remez)."""
EXP_TERMS = (
    1.0, 1.0, 0.5000000000426661, 0.16666666784437228, 0.04166666440598197, 0.008333281809216024,
    0.0013889196983286035, 0.00019908938346084232, 2.4708357343808377e-05,
)  # fmt: skip
"""Of ``exp(r)`` in powers of r, least error for r up to ln(2) / 2 (Remez)."""
WHOLE = 1.5 * 2.0**52
"""Added to a float64, it rounds it to a whole number, which then stands in the lowest bits."""
EXPONENT = 52
"""Bits below the exponent of a float64."""
EXP_RANGE, EXP2_RANGE = (-104.0, 89.0), (-151.0, 129.0)
"""Beyond these, results are 0 or infinite in float32."""
PIECE = 8192
"""Numbers worked on at a time, so that what lies between two steps stays in the cache."""


def log(x: Numbers) -> Numbers:
    """Take the natural logarithm of float32; minus infinity at 0, not a number below, without a warning."""
    return _by_pieces(_log, x)


def exp(x: Numbers) -> Numbers:
    """Take the exponential of float32."""
    return _by_pieces(_exp, x)


def exp2(x: Numbers) -> Numbers:
    """Take 2 to the power of float32."""
    return _by_pieces(_exp2, x)


def gumbel(u: Numbers) -> Numbers:
    """Take ``-log(-log(u))`` of uniform draws, which are odd multiples of 2**-24 between 0 and 1.

    For each of the 2**23 that there are, and for what the first logarithm gives, the library's logarithm of
    float64 rounds to the number that `log` gives, even if it is off by some tens of the last place of
    float64. It takes a quarter of the time.
    """
    return _by_pieces(_gumbel, u)


class Room(threading.local):
    """Arrays to work in, one a thread: new ones in each call would take as long as the steps themselves."""

    def __init__(self) -> None:
        self._wide, self._whole = np.empty((3, PIECE), np.float64), np.empty((2, PIECE), np.int32)

    def wide(self, size: int) -> Wide:
        """Three arrays of float64, so many numbers long."""
        return self._wide[:, :size]

    def whole(self, size: int) -> NDArray[np.int32]:
        """Two of whole numbers."""
        return self._whole[:, :size]


_room = Room()


def _by_pieces(function: Callable[[Numbers, Numbers], None], x: Numbers) -> Numbers:
    result = np.empty(x.shape, FLOAT)
    flat, into = x.reshape(-1), result.reshape(-1)
    for start in range(0, x.size, PIECE):
        function(flat[start : start + PIECE], into[start : start + PIECE])
    return result


def _log(x: Numbers, out: Numbers) -> None:
    usual = (x >= FLOAT(TINY)) & (x < FLOAT(np.inf))
    if usual.all():
        _log_lifted(x, 0, out)
        return
    with np.errstate(all="ignore"):
        lifted = np.where(x < FLOAT(TINY), LIFT, 0).astype(np.int32)
        _log_lifted(np.where(lifted > 0, x * FLOAT(2.0**LIFT), x), lifted, out)
        beyond = np.where(x == 0, FLOAT(-np.inf), np.where(x > 0, x, FLOAT(np.nan)))
    np.copyto(out, beyond, where=~usual & ~((lifted > 0) & (x > 0)))


def _log_lifted(x: Numbers, lifted: NDArray[np.int32] | int, out: Numbers) -> None:
    """The logarithm of x / 2**lifted: that of the exponent, and of the mantissa from √½ to √2 by a series in
    (m - 1) / (m + 1).
    """
    bits, (exponent, mantissa) = x.view(np.int32), _room.whole(x.size)
    np.subtract(bits, np.int32(SQRT_HALF), out=exponent)
    np.right_shift(exponent, MANTISSA, out=exponent)
    np.left_shift(exponent, MANTISSA, out=mantissa)
    np.subtract(bits, mantissa, out=mantissa)
    m, s, series = _room.wide(x.size)
    np.copyto(m, mantissa.view(FLOAT))
    np.subtract(m, 1, out=s)
    np.add(m, 1, out=m)
    np.divide(s, m, out=s)
    np.multiply(s, s, out=m)
    _polynomial(LOG_TERMS, m, out=series)
    series *= s
    exponent -= lifted
    np.multiply(exponent, LN2, out=s)
    series += s
    np.copyto(out, series, casting="same_kind")


def _exp(x: Numbers, out: Numbers) -> None:
    wide, rounded, whole = _clipped(x, EXP_RANGE)
    np.multiply(wide, LOG2_E, out=rounded)
    rounded += WHOLE
    np.subtract(rounded, WHOLE, out=whole)
    whole *= LN2
    wide -= whole
    _scaled(wide, rounded, whole, out)


def _exp2(x: Numbers, out: Numbers) -> None:
    wide, rounded, whole = _clipped(x, EXP2_RANGE)
    np.add(wide, WHOLE, out=rounded)
    np.subtract(rounded, WHOLE, out=whole)
    wide -= whole
    wide *= LN2
    _scaled(wide, rounded, whole, out)


def _gumbel(u: Numbers, out: Numbers) -> None:
    wide = _room.wide(u.size)[0]
    np.copyto(out, u)
    for _ in range(2):
        np.copyto(wide, out)
        np.log(wide, out=wide)
        np.negative(wide, out=wide)
        np.copyto(out, wide, casting="same_kind")


def _clipped(x: Numbers, within: tuple[float, float]) -> Wide:
    """The numbers within a range, in the first of three arrays to work in."""
    room = _room.wide(x.size)
    np.copyto(room[0], x)
    np.maximum(room[0], within[0], out=room[0])
    np.minimum(room[0], within[1], out=room[0])
    return room


def _scaled(rest: Wide, rounded: Wide, result: Wide, out: Numbers) -> None:
    """The exponential of `rest`, its exponent raised by the whole number in `rounded`."""
    _polynomial(EXP_TERMS, rest, out=result)
    exponent, bits = rounded.view(np.int64), result.view(np.int64)
    exponent <<= EXPONENT
    bits += exponent
    np.copyto(out, result, casting="same_kind")


def _polynomial(terms: tuple[float, ...], x: Wide, out: Wide) -> None:
    """By Horner's rule, from the highest power on."""
    np.multiply(x, terms[-1], out=out)
    for term in terms[-2:0:-1]:
        out += term
        out *= x
    out += terms[0]
