# Kangyue. Two commands matter: `make demo` and `make test`.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/bash
unexport PYTHONDONTWRITEBYTECODE # what one process compiled, the hundreds after it read

.PHONY: help diagram complaints long invariants env demo test sure house writers postgresql engine screens bench stored reports months cases rush papers foods lighthouse seed browser-tools faults

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

env: .venv/.ready ## make the environment from the hashed lock file

.venv/.ready: requirements/build.txt requirements/runtime.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/runtime.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/.tested: requirements/test.txt .venv/.ready
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	touch $@

demo: env ## migrate, seed and serve a living branch on http://localhost:$(PORT)
	$(BIN)/kangyue demo --port $(PORT)

diagram: env ## draw how complaints move into docs/complaints.md, out of their transition table
	$(BIN)/kangyue complaints diagram --write docs/complaints.md

seed: env ## only make the demo's database again
	$(BIN)/kangyue demo --fresh --no-serve

sure: .venv/.tested ## format, lint, types, layers, templates, translations, fast tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry webapp migrations
	$(BIN)/python -m pytest -n 2 -m "not browser and not slow and not long" tests

test: .venv/.tested ## everything that CI runs: also browser journeys, races, and what defends truth on PostgreSQL
	run=$$(mktemp -d) && trap "rm -rf $$run" EXIT && KANGYUE_RUN=$$run $(MAKE) --no-print-directory -j3 -Oline house writers

house: sure browser-tools # the browser is fetched meanwhile; PostgreSQL's turn takes what they leave of the machine
	$(BIN)/python -m pytest -n 3 --dist loadgroup --rerun-show-tracebacks -rR -m "(browser or slow) and not long" tests

WRITERS := races or writers or models or audit or jobs or idempotency or storm or concurrency or booking_matrix or planned or migrations
writers: .venv/.tested # what races or defends truth in the database; the rest of it is `make postgresql`
	KANGYUE_RUN= KANGYUE_TEST_DATABASE=postgresql nice $(BIN)/python -m pytest -n 2 --dist loadgroup -m "postgresql or not (browser or slow or long)" -k "$(WRITERS)" tests

postgresql: .venv/.tested ## all that opens a database, on PostgreSQL; without the browser: to it all databases are the same
	KANGYUE_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n 2 --dist loadgroup -m "postgresql or not (browser or slow or long)" tests

engine: browser-tools ## twenty thousand generated responses through the server's and the page's questionnaire engine
	KANGYUE_GENERATED=20000 $(BIN)/python -m pytest -n 0 -s tests/questionnaires/engine/test_generated.py

faults: browser-tools ## kills, updates, lost answers, doubled requests, outages, on two engines: what the phone keeps must survive; prints counts
	$(BIN)/python -m tests.faults

long: browser-tools ## every page in every look, generated comparisons of both engines, short faults, fuzz on both
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m long tests
	KANGYUE_FUZZ_EACH=20 $(BIN)/python -m pytest -n 2 tests/fuzz
	KANGYUE_FUZZ_EACH=20 KANGYUE_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n 2 tests/fuzz

complaints: .venv/.tested ## fifty thousand random steps held against complaints on paper, a thousand tamperings of the log; prints counts
	KANGYUE_STEPS=$${KANGYUE_STEPS:-50000} KANGYUE_TAMPERINGS=$${KANGYUE_TAMPERINGS:-1000} $(BIN)/python -m pytest -n 0 -s tests/complaints/test_machine.py tests/complaints/test_tampering.py

invariants: .venv/.tested ## storms of bookings with kill -9 on a real house, SQLite and PostgreSQL; prints counts, ends with 1 for any fault
	$(BIN)/python -m tests.concurrency

mutation: .venv/.tested ## change the rules of the assessment in three thousand places: the tests must notice nine in ten
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/mutation.txt
	PYTHONPATH=. $(BIN)/mutmut run
	PYTHONPATH=. $(BIN)/mutmut results

browser-tools: .venv/.tested node_modules/.ready
	@test -x $${CHROME_PATH:-/usr/lib/chromium/chromium} || \
	if [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends chromium fonts-noto-cjk; \
	else \
		echo "The browser tests need Debian's Chromium: apt-get install chromium fonts-noto-cjk" >&2; [ -z "$$CI" ]; \
	fi

node_modules/.ready: package-lock.json
	npm ci --silent --no-progress
	touch $@

bench: browser-tools ## measure against a bare Flask hello; ends with 1 below bench/goals.toml
	$(BIN)/python -m bench

stored: env ## server times of a questionnaire with a million stored responses
	$(BIN)/python -m bench.stored

reports: env ## server time of a released report among 100 000 clients
	$(BIN)/python -m bench.reports

months: .venv/.tested ## server time of the page for choosing a time with a million bookings, on SQLite and PostgreSQL
	$(BIN)/python -m bench.months

cases: .venv/.tested ## server time of the complaint desk's queue with a million cases, on SQLite and PostgreSQL
	$(BIN)/python -m bench.cases

rush: .venv/.tested ## 5 000 clients for 500 places through HTTP, on SQLite and PostgreSQL, beside bare inserts
	$(BIN)/python -m bench.rush

papers: env ## 500 reports as PDFs by one worker: how many a second, how much memory
	$(BIN)/python -m bench.papers

foods: .venv/.tested ## finding a food among 10 000, on SQLite and PostgreSQL
	$(BIN)/python -m bench.foods

lighthouse: browser-tools bench/lighthouse/node_modules/.ready ## seven pages × zh/en through mobile Lighthouse
	$(BIN)/python -m bench.lighthouse

bench/lighthouse/node_modules/.ready: bench/lighthouse/package-lock.json
	cd bench/lighthouse && npm ci --silent --no-progress
	touch $@

screens: browser-tools ## pictures of every page into screens/: both languages, phone and desk, dark, elder
	$(BIN)/python -m tests.screens
