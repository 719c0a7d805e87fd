"""Drives run → store → resume → verify through faults that one seed chooses, and checks what must hold.

- The folder is absent, or one whole study, old or new; never a part or a mixture.
- A study that was whole stays, until another takes its place.
- A step without a fault succeeds, whatever earlier ones left, with the same bits, and leaves nothing beside.
- A fault is told in words, never by a traceback.
- What is damaged is told by `verify`, and never believed by a resumed run.
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import tempfile
import traceback
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sim.core.errors import UserError
from sim.engine import checkpoint, provenance
from sim.output import manifest, scenario_copies
from sim.output.verify import changed
from sim.studies import running
from tests.faults.disk import ENDS, KILLED, REASONS, Disk, failing
from tests.faults.study import VERSIONS, Workers, numbers, study, verified

AT_A_RENAME = "kill at a rename"
FAULTS = (
    *("none", "kill", AT_A_RENAME, "power", *REASONS),
    *("lost worker", "interrupt", "torn store", "flipped store", "damaged folder"),
)
STEPS = 4
LATEST = 60
"""Calls among which the one that fails is chosen; a study makes some forty that write."""


@dataclass
class History:
    """What a seed did, step by step, for whoever reads of a failure."""

    seed: int
    steps: list[str] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)
    """How often each fault took place."""


class Broken(AssertionError):
    """Something that must hold does not."""


def simulate_faults(seed: int, place: Path) -> History:
    """Run a few steps in an empty folder. Raises Broken with the story."""
    chance, history = random.Random(seed), History(seed)
    out, state = place / "out", State()
    for number in range(STEPS):
        fault = "none" if number == STEPS - 1 else chance.choice(FAULTS)
        version = chance.choice(VERSIONS)
        try:
            did = _step(fault, version, out, chance, state)
        except Broken as error:
            story = "\n  ".join([*history.steps, f"{fault}, version {version}"])
            raise Broken(f"seed {seed}: {error}\n  {story}") from None
        history.faults[fault] = history.faults.get(fault, 0) + did
        history.steps.append(f"{fault}, version {version}: {state.told}")
    return history


@dataclass
class State:
    """What is known of the folder: which version it holds, 0 for none, and whether it was damaged."""

    version: int = 0
    torn: bool = False
    told: str = ""


def _step(fault: str, version: int, out: Path, chance: random.Random, state: State) -> bool:
    if fault in ("torn store", "flipped store"):
        return _spoil_store(out, fault, chance)
    if fault == "damaged folder":
        return _damage(out, chance, state)
    before = state.version
    kind = "kill" if fault == AT_A_RENAME else fault
    disk = Disk(out.parent, kind, _when(fault, chance), chance.random())
    disk.only = "re" if fault == AT_A_RENAME else ""
    workers = Workers(chance.randrange(1000))
    if fault in ("lost worker", "interrupt"):
        workers = Workers(workers.order, chance.randrange(8), fault.partition(" ")[0])
    clock = chance.choice((0.0, 5.0, 30.0, -7.0))
    ended = _in_a_process(lambda said: _with_faults(version, workers, out, said, disk, clock))
    state.told = str(ended)
    _check_end(ended, fault, disk, state)
    _check_folder(out, version, before, ended, fault, state)
    return ended[0] != "done" or fault == "none"


def _when(fault: str, chance: random.Random) -> int:
    return chance.randrange(4 if fault == AT_A_RENAME else LATEST)


def _with_faults(
    version: int, workers: Workers, out: Path, said: list[str], disk: Disk, clock: float
) -> None:
    with failing(disk), quickly(), _clock(clock):
        study(version, workers, out, said)


@contextmanager
def _clock(step: float) -> Generator[None]:
    """A clock that jumps ahead, stands still or goes back."""
    now = [1000.0]

    def monotonic() -> float:
        now[0] += step
        return now[0]

    with patch.object(checkpoint, "monotonic", monotonic):
        yield


@contextmanager
def quickly() -> Generator[None]:
    """What does not change while faults are simulated is looked up once."""
    there = _software()
    with (
        patch.object(provenance, "software", lambda: there),
        patch.object(manifest, "software", lambda: there),
        patch("sim.output.verify.software", lambda: there),
        patch.object(scenario_copies, "written", _text),
        patch.object(running, "hands", lambda: 1),
        patch.object(checkpoint, "SHARE", 1e9),
    ):
        yield


@cache
def _software() -> dict[str, Any]:
    return provenance.software()


_written = scenario_copies.written
_KNOWN: dict[str, str] = {}


def _text(scenario: Any) -> str:
    key = f"{scenario.name} {scenario.strategy}"
    if key not in _KNOWN:
        _KNOWN[key] = _written(scenario)
    return _KNOWN[key]


@cache
def _warm() -> None:
    """Load and look up here what every forked process needs."""
    with quickly():
        for version in VERSIONS:
            place = Path(tempfile.mkdtemp(prefix="faults"))
            study(version, Workers(0), place / "out", [])
            verified(place / "out")
            numbers(version)
            shutil.rmtree(place)


def _in_a_process(work: Callable[[list[str]], object]) -> tuple[str, str]:
    """Do it in a forked process, which may end at any time: how it ended, and what was told."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        said: list[str] = []
        try:
            work(said)
            ended = ("done", "; ".join(said))
        except UserError as error:
            ended = ("refused", str(error))
        except KeyboardInterrupt:
            ended = ("interrupted", "; ".join(said))
        except BaseException:  # noqa: BLE001 - whatever it is, it is told
            ended = ("traceback", traceback.format_exc())
        os.write(writer, pickle.dumps(ended)[:60_000])
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) == KILLED:
        return "killed", ""
    return pickle.loads(data)


