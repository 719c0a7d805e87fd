"""The group of commands: faults of the user end in one clear message and exit code 2, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NoReturn

import click

from sim.cli.surroundings import flushed, of_the_system, prepared
from sim.core.errors import FAULT, INTERRUPTED, ArgumentError, UserError, did_you_mean


class Commands(click.Group):
    """Commands in the order they are given, nearest word included where one is not known."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        unknown = args and not args[0].startswith("-") and args[0] not in self.commands
        if unknown and not ctx.resilient_parsing:  # as when a shell asks how a word may go on
            hint = did_you_mean(args[0], self.commands)
            raise click.UsageError(f"no command {args[0]!r}; there are {', '.join(self.commands)}{hint}")
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *others: Any, **extra: Any) -> NoReturn:
        """Run and leave: 0, 2 after a fault of the user, 130 after Ctrl-C."""
        words = list(sys.argv[1:] if args is None else args)
        extra |= {"standalone_mode": False}

        def run() -> object:
            prepared(words)
            code = click.Group.main(self, words, *others, **extra)
            flushed()
            return code

        sys.exit(_exit_code(run))


def _exit_code(run: Callable[[], object]) -> int:
    try:
        code = run()
    except (click.ClickException, UserError, MemoryError, OSError) as fault:
        _say(_message(fault))
        return FAULT
    except (click.Abort, KeyboardInterrupt) as stop:
        if isinstance(stop.__cause__, EOFError):  # which the library takes for the end of what is typed
            raise stop.__cause__ from None
        _say("interrupted; nothing was changed")
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _message(fault: Exception) -> str:
    match fault:
        case click.BadParameter(param=click.Parameter() as given) if type(fault) is click.BadParameter:
            return f"{given.opts[0]}: {fault.message}"
        case click.ClickException():
            return fault.format_message()
        case ArgumentError():
            return fault.of(_option(fault.argument))
        case OSError():
            return of_the_system(fault)
        case MemoryError():
            return "there is not enough memory for this; ask for fewer --worlds"
        case _:
            return str(fault)


def _say(message: str) -> None:
    with suppress(OSError):  # where nothing can be printed, the exit code remains
        click.echo(message, err=True)


def _option(argument: str) -> str:
    from sim.output.request import option_of

    return option_of(argument)
