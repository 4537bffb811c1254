# One entry for everything, the same on a laptop and in CI.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

.PHONY: run setup dev lint test check lock clean

run: setup  ## set everything up and chat with the sample archive
	$(BIN)/sitrep demo

setup: $(RUNTIME)  ## build .venv with what the bot needs

dev: $(DEV)  ## add what the tests and checks need

test: dev  ## run the tests on all cores, on SQLite and PostgreSQL
	$(BIN)/pytest -n auto --dist loadfile

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test  ## ruff, mypy, import-linter and the tests

lock: dev  ## pin again what pyproject.toml asks for (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
	    --no-annotate --no-header -q --upgrade -o requirements.txt
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 \
	    --no-annotate --no-header -q -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Sitrep needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 run"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): $(BIN)/python requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(DEV): $(RUNTIME) requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
