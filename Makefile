# Two commands matter: `make demo` shows what Shilu does, `make test` proves that it works.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check lint types layers fast pytest wheel eval docs bench archive fuzz kills gazetteer outlines lock format clean packages

PYTHON ?=
SERVE  ?= 1
PORT   ?= 8000
OUT    ?= out/demo
ARGS   ?=
BIN    := .venv/bin

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: .venv/runtime.stamp ## build the sample dossier and serve it on 127.0.0.1 (SERVE=0: only build; PORT=8000)
	@$(BIN)/shilu build examples -o $(OUT)
	@if [ "$(SERVE)" = 0 ]; then echo "Open $(OUT)/index.html"; else $(BIN)/python tools/serve.py $(OUT) $(PORT); fi

test: packages .venv/dev.stamp ## everything: packages, lint, types, layers, wheel, scores, documents, all tests
	@$(MAKE) --no-print-directory ARGS= lint types layers wheel eval
	@$(MAKE) --no-print-directory ARGS=--check docs
	@$(MAKE) --no-print-directory ARGS= pytest

check: lint types layers fast ## lint, types, layers and the fast tests

lint: .venv/dev.stamp ## formatting and ruff
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: .venv/dev.stamp ## mypy --strict
	$(BIN)/mypy

layers: .venv/dev.stamp ## which room may import which
	$(BIN)/lint-imports

fast: .venv/dev.stamp ## the tests that take seconds
	$(BIN)/pytest -n auto -m "not slow and not browser" $(ARGS)

pytest: .venv/dev.stamp ## all tests; one that skips itself fails, unless it needs ../shared
	SHILU_TESTS=all $(BIN)/pytest -n auto $(ARGS)

wheel: .venv/dev.stamp ## build the wheel, install it in a clean place, build the sample with it
	tools/wheel.sh

eval: .venv/dev.stamp ## score against the gold; fails under eval/floors.json (MISSES=20: by cause; ARGS=--update)
	$(BIN)/shilu eval $(if $(MISSES),--misses $(MISSES)) $(ARGS)

docs: .venv/dev.stamp ## write the generated parts of docs/ again (ARGS=--check: fail when stale)
	$(BIN)/python tools/docs.py $(ARGS)

bench: .venv/dev.stamp ## articles a second beside yardsticks, peak memory, the curve to 100,000 articles (ARGS="--json --stream 0")
	$(BIN)/python tools/bench.py $(ARGS)

archive: .venv/dev.stamp ## a large archive: ingest, size, searches and their recall (ARGS="--articles 10000")
	$(BIN)/python tools/archive.py $(ARGS)

fuzz: .venv/dev.stamp ## 100,000 inputs found by coverage through all rooms (ARGS="--runs 5000 --seed 2")
	$(BIN)/python tools/fuzz.py $(ARGS)

kills: packages .venv/dev.stamp ## kill -9 at 200 moments inside an ingest, and an update, on SQLite and on PostgreSQL
	SHILU_KILLS=200 $(BIN)/pytest -n auto -s tests/unit/store/test_kills.py $(ARGS)

gazetteer: .venv/dev.stamp ## compile the place table from its sources again
	$(BIN)/python tools/gazetteer.py

outlines: .venv/dev.stamp ## compile the map's outlines again (ATLAS=countries-10m.json LINES=ne_10m_admin_1_states_provinces_lines.shp)
	$(BIN)/python tools/outlines.py $(ATLAS) $(LINES)

lock: ## pin the newest versions that pyproject.toml and requirements/dev.in allow
	tools/lock.sh

format: .venv/dev.stamp ## rewrite the code in the house's format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean: ## remove what make has made
	rm -rf .venv out dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

packages:
	@tools/packages.sh

.venv/runtime.stamp: requirements/runtime.txt requirements/build.txt pyproject.toml
	@tools/environment.sh requirements/runtime.txt requirements/build.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt pyproject.toml
	@tools/environment.sh requirements/dev.txt
	@touch $@ .venv/runtime.stamp
