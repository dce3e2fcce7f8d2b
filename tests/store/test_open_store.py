"""Opening: new, again, by two at once, damaged, of a newer version, without its key, where nobody may write."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bailee.errors import CannotRead, Error
from bailee.operations.open_store import open_store
from bailee.store import database
from lying import files
from world import World


@pytest.fixture
def stands_on() -> str:
    """These tests are about the file that a store on SQLite is."""
    return "sqlite"


def test_a_new_store_is_closed_to_others(tmp_path: Path) -> None:
    workspace = open_store(tmp_path / "new")
    workspace.set_fact("has_cctv", True)
    if os.name == "posix":
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o077 for path in files(tmp_path / "new", "bailee.sqlite3*")} == {0}
    assert open_store(tmp_path / "new", create=False).facts() == {"has_cctv": True}


def test_reading_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="no store"):
        open_store(tmp_path / "typo", create=False)
    assert not (tmp_path / "typo").exists()


def test_a_store_of_a_newer_version_is_left_alone(world: World) -> None:
    world.alice.close()
    file = world.home / database.FILE
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version=9000")
    connection.close()
    database._aliases.pop(world.home.absolute(), None)  # as a process would that opens it first
    before = file.read_bytes()
    with pytest.raises(CannotRead, match="newer bailee") as caught:
        open_store(world.home)
    assert caught.value.hint and file.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to have a header" * 9, b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_a_damaged_store_is_said_so(tmp_path: Path, content: bytes) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / database.FILE).write_bytes(content)
    with pytest.raises(Error) as caught:
        open_store(home)
    assert str(home) in str(caught.value) and caught.value.hint


def test_a_store_without_its_key_gets_no_new_one(world: World) -> None:
    (world.home / "keys" / "master.key").unlink()
    with pytest.raises(CannotRead, match="missing"):
        open_store(world.home, member="alice")
    assert not (world.home / "keys" / "master.key").exists()


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Error) as caught:
        open_store(tmp_path / "file" / "home")
    assert "--home" in caught.value.hint


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_said_so(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    with pytest.raises(Error) as caught:
        open_store(home)
    assert caught.value.hint


def test_two_who_open_a_new_store_at_once_get_the_same_one(tmp_path: Path) -> None:
    code = "import sys, pathlib; from bailee.operations.open_store import open_store; print(open_store(pathlib.Path(sys.argv[1])).organisation)"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "home")], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    answers = {process.communicate()[0] for process in started}
    assert len(answers) == 1 and all(process.returncode == 0 for process in started)


def test_a_full_disk_is_said_so_and_loses_nothing(world: World) -> None:
    from django.db import connections

    world.alice.set_fact("has_cctv", True)
    with connections[world.alice.alias].cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
    with pytest.raises(CannotRead, match="full") as caught, world.alice.transaction():
        for number in range(2_000):
            world.alice.set_fact("employees_total", number)
    assert "make room" in caught.value.hint
    assert world.alice.facts() == {"has_cctv": True}


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process is the system's there")
@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("America/New_York", "America/New_York -1 day, 19:00:00"),
        (":Etc/UTC", "UTC 0:00:00"),
        ("Asia/Kolkata", "Asia/Kolkata 5:30:00"),
    ],
)
def test_a_process_keeps_the_zone_of_its_machine(tmp_path: Path, zone: str, told: str) -> None:
    """Quiet hours, schedules and days are those of the wall, also once a store is open."""
    code = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from bailee.operations.open_store import open_store; from bailee.operations.time_zones import own_zone\n"
        "open_store(Path(sys.argv[1])); print(own_zone(), datetime(2026, 11, 27, 12).astimezone().utcoffset())"
    )
    asked = [sys.executable, "-c", code, str(tmp_path / "home")]
    done = subprocess.run(asked, env=os.environ | {"TZ": zone}, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == told
