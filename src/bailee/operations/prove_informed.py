"""Who was told what, when, how, which version: as a list, and as a bundle that proves itself without bailee.

acts = informed(workspace, person="pat@example.org")             # of one person; of one notice; of the whole client
made = make_bundle(workspace, Path("proof"), service)            # a new folder with its verifier: python3 verify.py

Each act rests on a record of the log, whose number it names. The bundle holds the log, so whoever has it can see that no act
was changed, dropped, doubled or moved, and of what each signature says.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.evidence import standalone, statements
from bailee.evidence.canonical import canonical, canonical_text
from bailee.evidence.timestamps import NoStamp, Service, token_for
from bailee.notices import kinds
from bailee.operations.draft_notice import called
from bailee.operations.export_evidence import export_evidence
from bailee.permissions import Permission
from bailee.rendering import Document, Paragraph, Table, pdf
from bailee.reports.sheets import csv_text
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

HEADS = ("Who", "On the roster", "Notice", "Version", "Language", "SHA-256", "What", "How", "When", "Record")
WORDS = {
    "signed": "signed",
    "declined": "declined to sign",
    "sent": "was sent it, with everyone",
    "delivered": "was sent it",
    "put-up": "it was put up",
}
_ON_PAPER = 2_000  # acts of a PDF; the CSV has all

README = """\
Who was told what, at {name}: {acts} acts, {signatures} of them signatures.

Verify it:           python3 verify.py
                     (needs Python 3.9 or later and the package "cryptography")
against a checkpoint or roots of time-stamp services that you have from elsewhere:
                     python3 verify.py . THAT-CHECKPOINT --trust THOSE-ROOTS.pem

told.csv and told.pdf are for reading; told.jsonl is what is proven. certificates/ has the sealed evidence of each signature and
its page, notices/ the words that people were told, each with its hash. verify.py says in its first lines what is checked, and
names what was changed, down to the field. Compare the key it prints with the one that you were told by another way.

Where manifest.tsr is there, a time-stamp service vouches for the time of all this; else nobody does but its maker.
"""


@dataclass(frozen=True, slots=True)
class Informed:
    """One act by which somebody was told, or said that they were. `on`: a day, or a moment where it is known."""

    name: str = field(repr=False)
    person: str  # ident on the roster; empty: whoever came by, or somebody who is on no roster
    notice: str
    version: int
    language: str
    sha256: str
    what: str  # of WORDS
    how: str
    on: str
    record: int  # of the log; 0: the log has none of its own


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was written."""

    folder: Path
    acts: int
    signatures: int
    stamped: bool
    pending: str = ""  # why nobody else vouches for its time


def informed(workspace: Workspace, *, person: str = "", notice: str = "") -> tuple[Informed, ...]:
    """Acts by their day, of all, of one person or of one kind of notice. InvalidInput for a person whom nobody knows."""
    workspace.require(Permission.SEE_EVIDENCE)
    ident = ""
    if person:
        found = workspace.person_named(person)
        if found is None:
            raise InvalidInput(
                "nobody on the roster, or more than one, answers to that", hint="give an e-mail address or a number"
            )
        ident = found
    if notice and notice not in kinds() and not any(each.kind == notice for each in workspace.notices()):
        raise InvalidInput(
            f'there is no notice of kind "{notice[:60]}"', hint="bailee notice list shows those there are"
        )
    names = {each.ident: each.name for each in workspace.roster_of_all()}
    records = workspace.records_of(set(standalone.RECORDED.values()))
    acts = (
        *_signed(workspace, names, records), *_declined(workspace, names, records), *_sent(workspace, records),
        *_delivered(workspace, names, records), *_put_up(workspace, records),
    )  # fmt: skip
    chosen = [each for each in acts if (not ident or each.person == ident) and (not notice or each.notice == notice)]
    return tuple(sorted(chosen, key=lambda each: (each.on, each.notice, each.name.casefold(), each.what)))


_Records = Mapping[tuple[str, str], tuple[int, dict[str, object]]]


def _record(records: _Records, what: str, subject: str) -> int:
    return records.get((standalone.RECORDED[what], subject), (0, {}))[0]


def _signed(workspace: Workspace, names: Mapping[str, str], records: _Records) -> Iterable[Informed]:
    hashes = {(each.kind, each.version, each.language): each.sha256 for each in workspace.notices()}
    for each in workspace.sign_offs():
        yield Informed(
            each.name, each.person or "", each.kind, each.version, each.language, hashes[each.kind, each.version, each.language],
            "signed", each.identified_by, _moment(each.signed_at), _record(records, "signed", f"sign-off-{each.ident}"),
        )  # fmt: skip


