"""What a command finds around it: streams replaced, closed or full, a working folder that is gone."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sim.core.errors import UserError

STRIPPED: Final = 2
"""From this level of optimisation on Python drops the texts that rules and commands say of themselves."""
LEFT_OVER: Final = "\udc80", "\udcff"
"""What Python puts in the place of bytes of a name that are no text."""
FEW: Final = 48
"""Files that a process must be able to hold open."""


def prepared(words: Sequence[str] = ()) -> None:
    """Make the streams such that anything can be printed. Raises UserError where no command could work, or
    where a word of it has bytes that are no text in the language of the system.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed, or a host without any
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - as long as the program
        stream: Any = getattr(sys, name)
        if hasattr(stream, "reconfigure"):  # hosts such as notebooks put streams of their own there
            with suppress(ValueError, OSError):
                stream.reconfigure(errors="replace")  # a terminal that lacks a character
    if sys.flags.optimize >= STRIPPED:
        raise UserError("python -OO drops what rules and commands say of themselves: run without -OO")
    try:
        Path.cwd()
    except OSError:
        raise UserError("the working folder is gone: change to one that is there") from None
    _all_text(words)
    if (most := _files_at_once()) < FEW:
        raise UserError(f"only {most} files may be open at once, {FEW} are needed: see `ulimit -n`")


def _all_text(words: Sequence[str]) -> None:
    for word in words:
        if any(LEFT_OVER[0] <= letter <= LEFT_OVER[1] for letter in word):
            cure = "set PYTHONUTF8=1, or give it another name"
            raise UserError(f"{word[:60]!a}: has letters that this system cannot read as text; {cure}")


def alone() -> bool:
    """Whether the process is there for the command, and for no notebook or program of others."""
    return "IPython" not in sys.modules and threading.current_thread() is threading.main_thread()


def draw_on_no_screen() -> None:
    """Let matplotlib, which draws into files only, start whatever `MPLBACKEND` asks for."""
    if "matplotlib" not in sys.modules:
        os.environ["MPLBACKEND"] = "agg"


def of_the_system(error: OSError) -> str:
    """A fault that the system reports, in a line."""
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return "too many files are open at once: see `ulimit -n`, or use fewer --workers"
    what = error.strerror or str(error)
    if error.filename:
        return f"{error.filename}: {what}"
    whose = "the output cannot be written" if error.errno == errno.ENOSPC else "the system reports"
    return f"{whose}: {what}"


def flushed() -> None:
    """Send what was printed on its way, while a failure can still be reported. Raises OSError."""
    try:
        sys.stdout.flush()
    except ValueError:  # closed by the host
        return
    except OSError as error:
        with suppress(OSError):
            sys.stdout.close()  # or Python would try again at its end, and complain
        if error.errno != errno.EPIPE:  # who reads no further has seen enough
            raise


def _files_at_once() -> int:
    try:
        import resource
    except ImportError:  # not on every system
        return sys.maxsize
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if most < 0 else most
