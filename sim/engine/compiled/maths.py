"""Exponential and logarithm as text: the steps of `sim/core/maths.py`, one by one."""

from __future__ import annotations

from collections.abc import Sequence

from sim.core.maths import (
    EXP_RANGE,
    EXP_TERMS,
    EXPONENT,
    LIFT,
    LN2,
    LOG2_E,
    LOG_TERMS,
    MANTISSA,
    SQRT_HALF,
    TINY,
    WHOLE,
)
from sim.engine.compiled.lines import Vectors, number, whole, wide

INFINITE, NONE = float("inf"), float("nan")


def log(v: Vectors, x: str) -> str:
    """The natural logarithm of a register."""
    tiny = v.do("fcmp olt", v.F, x, number(TINY))
    lifted = v.pick(tiny, v.do("fmul", v.F, x, number(2.0**LIFT)), x)
    usual = usual_log(v, lifted, v.pick(tiny, whole(LIFT), "zeroinitializer", v.I))
    below = v.do("fcmp ult", v.F, x, "zeroinitializer")  # or no number
    result = v.pick(below, number(NONE), usual)
    result = v.pick(v.do("fcmp oeq", v.F, x, "zeroinitializer"), number(-INFINITE), result)
    return v.pick(v.do("fcmp oeq", v.F, x, number(INFINITE)), x, result)


def usual_log(v: Vectors, x: str, lifted: str = "zeroinitializer") -> str:
    """That of numbers which are positive, finite and not tiny, less `lifted` powers of two."""
    bits = v.turn("bitcast", x, v.F, v.I)
    exponent = v.do("ashr", v.I, v.do("sub", v.I, bits, whole(SQRT_HALF)), whole(MANTISSA))
    mantissa = v.do("sub", v.I, bits, v.do("shl", v.I, exponent, whole(MANTISSA)))
    m = v.turn("fpext", v.turn("bitcast", mantissa, v.I, v.F), v.F, v.D)
    s = v.do("fdiv", v.D, v.do("fadd", v.D, m, wide(-1)), v.do("fadd", v.D, m, wide(1)))
    series = v.do("fmul", v.D, _polynomial(v, LOG_TERMS, v.do("fmul", v.D, s, s)), s)
    if lifted != "zeroinitializer":
        exponent = v.do("sub", v.I, exponent, lifted)
    powers = v.do("fmul", v.D, v.turn("sitofp", exponent, v.I, v.D), wide(LN2))
    return v.turn("fptrunc", v.do("fadd", v.D, series, powers), v.D, v.F)


def exp(v: Vectors, x: str) -> str:
    """The exponential of a register."""
    low, high = EXP_RANGE
    within = v.pick(v.do("fcmp olt", v.F, x, number(low)), number(low), x)
    within = v.pick(v.do("fcmp ogt", v.F, within, number(high)), number(high), within)
    y = v.turn("fpext", within, v.F, v.D)
    rounded = v.do("fadd", v.D, v.do("fmul", v.D, y, wide(LOG2_E)), wide(WHOLE))
    powers = v.do("fmul", v.D, v.do("fsub", v.D, rounded, wide(WHOLE)), wide(LN2))
    series = _polynomial(v, EXP_TERMS, v.do("fsub", v.D, y, powers))
    raised = v.do("shl", v.L, v.turn("bitcast", rounded, v.D, v.L), whole(EXPONENT, 64))
    bits = v.do("add", v.L, v.turn("bitcast", series, v.D, v.L), raised)
    return v.turn("fptrunc", v.turn("bitcast", bits, v.L, v.D), v.D, v.F)


def _polynomial(v: Vectors, terms: Sequence[float], x: str) -> str:
    result = v.do("fmul", v.D, x, wide(terms[-1]))
    for term in terms[-2:0:-1]:
        result = v.do("fmul", v.D, v.do("fadd", v.D, result, wide(term)), x)
    return v.do("fadd", v.D, result, wide(terms[0]))
