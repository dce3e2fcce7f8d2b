"""A worker that was taken over reaches nobody, writes nothing, reads nothing else, starts nothing; it costs its own file."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bailee.findings import Finding
from bailee.scanner import Event, ItemPartly, ItemRead, Limits, ScanKeys, Skipped, pool
from bailee.scanner.processes import resident
from bailee.scanner.scan import Scanner
from bailee.vocabulary import Reason
from waiting import within

sys.path.insert(0, str(Path(__file__).parent))

import taken_over

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what holds elsewhere was never seen by us")
SSN = "Social Security number: 512-44-7313"


@pytest.fixture(autouse=True)
def _double(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_work", taken_over.work)


def told(place: Path, deed: str, limits: Limits | None = None) -> dict[str, Event]:
    """How a hostile file and a good one after it ended; a card number in the hostile one says that it got its will."""
    place.mkdir()
    (place / "hostile.txt").write_text(deed)
    (place / "z good.txt").write_text(SSN)
    found = list(Scanner(place, ScanKeys.random(), limits=limits or Limits(seconds=4), jobs=1).events())
    ends = {event.locator.item: event for event in found if isinstance(event, ItemRead | ItemPartly | Skipped)}
    assert not [e for e in found if isinstance(e, Finding) and e.detector == "payment-card"], "it got its will"
    assert isinstance(ends["z good.txt"], ItemRead)
    assert any(isinstance(e, Finding) and e.detector == "us-ssn" for e in found)
    return ends


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.2)
        yield listening


@pytest.mark.parametrize("deed", ["connect", "send"])
def test_it_reaches_nobody_not_even_this_machine(deed: str, server: socket.socket, tmp_path: Path) -> None:
    ends = told(tmp_path / "place", f"{deed} {server.getsockname()[1]}")
    assert isinstance(ends["hostile.txt"], Skipped)
    with pytest.raises(TimeoutError):
        server.accept()


def test_it_writes_changes_and_removes_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    for number, deed in enumerate(("write", "change", "remove")):
        kept.write_text("as it was")
        kept.chmod(0o600)
        told(tmp_path / f"place{number}", f"{deed} {kept}")
        assert kept.read_text() == "as it was" and kept.stat().st_mode & 0o777 == 0o600
    told(tmp_path / "place", f"write {tmp_path / 'place' / 'new.txt'}")
    assert not (tmp_path / "place" / "new.txt").exists()


def test_it_reads_no_keys_of_ours_and_no_accounts(tmp_path: Path) -> None:
    (tmp_path / ".ssh").mkdir()
    (tmp_path / ".ssh" / "id_ed25519").write_text("secret")
    for number, path in enumerate((tmp_path / ".ssh" / "id_ed25519", "/etc/passwd", f"/proc/{os.getpid()}/environ")):
        ends = told(tmp_path / f"place{number}", f"read {path}")
        assert isinstance(ends["hostile.txt"], Skipped) and ends["hostile.txt"].reason is Reason.NO_PERMISSION


def test_it_starts_no_process_and_ends_none(tmp_path: Path) -> None:
    told(tmp_path / "fork", "fork")
    told(tmp_path / "run", f"run {tmp_path / 'made'}")
    told(tmp_path / "kill", "kill_parent")
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("deed", ["swell", "map_memory"])
def test_it_takes_no_more_memory_than_it_may(deed: str, tmp_path: Path) -> None:
    ends = told(tmp_path / "place", deed, Limits(seconds=8, memory=300 << 20))
    assert isinstance(ends["hostile.txt"], Skipped) and ends["hostile.txt"].reason is Reason.OUT_OF_MEMORY


@pytest.mark.parametrize("deed", ["sleep", "half"])
@pytest.mark.timed
def test_it_is_ended_when_it_does_nothing_for_too_long(deed: str, tmp_path: Path) -> None:
    with within(4 + 15, least=3):  # and the start of the workers
        ends = told(tmp_path / "place", deed, Limits(seconds=1, stalled=4))
    assert isinstance(ends["hostile.txt"], Skipped) and ends["hostile.txt"].reason is Reason.TIMED_OUT


def test_it_is_ended_when_it_works_for_too_long(tmp_path: Path) -> None:
    ends = told(tmp_path / "place", "burn", Limits(seconds=2, stalled=600))
    assert isinstance(ends["hostile.txt"], Skipped) and ends["hostile.txt"].reason is Reason.TIMED_OUT


@pytest.mark.parametrize("deed", ["flood", "huge"])
def test_it_does_not_fill_our_memory_by_talking(deed: str, tmp_path: Path) -> None:
    before = resident(os.getpid())
    ends = told(tmp_path / "place", deed, Limits(seconds=8))
    assert not isinstance(ends["hostile.txt"], ItemRead)
    assert resident(os.getpid()) - before < 300 << 20


FORGED = {
    "no JSON": "ok[{]",
    "another file": 'ok[{"is": "unread", "locator": ["z good.txt"], "reason": "encrypted"}]',
    "a category of its own": "ok" + json.dumps([{
        "is": "finding", "ident": "a", "locator": ["hostile.txt"], "detector": "x", "category": "none", "subject": "person",
        "position": 0, "count": 1, "confidence": "likely", "probability": 1.0, "fingerprint": "a", "normal_forms": [], "group": "",
        "mask": "", "attributes": [],
    }]),
    "a count that no database holds": "ok" + json.dumps([{"is": "progress", "characters": 1 << 70, "members": 0}]),
    "a reason of its own": "failedboredom",
    "another word": "hello",
    "nesting without end": "ok" + "[" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("message", FORGED.values(), ids=FORGED)
def test_what_it_forges_is_not_believed(message: str, tmp_path: Path) -> None:
    ends = told(tmp_path / "place", f"forge {message}")
    assert isinstance(ends["hostile.txt"], Skipped) and ends["hostile.txt"].reason is Reason.CRASHED


def test_what_holds_is_what_workers_were_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SSN)
    scanner = Scanner(tmp_path, ScanKeys.random(), jobs=1)
    list(scanner.events())
    assert scanner.held is not None and scanner.held.missing == () and scanner.held.by
