# Everything a developer does, each in one word. `make run` and `make test` set up what they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint format bench acceptance fault-injection crash-test fuzz soak play dist installer installer-check deb sbom sums lock setup clean

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

bench: setup  ## every figure beside its peer or limit, at 100,000 indicators; ARGS="--quick" for a look
	$(BIN)/python -m scripts.bench $(ARGS)

acceptance: setup  ## counts per rule on the published tables, and what the acceptance lists miss
	$(BIN)/python scripts/acceptance.py

fault-injection: setup  ## saving, killed and failing at every system call; ARGS="--every 10" for a quick look
	$(BIN)/python scripts/fault_injection.py $(ARGS)

crash-test: setup  ## a program is killed in the middle of changes, 200 times; ARGS="--count 20" for a quick look
	$(BIN)/python scripts/crash_test.py $(ARGS)

fuzz: setup  ## mutated files by the hundred thousand; for two minutes of it: make fuzz ARGS="--seconds 120"
	$(BIN)/python scripts/fuzz.py $(ARGS)

soak: setup  ## a hundred thousand edits in one session: memory and findings
	$(BIN)/python scripts/soak.py $(ARGS)

play: setup  ## a clerk's session in a real window with real keys; pictures in build/play
	$(BIN)/python scripts/play_session.py build/play

dist: setup  ## the frozen program for this system, in dist/jimu
	PYTHONHASHSEED=0 $(BIN)/pyinstaller --noconfirm --log-level WARN build.spec

installer: setup  ## the installer for Windows, dist/Jimu-VERSION-setup.exe; needs to be root on Debian
	PYTHON=$(CURDIR)/$(BIN)/python packaging/windows/make_installer.sh

installer-check: installer  ## install, use, upgrade and remove it in Wine
	PYTHON=$(CURDIR)/$(BIN)/python packaging/windows/check_installer.sh

deb: dist  ## the Debian package of it, dist/jimu_VERSION_ARCHITECTURE.deb
	$(BIN)/python packaging/linux/build_deb.py dist/jimu dist

sbom: dist  ## what the Debian package and the installer contain, under which licences (CycloneDX), in dist
	$(BIN)/python packaging/bill_of_materials.py linux dist dist/jimu
	$(BIN)/python packaging/bill_of_materials.py windows dist

sums:  ## dist/SHA256SUMS of all that is in dist to be handed out
	$(PYTHON) packaging/checksums.py dist

lock: setup  ## pin what pyproject.toml asks for, for Linux and Windows
	PYTHON=$(PYTHON) scripts/lock.sh

setup: $(READY)

$(READY): requirements.lock scripts/setup.sh
	PYTHON=$(PYTHON) scripts/setup.sh $(VENV)
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
