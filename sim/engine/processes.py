"""Processes that work for this one: Ctrl-C is not for them, and none is left behind."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import parent_process


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
    running = list((pool._processes or {}).values())  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    pool.shutdown(wait=False, cancel_futures=True)
    for process in running:
        process.terminate()
    pool.shutdown(cancel_futures=True)


@contextmanager
def deaf() -> Generator[None]:
    """Processes started within do not hear Ctrl-C: it is for the parent, which stops them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)


def serve() -> None:
    """In a worker, at its start: Ctrl-C is for the parent, which it does not outlive however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
