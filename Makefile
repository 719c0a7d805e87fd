# Sets everything up on first use and skips that the next time.
# `make compare PYTHON=python3.13 ARGS="--worlds 200"` picks another Python and passes options on.
PYTHON ?= python3
ARGS ?=
JOBS ?= 2
PY := .venv/bin/python
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check -c constraints.txt
NO_INDEX := the packages could not be installed; is a package index within reach?

.DELETE_ON_ERROR:
.PHONY: compare test lint docs golden pictures lock faults mutants versions bill clean

compare: .venv/run
	@$(PY) run.py compare $(ARGS)

test: lint docs
	$(PY) -m pytest -n $(JOBS) --dist loadfile $(ARGS)

lint: .venv/dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports --no-cache --no-logo
	$(PY) -m basedpyright --pythonpath $(PY)

# Built offline, warnings are errors; open docs/_site/index.html
docs: .venv/dev
	$(PY) -m sphinx -W --keep-going -q -b html docs docs/_site

golden: .venv/dev
	$(PY) -m pytest --update-golden tests/engine/test_golden.py

# The pictures of the README, by the commands beside them; some minutes.
pictures: .venv/dev
	$(PY) run.py compare --figures overview --out outputs/readme_compare
	$(PY) run.py claims --figures ledger --out outputs/readme_claims
	cp outputs/readme_compare/overview.svg docs/pictures/overview.svg
	cp outputs/readme_claims/ledger.svg docs/pictures/claims_ledger.svg

# The fault simulator: kills, power cuts, full disks and torn files through run, store, resume and verify.
SEEDS ?= 2000
faults: .venv/dev
	$(PY) -m tests.faults --seeds $(SEEDS) $(ARGS)

# Small slips put into rules, theories and verdicts: which share do the tests see?
mutants: .venv/dev
	$(PY) -m tests.mutants $(ARGS)

# Tests and the main job on the lowest and newest versions of all libraries, for every Python that is here.
versions: .venv/dev
	$(PY) -m pip install --quiet --disable-pip-version-check uv
	PATH="$(CURDIR)/.venv/bin:$$PATH" $(PY) -m benchmarks.versions $(ARGS)

# The software bill of materials, from the lock file.
bill: .venv/dev
	$(PY) -m benchmarks.bill

# Newest versions within pyproject.toml, for every Python supported, from the public index.
lock: .venv/made
	$(PY) -m pip install --quiet --disable-pip-version-check uv
	$(PY) -m uv lock --upgrade --no-config --default-index https://pypi.org/simple
	$(PY) -m uv export --frozen --quiet --no-config --no-header --no-hashes --no-annotate --all-extras \
		--no-emit-project --output-file constraints.txt
	$(PY) -m benchmarks.bill

# Results in outputs/ stay.
clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis build dist docs/_site
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run: .venv/made pyproject.toml constraints.txt
	@echo "Setting up .venv: a minute at first, then skipped"
	@$(INSTALL) -e . || { echo "$(NO_INDEX)" >&2; exit 1; }
	@touch $@

.venv/dev: .venv/made pyproject.toml constraints.txt
	@echo "Setting up .venv with the tools for checking: a minute at first, then skipped"
	@$(INSTALL) -e ".[dev]" || { echo "$(NO_INDEX)" >&2; exit 1; }
	@touch .venv/run $@

.venv/made:
	@command -v "$(PYTHON)" >/dev/null \
		|| { echo "$(PYTHON) is not here; install Python 3.11 or newer" >&2; exit 1; }
	@"$(PYTHON)" -c "import sys; sys.exit(sys.version_info < (3, 11))" \
		|| { echo "$(PYTHON) is too old; name Python 3.11 or newer, as in: make PYTHON=python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c "import venv, ensurepip" 2>/dev/null \
		|| { echo "$(PYTHON) has no venv module; on Debian: apt install python3-venv" >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear .venv
	@touch $@
