# Everything a developer does, each in one word. `make run` and `make test` set up what they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint format bench acceptance play dist lock setup clean

run: setup  ## open the program on the bundled sample book; with no screen, do the same job offscreen
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    $(BIN)/python main.py "resources/samples/示例市政务服务中心2026年.txt"; \
	else \
	    $(BIN)/python main.py self-check build/self-check; \
	fi

test: setup  ## all tests, without a screen
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(ARGS)

lint: setup  ## formatting, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup  ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup  ## print how costs grow, as ratios within one run
	$(BIN)/python scripts/bench.py

acceptance: setup  ## counts per rule on the published tables, and what the acceptance lists miss
	$(BIN)/python scripts/acceptance.py

play: setup  ## a clerk's session in a real window with real keys; pictures in build/play
	$(BIN)/python scripts/play_session.py build/play

dist: setup  ## the frozen program for this system, in dist/jimu
	$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec

lock: setup  ## pin what pyproject.toml asks for, for Linux and Windows
	PYTHON=$(PYTHON) scripts/lock.sh

setup: $(READY)

$(READY): requirements.lock scripts/setup.sh
	PYTHON=$(PYTHON) scripts/setup.sh $(VENV)
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
