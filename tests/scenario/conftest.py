"""What tests of scenario files share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, as a relative path."""
    monkeypatch.chdir(tmp_path)
    return Path()
