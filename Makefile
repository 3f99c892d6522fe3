# make run: set up and start the dashboard.   make test: set up and run every test.
# make check: what to run all day (format, lint, types, the fast tests).
# For maintainers: make messages, lock, upgrade, licences, audit, release VERSION=x.y.z (see CONTRIBUTING.md).

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check bench mutants messages lock upgrade licences audit release
.DEFAULT_GOAL := run

run: .venv/runtime
	$(BIN)/streamlit run app.py

test: .venv/dev
	tests/browser/find_chromium.sh
	tests/office/find_office.sh
	tests/browser/find_postgres.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist worksteal

check: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/mypy
	$(BIN)/pytest tests/unit -m "not slow" --hypothesis-profile quick -q -n 2 --dist worksteal

bench: .venv/dev
	tests/browser/find_chromium.sh
	$(BIN)/python -m tests.bench.simulator
	$(BIN)/python -m tests.bench.search
	$(BIN)/python -m tests.bench.files
	$(BIN)/python -m tests.bench.growth
	tests/browser/find_postgres.sh
	for database in sqlite postgresql; do for servers in 1 2; do \
	    $(BIN)/python -m tests.bench.rounds --database $$database --servers $$servers --kill || exit 1; done; done
	$(BIN)/python -m tests.bench.pages

# Applies 120 small changes to the code, one at a time: do the tests notice? See tests/mutants/README.md.
mutants: .venv/dev
	$(BIN)/python -m tests.mutants

# German texts are the message ids. Translators start from the templates: one of the code, one of the tables;
# what is new in them is added to each language's catalogue, to be translated there. A template is replaced only once
# it is written whole.
NEW := .venv/new.pot
messages: .venv/dev
	$(BIN)/pybabel -q extract --no-location --omit-header --sort-output --width=0 \
	    --no-default-keywords -k t -k text -k N_ -k MessageError \
	    -k plural:1,2 -k with_count:1,2 -o $(NEW) app.py kompass ui pages
	mv $(NEW) data/locale/kompass.pot
	$(BIN)/python -m kompass.translators > $(NEW)
	mv $(NEW) data/locale/facts.pot
	for name in kompass facts; do $(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --omit-header --width=0 \
	    -D $$name -l en -i data/locale/$$name.pot -d data/locale || exit 1; done

# Versions and hashes of all packages, for every platform and every Python that is supported, out of the .in files.
# What is locked stays as it is while it fits; `make upgrade` takes the newest of everything. pip is part of each venv.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
    --no-emit-package pip --custom-compile-command "make lock"

lock: .venv/dev
	$(LOCK) $(UPGRADE) requirements.in -o requirements.txt
	$(LOCK) $(UPGRADE) requirements-dev.in -o requirements-dev.txt
	$(MAKE) licences

upgrade: UPGRADE := --upgrade
upgrade: lock

licences: .venv/dev
	$(BIN)/python -m tools.licences

# Asks a public list of vulnerabilities, so it needs a network. --strict: a package that the list does not answer for
# is a failure too, or else a network that is blocked would look like a clean bill.
audit: .venv/dev
	@$(BIN)/pip-audit --strict --disable-pip --progress-spinner off -r requirements.txt -r requirements-dev.txt || { \
	    echo "make audit: vulnerable packages are listed above, or else the list of vulnerabilities was not reached." >&2; \
	    exit 1; }

release: .venv/dev
	$(BIN)/python -m tools.release $(VERSION)

# Every package is installed only if its hash is that of the lock.
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes

.venv/runtime: requirements.txt
	$(PYTHON) -m venv .venv
	$(INSTALL) -r requirements.txt
	touch $@

.venv/dev: requirements-dev.txt .venv/runtime
	$(INSTALL) -r requirements-dev.txt
	touch $@
