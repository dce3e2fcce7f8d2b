# Two commands do everything on a fresh machine:  make demo   make test
PYTHON ?= $(shell for p in python3.12 python3.11 python3.13 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
BIN = .venv/bin
# A test starts hundreds of processes: where the surroundings forbid Python to keep what it compiled, each compiles all of bailee anew.
export PYTHONDONTWRITEBYTECODE =

.PHONY: quick site api fleet fuzz-parsers binders canaries demo evidence isolation mails oracle test install scan docs bench equality fuzz kills protect-kills redactions sealing rescan pages proofs ranges oneshot vendor vocabularies lock sbom release system servers webhooks

demo: .venv/demo
	$(BIN)/bailee demo

# What must pass. The examples of docstrings run by themselves: to find them, all of bailee is loaded.
test: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 0 --doctest-modules src
	$(BIN)/pytest

# The same for what changed since main: while one works
quick: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/changed.py

install: .venv/demo

scan: .venv/demo
	@test -n "$(PLACE)" || { echo "say what to scan: make scan PLACE=/path/to/folder"; exit 2; }
	$(BIN)/bailee scan "$(PLACE)"

# Pages that are made from the code, then all of them as a site: open site/index.html
docs: .venv/test
	$(BIN)/python update/docs.py
	$(BIN)/python update/explained.py
	$(BIN)/python update/components.py
	$(BIN)/python update/site.py

site: .venv/test
	$(BIN)/python update/site.py

bench: .venv/test
	$(BIN)/python benchmarks/run.py

equality: .venv/test
	$(BIN)/python benchmarks/equality.py

fuzz-parsers: .venv/test
	$(BIN)/python benchmarks/fuzz_parsers.py

fuzz: .venv/test
	$(BIN)/python benchmarks/fuzz.py

# Microsoft's own client against our simulator of Graph; it is half a gigabyte, so it lives in an environment of its own.
VENDOR ?= /tmp/bailee-vendor
vendor:
	@test -x $(VENDOR)/bin/python || { $(PYTHON) -m venv $(VENDOR) && $(VENDOR)/bin/pip install -q "msgraph-sdk>=1.65,<2" azure-identity aiohttp; }
	$(VENDOR)/bin/python benchmarks/graph_vendor.py

# One folder that scans and reports and needs no Python; PyInstaller builds it, and is no part of it but its loader.
ONESHOT ?= /tmp/bailee-oneshot
oneshot: .venv/test
	@test -x $(ONESHOT)/bin/pyinstaller || { $(PYTHON) -m venv $(ONESHOT) && $(ONESHOT)/bin/pip install -q "pyinstaller>=6.22,<7"; }
	@echo "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" > "$$($(ONESHOT)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/bailee.pth"
	@echo "$(CURDIR)/src" >> "$$($(ONESHOT)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/bailee.pth"
	$(ONESHOT)/bin/pyinstaller --noconfirm --log-level WARN --distpath $(ONESHOT)/dist --workpath $(ONESHOT)/build deploy/oneshot/bailee.spec
	tar -C $(ONESHOT)/dist -czf $(ONESHOT)/bailee.tar.gz bailee
	@du -sh $(ONESHOT)/dist/bailee $(ONESHOT)/bailee.tar.gz && sha256sum $(ONESHOT)/bailee.tar.gz

# fideslang wants another pydantic than our tests have, so its models live in an environment of their own.
VOCABULARIES ?= /tmp/bailee-vocabularies
vocabularies: .venv/test
	@test -x $(VOCABULARIES)/bin/python || { $(PYTHON) -m venv $(VOCABULARIES) && $(VOCABULARIES)/bin/pip install -q "fideslang==3.1.4" pyld; }
	$(BIN)/python benchmarks/vocabularies.py $(VOCABULARIES)

api: .venv/test
	$(BIN)/python benchmarks/api.py

mails: .venv/test
	$(BIN)/python benchmarks/mails.py

fleet: .venv/test
	$(BIN)/python benchmarks/fleet.py

webhooks: .venv/test
	$(BIN)/python benchmarks/webhooks.py --write

isolation: .venv/test
	$(BIN)/python benchmarks/isolation.py

canaries: .venv/test
	$(BIN)/python benchmarks/canaries.py

sbom: .venv/test
	$(BIN)/python update/sbom.py dist/bailee.cdx.json

# Builds a commit twice, compares, signs by the key in a file: docs/release.md
release: .venv/test
	@test -n "$(KEY)" || { echo "say by which key: make release KEY=/path/to/release-key.pem"; exit 2; }
	$(BIN)/python update/licences.py
	$(BIN)/python update/release.py --key "$(KEY)" --out dist

statements: .venv/test
	$(BIN)/python benchmarks/statements.py

# All that is slow; how each ended last: docs/proofs.md
proofs: .venv/test
	$(BIN)/python benchmarks/proofs.py

evidence: .venv/test
	$(BIN)/python benchmarks/evidence.py

binders: .venv/test
	$(BIN)/python benchmarks/binder_flips.py

# pymerkle is GPL: it lives in an environment of its own, checks our tree, and is no dependency of anything.
ORACLE ?= /tmp/bailee-oracle
oracle:
	@test -x $(ORACLE)/bin/python || { $(PYTHON) -m venv $(ORACLE) && $(ORACLE)/bin/pip install -q "pymerkle==7.0.0"; }
	$(ORACLE)/bin/python benchmarks/merkle_oracle.py

kills: .venv/test
	$(BIN)/python benchmarks/kills.py

redactions: .venv/test
	$(BIN)/python benchmarks/redaction.py

protect-kills: .venv/test
	$(BIN)/python benchmarks/protect_kills.py --write

sealing: .venv/test
	$(BIN)/python benchmarks/sealing.py --huge

pages: .venv/test
	$(BIN)/python benchmarks/pages.py

ranges: .venv/test
	$(BIN)/python benchmarks/ranges.py --write

rescan: .venv/test
	$(BIN)/python benchmarks/rescan.py

# not from .venv/test: that wants the lock which this makes
lock: .venv/bin/python
	@test -x $(BIN)/pip-compile || $(PIP) pip-tools
	$(BIN)/pip-compile -q --allow-unsafe --strip-extras --all-extras --generate-hashes --no-emit-index-url --no-emit-trusted-host --output-file requirements.lock pyproject.toml

# What bailee calls that no Python package carries: libmagic names file types, libarchive reads 7z, rar, cab and iso, age is
# the stock tool that a test opens sealed files with.
HAS = $(PYTHON) -c 'import sys, ctypes.util; sys.exit(not ctypes.util.find_library
system:
	@missing=""; \
	$(HAS)("magic"))' || missing="$$missing libmagic1"; \
	$(HAS)("archive"))' || missing="$$missing libarchive13"; \
	command -v age >/dev/null 2>&1 || missing="$$missing age"; \
	if [ -z "$$missing" ] || ! command -v apt-get >/dev/null 2>&1; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null 2>&1 \
	|| echo "could not install$$missing; bailee reads fewer formats without them"; \
	else echo "These system packages are missing; bailee reads fewer formats without them:"; echo "    sudo apt-get install$$missing"; fi

