"""What a study runs on: the project's code, its libraries, the system and the processor."""

from __future__ import annotations

import platform
import re
import subprocess
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.version import __version__

ROOT = Path(__file__).parents[2]
CODE = (".py", ".csv", ".toml", ".yaml")
"""Files that say what is run: the code, the record, and what stands in tables beside it."""
PACKAGES = (
    "numpy",
    "llvmlite",
    "mesa",
    "pandas",
    "pydantic",
    "pyyaml",
    "xarray",
    "h5netcdf",
    "h5py",
    "matplotlib",
)


def software() -> dict[str, Any]:
    """The fields that tell what the study ran on: project, libraries, system, processor."""
    return {
        "version": __version__,
        "commit": commit(ROOT),
        "code": _code(),
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in PACKAGES}},
        "platform": f"{platform.system()} {platform.machine()}",
        "processor_features": processor_features(),
    }


def runs_on() -> dict[str, Any]:
    """What of it the bits of a run come from, beside what is run: not where the code was checked out, nor by
    what weeks are compiled.
    """
    found = {name: it for name, it in software().items() if name not in ("commit", "version")}
    found["versions"] = {name: it for name, it in found["versions"].items() if name != "llvmlite"}
    return found


def placed(path: Path) -> str:
    """A path without the host in it: from the project, else from the working folder, else its name."""
    for root in (ROOT, Path.cwd()):
        if path.resolve().is_relative_to(root.resolve()):
            return path.resolve().relative_to(root.resolve()).as_posix()
    return path.name


def placed_within(words: str, files: Iterable[Path]) -> str:
    """Words that name some files by where they lie, without the host in them."""
    for file in sorted(files, key=lambda it: -len(str(it))):
        words = words.replace(str(file), placed(file))
    return words


def cure(extra: str) -> str:
    """How to install an extra, in a checkout or where the project is installed."""
    if in_checkout():
        return f"pip install -e '.[{extra}]'"
    needed = [each.partition(";") for each in requires("twotrack") or ()]
    wanted = [f"'{package.strip()}'" for package, _, when in needed if extra in re.findall(r"\w+", when)]
    return f"pip install {' '.join(wanted)}"


def in_checkout() -> bool:
    """Whether this runs from a checkout, not from where it was installed."""
    return (ROOT / "pyproject.toml").is_file() and (ROOT / "run.py").is_file()


def program() -> str:
    """How a command begins, here."""
    return "python run.py" if in_checkout() else "twotrack"


def processor_features() -> tuple[str, ...]:
    """What numpy uses of the processor: exp and log may differ in the last bit between sets of features."""
    found: Any = np.show_config(mode="dicts")
    extensions = found["SIMD Extensions"]
    return (*extensions["baseline"], *extensions.get("found", ()))  # none found: no such entry


def hash_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def commit(folder: Path) -> str | None:
    """The git commit of the checkout that tracks `folder`/sim, with -dirty if changed, or None."""
    if _git(folder, "ls-files", "--error-unmatch", "sim/__init__.py") is None:
        return None  # installed, perhaps inside somebody else's checkout
    return _git(folder, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*")


def _git(folder: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603, S607
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _code() -> str:
    files = sorted(file for suffix in CODE for file in (ROOT / "sim").rglob(f"*{suffix}"))
    lines = (f"{file.relative_to(ROOT).as_posix()} {hash_of(file)}\n" for file in files)
    return sha256("".join(lines).encode()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
