"""What an output folder is, for catalogues and archives: `ro-crate-metadata.json`, a Process Run Crate 0.5.

Made from the manifest alone, so that it can be made again and compared; the manifest has its hash.
https://w3id.org/ro/wfrun/process/0.5
"""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any, Final

from sim.core.ordinary_files import content_of, is_ordinary
from sim.output.manifest import NAME, Manifest

CRATE: Final = "ro-crate-metadata.json"
CRATE_1_1: Final = "https://w3id.org/ro/crate/1.1"
PROCESS: Final = "https://w3id.org/ro/wfrun/process/0.5"
MIT: Final = "https://spdx.org/licenses/MIT"
RUN: Final = "#run"
PROGRAM: Final = "#twotrack"
KINDS: Final = {
    ".csv": "text/csv", ".html": "text/html", ".json": "application/json", ".md": "text/markdown",
    ".nc": "application/netcdf", ".npz": "application/zip", ".png": "image/png", ".svg": "image/svg+xml",
    ".txt": "text/plain", ".yaml": "application/yaml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


def crate_of(manifest: Manifest) -> str:
    """The text of the crate of a study, from its manifest, whatever that says of the crate itself."""
    inputs = [it.resolved for it in manifest.scenarios]
    files = sorted({*manifest.outputs, NAME} - {CRATE})
    results = [name for name in files if name not in inputs]
    graph = [_itself(), _folder(manifest, files), _run(manifest, inputs, results)]
    graph += [_program(manifest), *_defined(), *(_file(name, manifest) for name in files)]
    content = {"@context": f"{CRATE_1_1}/context", "@graph": graph}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _itself() -> dict[str, Any]:
    return {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": _to(CRATE_1_1),
        "about": _to("./"),
    }


def _folder(manifest: Manifest, files: list[str]) -> dict[str, Any]:
    names = ", ".join(it.name for it in manifest.scenarios)
    ran = f"{manifest.worlds} worlds, seed {manifest.seed}, theories {', '.join(manifest.theories)}"
    return {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": _to(PROCESS),
        "name": f"Twotrack {manifest.command[1]}: {names}",
        "description": f"Tables, pictures and scenarios of a study by simulation: {ran}",
        "datePublished": manifest.finished,
        "license": _to(MIT),
        "hasPart": [_to(name) for name in files],
        "mentions": _to(RUN),
    }


def _run(manifest: Manifest, inputs: list[str], results: list[str]) -> dict[str, Any]:
    return {
        "@id": RUN,
        "@type": "CreateAction",
        "name": f"Run of {manifest.command[1]}",
        "description": " ".join(manifest.command),
        "instrument": _to(PROGRAM),
        "object": [_to(name) for name in inputs],
        "result": [_to(name) for name in results],
        "startTime": manifest.started,
        "endTime": manifest.finished,
        "actionStatus": _to("http://schema.org/CompletedActionStatus"),
    }


def _program(manifest: Manifest) -> dict[str, Any]:
    of = f", commit {manifest.commit}" if manifest.commit else ""
    return {
        "@id": PROGRAM,
        "@type": "SoftwareApplication",
        "name": "Twotrack",
        "version": manifest.version,
        "description": f"Simulator of deterrence signalling; code {manifest.code}{of}",
        "license": _to(MIT),
        "softwareRequirements": [f"{name} {version}" for name, version in manifest.versions.items()],
    }


def _defined() -> list[dict[str, Any]]:
    """What the crate names by its address."""
    return [
        {"@id": PROCESS, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        {"@id": MIT, "@type": "CreativeWork", "name": "MIT License"},
        {"@id": "http://schema.org/CompletedActionStatus", "@type": "ActionStatusType", "name": "completed"},
    ]


def _file(name: str, manifest: Manifest) -> dict[str, Any]:
    kind = KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")
    said = {"@id": name, "@type": "File", "name": name, "encodingFormat": kind}
    return said | ({"sha256": manifest.outputs[name]} if name in manifest.outputs else {})


def _to(name: str) -> dict[str, str]:
    return {"@id": name}


def untrue(folder: Path, manifest: Manifest) -> list[str]:
    """What is wrong with the crate of a folder, which is made from the manifest alone."""
    there = CRATE in manifest.outputs and is_ordinary(folder, CRATE)
    other = there and content_of(folder / CRATE) != crate_of(manifest).encode()
    return [f"{CRATE} does not say what the manifest says"] if other else []
