# make demo   the example congresses, served on localhost
# make test   every test, with what they need installed on Debian as root
# make setup  only the environment: .venv with the command .venv/bin/reihum, and the pages' assets
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= $(or $(REIHUM_PORT),8000)
BIN := .venv/bin

.PHONY: demo test setup check bench messages
.DEFAULT_GOAL := demo

demo: setup
	REIHUM_PORT=$(PORT) $(BIN)/reihum demo $(if $(RESET),--reset)

setup: .venv/.done app/static/built/.done app/translations/.done

test: setup
	./.ci/needs
	$(BIN)/python -m pytest -n 3 --dist worksteal $(ARGS)

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	@for script in forums million intricate tables stands badges feeds checkin pages subscriptions durable workbench votes; do $(BIN)/python -m benchmarks.$$script || exit 1; done

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "reihum needs Python 3.11 or newer; name it: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.done: requirements-dev.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# npm is a build step only. Where the machine has no Node, a Python package brings it.
app/static/built/.done: package.json package-lock.json $(wildcard app/static/scss/*.scss app/static/scss/*/*.scss app/static/js/*.js app/static/js/checkin/*.js) app/static/build.mjs .venv/.done
	./.ci/assets
	touch $@

app/translations/.done: $(wildcard app/translations/*/LC_MESSAGES/*.po) .venv/.done
	$(BIN)/pybabel --quiet compile --directory app/translations
	touch $@

# Collect the texts of the pages into the German catalogue, and name those that have no German yet.
messages: setup
	$(BIN)/python .ci/messages.py
