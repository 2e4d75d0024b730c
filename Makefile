# Everything a newcomer needs: `make run` to search, `make test` to test. Both prepare what they need first.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PINNED  = $$(grep -c '^[a-z].*==' requirements.lock)

.DEFAULT_GOAL := help
.PHONY: help run test check format bench record messages lock system clean

help:  ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Vanban needs Python 3.11, 3.12 or 3.13; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." \
	       "Try: make run PYTHON=python3.11"; exit 1; }
	@echo "Preparing the environment in $(VENV) (a few minutes, once) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "No venv module: on Debian and Ubuntu, apt install python3-venv"; exit 1; }
	@{ $(BIN)/python -m pip install --progress-bar off --disable-pip-version-check --require-hashes -r requirements.lock \
	    || echo Failed; } | { n=0; while read -r verb name rest; do case $$verb in \
	      Collecting) n=$$((n + 1)); printf '\r  %d of about %d packages' $$n $(PINNED);; \
	      Installing) printf '\r  installing them (the longest step) ...\n';; \
	      Failed) echo; exit 1;; esac; done; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: $(READY)  ## Load the catalogue, build the index, serve on http://127.0.0.1:8000
	@$(BIN)/vanban serve

system: $(READY)  ## Install the programs that some tests need (chromium, OCR) or say what is missing
	@$(BIN)/python tests/system.py

test: system  ## Run every test, browser included, on every core
	@$(BIN)/python -m pytest -n auto --dist loadfile

check: $(READY)  ## Lint, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(READY)  ## Format the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(READY)  ## Print every quality and speed figure (docs/benchmarks.md says which corpus)
	@failed=; for file in tests/bench/[a-z]*.py; do name=$$(basename $$file .py); \
	  echo; echo "== $$name"; start=$$(date +%s); $(BIN)/python -m "tests.bench.$$name" || failed="$$failed $$name"; \
	  echo "-- $$name: $$(($$(date +%s) - start)) s"; done; \
	  if [ -n "$$failed" ]; then echo; echo "Failed:$$failed"; exit 1; fi

record: $(READY)  ## Record the answers of a real OpenSearch anew (OPENSEARCH_URL, or the launcher beside the checkout)
	@VANBAN_RECORD=1 $(BIN)/python -m pytest -q tests/contract -k recorded

messages: $(READY)  ## Extract the texts of the pages into the message catalogue, compile those of the command line
	@$(BIN)/pybabel -q extract -F web/babel.cfg --no-location --sort-output --project=vanban -o web/translations/messages.pot .
	@$(BIN)/pybabel -q update -i web/translations/messages.pot -d web/translations -l en --no-fuzzy-matching --ignore-obsolete --width=120
	@$(BIN)/pybabel -q compile -d web/translations -l en
	@$(BIN)/pybabel -q compile -d web/translations/click

lock:  ## Pin every dependency again, with hashes (needs uv)
	@uv pip compile pyproject.toml --quiet --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --output-file requirements.lock

clean:  ## Remove the environment and caches; keeps var/, which holds your registry
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist build
	@find data registry indexer web tests -name __pycache__ -prune -exec rm -rf {} +
