"""A client of whom everybody may have a binder: scanned, told, signed for, with two people whose names are canaries."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import scans
from bailee.evidence import standalone
from bailee.evidence.timestamps import Service
from bailee.operations.make_binder import Asked, Made, make_binder
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from proofs.making import TODAY, people_agree, people_sign

CANARIES = ("Quillon Zambrova", "Ferrantine Okulski")
MAILS = ("quillon@canary.example", "ferrantine@canary.example")
START = TODAY - timedelta(days=30)


def lay(alice: Workspace, folder: Path, *, signers: int = 2) -> None:
    """What a binder is made of."""
    files = scans.Files(
        {
            "hr/pay.txt": ("a", [("us-ssn", "512447313")]),
            "crm/Quillon Zambrova/list.csv": ("b", [("email-address", MAILS[0])]),
        }
    )
    scans.scan(alice, files, folder)
    people_sign(alice, signers)
    people_agree(alice, 1)
    for name, mail in zip(CANARIES, MAILS, strict=True):
        alice.add_roster_person(name, SubjectCategory.EMPLOYEE, email=mail)
    sign(alice, MAILS[0])
    sign(alice, MAILS[1])
    alice.record("seen", "quillon-zambrova")


def sign(alice: Workspace, who: str) -> None:
    from bailee.operations.record_sign_off import record_sign_off

    version = next(each for each in alice.notices() if each.is_published and each.kind == "employee-privacy-notice")
    record_sign_off(alice, version, who, identified_by="in-person-by-colleague", witness="Kim Roe")


def binder(alice: Workspace, audience: str, out: Path, service: Service | None = None, *, person: str = "") -> Made:
    return make_binder(alice, Asked(audience, START, TODAY, person), out, service, on=TODAY)


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """All that a reader could read of a binder, PDFs too."""
    import pypdfium2

    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".pdf":
            document = pypdfium2.PdfDocument(io.BytesIO(path.read_bytes()))
            yield name, "\n".join(page.get_textpage().get_text_range() for page in document)
            document.close()
        elif name != "verify.py":
            yield name, path.read_bytes().decode("utf-8", "replace")


def said(folder: Path, trust: bytes | None = None) -> list[str]:
    return [f"{record or ''} {what}: {why}" for record, what, why in standalone.examine(folder, None, trust).faults]


def names(name: str, number: int) -> tuple[str, ...]:
    """What a fault over a byte of a file has to name, one of them."""
    if name == "records.jsonl":
        return (f"{number} ",)
    if name.startswith("proofs/"):
        return (f"{Path(name).name.partition('.')[0]} proof",)
    return (name, {"checkpoint.txt": "checkpoint", "log-key.txt": "log-key.txt"}.get(name, name))


def flipped(folder: Path, name: str, place: int, bit: int) -> list[str]:
    """What is said of a binder in which one bit is another; the file is put back."""
    path = folder / name
    content = path.read_bytes()
    changed = bytearray(content)
    changed[place] ^= 1 << bit
    path.write_bytes(bytes(changed))
    try:
        return said(folder)
    finally:
        path.write_bytes(content)


def is_named(folder: Path, name: str, place: int, faults: list[str]) -> bool:
    """Whether one of the faults names the file, or the record, that a byte is of."""
    number = (folder / name).read_bytes()[:place].count(b"\n") + 1
    return any(part in fault for fault in faults for part in names(name, number))


def statement(folder: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((folder / standalone.MANIFEST).read_bytes())["statement"]
    return told
