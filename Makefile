# Everything starts here; `make help` lists it. Needs Python 3.11 or newer with its venv package.

PORT ?= 8000
HOST ?= 127.0.0.1
# The first interpreter that is new enough and can make environments (a shim may exist and not run).
PYTHON ?= $(shell for python in .venv/bin/python python3.11 python3 python3.12 python3.13; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
BIN := .venv/bin
PARALLEL ?= -n 2 --dist loadfile
TEMPLATES := find templates */templates -name "*.html" -print0 2>/dev/null | xargs -0 -r
BOOTSTRAP = $(if $(PYTHON),$(PYTHON) scripts/bootstrap.py,$(error Python 3.11 or newer with venv is needed. On Debian: apt install python3 python3-venv))

.DEFAULT_GOAL := help
.PHONY: help run install packages dev test test-long coverage lint format messages bench bench-full lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Set up what is missing, load the demo, serve it (PORT=8000, HOST=127.0.0.1)
	@$(BOOTSTRAP) -- manage.py serve --prepare --host $(HOST) --port $(PORT)

install: ## Set up the environment and bring the database up to date, without serving
	@$(BOOTSTRAP) -- manage.py migrate --verbosity 1

packages: ## Set up the environment alone
	@$(BOOTSTRAP)

dev: ## Set up what tests and checks need besides
	@$(BOOTSTRAP) --dev

test: dev ## Lint, then the tests: on SQLite what is marked `both`, on PostgreSQL everything
	@failed=0; \
	$(MAKE) --no-print-directory lint || failed=1; \
	DATABASE_URL=sqlite:///unused $(BIN)/pytest $(PARALLEL) -m "both and not long" || failed=1; \
	$(BIN)/pytest $(PARALLEL) || failed=1; \
	exit $$failed

test-long: dev ## Pictures, the accessibility check in the second language, fault loops
	@$(BIN)/pytest $(PARALLEL) -m long

coverage: dev ## Which branches of the rules no test takes
	@$(BIN)/pytest $(PARALLEL) --cov --cov-report=
	@$(BIN)/coverage report --include='*/domain/*,*/scoring/*,*/tally.py'

CHECKS := check-form check-types check-layers check-templates check-migrations check-compose
lint: dev ## Check form, types, layers, templates, migrations and the compose file
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)

.PHONY: $(CHECKS)
check-form:
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .
check-types:
	@$(BIN)/mypy
check-layers:
	@$(BIN)/lint-imports
check-templates:
	@$(TEMPLATES) $(BIN)/djade --check --target-version 5.2
check-migrations:
	@$(BIN)/python manage.py makemigrations --check --dry-run --settings config.settings.test
check-compose:
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec docker-compose.yml
	@$(BIN)/docker-compose --env-file .env.example config --quiet

format: dev ## Put code and templates into form
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .
	@$(TEMPLATES) $(BIN)/djade --target-version 5.2

messages: packages ## Compile the catalogues
	@$(BIN)/python scripts/compile_messages.py --all

bench: dev ## Measure the speed goals; ends within ten minutes
	@$(BIN)/python -m bench

bench-full: dev ## The same with the sizes of a whole country
	@$(BIN)/python -m bench --full

lock: dev ## Write down every package version that the requirements resolve to
	@{ echo "# Every package as it was tested, also those the requirements pull in. Made by \`make lock\`."; \
	$(BIN)/uv pip compile --quiet --no-header --no-annotate requirements-dev.txt; } > constraints.txt.draft
	@mv constraints.txt.draft constraints.txt

clean: ## Remove what was made here, but not var/: it holds the database and the evidence
	@rm -rf staticfiles static/fonts screenshots .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	@find locale -name '*.mo' -delete
	@if [ -L .venv ]; then rm .venv; else rm -rf .venv; fi
