# make run: set up and start the dashboard.   make test: set up and run every test.
# make check: what to run all day (format, lint, types, fast tests).

PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check bench messages
.DEFAULT_GOAL := run

run: .venv/runtime
	$(BIN)/streamlit run app.py

test: .venv/dev
	tests/browser/find_chromium.sh
	tests/office/find_office.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist worksteal

check: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/mypy
	$(BIN)/pytest tests/unit tests/pages -q -n 2 --dist worksteal

bench: .venv/dev
	tests/browser/find_chromium.sh
	$(BIN)/python -m tests.bench.simulator
	$(BIN)/python -m tests.bench.search
	$(BIN)/python -m tests.bench.files

# German texts are the message ids. Translators start from the templates: one of the code, one of the tables;
# what is new in them is added to each language's catalogue, to be translated there.
messages: .venv/dev
	$(BIN)/pybabel -q extract --no-location --omit-header --sort-output --width=0 \
	    --no-default-keywords -k t -k text -k N_ -k MessageError \
	    -k plural:1,2 -k with_count:1,2 -o data/locale/kompass.pot app.py kompass ui pages
	$(BIN)/python -m kompass.translators > data/locale/facts.pot
	for name in kompass facts; do $(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --omit-header --width=0 \
	    -D $$name -l en -i data/locale/$$name.pot -d data/locale; done

.venv/runtime: requirements.txt constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev: requirements-dev.txt .venv/runtime
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
