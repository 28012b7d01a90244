# Two commands do everything: `make run` opens the dashboard, `make test` proves it.
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PORT ?= 8501
# One more than two cores take: tests in a browser mostly wait.
WORKERS ?= 3
# All of docs/performance.md; what is left out stays as it was measured last. Norway takes hours.
SIZES ?= small,usual,large,pages,peers,norway

.PHONY: run test coverage check docs bench bench-check audit screenshots contactsheet clean

run: .venv
	$(BIN)/python -m analytics demo --if-empty
	NAERVAER_PORT=$(PORT) $(BIN)/python server.py

test: .venv
	$(BIN)/python tests/e2e/browser.py
	$(BIN)/python tests/server/caddy.py
	$(BIN)/python -m tests.lake.postgres
	$(BIN)/python -m pytest -q -p no:cacheprovider -n $(WORKERS) --dist worksteal

# Apart from the tests, because measuring makes them a third slower.
coverage: .venv
	$(BIN)/python -m pytest -q -p no:cacheprovider -n $(WORKERS) --dist worksteal --cov --cov-report=
	$(BIN)/python -m coverage report --skip-covered --precision=1 | tail -n 40

# Material announces the end of its own life at every build; it says nothing of these pages.
docs: .venv
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

check: .venv docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m tests.texts

bench: .venv
	$(BIN)/python tests/e2e/browser.py
	$(BIN)/python -m benchmarks --sizes $(SIZES)

bench-check: .venv
	$(BIN)/python -m benchmarks --sizes small --check

audit: .venv
	$(BIN)/python -m tests.dependencies.audit --write

screenshots: .venv
	$(BIN)/python tests/e2e/browser.py
	$(BIN)/python -m tests.e2e.screenshots

contactsheet: .venv
	$(BIN)/python tests/e2e/browser.py
	$(BIN)/python -m tests.e2e.contact_sheet --out contact-sheet

.venv: .venv/ready

.venv/ready: requirements.txt constraints.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with venv is needed (Debian: apt install python3-venv)."; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet -r requirements.txt -c constraints.txt --group dev
	@touch .venv/ready

clean:
	rm -rf .venv site .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
