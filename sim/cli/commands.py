"""The group of commands: faults of the user end in one clear message and exit code 2, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, cast

import click

from sim.core.errors import ArgumentError, UserError, did_you_mean

FAULT, INTERRUPTED = 2, 130


class Commands(click.Group):
    """Commands in the order they are given, nearest word included where one is not known."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            hint = did_you_mean(args[0], self.commands)
            raise click.UsageError(f"no command {args[0]!r}; there are {', '.join(self.commands)}{hint}")
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, *others: Any, **extra: Any) -> NoReturn:
        """Run and leave: 0, 2 after a fault of the user, 130 after Ctrl-C."""
        words = list(sys.argv[1:] if args is None else args)
        for stream in (sys.stdout, sys.stderr):
            cast(Any, stream).reconfigure(errors="replace")  # a terminal that lacks a character
        extra |= {"standalone_mode": False}
        sys.exit(_exit_code(lambda: click.Group.main(self, words, *others, **extra)))


def _exit_code(run: Callable[[], object]) -> int:
    try:
        code = run()
    except click.ClickException as error:
        return _told(error.format_message())
    except ArgumentError as error:
        return _told(error.of(_option(error.argument)))
    except UserError as error:
        return _told(str(error))
    except MemoryError:
        return _told("there is not enough memory for this; ask for fewer --worlds")
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was changed", err=True)
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _option(argument: str) -> str:
    from sim.output.request import option_of

    return option_of(argument)


def _told(message: str) -> int:
    click.echo(message, err=True)
    return FAULT