def _check_end(ended: tuple[str, str], fault: str, disk: Disk, state: State) -> None:
    how, words = ended
    if how == "traceback":
        raise Broken(f"a traceback: {words}")
    if how == "killed" and disk.fault not in ENDS:
        raise Broken("it ended without a word")
    if how == "refused" and "did not write" in words and state.torn:
        return  # its manifest was damaged: what lies there is nobody's for sure, and is left alone
    if fault == "none" and how != "done":
        raise Broken(f"without a fault it did not succeed: {how} {words}")
    if how == "refused" and (not words.strip() or "Errno" in words or "\n" in words):
        raise Broken(f"no clear message: {words!r}")


def _check_folder(
    out: Path, version: int, before: int, ended: tuple[str, str], fault: str, state: State
) -> None:
    """Whole, and the old or the new one."""
    holds = _version_in(out)
    if ended[0] == "done":
        left = [each.name for each in out.parent.iterdir() if each != out]
        if left and fault == "none":
            raise Broken(f"left beside: {left}")
        if holds != version and fault not in ENDS:
            raise Broken(f"it succeeded, and the folder holds {holds}")
        with quickly():
            if fault == "none" and not (found := verified(out)).stands:
                raise Broken(f"verify: {found!r}")
        state.version, state.torn = version, False
        return
    if holds in (before, version) or (holds == -1 and state.torn):
        state.torn = holds == -1
        state.version = before if holds == -1 else holds
        if holds == -1:
            _told(out)
        return
    if holds == 0 and _aside(out):
        return  # between two renames: the next run puts it back
    raise Broken(f"after {ended[0]} the folder holds {holds}, it held {before} before")


def _version_in(out: Path) -> int:
    """Which study the folder holds whole; 0 if there is none, -1 if one is not whole."""
    if not out.exists():
        return 0
    try:
        read = manifest.Manifest.read(out)
        if list(changed(out, read)) or not read.seal:
            return -1
    except UserError:
        return -1
    text = (out / "numbers.csv").read_text(encoding="utf-8")
    return read.seed if text == numbers(read.seed) else -1


def _aside(out: Path) -> bool:
    """Whether a study was set aside by a replacement that did not end."""
    return any((each / "old" / manifest.NAME).is_file() for each in out.parent.glob(f".{out.name}.*"))


def _told(out: Path) -> None:
    """What is damaged must be told by verify."""
    try:
        with quickly():
            found = verified(out)
    except UserError:
        return
    if found.stands:
        raise Broken("damaged, and verify says that all is well")


def _spoil_store(out: Path, fault: str, chance: random.Random) -> bool:
    """Tear or alter what an interrupted run left."""
    files = sorted(out.parent.glob(f".{out.name}.*.unfinished"))
    for file in files:
        content = bytearray(file.read_bytes())
        if fault == "torn store":
            content = content[: int(len(content) * chance.random())]
        elif content:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
    return bool(files)


def _damage(out: Path, chance: random.Random, state: State) -> bool:
    """Alter a file of the folder: verify must tell it."""
    if _version_in(out) <= 0:
        return False
    file = chance.choice(sorted(path for path in out.rglob("*") if path.is_file()))
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    if chance.random() < 0.3:
        content = content[: int(len(content) * chance.random())]
    file.write_bytes(content)
    state.torn = True
    _told(out)
    return True


def run_seed(seed: int) -> History:
    """One seed in a folder of its own, which goes."""
    _warm()
    place = Path(tempfile.mkdtemp(prefix="faults"))
    try:
        return simulate_faults(seed, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)
