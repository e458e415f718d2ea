# One file for every command of the project. `make` lists them.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
SUITES ?= bookworm trixie
VENV := .venv
BIN := $(CURDIR)/$(VENV)/bin
export PATH := $(BIN):$(PATH)

.PHONY: help setup run test test-fast migrations lint format check bench relevance stress stress-workers fuzz test-deploy audit sbom worker lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

setup: $(VENV)/.python $(VENV)/.front-end ## Install what the project needs into .venv and node_modules

run: setup ## Serve the demonstration programme at http://127.0.0.1:8000 (PORT=8000)
	@python scripts/check_port.py $(PORT)
	@python manage.py migrate --verbosity 0
	@python manage.py createcachetable
	@python manage.py load_demo --port $(PORT)
	@trap 'kill 0' EXIT; python manage.py run_worker & python manage.py runserver 127.0.0.1:$(PORT)

test: setup $(VENV)/.tests ## Run every test that this machine can run (ARGS="tests/search -x")
	@bash scripts/test.sh $(ARGS)

test-fast: setup $(VENV)/.tests ## Run what SQLite alone can answer, without a browser (ARGS=…)
	@env -u DATABASE_URL -u REDIS_URL -u ELASTICSEARCH_URL -u EMAIL_URL -u TEST_POSTGRESQL_URL \
	  python -m pytest -n auto --dist loadgroup -m "not journey and not elasticsearch" $(ARGS)

migrations: setup ## Write the migrations of what changed in the models
	python manage.py makemigrations

lint: setup $(VENV)/.tests ## Check style, types, templates, the direction of imports, and migrations
	ruff check .
	ruff format --check .
	mypy .
	djlint templates --lint --quiet
	lint-imports
	python scripts/lint_migrations.py

format: setup $(VENV)/.tests ## Put the code into the project's style
	ruff check --fix .
	ruff format .

check: setup ## Check migrations, and the production settings
	python manage.py makemigrations --check --dry-run
	@SECRET_KEY=$$(python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	  ALLOWED_HOSTS=example.org DATABASE_URL=sqlite:///:memory: EMAIL_URL=smtp://localhost \
	  ADMIN_BASE_URL=https://example.org DJANGO_SETTINGS_MODULE=marketplace.settings.production \
	  python manage.py check --deploy --fail-level WARNING

bench: setup $(VENV)/.tests ## Print how fast pages and queue are, beside an empty view (CHALLENGES, LISTING, SCALE=10000)
	python -m tests.benchmarks

relevance: setup $(VENV)/.tests ## Print how well the search finds what is meant, by kind of query and engine
	@python -m tests.relevance

stress: setup $(VENV)/.tests ## Apply all at once, kill the server, stop mail and search (CLIENTS=50 APPLICATIONS=500 KILLS=20)
	@python -m tests.stress

stress-workers: setup $(VENV)/.tests ## Send many mails by three workers, and kill one again and again (MAILS=10000 EVERY=10)
	@python -m tests.stress workers

fuzz: setup $(VENV)/.tests ## Send what no browser would to every address (FUZZ=100 times as much as make test, SEED=2026)
	@bash scripts/fuzz.sh

test-deploy: ## Install the site in a bare Debian as docs/operations.md says, and read a brief over TLS (DEPLOY_ROOT=/empty/folder SUITES="bookworm trixie")
	@for suite in $(SUITES); do bash scripts/test_deploy.sh $$suite || exit 1; done

audit: setup $(VENV)/.tests ## Ask whether a package that we use is known to be vulnerable
	@bash scripts/audit.sh

sbom: setup $(VENV)/.tests ## Write what a release is made of to var/sbom-python.json and var/sbom-npm.json (CycloneDX)
	cyclonedx-py requirements requirements.txt --of JSON -o var/sbom-python.json
	npm sbom --sbom-format cyclonedx > var/sbom-npm.json

worker: setup ## Send queued mail and publish what is scheduled, until stopped
	python manage.py run_worker

lock: setup $(VENV)/.tests ## Make requirements*.txt anew from requirements*.in
	pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links requirements.in
	pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links requirements-dev.in
	@bash scripts/install.sh requirements.txt
	python scripts/write_licences.py > docs/licences.md

clean: ## Remove what the other targets made, the database too
	rm -rf $(VENV) node_modules static/dist var

# Each mark is written last, so that an interrupted step runs again.
$(VENV)/.venv:
	@bash scripts/make_venv.sh $(VENV)
	@touch $@

$(VENV)/.python: $(VENV)/.venv requirements.txt
	@echo "Installing Python packages ..."
	@bash scripts/install.sh requirements.txt
	@mkdir -p var
	@touch $@

$(VENV)/.tests: $(VENV)/.python requirements-dev.txt
	@echo "Installing what tests and linters need ..."
	@bash scripts/install.sh requirements-dev.txt
	@touch $@

$(VENV)/.front-end: $(VENV)/.python package.json package-lock.json $(shell find static/scss static/js -type f 2>/dev/null)
	@bash scripts/build_front_end.sh
	@touch $@
