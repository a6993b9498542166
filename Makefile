# Needs Python >= 3.11 and make; everything else is installed, pinned and hashed, into .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
LOCK   := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --annotation-style line
TESTS  ?= tests

.DEFAULT_GOAL := help
.PHONY: help demo test test-embedded serve lint types bench docs lock clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.run  ## load the bundled articles and ask the graph some questions
	@sh .ci/demo $(BIN)/touchline

test: lint types  ## ruff, mypy and every test
	$(BIN)/python -m pytest $(TESTS)

test-embedded: lint types  ## the same without Neo4j, where Java or Maven cannot be had
	TOUCHLINE_TEST_EMBEDDED=only $(BIN)/python -m pytest $(TESTS)

serve: $(VENV)/.run  ## serve the graph over HTTP on this machine
	$(BIN)/touchline serve

lint: $(VENV)/.dev  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev  ## mypy --strict
	$(BIN)/mypy
	$(BIN)/mypy bench docs .ci docker

bench: $(VENV)/.run  ## score the extraction on the bundled, annotated articles
	TOUCHLINE_REFERENCE=- $(BIN)/touchline evaluate loaders/bundled/gold.jsonl

docs: $(VENV)/.dev  ## write the generated tables of docs/ anew
	$(BIN)/python docs/build.py

lock: $(VENV)/.dev  ## resolve pyproject.toml anew and pin it with hashes
	$(PIP) install -qq --require-hashes -r requirements/lock.txt
	$(LOCK) --upgrade --extra notebook --group dev --group build pyproject.toml -o requirements/dev.txt
	$(LOCK) --upgrade --group build -c requirements/dev.txt pyproject.toml -o requirements/run.txt
	$(LOCK) --upgrade --group lock -o requirements/lock.txt

clean:  ## remove what make made
	rm -rf $(VENV) .demo build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# One recipe for both stamps: `.run` has what a user needs, `.dev` that and the tools of a developer.
$(VENV)/.run $(VENV)/.dev: $(VENV)/.%: requirements/%.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install -qq --require-hashes -r $<
	$(PIP) install -qq --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "touchline needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