def _declined(workspace: Workspace, names: Mapping[str, str], records: _Records) -> Iterable[Informed]:
    hashes = {(each.kind, each.version, each.language): each.sha256 for each in workspace.notices()}
    for each in workspace.sign_requests(state="declined"):
        yield Informed(
            names.get(each.person, ""), each.person, each.kind, each.version, each.language,
            hashes[each.kind, each.version, each.language], "declined", "", _moment(each.ended_at or each.asked_at),
            _record(records, "declined", each.ident),
        )  # fmt: skip


def _sent(workspace: Workspace, records: _Records) -> Iterable[Informed]:
    """What went to everyone reached whoever was on the roster that day."""
    for version in workspace.notices():
        if version.sent_to_all_at is None:
            continue
        subject = called(version)
        number, details = records.get((standalone.RECORDED["sent"], subject), (0, {}))
        audience, day = _audience(version), version.sent_to_all_at.date()
        for person in workspace.roster(on=day):
            if person.category in audience:
                yield Informed(
                    person.name, person.ident, version.kind, version.version, version.language, version.sha256, "sent",
                    str(details.get("by", "")), _moment(version.sent_to_all_at), number,
                )  # fmt: skip


def _delivered(workspace: Workspace, names: Mapping[str, str], records: _Records) -> Iterable[Informed]:
    for each in workspace.delivered():
        how = "by hand" if each.act.value == "handed" else each.means
        yield Informed(
            names.get(each.person, ""), each.person, each.kind, each.version, each.language, each.sha256, "delivered", how,
            each.on.isoformat(), _record(records, "delivered", each.campaign),
        )  # fmt: skip


def _put_up(workspace: Workspace, records: _Records) -> Iterable[Informed]:
    for each in workspace.postings():
        yield Informed(
            "whoever came by", "", each.kind, each.version, each.language, each.sha256, "put-up", each.place,
            each.put_up_on.isoformat(), _record(records, "put-up", each.ident),
        )  # fmt: skip


def _audience(version: NoticeVersion) -> frozenset[SubjectCategory]:
    module = kinds().get(version.kind)
    return frozenset(module.AUDIENCE) if module else frozenset(SubjectCategory)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def row(each: Informed) -> tuple[object, ...]:
    """A line of the CSV, under HEADS."""
    on_roster = "yes" if each.person else "no"
    what = WORDS[each.what]
    return (
        each.name,
        on_roster,
        each.notice,
        each.version,
        each.language,
        each.sha256,
        what,
        each.how,
        each.on,
        each.record or "",
    )


def document(workspace: Workspace, acts: Sequence[Informed], about: str, *, on: date) -> Document:
    """The list on paper."""
    shown = acts[:_ON_PAPER]
    rows = tuple(
        (
            each.name,
            f"{each.notice} v{each.version} ({each.language}), SHA-256 {each.sha256[:16]}…",
            WORDS[each.what] + (f", {each.how.replace('-', ' ')}" if each.how else ""),
            each.on.replace("T", " ").replace("Z", " UTC"),
            str(each.record or "–"),
        )
        for each in shown
    )
    people = len({each.person or each.name for each in acts})
    said = f"{len(acts):,} acts, {people:,} people{about}. Each rests on the record of the log whose number stands beside it."
    left = f" The first {_ON_PAPER:,} stand here; told.csv has all." if len(acts) > _ON_PAPER else ""
    blocks = (
        Paragraph(said + left),
        Table("Who was told what", ("Who", "Which version", "What, how", "When", "Record"), rows, (3, 4, 4, 3, 1)),
    )
    return Document(
        "Who was told what",
        "en",
        on,
        blocks if rows else (Paragraph("Nobody was told anything yet."),),
        author=workspace.organisation_name,
    )


def make_bundle(
    workspace: Workspace, out: Path, service: Service | None, *, person: str = "", notice: str = "", on: date
) -> Bundle:
    """Write the bundle to a new folder. Making it is itself recorded; a time of somebody else's stands in it where a service gives one."""
    workspace.require(Permission.EXPORT)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InvalidInput(f'"{out}" is there already and not empty', hint="name a new folder with --out")
    acts = [each for each in informed(workspace, person=person, notice=notice) if each.record]
    if not acts:
        raise InvalidInput(
            "nobody was told anything that the log records", hint="publish a notice, and have it sent or signed"
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".proof-") as name:
            folder = Path(name)
            signatures = _write_files(workspace, folder, acts, person or notice, on=on)
            if service is not None:
                (folder / standalone.ROOTS).write_bytes(_pem(service.trusted))
            token, pending = _sealed(workspace, folder, acts, signatures, service)
            export_evidence(workspace, out, proofs=False)
            (out / "README.txt").unlink()
            for path in folder.iterdir():
                shutil.move(path, out / path.name)
            if token:
                (out / standalone.STAMP).write_bytes(token)
    except OSError:
        raise NotAllowed(f'"{out}" cannot be written', hint="name another folder with --out") from None
    return Bundle(out, len(acts), signatures, bool(token), pending)


