"""From the values of options to their log-odds: what any actor's menus have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.core.columns import FLOAT, Column, either, stack
from sim.core.parameters import Numbers
from sim.model.menus import Menu
from sim.vocabulary.observations import View
from sim.vocabulary.signals import AFTER, EVERY_STAGE, FELT

CLOSED = FLOAT(-1e9)
"""Log-odds of an option that is not open this week: low enough that no noise makes it win."""


def firmness(value: Column, p: Numbers) -> Column:
    """Log-odds of backing down and of standing firm, shape ``(2, world)``."""
    return stack([0 * value, p.crisis_habit + p.rationality * value])


def taken(value: Column, pledged: Column, p: Numbers) -> Column:
    """Log-odds of declining an agreement and of taking or keeping it, shape ``(2, world)``."""
    return stack([0 * value, p.agreement_habit * pledged + p.rationality * value])


def nothing(menu: Menu, view: View, p: Numbers) -> Column:
    """Start the value of every option at 0, shape ``(option, world)``."""
    return np.zeros_like(p.rationality, shape=(len(menu.names), max(view.width, p.rationality.size)))


def priced(menu: Menu, view: View, p: Numbers) -> Column:
    """Start the value of every option with what it costs to send, shape ``(option, world)``."""
    value = nothing(menu, view, p)
    add(value, -menu.table("sunk_cost"), p.cost_weight)
    return value


def scored(
    menu: Menu,
    value: Column,
    worth: Mapping[str, Column],
    view: View,
    p: Numbers,
    base: Mapping[str, Column] | None = None,
    leaning: Sequence[tuple[Column, Column]] = (),
) -> Column:
    """Turn values into log-odds: add the worth of each effect and close what is not open this week.

    `base` is added to the log-odds by effect, `leaning` to those of the options it marks.
    """
    add_effects(value, menu, worth)
    value *= p.rationality
    value += menu.log_base
    add_effects(value, menu, base or {})
    for options, odds in leaning:
        add(value, options, odds)
    return opened(menu, value, view)


def add_effects(value: Column, menu: Menu, worth: Mapping[str, Column]) -> None:
    """Add the worth of each effect, in place, to the options that have it."""
    for effect, amounts in menu.effects.items():
        if effect in worth:
            add(value, amounts, worth[effect])


def add(value: Column, amounts: Column, worth: Column) -> None:
    """Add to every option, in place, its amount of something times its worth; most have none of it."""
    for row, amount in enumerate(amounts.ravel().tolist()):
        if amount:
            option = value[row]
            option += worth if amount == 1 else amount * worth


def opened(menu: Menu, value: Column, view: View) -> Column:
    """Close options outside their stages of talks, or without the event they answer."""
    for row, signal in enumerate(menu.signals, 1):
        low, high = signal.stages
        if (low, high) != EVERY_STAGE:
            stage = view["stage"]
            value[row] = either((stage < low) | (stage > high), CLOSED, value[row])
        if signal.after:
            value[row] = either(view[AFTER[signal.after]] < FELT, CLOSED, value[row])
    return value
