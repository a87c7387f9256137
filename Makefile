# Two commands matter: `make run` and `make test`. Each sets up everything it needs.
SHELL := /bin/sh
VENV  := .venv
BIN   := $(VENV)/bin
export OHLAS_HOME ?= $(CURDIR)/var

.DEFAULT_GOAL := help
.PHONY: help run test check fix bench lock clean

help:  ## what can be done here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/' | expand -t 16

run: $(VENV)/.run  ## set up everything and start Ohlas with the sample company
	@$(BIN)/python -m ohlas.lib.catalogues
	@$(BIN)/ohlas serve

test: $(VENV)/.dev  ## set up everything and run all fast tests on both databases
	@sh scripts/system-packages
	@$(BIN)/python -m ohlas.lib.catalogues
	@$(BIN)/python -m tests.run

check: $(VENV)/.dev  ## ruff, mypy and the structure guards
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/architecture

fix: $(VENV)/.dev  ## format and mend what a machine can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/.dev  ## measure against references; writes benchmarks/results.json
	@$(BIN)/python -m benchmarks

lock: $(VENV)/.dev  ## pin and hash the requirements anew
	@sh scripts/lock

clean:  ## remove the virtual environment and caches, never data
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build src/*.egg-info

$(VENV)/.run: requirements/run.txt pyproject.toml
	@sh scripts/setup run

$(VENV)/.dev: requirements/dev.txt requirements/run.txt pyproject.toml
	@sh scripts/setup dev
