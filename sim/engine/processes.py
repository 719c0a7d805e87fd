"""Processes that work for this one: signals to stop are not for them, and none is left behind."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import count
from multiprocessing import parent_process
from pathlib import Path
from typing import Any, cast

QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""Where Linux tells a container which share of the processors it has: microseconds of work in a period."""


def cores() -> int:
    """Processors that this process may use; in a container with a share of them, as many as make it up."""
    try:
        there = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        there = os.cpu_count() or 1
    try:
        quota, period = map(int, QUOTA.read_text(encoding="ascii").split())
    except (OSError, ValueError):  # no container, or all of them
        return there
    return max(min(there, -(-quota // period)), 1) if period > 0 else there


def look_rarely() -> None:
    """Look for what may go less often than is usual: tables and figures leave much behind at once."""
    gc.set_threshold(50_000, 20, 100)


def end(pool: ProcessPoolExecutor) -> None:
    """Stop the workers, in the midst of their work if they have some."""
    own = cast(Any, pool)
    running: list[Any] = [*(own._processes or {}).values()]  # noqa: SLF001
    manager = own._executor_manager_thread  # noqa: SLF001
    pool.shutdown(wait=False, cancel_futures=True)
    for process in running:
        process.kill()  # a worker has nothing to save, and ignores what asks it to stop
    if manager:
        manager.join()  # left alone, it would close its pipe while the program, at its end, writes there


ENDS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
"""What asks a program to stop from outside, as far as the system has it: `kill` or the end of a batch job, a
terminal or connection that is closed, a window that is."""
STOP = (signal.SIGINT, *ENDS)
"""The same, and Ctrl-C."""
PATIENCE = 5
"""Requests to stop after which nothing more is kept."""


def stop_alike() -> None:
    """Treat any request to stop as Ctrl-C: what is finished is kept, and nothing is left behind. Further ones
    do not disturb that, but for the fifth, which ends the program at once.

    One that the program was started to ignore, as by `nohup`, is ignored.
    """
    asked = count(1)

    def stop(number: int, _: object) -> None:
        match next(asked):
            case 1:
                raise KeyboardInterrupt
            case times if times >= PATIENCE:
                os._exit(128 + number)
            case _:
                pass

    for each in STOP:
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, stop)


@contextmanager
def deaf() -> Generator[None]:
    """Start processes within that ignore requests to stop: these are for the parent, which stops them. Nor do
    they look for the program's script where that is no file, such as one that is read from a pipe.
    """
    main_thread = threading.current_thread() is threading.main_thread()
    before = {each: signal.signal(each, signal.SIG_IGN) for each in STOP if main_thread}
    main, script = sys.modules["__main__"], getattr(sys.modules["__main__"], "__file__", None)
    no_file = script is not None and not Path(script).is_file()
    if no_file:
        del main.__file__
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        if no_file:
            main.__file__ = script


def serve() -> None:
    """In a worker, at its start: leave requests to stop to the parent, which it does not outlive however that
    ends.
    """
    for each in STOP:
        signal.signal(each, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
