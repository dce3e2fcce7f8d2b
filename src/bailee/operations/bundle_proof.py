"""A proof of who was told what, and of who agreed to what, as a bundle that proves itself without bailee.

made = make_bundle(workspace, Path("proof"), service)            # a new folder with its verifier: python3 verify.py

The bundle holds the log, so whoever has it can see that no act was changed, dropped, doubled or moved, and of what each signature
and each consent says.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bailee.consents.receipts import record_of
from bailee.consents.records import Event
from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.evidence import standalone, statements
from bailee.evidence.canonical import canonical, canonical_text
from bailee.evidence.timestamps import NoStamp, Service, token_for
from bailee.operations.export_evidence import export_evidence
from bailee.operations.prove_informed import CONSENTS, HEADS, Informed, document, informed, moment_text, row
from bailee.permissions import Permission
from bailee.rendering import pdf
from bailee.reports.sheets import csv_text
from bailee.store.workspace import Workspace

README = """\
Who was told what, and who agreed to what, at {name}: {acts} acts, {signatures} of them signatures, {consents} consents,
refusals or withdrawals.

Verify it:           python3 verify.py
                     (needs Python 3.9 or later and the package "cryptography")
against a checkpoint or roots of time-stamp services that you have from elsewhere:
                     python3 verify.py . THAT-CHECKPOINT --trust THOSE-ROOTS.pem

told.csv and told.pdf are for reading; told.jsonl is what is proven. certificates/ has the sealed evidence of each signature and
its page, notices/ the words that people were told, each with its hash; consents/ has the record of each consent (JSON-LD, with the
fields of ISO/IEC TS 27560), forms/ what was shown before. verify.py says in its first lines what is checked, and
names what was changed, down to the field. Compare the key it prints with the one that you were told by another way.

Where manifest.tsr is there, a time-stamp service vouches for the time of all this; else nobody does but its maker.
"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was written."""

    folder: Path
    acts: int
    signatures: int
    consents: int
    stamped: bool
    pending: str = ""  # why nobody else vouches for its time


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
            signatures = write_files(workspace, folder, acts, person or notice, on=on)
            if service is not None:
                (folder / standalone.ROOTS).write_bytes(pem(service.trusted))
            token, pending = _sealed(workspace, folder, acts, signatures, service)
            export_evidence(workspace, out, proofs=False)
            (out / "README.txt").unlink()
            for path in folder.iterdir():
                shutil.move(path, out / path.name)
            if token:
                (out / standalone.STAMP).write_bytes(token)
    except OSError:
        raise NotAllowed(f'"{out}" cannot be written', hint="name another folder with --out") from None
    consents = sum(each.is_consent for each in acts)
    return Bundle(out, len(acts), signatures, consents, bool(token), pending)


def write_files(workspace: Workspace, folder: Path, acts: Sequence[Informed], about: str, *, on: date) -> int:
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
    (folder / standalone.NOTICES).mkdir(exist_ok=True)
    used = {(each.notice, each.version, each.language) for each in acts if not each.is_consent}
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
                folder / standalone.NOTICES / f"{version.kind}-v{version.version}-{version.language}.json",
                as_json(told),
            )
    _write_consents(workspace, folder, acts)
    signed = {each.record for each in acts if each.what == "signed"}
    kept = 0
    (folder / standalone.CERTIFICATES).mkdir(exist_ok=True)
    for (_, subject), (number, _) in workspace.records_of({standalone.RECORDED["signed"]}).items():
        if number in signed:
            ident = subject.removeprefix("sign-off-")
            try:
                found = workspace.certificate(ident)
            except (InvalidInput, CannotRead):
                continue  # signed before there were certificates, or where nothing that seals documents is installed
            _write(folder / standalone.CERTIFICATES / f"{ident}.json", as_json(found.evidence))
            (folder / standalone.CERTIFICATES / f"{ident}.pdf").write_bytes(found.document)
            kept += 1
    return kept


def _write_consents(workspace: Workspace, folder: Path, acts: Sequence[Informed]) -> None:
    """The record of each consent, refusal or withdrawal, and the forms that were shown."""
    wanted = {each.record for each in acts if each.is_consent}
    if not wanted:
        return
    numbers = {
        subject: number
        for (_, subject), (number, _) in workspace.records_of(
            {standalone.RECORDED[each] for each in CONSENTS.values()}
        ).items()
    }
    said: dict[str, list[tuple[str, Event]]] = {}
    for principal, event in workspace.consents_said():
        if numbers.get(f"consent-{event.record}") in wanted:
            said.setdefault(event.record, []).append((principal.name, event))
    forms = {form.key: form for form in workspace.consent_forms()}
    for name in (standalone.CONSENTS, standalone.FORMS):
        (folder / name).mkdir(exist_ok=True)
    for record, lines in said.items():
        form = forms[lines[0][1].form]
        told = record_of(form, [event for _, event in lines], principal=lines[0][0])
        _write(folder / standalone.CONSENTS / f"{record}.json", as_json(told))
    for kind, version, language in sorted({lines[0][1].form for lines in said.values()}):
        form = forms[kind, version, language]
        told = {"kind": kind, "version": version, "language": language, "sha256": form.sha256, "form": form.as_data()}
        _write(folder / standalone.FORMS / f"{kind}-v{version}-{language}.json", as_json(told))


def _sealed(
    workspace: Workspace, folder: Path, acts: Sequence[Informed], signatures: int, service: Service | None
) -> tuple[bytes, str]:
    """Write README and manifest, and append the record that names it; the time stamp, or why there is none."""
    readme = README.format(
        name=workspace.organisation_name,
        acts=len(acts),
        signatures=signatures,
        consents=sum(each.is_consent for each in acts),
    )
    _write(folder / "README.txt", readme)
    files = {path.relative_to(folder).as_posix(): named(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    statement = {
        "sort": "proof",
        "organisation": {"ident": workspace.organisation, "name": workspace.organisation_name},
        "made_at": moment_text(datetime.now(UTC)),
        "acts": len(acts),
        "files": files,
    }
    manifest = statements.seal(statement, workspace.keys.seal_key)
    content = as_json(manifest)
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
                "stamp_sha256": standalone.digest(token) if token else "",
            },
        )  # fmt: skip
    return token, pending


def named(path: Path) -> dict[str, object]:
    """What the manifest says of a file: its hash, and marks by which a changed field or line is named."""
    content = path.read_bytes()
    told: dict[str, object] = {"sha256": hashlib.sha256(content).hexdigest()}
    if path.suffix == ".json":
        told["fields"] = {at: standalone.mark_of(at, value) for at, value in standalone.fields_of(json.loads(content))}
    elif path.suffix == ".jsonl":
        told["lines"] = [standalone.digest(line.encode())[:16] for line in content.decode().splitlines()]
    return told


def pem(trusted: Iterable[bytes]) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    return b"".join(x509.load_der_x509_certificate(each).public_bytes(Encoding.PEM) for each in trusted)


def as_json(told: object) -> str:
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
