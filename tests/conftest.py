"""What every test may ask for: a world with Alice, Bob and Charlie, fresh each time, on either database."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # tests import `world` and the like by their plain names

import world as worlds
from simulators import postgres_store

# Files that take longest (seconds beside another process): they are begun first, so that at the end no process waits for another.
LONGEST = (
    "web/test_every_page.py",
    "web/test_isolation.py",
    "cli/test_demo.py",
    "test_bad_input.py",
    "test_canaries.py",
    "api/test_isolation.py",
    "store/test_back_up.py",
    "store/test_ranges_killed.py",
    "store/test_fresh.py",
    "store/test_earlier_stores.py",
    "scanner/test_worker_limits.py",
    "cli/test_remote.py",
    "web/accounts/test_first_run.py",
)
# What the system may lack, as a skipped test says it, and what brings it; some say that themselves
REMEDIES = {
    "PostgreSQL 15 or later is not installed": "apt-get install postgresql",
    "the system has no chromium": "apt-get install chromium",
    "the age program is not installed": "apt-get install age",
    "clamd is not installed": "apt-get install clamav-daemon",
    "openssl is not installed": "apt-get install openssl",
    "needs onnxruntime": "make .venv/test",
}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Skipped tests by why, with what brings what they lack: the last lines say what was not proven."""
    reports = terminalreporter.stats.get("skipped", [])
    whys = Counter(str(each.longrepr[2]).removeprefix("Skipped: ") for each in reports)
    for why, number in whys.most_common():
        terminalreporter.write_line(f"skipped: {number} × {why}" + (f": {REMEDIES[why]}" if why in REMEDIES else ""))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, then by how many tests a file has; those of a file stay in their order."""
    here = Path(__file__).parent
    rank = {here / name: number for number, name in enumerate(LONGEST)}
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (rank.get(item.path, len(rank)), -tests[item.path]))


@pytest.fixture(autouse=True)
def _model_of_names() -> Iterator[None]:
    """What reads files or redacts says for its process whether the model of names is asked; a process of tests goes on with others.

    Before a test as after it: what a module or a session lays for its tests may have read files, too.
    """
    _ask_as_by_default()
    yield
    _ask_as_by_default()


def _ask_as_by_default() -> None:
    if known := sys.modules.get("bailee.detectors.names_model"):
        known.begin(known.DEFAULT)


@pytest.fixture
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """What a passphrase closes is closed to a key that stands for it here: age takes seconds of a processor for each word.

    `@pytest.mark.dear` is a test that needs age's own, as one that opens the file by another tool.
    """
    import pyrage

    if request.node.get_closest_marker("dear"):
        return
    keys: dict[str, pyrage.x25519.Identity] = {}

    def key(passphrase: str) -> pyrage.x25519.Identity:
        return keys.setdefault(passphrase, pyrage.x25519.Identity.generate())

    monkeypatch.setattr(pyrage.passphrase, "encrypt", lambda data, word: pyrage.encrypt(data, [key(word).to_public()]))
    monkeypatch.setattr(pyrage.passphrase, "decrypt", lambda data, word: pyrage.decrypt(data, [key(word)]))


@pytest.fixture(params=os.environ.get("BAILEE_TEST_STORES", "sqlite").split())
def stands_on(request: pytest.FixtureRequest) -> str:
    """The database that the world stands on. Tests of the store take both (tests/store/conftest.py)."""
    return str(request.param)


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres_store.Cluster]:
    """A PostgreSQL of this run's own, started when the first test asks for it."""
    with postgres_store.running() as server:
        if server is None:
            pytest.skip("PostgreSQL 15 or later is not installed")
        yield server


@dataclass
class Template:
    """A world laid once on PostgreSQL and copied there, as `worlds.make_world` copies its own on SQLite."""

    home: Path
    numbers: Iterator[int] = field(default_factory=count)

    def copy(self, home: Path, cluster: postgres_store.Cluster) -> str:
        """Another one; the name of its database."""
        from bailee.store import database

        if not self.home.exists():
            postgres_store.stand_on(self.home, cluster, "template_world")
            worlds.make_world(self.home)
            database.disconnect(self.home)
        shutil.copytree(self.home, home)
        name = f"world_{next(self.numbers)}"
        postgres_store.stand_on(home, cluster, name, template="template_world")
        return name


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template(tmp_path_factory.mktemp("world") / "postgresql")


@pytest.fixture
def world(
    stands_on: str, _template: Template, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[worlds.World]:
    from bailee.store import database

    home = tmp_path / "home"
    if stands_on == "sqlite":
        worlds.make_world(home)
        yield worlds.open_world(home)
        database.disconnect(home)
        return
    cluster = request.getfixturevalue("cluster")
    name = _template.copy(home, cluster)
    yield worlds.open_world(home)
    database.disconnect(home)
    cluster.drop(name)
