# Needs Python 3.11 or later with pip, and make. Everything else goes into .venv.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
CODE   := extractor tests benchmarks docs scripts

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint check format docs bench soak audit lock clean

help:    ## say what each target does
	@sed -n 's/^\([a-z]*\): .*## /  make \1	/p' Makefile | expand -t 16

setup: $(READY) ## make .venv and install the locked versions into it

demo: $(READY) ## convert the sample notice in its four forms and show three of its tasks
	@$(BIN)/python docs/examples/show_tasks.py samples/shaxian-2021.txt 3
	@mkdir -p build
	@for form in txt docx html pdf; do \
		$(BIN)/extractor convert samples/shaxian-2021.$$form -o build/shaxian-2021.$$form.json \
		&& $(BIN)/extractor validate build/shaxian-2021.$$form.json \
		&& echo "samples/shaxian-2021.$$form -> build/shaxian-2021.$$form.json" || exit 1; \
	done

test: $(READY) ## run the tests
	$(BIN)/python -m pytest -q -n 2

lint: $(READY) ## look at format, style, types and layers
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## everything the build server checks: format, lint, types, layers, tests

format: $(READY) ## rewrite the code in the house's format
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

docs: $(READY) ## write schemas/, docs/schema.md, docs/rules/ and the outputs in the documents anew
	$(BIN)/python -m extractor schema > schemas/notice.schema.json
	$(BIN)/python docs/make_schema_page.py
	$(BIN)/python docs/make_rule_pages.py
	$(BIN)/python docs/make_tables_page.py
	$(BIN)/python docs/run_examples.py

bench: $(READY) ## measure speed, quick, and report
	$(BIN)/python benchmarks/convert.py
	$(BIN)/python benchmarks/clauses.py
	$(BIN)/python benchmarks/validate.py

soak: $(READY) ## 20,000 damaged files and all hostile ones, each ending as it should (half an hour)
	$(BIN)/python -m tests.hostile.soak --count 20000
	$(BIN)/python -m pytest -q -n 2 tests/hostile

audit: ## ask the lists of known holes about the locked versions
	$(PYTHON) -m venv --clear build/audit
	build/audit/bin/python -m pip install -q pip-audit
	build/audit/bin/pip-audit --disable-pip --no-deps -r requirements-dev.lock

lock: ## resolve requirements-dev.lock anew
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python -m pip install -q -e '.[dev]' hatchling editables
	sed -n '/^#/p' requirements-dev.lock > build/lock.txt
	build/lock/bin/python -m pip freeze --exclude-editable --exclude pip --exclude setuptools >> build/lock.txt
	mv build/lock.txt requirements-dev.lock

clean: ## remove .venv and everything made by a run
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# pip installs into .venv from outside, so that systems without ensurepip can run this too.
$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or later is needed; name it with PYTHON=python3.12' >&2; exit 2; }
	$(PYTHON) -m venv --clear --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install --quiet -r requirements-dev.lock
	$(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install --quiet --no-deps --no-build-isolation -e .
	@touch $@
