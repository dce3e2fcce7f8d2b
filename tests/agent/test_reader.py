"""Reading for a job: the gate before anything of staff's own, limits kept, an end that says how."""

from __future__ import annotations

import json
import os
import shutil
import time
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import decrypt, x25519

from bailee.agent import reader
from bailee.agent.folder import Enrolment, Folder
from bailee.agent.reader import Told, read, require_gate, staffs_own
from bailee.agent.spool import Job, Spool
from bailee.errors import InvalidInput, NotAllowed
from bailee.fleet import slips
from bailee.fleet.pieces import unpacked
from bailee.fleet.signing import public_of
from bailee.fleet.slips import Slip
from bailee.scanner.events import ItemRead

AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
SERVER, IDENTITY = Ed25519PrivateKey.generate(), x25519.Identity.generate()


def _folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "agent")
    folder.make()
    made = Enrolment(
        "http://127.0.0.1:1", "1.agent-1f", "agent-1f", "alices-shop", "A" * 43 + "=", "A" * 43 + "=",
        str(IDENTITY.to_public()), public_of(SERVER).hex(), "m",
    )  # fmt: skip
    folder.keep(made, Ed25519PrivateKey.generate().private_bytes_raw())
    return folder


def _slip(
    *, is_open: bool = True, until: datetime = AT + timedelta(hours=20), lease: str = "lease-1f"
) -> dict[str, Any]:
    return slips.written(Slip(lease, "agent-1f", is_open, "no notice was served", (), until), SERVER.sign)


def _forged() -> dict[str, Any]:
    shut = _slip(is_open=False)
    return shut | {"says": shut["says"].replace('"open":false', '"open":true')}


def _home(tmp_path: Path) -> Path:
    """Somebody's home, as a file server keeps it."""
    home = tmp_path / "homes" / "pat"
    for name in ("Desktop", "Documents", "Downloads", "Pictures", "AppData/Local", "AppData/Roaming"):
        (home / name).mkdir(parents=True)
    (home / "NTUSER.DAT").write_bytes(b"regf")
    return home


def _read(
    folder: Folder, path: Path, slip: dict[str, Any] | None = None, **told: Any
) -> tuple[str, dict[str, Any], int]:
    """How a job ended, what its last piece says, and how many events came before that."""
    spool = Spool(folder.database)
    spool.take_on(Job("lease-1f", 1, {"path": str(path), "least_free": 0, **told}, slip or {}, ""))
    says = read(folder, "lease-1f", now=AT.timestamp())
    events, end = 0, {}
    while (piece := spool.next()) is not None:
        content = decrypt(piece.body, [IDENTITY])
        if piece.is_last:
            end = json.loads(content.removeprefix(b"end\n"))
        else:
            events += sum(1 for _ in unpacked(content))
        spool.ack(piece.sequence)
    return says, end, events


def test_a_place_is_read_and_its_pieces_are_closed_to_the_server(tmp_path: Path) -> None:
    (tmp_path / "hr").mkdir()
    (tmp_path / "hr" / "a.txt").write_text("ssn 512-44-7313 of the employee")
    folder = _folder(tmp_path)
    says, end, events = _read(folder, tmp_path / "hr", share=4.0)
    assert (says, end["ended"], end["staff"]) == ("", "whole", [])
    assert events >= 2
    assert b"7313" not in folder.database.read_bytes() and b"a.txt" not in folder.database.read_bytes()


def test_somebodys_home_is_not_looked_at_without_the_gates_word(tmp_path: Path) -> None:
    says, end, events = _read(_folder(tmp_path), _home(tmp_path))
    assert "a home folder would be looked at, and the gate was not asked" in says
    assert (end["ended"], events) == ("failed", 0)


@pytest.mark.parametrize(
    ("slip", "why"),
    [
        (_slip(is_open=False), "the gate is shut: no notice was served"),
        (_slip(until=AT - timedelta(minutes=1)), "too old"),
        (_slip(until=AT + timedelta(days=400)), "too old"),
        (_slip(lease="lease-9"), "for another job"),
        (
            _forged(),
            "not signed by the server",
        ),
    ],
)
def test_a_word_of_the_gate_that_does_not_hold_opens_nothing(tmp_path: Path, slip: dict[str, Any], why: str) -> None:
    folder = _folder(tmp_path)
    job = Job("lease-1f", 1, {"path": str(_home(tmp_path))}, slip, "")
    with pytest.raises(NotAllowed, match=why):
        require_gate(job, folder.enrolment(), AT)


def test_the_gates_word_opens_a_home(tmp_path: Path) -> None:
    job = Job("lease-1f", 1, {"path": str(_home(tmp_path))}, _slip(), "")
    assert require_gate(job, _folder(tmp_path).enrolment(), AT) == ("a home folder",)


