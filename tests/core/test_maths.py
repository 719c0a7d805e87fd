"""Exponential and logarithm of float32: the same bits everywhere, and next to the exact number."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import zlib
from collections.abc import Callable
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core import maths
from sim.core.columns import FLOAT

DIGITS = 60
NEAREST = 0.5001
"""Of the last place: how far a result may be off at most."""
ALL_POSITIVE = range(1, 0x7F800000)
"""The bits of all positive numbers."""
SUMS = 0xEA5923D4, 0x50B308C4, 0x85211A2F


def number(bits: int) -> np.float32:
    return np.array([bits], np.uint32).view(FLOAT)[0]


def exactly(name: str, x: np.float32) -> Decimal:
    """Worked out with sixty digits."""
    with localcontext() as context:
        context.prec = DIGITS
        wide = Decimal(float(x))
        if name == "exp2":
            return (wide * Decimal(2).ln()).exp()
        return wide.exp() if name == "exp" else wide.ln()


def off(name: str, x: np.float32) -> float:
    """How far the result is off, in units of its last place."""
    found, exact = getattr(maths, name)(np.array([x], FLOAT))[0], exactly(name, x)
    place = np.spacing(np.abs(found)) or np.spacing(FLOAT(0))
    return float(abs(Decimal(float(found)) - exact) / Decimal(float(place)))


HARD = {
    "log": {
        0x3C413D3A: 0xC08E158F, 0x38DCBE38: 0xC1128BA4, 0x3BF86EF0: 0xC09C399E, 0x39C31348: 0xC0FCAF65,
        0x3E2B3421: 0xBFE4F170, 0x41178FEB: 0x400FE5E7, 0x3FD364D7: 0x3F006EF3, 0x44BC4360: 0x40EA272E,
        0x4056EE45: 0x3F9B103B, 0x3FC55379: 0x3EDD9B88, 0x3F800000: 0x00000000, 0x3F7FFFFF: 0xB3800000,
        0x00000001: 0xC2CE8ED0, 0x00800000: 0xC2AEAC50, 0x7F7FFFFF: 0x42B17218, 0x3F3504F3: 0xBEB17219,
    },
    "exp": {
        0xC16912CD: 0x34FD331B, 0xBBF0EDF1: 0x3F7E1FE9, 0xBAE0E25C: 0x3F7F8FA7, 0xC0781533: 0x3CA9CCB8,
        0x38E69CC1: 0x3F80039A, 0x4001B249: 0x40F2CD14, 0x4034D02B: 0x4186EA51, 0x00000000: 0x3F800000,
        0xBC2A461A: 0x3F7D5A6F, 0x3F5BC24C: 0x4017016C,
    },
    "exp2": {
        0xB8BBD3A2: 0x3F7FFBEE, 0xB9B001B9: 0x3F7FF0C1, 0xBA0F8AA5: 0x3F7FE722, 0xBE1F29DE: 0x3F65DA55,
        0xBF800000: 0x3F000000, 0x3F800000: 0x40000000, 0xC2FC0000: 0x00800000, 0xC3150000: 0x00000001,
    },
}  # fmt: skip
"""Bits of numbers whose result lies half-way between two others, or at an edge; and those of the result."""


@pytest.mark.parametrize("name", HARD)
def test_the_hard_cases_have_the_bits_that_they_had(name: str) -> None:
    given_bits, expected = np.array(list(HARD[name].items()), np.uint32).T
    found = getattr(maths, name)(np.ascontiguousarray(given_bits).view(FLOAT)).view(np.uint32)
    assert [hex(x) for x in found] == [hex(x) for x in expected]
    for bits in HARD[name]:
        assert off(name, number(bits)) <= NEAREST, hex(bits)


@given(st.integers(ALL_POSITIVE.start, ALL_POSITIVE.stop - 1))
def test_a_logarithm_is_next_to_the_exact_one(bits: int) -> None:
    assert off("log", number(bits)) <= NEAREST


@given(st.floats(-103.5, 88.5, width=32))
def test_an_exponential_is_next_to_the_exact_one(x: float) -> None:
    assert off("exp", FLOAT(x)) <= NEAREST


@given(st.floats(-149, 127.5, width=32))
def test_a_power_of_two_is_next_to_the_exact_one(x: float) -> None:
    assert off("exp2", FLOAT(x)) <= NEAREST


@pytest.mark.parametrize(
    ("own", "wide", "bits"),
    [
        (maths.log, np.log, ALL_POSITIVE),
        (maths.exp, np.exp, range(0xB3000000, 0xC2D00000)),  # from just below 0 to -104
        (maths.exp, np.exp, range(0x33000000, 0x42B17217)),  # from just above 0 to 88.7
    ],
    ids=["log", "exp of negative numbers", "exp of positive numbers"],
)
def test_no_number_is_far_off(own: Callable[..., Any], wide: Callable[..., Any], bits: range) -> None:
    """Every 577th number there is, against the library's float64."""
    each = np.arange(bits.start, bits.stop, 577, dtype=np.uint32).view(FLOAT)
    found, exact = own(each), wide(each.astype(np.float64))
    place = np.spacing(np.abs(exact).astype(FLOAT)).astype(np.float64)
    assert (np.abs(found - exact) / place).max() <= NEAREST


