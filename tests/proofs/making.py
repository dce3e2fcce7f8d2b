"""A proof of some signatures, as its receiver has it; and every way to lay hands on it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bailee.consents.records import Act, Purpose
from bailee.evidence import standalone
from bailee.evidence.timestamps import Service
from bailee.operations.ask_consent import make_form, note_consent, withdraw
from bailee.operations.bundle_proof import Bundle, make_bundle
from bailee.operations.draft_notice import draft_notice, send_notice
from bailee.operations.place_notice import put_up_notice
from bailee.operations.publish_notice import publish_notice
from bailee.operations.record_sign_off import record_sign_off
from bailee.operations.stamp_certificates import stamp_certificates
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

TODAY = datetime.now(UTC).astimezone().date()
KIND = "employee-privacy-notice"


def people_sign(workspace: Workspace, number: int) -> None:
    """A notice is published, and so many people sign it, each with a certificate."""
    version = publish_notice(workspace, draft_notice(workspace, KIND, on=TODAY).version)
    for each in range(number):
        workspace.add_roster_person(f"Person {each}", SubjectCategory.EMPLOYEE, number=f"E{each}")
    for each in range(number):
        record_sign_off(workspace, version, f"E{each}", identified_by="in-person-by-colleague", witness="Kim Roe")
    draft_notice(workspace, KIND, on=TODAY, language="es")  # of the same number, and another version
    put_up_notice(workspace, version, "kitchen, beside the door", on=TODAY, photograph=None)
    customers = publish_notice(workspace, draft_notice(workspace, "customer-privacy-statement", on=TODAY).version)
    workspace.add_roster_person("Lee <b>Poe</b>", SubjectCategory.CUSTOMER)
    send_notice(workspace, customers, by="post")


def people_agree(workspace: Workspace, number: int) -> None:
    """A form of two purposes is made; so many people of the roster agree to one and refuse the other, and the first takes it back."""
    purposes = [
        Purpose("web-site", "Your photograph on our web site", ("camera-footage",), "whoever visits it", "3 years"),
        Purpose("newspaper", "Your photograph in the newspaper"),
    ]
    form, _ = make_form(workspace, "photos", "Photographs of staff", purposes, SubjectCategory.EMPLOYEE, days=365)
    acts = {"web-site": Act.GIVEN, "newspaper": Act.REFUSED}
    for each in range(number):
        note_consent(workspace, f"E{each}", form, acts, how="paper", on=TODAY)
    withdraw(workspace, "E0", "photos", (), how="spoken", on=TODAY)


def bundle(workspace: Workspace, out: Path, service: Service | None = None) -> Bundle:
    if service is not None:
        stamp_certificates(workspace, service)
    return make_bundle(workspace, out, service, on=TODAY)


@dataclass(frozen=True)
class Tampered:
    """One thing that somebody did to a proof; `names`: what the verifier has to name."""

    what: str
    do: Callable[[Path], None]
    names: str


def of_evidence(folder: Path, name: str) -> Iterator[Tampered]:
    """Each field of the evidence of one signature, changed."""
    return of_json(folder, f"{standalone.CERTIFICATES}/{name}")


def of_json(folder: Path, name: str) -> Iterator[Tampered]:
    """Each field of one file, changed."""
    told = json.loads((folder / name).read_text())
    for at, value in standalone.fields_of(told):
        yield Tampered(f"{name} {at}", _set(name, at, value), f"{name} {at}")


def _set(name: str, at: str, value: object) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        told: Any = json.loads((folder / name).read_text())
        inside: Any = told
        *way, last = at.removeprefix("/").split("/")
        for step in way:
            inside = inside[int(step) if isinstance(inside, list) else step]
        changed = value + 1 if isinstance(value, int) and not isinstance(value, bool) else f"{value}x"
        inside[int(last) if isinstance(inside, list) else last] = changed
        (folder / name).write_text(json.dumps(told))

    return do


def of_lines(name: str) -> Iterator[Tampered]:
    """Lines dropped, doubled, moved: of acts and of records."""
    what = {"told.jsonl": ("act 2", "act 3", "act "), "records.jsonl": ("record", "sequence", "sequence")}[name]

    def edit(change: Callable[[list[str]], list[str]]) -> Callable[[Path], None]:
        def do(folder: Path) -> None:
            lines = (folder / name).read_text().splitlines(keepends=True)
            (folder / name).write_text("".join(change(lines)))

        return do

    yield Tampered(f"{name} dropped", edit(lambda lines: [lines[0], *lines[2:]]), what[0])
    yield Tampered(f"{name} doubled", edit(lambda lines: [*lines[:2], lines[1], *lines[2:]]), what[1])
    yield Tampered(f"{name} moved", edit(lambda lines: [lines[1], lines[0], *lines[2:]]), what[2])
    yield Tampered(f"{name} cut", edit(lambda lines: lines[:-1]), "record" if name == "records.jsonl" else "dropped")


def of_fields(folder: Path, name: str, number: int) -> Iterator[Tampered]:
    """Each field of one act, or of one record."""
    part = "act" if name == "told.jsonl" else "record"
    line = json.loads((folder / name).read_text().splitlines()[number - 1])

    def edit(field: str) -> Callable[[Path], None]:
        def do(folder: Path) -> None:
            lines = (folder / name).read_text().splitlines()
            told = json.loads(lines[number - 1])
            value = told[part][field]
            if isinstance(value, dict):
                changed: object = value | {"more": 1}
            else:
                changed = value + 1 if isinstance(value, int) else f"{value}x"
            told[part][field] = changed
            lines[number - 1] = standalone.canonical(told)
            (folder / name).write_text("\n".join(lines) + "\n")

        return do

    for field in line[part]:
        yield Tampered(f"{name} {number} {field}", edit(field), field)


def of_files(folder: Path) -> Iterator[Tampered]:
    """Every file flipped by one bit in its middle, and every file taken away; and one added."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name in ("verify.py",):
            continue
        named = {
            "checkpoint.txt": "checkpoint",
            "log-key.txt": "",
            "records.jsonl": "",
            "manifest.tsr": "manifest",
        }.get(name, name)
        yield Tampered(f"{name} flipped", _flip(name), named)
        if name not in (
            "records.jsonl",
            "manifest.tsr",
        ):  # without records there is nothing; without a stamp its maker's word
            yield Tampered(f"{name} gone", _remove(name), named)
    yield Tampered("added", _add, "more.txt")


def _add(folder: Path) -> None:
    (folder / "more.txt").write_text("x")


def _flip(name: str) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(bytes(content))

    return do


def _remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def found(folder: Path, tampered: Tampered, scratch: Path, trust: bytes | None = None) -> list[str]:
    """What the verifier says of a copy that was tampered with; the copy shares what was not touched."""
    if scratch.exists():
        shutil.rmtree(scratch)
    shutil.copytree(folder, scratch)
    tampered.do(scratch)
    return said(scratch, trust)


def said(folder: Path, trust: bytes | None = None) -> list[str]:
    _, faults = standalone.verify(folder, None, trust)
    return [f"{record or ''} {what}: {why}" for record, what, why in faults]
