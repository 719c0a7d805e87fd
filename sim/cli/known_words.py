"""Words on the command line, checked against those the model knows when one is given."""

from __future__ import annotations

from collections.abc import Callable, Collection

import click
from click.shell_completion import CompletionItem

from sim.core.errors import UserError, named


class Known(click.ParamType):  # pyright: ignore[reportMissingTypeArgument]
    """A word of a kind; the words are looked up when one is given."""

    def __init__(self, kind: str, words: Callable[[], Collection[str]]) -> None:
        self.name = kind
        self._words = words

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            (word,) = named(value, self._words(), self.name)
        except UserError as error:
            raise click.BadParameter(str(error), ctx, param) from None
        return word

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The words that begin so, for a shell that completes them."""
        begun = incomplete.lower()
        return [CompletionItem(word) for word in self._words() if word.lower().startswith(begun)]


def _theories() -> Collection[str]:
    from sim.vocabulary.theory_names import NAMES

    return NAMES


def _actors() -> Collection[str]:
    from sim.vocabulary.signals import ACTORS

    return ACTORS


def _choices() -> Collection[str]:
    from sim.model.parameter_source import CHOICES

    return CHOICES


def _outcomes() -> Collection[str]:
    from sim.vocabulary.glossary import OUTCOMES

    return OUTCOMES


def _measures() -> Collection[str]:
    from sim.vocabulary.glossary import MEASURES

    return MEASURES


def _targets() -> Collection[str]:
    from sim.studies.signs.windows import TARGETS

    return TARGETS


ACTOR = Known("actor", _actors)
THEORY = Known("theory", _theories)
OUTCOME = Known("outcome", _outcomes)
MEASURE = Known("measure", _measures)
PARAMS = Known("choice of parameters", _choices)
TARGET = Known("event to look ahead to", _targets)
