"""`python -m benchmarks.bill`: the software bill of materials, `sbom.cdx.json` (CycloneDX 1.6), from uv.lock.

One component a package and version that the lock file names, with the hashes of its files; the same lock
gives the same bytes.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BILL = ROOT / "sbom.cdx.json"
OWN = "twotrack"


def bill() -> str:
    """The text of the bill."""
    locked = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    version = next(line for line in (ROOT / "sim/core/version.py").read_text().splitlines() if "=" in line)
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": OWN,
                "name": OWN,
                "version": version.split('"')[1],
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": list(_components(locked)),
    }
    return json.dumps(content, indent=1) + "\n"


def _components(locked: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for package in sorted(locked, key=lambda each: (each["name"], each.get("version", ""))):
        if package["name"] == OWN:
            continue
        address = f"pkg:pypi/{package['name']}@{package['version']}"
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        hashes = sorted({each["hash"].removeprefix("sha256:") for each in files if "hash" in each})
        yield {
            "type": "library",
            "bom-ref": address,
            "name": package["name"],
            "version": package["version"],
            "purl": address,
            "properties": [{"name": "twotrack:sha256", "value": digest} for digest in hashes],
        }


if __name__ == "__main__":
    BILL.write_text(bill(), encoding="utf-8")
    sys.stdout.write(f"{BILL.name}: {bill().count('bom-ref') - 1} packages\n")
