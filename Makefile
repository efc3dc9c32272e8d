# Everything starts here; `make help` lists it. Needs Python 3.11 or newer with its venv package.

PORT ?= 8000
HOST ?= 127.0.0.1
# The first interpreter that is new enough and can make environments (a shim may exist and not run).
PYTHON ?= $(shell for python in .venv/bin/python python3.11 python3 python3.12 python3.13; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
BIN := .venv/bin
BOOTSTRAP = $(if $(PYTHON),$(PYTHON) scripts/bootstrap.py,$(error Python 3.11 or newer with venv is needed. On Debian: apt install python3 python3-venv))

.DEFAULT_GOAL := help
.PHONY: help run install dev test test-long lint format messages bench bench-full clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Set up what is missing, load the demo, serve it (PORT=8000, HOST=127.0.0.1)
	@$(BOOTSTRAP) -- manage.py serve --prepare --host $(HOST) --port $(PORT)

install: ## Set up the environment and bring the database up to date, without serving
	@$(BOOTSTRAP) -- manage.py migrate --verbosity 1

dev: ## Set up what tests and checks need besides
	@$(BOOTSTRAP) --dev
