"""Whatever lies on a disk and whatever a person types: a clear message or a counted reason, and the promised exit code."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import hostile
import mutations
import warm
from as_typed import PLAIN, bailee, held, numbers, outcome, scanned, started
from waiting import PATIENCE, until

GOOD = "Social Security number: 512-44-7313\n"
NOBODY = 65534
is_root = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD)
    return folder


# what lies on the disk


def test_what_is_no_file_is_neither_opened_nor_counted(place: Path, tmp_path: Path) -> None:
    os.mkfifo(place / "pipe")
    (place / "loop").symlink_to(place)
    (place / "self").symlink_to("self")
    (tmp_path / "outside.txt").write_text(GOOD)
    (place / "out").symlink_to(tmp_path / "outside.txt")
    with contextlib.suppress(PermissionError):
        os.mknod(place / "zero", 0o600 | 0o020000, os.makedev(1, 5))  # /dev/zero: it would never end
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place / "socket"))
        report = scanned(place)
    assert report["items"] == {"read": 1, "partly": 0, "skipped": 0} and numbers(report) == {"good.txt"}


def test_names_that_are_no_text_and_names_as_long_as_can_be(place: Path) -> None:
    (place / os.fsdecode(b"caf\xe9\xff.txt")).write_text(GOOD)
    (place / ("n" * 251 + ".txt")).write_text(GOOD)
    (place / "new\nline\x1b[31m.txt").write_text(GOOD)
    report = scanned(place)
    assert len(numbers(report)) == 4 and report["items"]["read"] == 4
    done = bailee("scan", place, "--home", place.parent / "home")
    assert done.code == 0 and "\x1b[31m" not in done.said
    assert bailee("status", "--home", place.parent / "home", "--json").code == 0


def test_a_tree_of_a_thousand_levels(place: Path) -> None:
    here = os.open(place, os.O_RDONLY)
    for _ in range(1_000):
        os.mkdir("level", dir_fd=here)
        below = os.open("level", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    written = os.open("deep.txt", os.O_CREAT | os.O_WRONLY, 0o600, dir_fd=here)
    os.write(written, GOOD.encode())
    os.close(written)
    os.close(here)
    report = scanned(place)
    told = [row["reason"] for row in report["skipped"]]
    assert "good.txt" in numbers(report) and (told == ["too-deep"] or len(numbers(report)) == 2)
    subprocess.run(["rm", "-rf", str(place)], check=True)  # Python's own gives up half-way


@pytest.mark.skipif(not (is_root and shutil.which("setpriv")), reason="needs root, to have a file that is not ours")
def test_what_may_not_be_read_is_counted_and_the_rest_is_read(place: Path, tmp_path: Path) -> None:
    (place / "closed").mkdir()
    (place / "closed" / "a.txt").write_text(GOOD)
    (place / "theirs.txt").write_text(GOOD)
    for path in (place / "closed", place / "theirs.txt"):
        os.chown(path, NOBODY, NOBODY)
        path.chmod(0o700)
    no_override = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    words = ["scan", place, "--no-store", "--json", "--exact-locators", "--fail-on-incomplete"]
    done = bailee(*words, through=no_override)
    report = json.loads(done.out)
    assert done.code == 3 and numbers(report) == {"good.txt"}
    assert report["coverage"]["no-permission"]["items"] == 2 and outcome(report, "theirs.txt") == "no-permission"
    os.chown(tmp_path / "place" / "closed", NOBODY, NOBODY)
    refused = bailee("scan", place, "--home", place / "closed" / "home", through=no_override)
    assert refused.code == 2 and refused.err.startswith("error: ") and "hint:" in refused.err


def test_a_file_that_changes_while_it_is_read(place: Path) -> None:
    """Files grow, shrink and vanish all the while: each of those that stay ends once, and nothing fails."""
    for number in range(300):
        (place / f"{number}.txt").write_text(GOOD * 2_000)
    stop = threading.Event()

    def restless() -> None:
        chance = random.Random(1)
        while not stop.is_set():
            path = place / f"{chance.randrange(300)}.txt"
            with contextlib.suppress(OSError):
                if chance.random() < 0.3:
                    path.unlink()
                elif chance.random() < 0.5:
                    os.truncate(path, 10)
                else:
                    with path.open("a") as file:
                        file.write(GOOD * 500)

    busy = threading.Thread(target=restless)
    busy.start()
    try:
        report = scanned(place)
    finally:
        stop.set()
        busy.join()
    assert sum(report["items"].values()) >= 100
    assert set(report["coverage"]) <= {"vanished", "damaged"} and "good.txt" in numbers(report)


def test_an_empty_folder_and_a_single_file_are_places(place: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = bailee("scan", tmp_path / "empty", "--no-store")
    assert done.code == 0 and sum(scanned(tmp_path / "empty")["items"].values()) == 0
    assert numbers(scanned(place / "good.txt")) == {"good.txt"}


# bombs, locks and damage


def test_bombs_are_told_and_cost_nothing_else(place: Path) -> None:
    for name in ("laughs.xml", "nest.zip", "doubly-deflated.pdf", "sparse.xlsx", "bomb.png"):
        (place / name).write_bytes(hostile.BOMBS[name]())
    report = scanned(place, "--jobs", "2")
    assert "good.txt" in numbers(report) and sum(report["items"].values()) == 6
    assert outcome(report, "laughs.xml") in ("too-big", "timed-out")
    assert outcome(report, "nest.zip") == "too-deep" and outcome(report, "doubly-deflated.pdf") == "too-big"
    assert "crashed" not in report["coverage"]


def test_what_is_locked_says_so(place: Path) -> None:
    buffer = place / "locked.zip"
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", GOOD)
    data = bytearray(buffer.read_bytes())
    data[6] |= 1  # the bit that says so, in the member and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    buffer.write_bytes(data)
    shutil.copy(mutations.OLD_OFFICE / "password.doc", place)
    shutil.copy(mutations.OLD_OFFICE / "password.xls", place)
    (place / "locked.pdf").write_bytes(hostile.locked_pdf())
    report = scanned(place)
    for name in ("locked.zip", "password.doc", "password.xls", "locked.pdf"):
        assert outcome(report, name) == "encrypted", name


def test_a_good_file_of_each_format_is_read() -> None:
    """Else the damaged ones of the next test would prove nothing."""
    from bailee.extractors import extractor_for
    from bailee.extractors.recognition import recognise
    from bailee.items import Item
    from bailee.vocabulary import Locator

    items = [Item(Locator((form,)), len(data), data=data) for form, data in mutations.good_files().items()]
    assert [str(each.locator) for each in items if extractor_for(recognise(each)) is None] == []


def test_damaged_files_of_every_format_end_exactly_once(tmp_path: Path) -> None:
    forms = sorted(mutations.good_files())
    for number in range(100, 100 + 3 * len(forms)):
        name = forms[number % len(forms)]
        (tmp_path / f"{number} {name}").write_bytes(mutations.mutated(name, random.Random(number)))
    for name in forms:
        data = mutations.good_files()[name]
        (tmp_path / f"cut {name}").write_bytes(data[: len(data) * 2 // 3])
    report = scanned(tmp_path)
    assert sum(report["items"].values()) == 4 * len(forms)
    assert not {"crashed", "timed-out", "out-of-memory"} & set(report["coverage"])


# the store


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of its own; skipped where it cannot be had."""
    folder.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], capture_output=True
    ).returncode:
        pytest.skip("needs the right to mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    for number in range(1, 61):
        rows = "".join(f"Ann,{number:03}-{n // 100 + 10}-{n % 100:02}{number:02}\n" for n in range(100, 400))
        (place / f"{number:02}.csv").write_text("name,ssn\n" + rows)
    with small_disk(tmp_path / "disk", "6m") as disk:
        full = bailee("scan", place, "--home", disk / "home")
        assert full.code == 2 and "full" in full.err and "hint:" in full.err
        assert bailee("evidence", "verify", "--home", disk / "home").code == 0
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
        again = bailee("scan", place, "--home", disk / "home", "--json")
        assert again.code == 0 and len(numbers(json.loads(again.out))) == 60
        assert bailee("evidence", "verify", "--home", disk / "home").code == 0


def test_a_report_that_no_longer_fits_leaves_the_one_before(place: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "60k") as disk:
        (disk / "r.html").write_text("the report of March")
        full = bailee("scan", place, "--no-store", "--names", "off", "--report", disk / "r.html")
        assert full.code == 2 and "hint:  free some space" in full.err
        assert [file.read_text() for file in disk.iterdir()] == ["the report of March"]


def test_a_store_of_a_newer_bailee_is_left_as_it_is(place: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert bailee("scan", place, "--home", home).code == 0
    with contextlib.closing(sqlite3.connect(home / "bailee.sqlite3")) as store:
        store.execute("PRAGMA user_version=9999")
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = (home / "bailee.sqlite3").read_bytes()
    for words in (["scan", place], ["status"], ["findings"], ["evidence", "verify"]):
        done = bailee(*words, "--home", home)
        assert done.code == 2 and "newer" in done.err and "hint:" in done.err
    assert (home / "bailee.sqlite3").read_bytes() == before


def test_a_home_that_cannot_be_written(place: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    for home in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/bailee")):
        done = bailee("scan", place, "--home", home)
        assert done.code == 2 and done.err.startswith("error: ") and "hint:" in done.err


def test_two_scans_at_once(place: Path, tmp_path: Path) -> None:
    """The second is told who is at it, and the first is not disturbed."""
    (place / "long.txt").write_bytes(b"Mary Smith, 12 Main Street, born 01/02/1980\n" * 1_600_000)
    home = tmp_path / "home"
    first = started("scan", place, "--home", home)
    until((home / "scan.lock").exists, "the first one has begun")
    second = bailee("status", "--home", home)
    while "another scan" not in second.err and first.poll() is None:
        second = bailee("scan", place, "--home", home)
    assert second.code == 2 and "another scan into this store is running" in second.err and "hint:" in second.err
    first.send_signal(signal.SIGINT)
    assert first.wait() in (130, 0)  # 0 where it was through before it was stopped
    assert bailee("evidence", "verify", "--home", home).code == 0


def _written(home: Path) -> int:
    wal = home / "bailee.sqlite3-wal"
    return wal.stat().st_size if wal.exists() else 0


def _until_written(home: Path, size: int, process: warm.Process) -> None:
    until(lambda: _written(home) > size or process.poll() is not None, "it writes")


def test_killed_at_any_moment_the_next_scan_goes_on(tmp_path: Path) -> None:
    """Kills of one scan after the other, as soon as it writes; in the end all is as if nothing had been. `make kills` kills at random."""
    place = tmp_path / "place"
    (place / "mail").mkdir(parents=True)
    for name, data in mutations.good_files().items():
        if len(data) < 50_000:
            (place / name).write_bytes(data)
            (place / "mail" / f"copy of {name}").write_bytes(data + b"\n")
    for number in range(40):
        (place / f"{number}.csv").write_text("name,ssn\n" + f"Ann,512-44-73{number:02}\n" * 50)
    calm = tmp_path / "calm"
    assert bailee("scan", place, "--home", calm).code == 0
    home = tmp_path / "home"
    for _ in range(2):
        size = _written(home)
        process = started("scan", place, "--home", home)
        _until_written(home, size, process)
        process.kill()
        process.wait()
    done = bailee("scan", place, "--home", home)
    assert done.code == 0 and bailee("evidence", "verify", "--home", home).code == 0
    assert held(home) == held(calm)


# what a person types

WRONG: tuple[tuple[str, ...], ...] = (
    ("scan",), ("scan", "/no/such/place"), ("scan", "."), ("scan", "a\0b"), ("scan", "/dev/null", "--no-store"),
    ("scan", ".", "--no-store", "--report", "a.docx"), ("scan", ".", "--no-store", "--report", "/no/such/folder/a.html"),
    ("scan", ".", "--no-store", "--jobs", "-1"), ("scan", ".", "--no-store", "--jobs", "1000000"), ("scan", ".", "--jobs", "x"),
    ("scan", ".", "--fail-on", "nonsense"), ("scam",), ("scan", "--nonsense", "."), ("read",), ("read", "/no/such/file"), ("read", "/"),
    ("read", "/dev/zero"), ("detect", "/no/such/file"), ("detect", "--jsonl", "/dev/null/x"), ("status",), ("status", "--on", "yesterday"),
    ("findings",), ("findings", "--category", "nonsense"), ("people",), ("triage",), ("triage", "nonsense"), ("assess", "--facts", "/no/such.toml"),
    ("declare",), ("declare", "nonsense"), ("notice",), ("notice", "draft"), ("notice", "draft", "nonsense", "--out", "a.html"),
    ("sign-off",), ("sign-off", "record"), ("protect",), ("protect", "plan"), ("protect", "apply", "/no/such/file"), ("protect", "undo", "/no/such"),
    ("evidence",), ("evidence", "verify", "/no/such"), ("evidence", "export"), ("serve", "--port", "99999999"), ("serve", "--port", "x"), ("demo", "--seed", "x"),
)  # fmt: skip


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_use_is_told_with_exit_two(words: tuple[str, ...], tmp_path: Path) -> None:
    if any("\0" in word for word in words):
        pytest.skip("the system takes no such word")
    if words == ("scan", "."):
        (tmp_path / "file").touch()
        words = ("scan", ".", "--home", str(tmp_path / "file"))
    done = bailee(*words, BAILEE_HOME=str(tmp_path / "home"))
    assert done.code == 2, done.said
    assert "rror: " in done.err or "Usage: " in done.said
    assert not (tmp_path / "home" / "bailee.sqlite3").exists()


def test_a_setting_that_makes_no_sense_is_named(place: Path) -> None:
    done = bailee("scan", place, "--no-store", BAILEE_SCAN_DEPTH="deep")
    assert done.code == 2 and 'BAILEE_SCAN_DEPTH is "deep"' in done.err and "hint:" in done.err


def test_a_report_that_cannot_be_written(place: Path, tmp_path: Path) -> None:
    (tmp_path / "r.html").mkdir()
    done = bailee("scan", place, "--no-store", "--report", tmp_path / "r.html")
    assert done.code == 2 and "rror: " in done.err
    done = bailee("scan", place, "--no-store", "--report", "/proc/r.html")
    assert done.code == 2 and "rror: " in done.err


def test_a_place_that_is_empty_is_not_the_folder_that_a_script_runs_in(tmp_path: Path) -> None:
    """`bailee scan "$SHARE"`, where the variable is not set."""
    done = bailee("scan", "", "--home", tmp_path / "home")
    assert done.code == 2 and "no place is named" in done.err
    assert not (tmp_path / "home").exists()


def test_many_jobs_take_no_more_than_there_is(place: Path) -> None:
    for number in range(100):
        (place / f"{number}.txt").write_text(GOOD)
    assert scanned(place, "--jobs", "64")["items"]["read"] == 101


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("scan PLACE --no-store --json", 0),
        ("scan PLACE --no-store --json --fail-on high", 1),  # the verdict is what it is, whoever reads the rest
        ("scan PLACE --no-store --fail-on high", 1),
        ("laws", 0),
        ("read PLACE/good.txt", 0),
    ],
)
def test_a_reader_of_the_output_that_goes_away(place: Path, command: str, code: int, unbuffered: str) -> None:
    (place / "good.txt").write_text("SSN 512-44-7313\n" * 10_000)
    line = f"{sys.executable} -m bailee {command.replace('PLACE', str(place))} | head -c 10 >/dev/null; exit ${{PIPESTATUS[0]}}"
    env = {**os.environ, **PLAIN, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, env=env, check=False)
    assert (done.returncode, "rror" in done.stderr) == (code, False), done.stderr


def test_what_goes_on_for_as_long_as_there_is_input_stops_when_nobody_reads_it() -> None:
    endless = """yes '{"id": 1, "text": "SSN 512-44-7313"}'"""
    line = f"{endless} | {sys.executable} -m bailee detect --jsonl --patterns-only --jobs 1 | head -1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.stdout.count("\n") == 1 and "us-ssn" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_output_that_takes_nothing(place: Path) -> None:
    command = f"{sys.executable} -m bailee kinds >/dev/full"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, env={**os.environ, **PLAIN}, check=False
    )
    assert done.returncode == 2 and "no space left on device" in done.stderr and "Traceback" not in done.stderr


def test_a_terminal_that_knows_no_dots(place: Path) -> None:
    (place / "512-44-7313 review.txt").write_text(GOOD)
    done = bailee("scan", place, "--no-store", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.code == 0
    assert (
        json.loads(bailee("scan", place, "--no-store", "--json", PYTHONIOENCODING="latin-1").out)["items"]["read"] == 2
    )


def test_a_fault_of_ours_is_named_by_class_and_place_and_quotes_nothing() -> None:
    code = (
        "import bailee.scanner.looking as looking\n"
        "def broken(file, **options): raise ValueError('SSN 512-44-7313')\n"
        "looking.look_into = broken\n"
        "import sys; sys.argv = ['bailee', 'read', 'x']\n"
        "from bailee.cli.main import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 70 and "ValueError at cli/read.py:" in done.stderr
    assert "7313" not in done.stderr + done.stdout and "Traceback" not in done.stderr
