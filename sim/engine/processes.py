"""Processes that work for this one: signals to stop are not for them, and none is left behind."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import parent_process
from typing import Any, cast


def cores() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


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


def stop_alike() -> None:
    """Treat any request to stop as Ctrl-C: what is finished is kept, and nothing is left behind.

    One that the program was started to ignore, as by `nohup`, is ignored.
    """
    for each in ENDS:
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, signal.default_int_handler)


@contextmanager
def deaf() -> Generator[None]:
    """Start processes within that ignore requests to stop: these are for the parent, which stops them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.signal(each, signal.SIG_IGN) for each in STOP}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


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