def test_the_bits_are_these_on_every_processor() -> None:
    """A checksum of many results: it is the same wherever this runs, or seeds give other numbers there."""
    positive = np.arange(1, 0x7F800000, 2**12 - 1, dtype=np.uint32).view(FLOAT)
    line = np.linspace(-110, 88, 2**18, dtype=FLOAT)
    sums = zlib.crc32(maths.log(positive)), zlib.crc32(maths.exp(line)), zlib.crc32(maths.exp2(line))
    assert sums == SUMS


def test_noise_is_the_same_by_the_shorter_way() -> None:
    """For each of the numbers that a draw can be; and no result is so near to half-way between two numbers of
    float32 that the library of another system, whose float64 differs in its last places, would round it
    differently.
    """
    u = ((np.arange(2**23, dtype=np.int32)).astype(FLOAT) + FLOAT(0.5)) * FLOAT(2.0**-23)
    first = -maths.log(u)
    np.testing.assert_array_equal(maths.gumbel(u), -maths.log(first))
    for x in (u, first):
        wide = np.abs(np.log(x.astype(np.float64)))
        near = wide.astype(FLOAT)
        half = np.spacing(near).astype(np.float64) / 2
        margin = np.abs(np.abs(wide - near) - half) / np.spacing(wide)
        assert margin.min() > 40


def test_what_has_no_logarithm() -> None:
    with np.errstate(all="raise"):
        found = maths.log(np.array([0.0, -0.0, -1.0, -np.inf, np.inf, np.nan, 2.0], FLOAT))
    np.testing.assert_array_equal(found[[0, 1, 4]], [-np.inf, -np.inf, np.inf])
    assert np.isnan(found[[2, 3, 5]]).all()
    assert found[6] == maths.log(np.array([2.0], FLOAT))[0]


def test_exponentials_end_in_0_and_in_infinity() -> None:
    with np.errstate(over="ignore"):
        found = maths.exp(np.array([-np.inf, -200, -104, 89, 1e30, np.inf, np.nan], FLOAT))
    np.testing.assert_array_equal(found, np.array([0, 0, 0, np.inf, np.inf, np.inf, np.nan], FLOAT))


@given(st.integers(1, 3 * maths.PIECE), st.integers(0, 2**31))
def test_a_number_gives_the_same_alone_and_among_many(size: int, seed: int) -> None:
    """Numbers are worked on piece by piece."""
    x = np.random.default_rng(seed).random(size, FLOAT) * FLOAT(20)
    for own in (maths.log, maths.exp):
        assert own(x)[-1] == own(x[-1:])[0]
        np.testing.assert_array_equal(own(x[::2]), own(x)[::2])


NARROW = "X86_V3 X86_V4 AVX2 FMA3 AVX512F AVX512_SKX"
"""Names, in several versions of numpy, of what wide registers can do."""
AGAIN = """
from zlib import crc32
import numpy as np
from sim.core import maths
x = np.linspace(-110, 88, 2**18, dtype=np.float32)
print(crc32(maths.exp(x)), crc32(maths.log(x + 111)), crc32(maths.exp2(x)))
"""


def bits(**environment: str) -> str:
    """Checksums of some results, in a process of its own."""
    words = [sys.executable, "-W", "ignore", "-c", AGAIN]
    root, more = Path(__file__).parents[2], os.environ | environment
    return subprocess.run(words, cwd=root, env=more, check=True, capture_output=True, text=True).stdout


@pytest.mark.skipif(
    platform.machine() not in {"x86_64", "AMD64"}, reason="tries an older processor of its kind"
)
def test_a_library_for_older_processors_gives_the_same_bits() -> None:
    """What numpy does with wide registers is switched off."""
    assert len(bits().split()) == 3
    assert bits() == bits(NPY_DISABLE_CPU_FEATURES=NARROW)
