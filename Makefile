# Each target sets up .venv by itself; a stamp remembers for which dependencies.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.made

.PHONY: demo test test-postgresql lint bench faults rehearsal fuzz pictures pins audit clean

demo: $(STAMP)
	@$(BIN)/yanxiu demo

# The tests start hundreds of programs: each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

# Twice as many workers as cores: the tests wait for programs and screens as long as they compute.
test: $(STAMP)
	$(BIN)/python -m pytest -q -n 4 --dist worksteal

# The same tests with their schools on a PostgreSQL server, which they start themselves.
test-postgresql: $(STAMP)
	YANXIU_TEST_STORE=postgresql $(BIN)/python -m pytest -q -n 4 --dist worksteal

lint: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright
	$(BIN)/lint-imports

# The long form of the fault suites, which run shortly in every `make test`; prints what it counted.
faults: $(STAMP)
	FAULTS=long $(BIN)/python -m pytest -q -n 0 --timeout 3600 tests/faults \
		tests/models/store/test_processes.py tests/models/store/test_migrating.py tests/test_kill_app.py

# What an operator practises: a server killed, a file damaged, a moment gone back to, a move; prints how long it took.
rehearsal: $(STAMP)
	@$(BIN)/python -m tests.faults.rehearsal

# The readers of what people type and hand in, shaken by a fuzzer that sees how far it got: 20 seconds each, or
# YANXIU_FUZZ times as long.
fuzz: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[fuzz]'
	$(BIN)/python -m tests.doors.guided

bench: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]' \
		|| echo 'VisiData cannot be installed here; the rest is measured without it.'
	@for script in tests/bench/bench_*.py; do $(BIN)/python $$script || exit 1; done

pictures: $(STAMP)
	$(BIN)/python tests/pictures/make_pictures.py

# The versions that are known to work together, from what is installed now.
pins: $(STAMP)
	$(BIN)/python -m pip freeze --exclude-editable --exclude pip --exclude setuptools > constraints.txt

# Asks PyPI's list of known holes about every pinned version; in an environment of its own.
audit: $(STAMP)
	test -x $(VENV)/audit/bin/pip-audit || $(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit==2.10.1'
	@$(BIN)/python -m tests.doors.audit $(VENV)/audit/bin/pip-audit

clean:
	rm -rf $(VENV) build dist

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; try make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@