# Real servers, and a browser, that tests start for themselves, on loopback, and stop. Without one, its tests are skipped and say so.
SERVERS = /usr/lib/postgresql/*/bin/postgres:postgresql /usr/sbin/mariadbd:mariadb-server /usr/sbin/dovecot:dovecot-imapd /usr/bin/chromium:chromium /usr/sbin/clamd:clamav-daemon
servers:
	@missing=""; \
	for server in $(SERVERS); do ls $${server%%:*} >/dev/null 2>&1 || missing="$$missing $${server##*:}"; done; \
	if [ -z "$$missing" ] || ! command -v apt-get >/dev/null 2>&1; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null 2>&1 \
	|| echo "could not install$$missing; their tests are skipped"; \
	else echo "Tests that need these are skipped without them:"; echo "    sudo apt-get install$$missing"; fi

# Everything is pinned with hashes in one lock, and compiled when it is first used. Two runs in one checkout install one after the other.
NAMES = $(BIN)/python update/requirement_names.py
PIP = $(BIN)/pip install -q --disable-pip-version-check --no-input --no-compile
ONE = $(shell command -v flock >/dev/null 2>&1 && echo flock .venv.lock)
OFFLINE = { echo "could not install: the lines above say why; without a network, give pip a folder of wheels (PIP_FIND_LINKS, PIP_NO_INDEX=1)"; exit 1; }

.venv/bin/python: | system
	@test -n "$(PYTHON)" || { echo "needs Python 3.11, 3.12 or 3.13 with venv"; exit 1; }
	@$(ONE) sh -ec 'test -x .venv/bin/pip && exit; $(PYTHON) -m venv .venv; sed -n "/^pip==/,/^ *# via/p" requirements.lock >.venv/pip.txt' # pip before 25 takes no hashes from a constraint
	@$(ONE) $(PIP) --require-hashes -r .venv/pip.txt || $(OFFLINE)

# each step installs its own part of the lock: a demo what a user has, the tests all of it
.venv/demo: requirements.lock pyproject.toml .venv/bin/python
	@$(ONE) sh -ec 'test .venv/demo -nt requirements.lock && test .venv/demo -nt pyproject.toml && exit; \
	$(PIP) --require-hashes -c requirements.lock $$($(NAMES) names ocr media data server sources office); \
	$(PIP) --no-deps --no-build-isolation -e .; touch .venv/demo' || $(OFFLINE)

.venv/test: requirements.lock pyproject.toml .venv/bin/python | servers
	@$(ONE) sh -ec 'test .venv/test -nt requirements.lock && test .venv/test -nt pyproject.toml && exit; \
	$(PIP) --require-hashes --no-deps -r requirements.lock; \
	$(PIP) --no-deps --no-build-isolation -e .; touch .venv/demo .venv/test' || $(OFFLINE)