def _write_files(workspace: Workspace, folder: Path, acts: Sequence[Informed], about: str, *, on: date) -> int:
    """All but what the manifest and the log are; how many signatures have their evidence here."""
    lines = []
    for each in acts:
        told = asdict(each)
        marks = {name: standalone.mark_of(name, value) for name, value in told.items()}
        lines.append(canonical_text({"act": told, "marks": marks}) + "\n")
    _write(folder / standalone.TOLD, "".join(lines))
    _write(folder / "told.csv", csv_text(HEADS, map(row, acts)))
    paper = document(workspace, acts, f", of {about}" if about else "", on=on)
    (folder / "told.pdf").write_bytes(pdf.render(paper))
    (folder / standalone.NOTICES).mkdir()
    used = {(each.notice, each.version, each.language) for each in acts}
    for version in workspace.notices():
        if (version.kind, version.version, version.language) in used:
            told = {
                "kind": version.kind,
                "version": version.version,
                "language": version.language,
                "sha256": version.sha256,
            }
            words = version.content.get("document")
            if words is not None and hashlib.sha256(canonical(words)).hexdigest() == version.sha256:
                told["document"] = words
            _write(
                folder / standalone.NOTICES / f"{version.kind}-v{version.version}-{version.language}.json", _json(told)
            )
    signed = {each.record for each in acts if each.what == "signed"}
    kept = 0
    (folder / standalone.CERTIFICATES).mkdir()
    for (_, subject), (number, _) in workspace.records_of({standalone.RECORDED["signed"]}).items():
        if number in signed:
            ident = subject.removeprefix("sign-off-")
            try:
                found = workspace.certificate(ident)
            except (InvalidInput, CannotRead):
                continue  # signed before there were certificates, or where nothing that seals documents is installed
            _write(folder / standalone.CERTIFICATES / f"{ident}.json", _json(found.evidence))
            (folder / standalone.CERTIFICATES / f"{ident}.pdf").write_bytes(found.document)
            kept += 1
    return kept


def _sealed(
    workspace: Workspace, folder: Path, acts: Sequence[Informed], signatures: int, service: Service | None
) -> tuple[bytes, str]:
    """Write README and manifest, and append the record that names it; the time stamp, or why there is none."""
    readme = README.format(name=workspace.organisation_name, acts=len(acts), signatures=signatures)
    _write(folder / "README.txt", readme)
    files = {path.relative_to(folder).as_posix(): _named(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    statement = {
        "sort": "proof",
        "organisation": {"ident": workspace.organisation, "name": workspace.organisation_name},
        "made_at": _moment(datetime.now(UTC)),
        "acts": len(acts),
        "files": files,
    }
    manifest = statements.seal(statement, workspace.keys.seal_key)
    content = _json(manifest)
    _write(folder / standalone.MANIFEST, content)
    token, pending = b"", "no time-stamp service is named in the settings"
    if service is not None:
        try:
            token, pending = token_for(content.encode(), service), ""
        except NoStamp as refused:
            pending = str(refused)
    with workspace.transaction(Permission.EXPORT):
        workspace.record(
            "proof-made",
            f"proof-{manifest['seal']['sha256'][:12]}",
            {
                "manifest_sha256": manifest["seal"]["sha256"], "seal_key": manifest["seal"]["key"], "acts": len(acts),
                "signatures": signatures, "stamped": bool(token),
            },
        )  # fmt: skip
    return token, pending


def _named(path: Path) -> dict[str, object]:
    """What the manifest says of a file: its hash, and marks by which a changed field or line is named."""
    content = path.read_bytes()
    told: dict[str, object] = {"sha256": hashlib.sha256(content).hexdigest()}
    if path.suffix == ".json":
        told["fields"] = {at: standalone.mark_of(at, value) for at, value in standalone.fields_of(json.loads(content))}
    elif path.suffix == ".jsonl":
        told["lines"] = [standalone.digest(line.encode())[:16] for line in content.decode().splitlines()]
    return told


def _pem(trusted: Iterable[bytes]) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    return b"".join(x509.load_der_x509_certificate(each).public_bytes(Encoding.PEM) for each in trusted)


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def packed(folder: Path, out: Path) -> None:
    """The bundle as one ZIP, with a folder in it, as its receiver unpacks it. NotAllowed where it cannot be written."""
    try:
        with zipfile.ZipFile(out, "x", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.write(path, f"proof/{path.relative_to(folder).as_posix()}")
    except OSError:
        raise NotAllowed(f'"{out}" cannot be written', hint="name another file with --out") from None
