"""`python -m benchmarks.versions`: tests and the main job on the lowest and newest versions of all libraries.

For each Python that is here: an environment with the lowest versions that pyproject.toml declares, one with
the newest there are, and one with the wheel alone, outside of the checkout. uv makes them, from wheels only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
RESOLUTIONS = {"lowest": "lowest-direct", "newest": "highest"}
TESTED = (
    "tests/core tests/vocabulary tests/scenario tests/results tests/output tests/cli "
    "tests/engine/test_checkpoint.py"
)
"""What depends on libraries most; `--tests tests` is all of it."""
TOOLS = ("-e", ".[analysis,cluster]", "pytest>=8.3", "hypothesis>=6.120", "pytest-xdist>=3.6")
APART = ("--ignore=tests/output/test_report_in_browser.py",)


def uv(*words: str | Path) -> None:
    subprocess.run(["uv", *map(str, words)], check=True, cwd=ROOT)


def pythons(wanted: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The Pythons that uv finds here, by version; it fetches none."""
    for version in wanted:
        find = ["uv", "python", "find", "--no-python-downloads", version]
        done = subprocess.run(find, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            yield version, done.stdout.strip()
        else:
            print(f"Python {version}: not here")


def environment(place: Path, python: str, resolution: str, *what: str) -> Path:
    uv("venv", "--quiet", "--clear", "--python", python, place)
    here = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    options = ("--quiet", "--only-binary", ":all:", "--no-binary", "twotrack", "--resolution", resolution)
    uv("pip", "install", *options, "--python", here, *what)
    return here


def tried(name: str, command: Sequence[str | Path], cwd: Path) -> bool:
    started = time.monotonic()
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False)
    last = (done.stdout.strip().splitlines() or [done.stderr.strip()[-300:]])[-1]
    how, seconds = "holds" if done.returncode == 0 else "FAILS", time.monotonic() - started
    print(f"{name}: {how}, {seconds:.0f} s: {last}", flush=True)
    if done.returncode:
        print("\n".join(line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))))
    return done.returncode == 0


def job(place: Path, name: str, *start: Path) -> bool:
    """The main job, small: compare all strategies, and prove the folder."""
    out = place / f"out {name}"
    compared = [*start, "compare", "--worlds", "24", "--theory", "essay", "--quiet", "--out", out]
    return tried(f"{name}, compare", compared, place) and tried(
        f"{name}, verify", [*start, "verify", out, "--quiet"], place
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--python", nargs="*", default=PYTHONS)
    options.add_argument("--tests", default=TESTED)
    asked = options.parse_args()
    place, holds = Path(tempfile.mkdtemp(prefix="versions")), []
    try:
        uv("build", "--quiet", "--wheel", "--out-dir", place)
        (wheel,) = place.glob("*.whl")
        for version, python in pythons(asked.python):
            for name, resolution in RESOLUTIONS.items():
                what = f"Python {version}, {name}"
                try:
                    here = environment(place / f"{name}{version}", python, resolution, *TOOLS)
                except subprocess.CalledProcessError:
                    print(f"{what}: FAILS, cannot be installed")
                    holds.append(False)
                    continue
                tests = [here, "-m", "pytest", "-q", "-p", "no:cacheprovider", *APART, *asked.tests.split()]
                holds.append(tried(f"{what}, tests", tests, ROOT))
                holds.append(job(place, what, here, ROOT / "run.py"))
            here = environment(place / f"wheel{version}", python, "highest", str(wheel))
            holds.append(job(place, f"Python {version}, the wheel", here.with_name("twotrack")))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return int(not all(holds))


if __name__ == "__main__":
    sys.exit(main())
