"""Whole numbers on the command line: what was found, what is allowed, and the nearest to it."""

from __future__ import annotations

from typing import NoReturn

import click

from sim.core.arguments import Between
from sim.studies.bounds import WORLD


class WholeNumber(click.ParamType):  # pyright: ignore[reportMissingTypeArgument]
    """A whole number, within bounds if there are some."""

    name = "number"

    def __init__(self, bounds: Between | None = None) -> None:
        self.bounds = bounds

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            self._refuse(value, param, ctx, meant(str(value)))
        if self.bounds and not self.bounds.low <= number <= self.bounds.high:
            self._refuse(value, param, ctx, number)
        return number

    def _refuse(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None, near: int | None
    ) -> NoReturn:
        option = param.opts[0] if param else self.name
        allowed = str(self.bounds) if self.bounds else "a whole number"
        if near is not None and self.bounds:
            near = min(max(near, self.bounds.low), self.bounds.high)
        nearest = "" if near is None else f"; nearest: {near}"
        raise click.UsageError(f"{option} {value}: allowed: {allowed}{nearest}", ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The bounds, for the help of a command."""
        return f"{self.bounds.low}..{self.bounds.high}" if self.bounds else "NUMBER"


def meant(text: str) -> int | None:
    """The whole number that is meant by a text that is none: with signs between thousands, or a point.

    >>> meant("1,000"), meant("1e3"), meant("2.6"), meant("many")
    (1000, 1000, 3, None)
    """
    for plain in (text, text.replace(",", "").replace("'", "").replace(" ", "")):
        try:
            return round(float(plain))
        except (ValueError, OverflowError):
            continue
    return None


NUMBER, WORLD_NUMBER = WholeNumber(), WholeNumber(WORLD)
