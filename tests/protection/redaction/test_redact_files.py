"""The operation and its command: apart from everything, never over anything, recorded without a value, or refused with a reason."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from making import CARD, MAIL, OTHER_SSN, SSN, docx, p, pdf, traces, zipped
from PIL import Image

from bailee.errors import InvalidInput
from bailee.operations.open_store import open_store
from bailee.operations.protect_files import undo
from bailee.operations.redact_files import redact_files, redact_for_proposal
from bailee.protection.redaction import RefusedRedaction, Why, Wish, redact
from bailee.protection.redaction import apart as apart_module
from cli.running import run

CANARIES = (SSN, OTHER_SSN, MAIL, CARD)
QUICK = Wish(names="off")
PAY = f"Name,SSN,E-mail\nJane Roe,{SSN},{MAIL}\nBob Stone,{OTHER_SSN},bob@example.org\n".encode()


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_copies_are_made_and_files_stay(tmp_path: Path) -> None:
    source = put(tmp_path / "hr", "pay.csv", PAY)
    before = source.stat()
    (copy,) = redact_files([source], tmp_path / "out", QUICK)
    assert copy.copy == tmp_path / "out" / "pay.csv"
    assert not traces(copy.copy.read_bytes(), CANARIES)
    after = source.stat()
    assert source.read_bytes() == PAY
    assert (before.st_mtime_ns, before.st_ino, before.st_mode) == (after.st_mtime_ns, after.st_ino, after.st_mode)
    assert copy.copy.stat().st_mode & 0o077 == 0
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["pay.csv"]


def test_nothing_is_ever_written_over(tmp_path: Path) -> None:
    source = put(tmp_path / "hr", "pay.csv", PAY)
    there = put(tmp_path / "out", "pay.csv", b"mine")
    (copy,) = redact_files([source], tmp_path / "out", QUICK)
    assert copy.why == "copy-exists"
    assert there.read_bytes() == b"mine"
    assert len(list((tmp_path / "out").iterdir())) == 1
    (copy,) = redact_files([source], tmp_path / "hr", QUICK)
    assert copy.is_refused
    assert source.read_bytes() == PAY


def test_a_value_in_the_name_of_the_file_is_not_in_that_of_the_copy(tmp_path: Path) -> None:
    source = put(tmp_path, f"pay of {SSN}.csv", PAY)
    (copy,) = redact_files([source], tmp_path / "out", QUICK)
    assert copy.copy is not None
    assert not traces(copy.copy.name.encode(), CANARIES)
    assert copy.copy.suffix == ".csv"


def test_links_devices_and_folders_are_refused(tmp_path: Path) -> None:
    source = put(tmp_path, "pay.csv", PAY)
    link = tmp_path / "link.csv"
    link.symlink_to(source)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    outcomes = list(redact_files([link, pipe, tmp_path, tmp_path / "none.csv"], tmp_path / "out", QUICK))
    assert [each.why for each in outcomes] == ["symbolic-link", "not-a-regular-file", "not-a-regular-file", "vanished"]
    assert not list((tmp_path / "out").iterdir())


REFUSED: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "locked.zip": (lambda: locked_zip(), {"encrypted"}),
    "bomb.docx": (lambda: zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": b"<a>" + b" " * (80 << 20)}), {"too-big", "damaged"}),
    "library.pst": (lambda: b"!BDN" + bytes(4000), {"format-not-redacted", "damaged"}),
    "cut.pdf": (lambda: pdf(f"SSN {SSN}")[:400], {"damaged"}),
    "locked.pdf": (lambda: locked_pdf(), {"encrypted", "damaged"}),
    "photograph.vcf": (lambda: card_with_a_photograph(), {"not-read-in-full"}),
    "entities.xml": (lambda: f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "{SSN}">]><a><b>SSN &x;</b></a>'.encode(), {"damaged", "trace-left"}),
}  # fmt: skip


def card_with_a_photograph() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 60), (9, 99, 199)).save(out, "JPEG")
    photograph = base64.b64encode(out.getvalue()).decode()
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jane Roe\r\nEMAIL:{MAIL}\r\nPHOTO;ENCODING=b;TYPE=JPEG:{photograph}\r\nEND:VCARD\r\n".encode()


def locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": f"SSN {SSN}"}))
    data[6] |= 1  # says that it is encrypted
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def locked_pdf() -> bytes:
    encrypt = f"<< /Filter /Standard /V 1 /R 2 /O <{'11' * 32}> /U <{'22' * 32}> /P -4 >>"
    return pdf("x", objects=(encrypt,), root="/Encrypt 6 0 R /ID [<00> <00>]")


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_and_locked_files_are_refused_with_a_reason(name: str) -> None:
    make, reasons = REFUSED[name]
    with pytest.raises(RefusedRedaction) as caught:
        redact(make(), name, QUICK)
    assert caught.value.why.value in reasons
    assert not traces((repr(caught.value) + caught.value.words + caught.value.hint).encode(), CANARIES)


def test_a_reader_that_breaks_off_says_nothing_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from bailee.scanner.pool import start_method

    context = start_method()
    monkeypatch.setattr(apart_module, "start_method", lambda: context)
    with pytest.raises(RefusedRedaction) as caught:
        redact(PAY, "pay.csv", Wish(names="off", seconds=0.0))
    assert caught.value.why in (Why.TIMED_OUT, Why.CRASHED)
    assert caught.value.__cause__ is None
    assert not traces(repr(caught.value).encode(), CANARIES)


def test_the_worker_reaches_no_file_and_no_network() -> None:
    made = redact(docx(p(f"SSN {SSN}")), "a.docx", QUICK)
    assert not traces(made.data)
    assert made.values == 1


def test_the_record_comes_with_the_copy_and_holds_no_value(tmp_path: Path) -> None:
    home, source = tmp_path / "home", put(tmp_path / "hr", f"{SSN}.csv", PAY)
    workspace = open_store(home)
    done = run("protect", "redact", source, "--out", tmp_path / "out", "--home", home, "--json")
    (told,) = json.loads(done.stdout)["files"]
    assert told["state"] == "redacted"
    assert told["replaced"]["social-security-number"] == 2
    (record,) = [row for row in workspace.evidence()[0] if row.action == "file-redacted"]
    assert set(json.loads(record.details)) == {"format", "original", "copy_sha256", "replaced", "read_again_by"}
    everything = done.output.encode() + b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert not traces(everything, CANARIES)


def test_no_copy_without_its_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, workspace = put(tmp_path / "hr", "pay.csv", PAY), open_store(tmp_path / "home")
    monkeypatch.setattr(type(workspace), "record", broken)
    with pytest.raises(RuntimeError):
        list(redact_files([source], tmp_path / "out", QUICK, workspace))
    assert not list((tmp_path / "out").iterdir())


def broken(*_: object, **__: object) -> None:
    raise RuntimeError("the disk of the store is gone")


def test_a_playbooks_copy_lies_beside_the_sealed_original_and_undo_brings_that_back(tmp_path: Path) -> None:
    source, workspace = put(tmp_path / "hr", "pay.csv", PAY), open_store(tmp_path / "home")
    outcome = redact_for_proposal(workspace, source, QUICK)
    assert outcome.state == "redacted"
    assert {each.name for each in source.parent.iterdir()} == {"pay redacted.csv", "pay.csv.age", "pay.csv.sealed.txt"}
    assert not traces((source.parent / "pay redacted.csv").read_bytes(), CANARIES)
    assert [each.state for each in undo(workspace, [source])] == ["undone"]
    assert source.read_bytes() == PAY


def test_undo_takes_the_copy_away_unless_somebody_worked_on_it(tmp_path: Path) -> None:
    workspace = open_store(tmp_path / "home")
    first, second = put(tmp_path / "hr", "pay.csv", PAY), put(tmp_path / "hr", "wages.csv", PAY + b"Jo Poe,,\n")
    put(tmp_path / "hr", "notes redacted.txt", b"of somebody else")
    for source in (first, second):
        assert redact_for_proposal(workspace, source, QUICK).state == "redacted"
    worked_on = put(tmp_path / "hr", "wages redacted.csv", b"another head\n")
    outcomes = {each.path.name: each.words for each in undo(workspace, [tmp_path / "hr"])}
    assert outcomes == {"pay.csv": "its redacted copy was removed", "wages.csv": ""}
    lying = {each.name for each in (tmp_path / "hr").iterdir()}
    assert lying == {"pay.csv", "wages.csv", "notes redacted.txt", "wages redacted.csv"}
    assert worked_on.read_bytes() == b"another head\n" and first.read_bytes() == PAY
    assert "redacted-copy-removed" in str(workspace.evidence()[0])


def test_the_command_tells_what_it_did(tmp_path: Path) -> None:
    good, bad = put(tmp_path, "pay.csv", PAY), put(tmp_path, "x.pst", b"!BDN" + bytes(4000))
    done = run("protect", "redact", good, bad, "--out", tmp_path / "out", "--home", tmp_path / "none")
    assert done.exit_code == 3
    assert "2 Social Security numbers" in done.output
    assert "read again, and nothing found: bailee" in done.output
    assert "left" in done.output
    assert not traces(done.output.encode(), CANARIES)


def test_what_is_the_persons_own_stays_by_a_file(tmp_path: Path) -> None:
    source, kept = put(tmp_path, "pay.csv", PAY), put(tmp_path, "hers.txt", f"{SSN}\n{MAIL}\nJane Roe\n".encode())
    run("protect", "redact", source, "--out", tmp_path / "out", "--keep-file", kept, "--home", tmp_path / "none")
    made = (tmp_path / "out" / "pay.csv").read_bytes()
    assert SSN.encode() in made
    assert not traces(made, (OTHER_SSN, "bob@example.org"))


def test_a_copy_of_a_picture_in_another_format_says_so_in_its_name(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 100), (9, 99, 199)).save(out, "JPEG2000")
    source = put(tmp_path, "a.jp2", out.getvalue())
    (copy,) = redact_files([source], tmp_path / "out", QUICK)
    assert copy.copy is not None
    assert copy.copy.suffix == ".jpg"


def test_a_bad_wish_is_the_typists(tmp_path: Path) -> None:
    source = put(tmp_path, "pay.csv", PAY)
    done = run("protect", "redact", source, "--out", tmp_path / "out", "--only", "nothing-such")
    assert isinstance(done.exception, InvalidInput)


def test_the_copy_is_the_same_each_time() -> None:
    first, second = (redact(PAY, "pay.csv", QUICK).data for _ in range(2))
    assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
    assert zipfile.is_zipfile(io.BytesIO(redact(docx(p("x")), "a.docx", QUICK).data))
