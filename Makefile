# Everything anyone needs, in one word each. Python 3.11+ and make are all that must be there before.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup browser run live test matrix check bench quality weights faults kills backtest audit clean

help: ## Show what can be done
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 16

setup: .venv/.installed ## Create .venv from the committed lock file

.uv/bin/uv:
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

# A virtual environment is made anew only when the lock or the project's own description changed.
.venv/.installed: requirements.txt pyproject.toml | $(filter .uv/bin/uv,$(UV))
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tousu Watch needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(UV) venv --quiet --allow-existing --no-python-downloads --python $(PYTHON) .venv
	$(UV) pip sync --quiet --compile-bytecode --require-hashes --python $(BIN)/python requirements.txt
	$(UV) pip install --quiet --no-deps --no-build-isolation --offline --python $(BIN)/python --editable .
	@$(BIN)/python -m compileall -q dashboard db scrapers
	@touch $@

browser: setup ## Install what the browser tests need (Chromium, a Chinese font)
	@sh tests/browser/install.sh

run: setup ## Show the dashboard with demonstration data
	@$(BIN)/tousu demonstrate

live: setup ## The same against the real publisher: make live CONTACT=you@example.org
	@TOUSU_CONTACT="$(or $(CONTACT),$(TOUSU_CONTACT))" $(BIN)/tousu serve

test: browser ## Run the tests
	@$(BIN)/python -m pytest

matrix: browser ## Open every page in every language, theme and size, with a picture of each in screenshots/
	@ALL_WAYS=1 $(BIN)/python -m pytest tests/browser/test_matrix.py --numprocesses 0

check: setup ## Format, lint, types, import contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	@$(MAKE) --no-print-directory test

bench: setup ## Measure speed, as ratios against a named alternative
	@$(BIN)/python -m tests.benchmarks

quality: setup ## Measure how right the categories are, into scrapers/CATEGORIES.md
	@$(BIN)/python -m tests.quality

weights: setup ## Learn what words are worth from the labelled texts, into scrapers/categories/weights.tsv
	@$(BIN)/python -m tests.quality.learning

faults: setup ## Provoke every bad day many times, a day of bad weather too, and count what is harmed
	@$(BIN)/python -m tests.faults

kills: setup ## Kill with SIGKILL at 1,000 random moments: refreshes, classification, migration, alerts, backups
	@$(BIN)/python -m tests.kills

backtest: setup ## Measure how often forecasts hold the truth, and how changes of pace are found
	@$(BIN)/python -m tests.backtest

audit: setup ## Hold every locked package against the known vulnerabilities
	@$(BIN)/python -m tests.audit

clean: ## Remove what was set up and the demonstration's data (never the live data)
	rm -rf .venv .uv .mypy_cache .ruff_cache .hypothesis .import_linter_cache data/demonstration screenshots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
