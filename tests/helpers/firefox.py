"""A real Firefox for tests of pages, by its own protocol (Marionette), or a line that it is not here."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

PROGRAMS = ("firefox-esr", "firefox")
NOWHERE = 9
"""A port at which nobody listens: all that is fetched goes there."""
PREFERENCES = (
    ("marionette.port", "{port}"),
    ("network.proxy.type", "1"),
    *((f"network.proxy.{kind}", '"127.0.0.1"') for kind in ("http", "ssl", "socks")),
    *((f"network.proxy.{kind}_port", str(NOWHERE)) for kind in ("http", "ssl", "socks")),
    ("network.proxy.socks_remote_dns", "true"),
)
LONG = 120.0


class Session:
    """What a page is asked for and told in Firefox: messages are JSON with their length before it."""

    def __init__(self, port: int) -> None:
        self._socket = _connected(port)
        self._stream = self._socket.makefile("rwb")
        self._read()  # it introduces itself
        self._count = 0
        self._ask("WebDriver:NewSession", {"timeouts": {"script": int(1000 * LONG)}})

    def close(self) -> None:
        self._stream.close()
        self._socket.close()

    def navigate(self, address: str) -> None:
        self._ask("WebDriver:Navigate", {"url": address})

    def execute_script(self, script: str) -> Any:
        """What a script returns."""
        asked = {"script": script, "args": [], "newSandbox": False}
        return self._ask("WebDriver:ExecuteScript", asked)["value"]

    def _ask(self, command: str, words: dict[str, Any]) -> Any:
        self._count += 1
        message = json.dumps([0, self._count, command, words]).encode()
        self._stream.write(b"%d:%b" % (len(message), message))
        self._stream.flush()
        _, number, error, found = self._read()
        assert number == self._count
        assert error is None, error
        return found

    def _read(self) -> Any:
        length = bytearray()
        while (letter := self._stream.read(1)) != b":":
            assert letter, "Firefox has ended"
            length += letter
        return json.loads(self._stream.read(int(length)))


def _connected(port: int) -> socket.socket:
    end = time.monotonic() + LONG
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=LONG)
        except ConnectionRefusedError:  # it is still starting
            assert time.monotonic() < end
            time.sleep(0.2)


@contextmanager
def firefox() -> Iterator[Session]:
    """A session with a headless Firefox that reaches no host; skips the test where there is none."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Firefox here: the page was not opened in it")
    port = _free_port()
    with TemporaryDirectory() as profile:
        words = [f'user_pref("{name}", {value.format(port=port)});\n' for name, value in PREFERENCES]
        Path(profile, "user.js").write_text("".join(words), encoding="utf-8")
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", profile]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        session = None
        try:
            session = Session(port)
            yield session
        finally:
            if session:
                session.close()
            running.terminate()
            running.wait()


def _free_port() -> int:
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        return int(own.getsockname()[1])


def until(session: Session, script: str, holds: Callable[[Any], bool] = bool) -> Any:
    """What a script gives, once it is as it should be."""
    end = time.monotonic() + LONG
    while not holds(found := session.execute_script(f"return {script}")):
        assert time.monotonic() < end, f"{script}: {found}"
        time.sleep(0.1)
    return found
