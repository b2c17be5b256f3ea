# Two commands do all the set-up on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PACKAGES := .venv/.packages

.PHONY: help run test check format lock clean venv

help: ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: venv ## connect to Slack where .env has tokens; otherwise the local playground
	@$(BIN)/factdesk run --or-playground

test: venv ## all tests
	@echo "Running the tests ..."
	@$(BIN)/python -m pytest -q -n auto

check: venv ## style, types, and which module imports which
	@echo "ruff ..." && $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "mypy ..." && $(BIN)/mypy
	@echo "layers ..." && $(BIN)/lint-imports

format: venv ## put the code in order
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

venv: $(PACKAGES) ## build .venv from the pinned, hashed requirements

$(PACKAGES): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Factdesk needs Python 3.11 or newer; run: make PYTHON=python3.11 venv") if sys.version_info < (3, 11) else None'
	@echo "Building .venv (once; about a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the pinned packages ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

lock: venv ## pin the requirements anew (needs uv on the PATH)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade -q -o requirements-dev.txt
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements-dev.txt -q -o requirements.txt

clean: ## remove what was built
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