def test_a_service_is_no_person_every_home_is_somebody_elses(tmp_path: Path) -> None:
    assert staffs_own(_home(tmp_path)) and not staffs_own(tmp_path / "nothing")


def test_a_policy_that_excludes_everything_ends_whole_and_says_what_was_left_out(tmp_path: Path) -> None:
    (tmp_path / "hr").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "hr" / name).write_text("ssn 512-44-7313")
    says, end, events = _read(_folder(tmp_path), tmp_path / "hr", exclude=[["*", "nothing is to be read"]])
    assert (says, end["ended"]) == ("", "whole")
    assert end["conduct"]["excluded"][0]["reason"] == "nothing is to be read"
    assert events == end["conduct"]["excluded"][0]["items"]


def test_a_place_that_is_not_there_is_said(tmp_path: Path) -> None:
    says, end, _ = _read(_folder(tmp_path), tmp_path / "nowhere")
    assert "not there" in says and end["ended"] == "failed"


@pytest.mark.parametrize("told", [{}, {"path": 3, "exclude": 5}, {"path": "/", "share": "much", "hours": "late"}])
def test_a_job_that_makes_no_sense_is_refused(tmp_path: Path, told: dict[str, Any]) -> None:
    with pytest.raises((InvalidInput, ValueError)):
        Told.of(told).conduct(tmp_path)


def test_a_full_disk_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    free = iter([1 << 20, 1 << 20, 1 << 40])
    waited: list[float] = []
    monkeypatch.setattr(shutil, "disk_usage", lambda path: type("Usage", (), {"free": next(free, 1 << 40)}))
    monkeypatch.setattr(time, "sleep", waited.append)
    folder = _folder(tmp_path)
    spool = Spool(folder.database)
    spool.take_on(Job("lease-1f", 1, {}, {}, ""))
    reader._put(spool, "lease-1f", b"x", folder, 200 << 20)
    assert len(waited) == 2 and spool.held == (1, 1)
    assert "the disk is full" in capfd.readouterr().err


def test_a_job_that_is_withdrawn_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _folder(tmp_path)
    spool = Spool(folder.database)
    spool.take_on(Job("lease-1f", 1, {"path": str(tmp_path)}, {}, ""))
    spool.mark("lease-1f", "withdrawn")
    ticks = iter(range(0, 1_000, 6))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(ticks)))
    with pytest.raises(reader.Withdrawn):
        list(reader._while_wanted([object()] * 3, spool, "lease-1f"))  # type: ignore[list-item]


def test_nothing_of_the_enrolment_shows_in_its_repr(tmp_path: Path) -> None:
    enrolment = _folder(tmp_path).enrolment()
    assert asdict(enrolment)["fingerprint_key"] not in repr(enrolment)


def test_a_second_reading_opens_what_changed_since_the_server_took_the_first_one_in(tmp_path: Path) -> None:
    place, folder = tmp_path / "hr", _folder(tmp_path)
    place.mkdir()
    for name in ("a", "b", "c", "d"):
        (place / f"{name}.txt").write_text(f"ssn 512-44-731{ord(name) % 10} of the employee")

    def again(lease: str, **told: Any) -> dict[str, bool]:
        spool = Spool(folder.database)
        spool.take_on(Job(lease, 1, {"path": str(place), "least_free": 0, "share": 4.0, **told}, {}, ""))
        assert read(folder, lease, now=AT.timestamp()) == ""
        ends: dict[str, bool] = {}
        while (piece := spool.next()) is not None:
            content = decrypt(piece.body, [IDENTITY])
            for event in () if piece.is_last else unpacked(content):
                if isinstance(event, ItemRead):
                    ends[event.locator.item] = event.unchanged
                else:
                    assert not ends.get(event.locator.item), "nothing is told of what stands"
            spool.ack(piece.sequence)
        return ends

    assert set(again("lease-1").values()) == {False}
    (place / "a.txt").write_text("ssn 529-41-8842 of the employee")  # other content
    os.utime(place / "b.txt", (1, 1))  # touched: its content says
    (place / "c.txt").unlink()
    (place / "e.txt").write_text("ssn 530-52-1177 of the employee")
    assert again("lease-2", since="lease-1") == {"a.txt": False, "b.txt": True, "d.txt": True, "e.txt": False}
    assert set(again("lease-3", since="lease-2").values()) == {True}
    assert set(again("lease-4", since="lease-2").values()) == {False}, "it took in another one than the last"
    assert set(again("lease-5", since="lease-4", names="off").values()) == {False}, "by another rule"
    (folder.path / "memory.db").write_bytes(b"no database" * 500)
    assert set(again("lease-6", since="lease-5", names="off").values()) == {False}, "what is damaged remembers nothing"
    assert set(again("lease-7", since="lease-6", names="off").values()) == {False}
    assert set(again("lease-8", since="lease-7", names="off").values()) == {True}
    assert b"a.txt" not in (folder.path / "memory.db").read_bytes() and folder.remove() == []
