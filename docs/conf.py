"""Settings of the documentation site: `make docs` builds it from these pages and the docstrings, offline."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from sim.core.version import __version__  # noqa: E402 - after the path to it

project, author, copyright = "Twotrack", "The Twotrack authors", "the Twotrack authors"  # noqa: A001
release = version = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
html_theme, html_title = "furo", f"Twotrack {release}"
html_static_path: list[str] = []
exclude_patterns = ["_site"]
myst_heading_anchors = 3
# pages link to files of the project, which are no pages of the site
myst_all_links_external = False
suppress_warnings = ["myst.xref_missing"]
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_type_aliases = {"ScenarioLike": "ScenarioLike", "Drawn": "Drawn"}
nitpicky = False
