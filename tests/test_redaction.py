"""Redaction: every other byte stays, a pseudonym is the same under the same key, and says nothing without it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import warm
from bailee.errors import InvalidInput
from bailee.redaction import Redaction
from cli.running import run
from waiting import PATIENCE

NOTE = "Dear Jane,\r\nSSN 512-44-7313, é jane@example.com\u2028Visa 4539 5787 6362 1486\t\x00 JANE@EXAMPLE.COM, SSN 512 44 7313 end"


def bailee(*words: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return warm.run_bytes(*words, given=stdin)


def key_file(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name
    run("known-values", "key", path)
    return path


def test_every_other_byte_stays(tmp_path: Path) -> None:
    given = NOTE.encode() + b" \xff\xfe \xe2\x82 end\r"
    key = key_file(tmp_path, "a.key")
    without = bailee("detect", "--redact", "pseudonym", "--patterns-only", "--key-file", key, stdin=given).stdout
    found = [part.partition("]")[0] for part in without.decode("utf-8", "surrogateescape").split("[")[1:]]
    rest = without
    for each in found:
        rest = rest.replace(f"[{each}]".encode(), b"#")
    expected = given
    for value in (b"512-44-7313", b"jane@example.com", b"4539 5787 6362 1486", b"JANE@EXAMPLE.COM", b"512 44 7313"):
        expected = expected.replace(value, b"#")
    assert rest == expected


def test_one_value_has_one_pseudonym_under_one_key_in_texts_and_lines(tmp_path: Path) -> None:
    key, other = key_file(tmp_path, "a.key"), key_file(tmp_path, "b.key")
    words = ("detect", "--redact", "pseudonym", "--patterns-only", "--key-file")
    one = bailee(*words, key, stdin=b"jane@example.com JANE@example.com").stdout.decode()
    first, second = one.split("] ")
    assert first + "]" == second
    line = json.dumps({"id": 1, "text": "write to jane@example.com"}).encode()
    for jobs in ("1", "2"):
        row = json.loads(bailee(*words, key, "--jsonl", "--jobs", jobs, stdin=line).stdout)
        assert row["text"] == f"write to {second}"
    assert bailee(*words, other, stdin=b"jane@example.com").stdout.decode() != second


def test_without_any_key_it_is_of_this_run_alone_and_said_so(tmp_path: Path) -> None:
    words = ("detect", "--redact", "pseudonym", "--patterns-only", "--home", tmp_path / "none")
    runs = [bailee(*words, stdin=b"a jane@example.com b jane@example.com") for _ in range(2)]
    assert all(b"of this run alone" in done.stderr for done in runs)
    assert runs[0].stdout != runs[1].stdout
    assert runs[0].stdout.count(runs[0].stdout[2:30]) == 2


def test_the_store_keeps_pseudonyms_the_same(tmp_path: Path) -> None:
    home, place = tmp_path / "home", tmp_path / "place"
    place.mkdir()
    run("scan", place, "--jobs", "1", home=home)
    words = ("detect", "--redact", "pseudonym", "--patterns-only", "--home", home)
    first, second = (bailee(*words, stdin=b"jane@example.com").stdout for _ in range(2))
    assert first == second and first.startswith(b"[email-address ")


def test_another_way_is_wrong_use() -> None:
    with pytest.raises(InvalidInput):
        Redaction("blur")


LINES = 40_000


def test_a_stream_takes_no_more_memory_for_being_long(tmp_path: Path) -> None:
    """Peak memory over 40,000 lines is that over 4,000, a line of 70 MB costs a line, and order is kept."""
    code = (
        "import json,sys\nn=int(sys.argv[1])\nw=sys.stdout.write\n"
        "for i in range(n):\n    w(json.dumps({'id': i, 'text': 'x '*200 + f'user{i}@example.com'}) + '\\n')\n"
        "if n > 10000:\n    w('{\"id\": 1, \"text\": \"'); [w('y'*1000000) for _ in range(70)]; w('\"}\\n')\n"
        "w(json.dumps({'id': 'last', 'text': ''}) + '\\n')\n"
    )
    peaks = []
    for count in (LINES // 10, LINES):
        made = subprocess.Popen([sys.executable, "-c", code, str(count)], stdout=subprocess.PIPE)
        watched = (
            "import resource,sys\nfrom bailee.cli.main import main\n"
            "try:\n    main()\nfinally:\n    sys.stdout.flush(); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        command = [sys.executable, "-c", watched, "detect", "--jsonl", "--patterns-only"]
        done = subprocess.run(command, stdin=made.stdout, capture_output=True, timeout=PATIENCE, check=False)
        made.wait()
        rows = [json.loads(line)["id"] for line in done.stdout.splitlines()]
        assert rows == [*range(count), "last"]
        assert done.returncode == (0 if count == LINES // 10 else 2)
        peaks.append(int(done.stderr.split()[-1]))
        if count == LINES:
            assert f"line {LINES + 1}:".encode() in done.stderr
    assert peaks[1] - peaks[0] < 230_000  # KiB: one read of a line that is too long, and none of the stream
