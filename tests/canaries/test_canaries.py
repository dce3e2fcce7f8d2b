"""A small run of the canaries: what is kept, written and shown after a scan, some commands, pages and the API holds none of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from canaries.planting import canaries, plant
from canaries.run import Run, run
from canaries.searching import Search, disguises, told, unpacked


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with run(tmp_path_factory.mktemp("canaries"), number=120, seed=5, is_whole=False) as made:
        yield made


def test_no_canary_stands_outside_the_files_of_the_client(done: Run) -> None:
    assert told(Search(done.planted), done.contents) == {}


def test_what_somebody_typed_is_written_down_nowhere(done: Run) -> None:
    assert told(Search(done.typed), done.kept) == {}


def test_no_canary_lies_in_the_memory_of_the_server(done: Run) -> None:
    if not done.processes:
        pytest.skip("this account may not look into memory, or there is no /proc")
    assert done.in_memory == {}
    assert done.memory > 20 << 20


def test_there_was_something_to_leak(done: Run) -> None:
    names = " ".join(done.contents)
    for wanted in (
        "bailee.sqlite3",
        "backup opened",
        "GET /o/",
        "GET /api/",
        "keys drill",
        "scan ",
        "server’s lines",
        "report",
    ):
        assert wanted in names, wanted
    assert done.found >= 60 and done.pages > 25 and done.answers > 10
    assert sum(map(len, done.contents.values())) > 3_000_000


def test_every_form_of_a_value_is_found(tmp_path: Path) -> None:
    planted = [each.value for each in canaries(16, 3)]
    search = Search(planted)
    for value in planted:
        for form in disguises(value):
            assert value in search.hits(b"\0 " + form + b" \0")
    plant(tmp_path, canaries(16, 3))
    held = {
        value
        for path in tmp_path.rglob("*")
        if path.is_file()
        for part in unpacked(path.read_bytes())
        for value in search.hits(part)
    }
    assert held == set(planted)


def test_what_stands_in_a_longer_word_is_chance() -> None:
    search = Search(["078-05-1120"])
    assert search.hits(b"a 078051120 b") and not search.hits(b"a107805112099 b")
