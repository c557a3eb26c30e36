# What can be done with the project. `make` alone lists it.

PORT ?= 8000
ARGS ?=
export PORT ARGS

.PHONY: help run test check bench soak mutate format messages screenshots setup

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

run: ## the site with its demonstration, at http://localhost:8000 (PORT=… for another port)
	@bin/run

test: ## every check and every test, on SQLite and PostgreSQL (ARGS=… for pytest)
	@bin/test

check: ## format, lint, types, imports, migrations, catalogues, templates, deployment
	@bin/check

bench: ## requests a second and CPU of the pages, against a bare Django page
	@bin/bench

soak: ## files sent over the worst of lines to a server that is killed (COUNT=200, SEED=…)
	@bin/soak

mutate: ## whether each rule that let everybody in would be noticed (takes long)
	@bin/setup dev && .venv/bin/python bin/mutate.py $(ARGS)

format: ## put Python and templates into the format that `check` asks for
	@bin/format

messages: ## collect the interface's texts into the catalogues, and compile them
	@bin/messages

screenshots: ## pictures for README and the guide (ARGS=http://… for a running site’s home page)
	@bin/setup dev && .venv/bin/python bin/screenshots.py $(ARGS)

setup: ## .venv with what tests and checks need
	@bin/setup dev
