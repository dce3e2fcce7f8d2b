"""A client leaves: write out everything of it, destroy its keys, certify that. A dry run first; a kill leaves no half of it unsaid.

    plan = plan_off_boarding(provider, "lind-dental-6f3f5b")            # changes nothing
    done = off_board(provider, "lind-dental-6f3f5b", Path("lind-leaves"))

The folder holds rows (JSON lines, decrypted), the log with its verifier, the recovery key that still lay here, a list of
digests, and at the end the certificate.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput, NotAllowed
from bailee.keys import recovery_files
from bailee.operations.export_evidence import export_evidence
from bailee.operations.hand_over import CERTIFICATE, zipped
from bailee.permissions import Permission
from bailee.rendering.document import Document, Heading, List, Paragraph, Table
from bailee.store import database
from bailee.store.key_rows import scrub
from bailee.store.rows.base import now
from bailee.store.rows.clients import Client
from bailee.store.rows.leaving import Step, everything, how_many
from bailee.store.workspace import Workspace

MANIFEST = "MANIFEST.json"
README = """\
Everything that bailee held of {name}, written out on {on} because it leaves {provider}.

rows/*.jsonl       one table a file, one row a line; what was encrypted in the store is readable here
log/               the log of everything that was done; python3 log/verify.py checks it without bailee
recovery-*.txt     if there is one: the key that opens files that were sealed; keep it where nobody else can read it
MANIFEST.json      the SHA-256 of each of these files
certificate.pdf    that the keys were destroyed afterwards

What counsel was asked and decided is privileged: in rows/counsel_*.jsonl stands that it was, not what. Counsel has her
packets; what she released by name is readable here.

This folder is personal data. Hand it over, then delete it here; or seal it first, so that the client alone opens it:
bailee clients handed-over NAME --seal-to age1… (its certificate names the SHA-256 of the ZIP inside).
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What off-boarding a client would do."""

    client: Client
    rows: dict[str, int]
    members: tuple[str, ...]  # who would reach it no more
    sealed_files: int  # that only the recovery key opens afterwards
    recovery_keys: tuple[Path, ...]  # that still lie here
    done: tuple[str, ...]  # steps of an earlier try


@dataclass(frozen=True, slots=True)
class OffBoarded:
    folder: Path
    certificate: Path
    rows: int
    destroyed_at: datetime


def plan_off_boarding(provider: Workspace, client: str) -> Plan:
    """Say what would be written out and destroyed. NotAllowed for whoever may not off-board, or is not assigned."""
    provider.require(Permission.OFF_BOARD)
    found = _client(provider, client)
    done = tuple(step.step for step in provider.leaving(found.ident))
    if found.state in ("gone", "uncertified"):
        return Plan(found, {}, (), 0, (), done)
    door = _door(provider, found)
    sealed = sum(each.action == "seal" for each in door.protected_files("applied"))
    members = tuple(f"{each.name} ({each.role.label})" for each in door.member_list())
    return Plan(found, how_many(door), members, sealed, _recovery_keys(door), done)


def off_board(
    provider: Workspace, client: str, out: Path, *, progress: Callable[[str], None] = lambda _: None
) -> OffBoarded:
    """Do it, or go on where an earlier try ended. `out`: a new folder. InvalidInput where it is there already."""
    provider.require(Permission.OFF_BOARD)
    found = _client(provider, client)
    steps = {step.step: step for step in provider.leaving(found.ident)}
    if "keys-destroyed" not in steps:
        progress("writing out")
        told = _exported(provider, found, out, is_begun="begun" in steps)
        progress("destroying keys")
        destroyed = provider.destroy_client_keys(found.ident, told, log_size=told["log_size"])
        scrub(provider.home)
        _forget_recovery_keys(provider.home, told["recovery_keys"])
        steps = {step.step: step for step in provider.leaving(found.ident)}
    last = steps["keys-destroyed"]
    destroyed = last.at
    progress("certifying")
    certificate = _certified(provider, found, last, out, is_recorded="certified" in steps)
    return OffBoarded(out, certificate, sum(last.told["rows"].values()), destroyed)


def certificate_of(provider: Workspace, client: str) -> bytes:
    """The certificate as a PDF, made from what is kept. InvalidInput where the keys are not destroyed yet."""
    from bailee.rendering import pdf

    provider.require(Permission.OFF_BOARD)
    last = next((step for step in provider.leaving(client) if step.step == "keys-destroyed"), None)
    if last is None:
        raise InvalidInput("this client has not left yet", hint="its certificate is made once its keys are destroyed")
    return pdf.render(certificate(provider.organisation_name, client, last))


def _client(provider: Workspace, client: str) -> Client:
    found = next((each for each in provider.clients(gone=True) if each.ident == client), None)
    if found is None:
        raise InvalidInput("there is no such client", hint="`bailee clients --gone` lists them")
    return found


def _door(provider: Workspace, client: Client) -> Workspace:
    if not client.as_member:
        raise NotAllowed(
            "you are not assigned to this client, so you cannot write out what is held of it",
            hint=f"bailee clients assign {client.ident} {provider.member}",
        )
    return Workspace(provider.home, client.ident, client.as_member)


def _exported(provider: Workspace, client: Client, out: Path, *, is_begun: bool) -> dict[str, Any]:
    """Write everything out, whole or not at all under that name; what the next step wants to know of it."""
    if out.exists():
        raise InvalidInput(f'"{out}" is there already', hint="name a new folder with --out: nothing is replaced")
    if not out.absolute().parent.is_dir():
        raise InvalidInput(f'there is no folder "{out.absolute().parent}"', hint="name a folder that exists")
    door = _door(provider, client)
    if not is_begun:
        provider.step_of_leaving(client.ident, "begun", {"name": client.name})
    with door.transaction(Permission.OFF_BOARD):
        for each in door.instructions():
            if each.withdrawn_on is None:
                door.withdraw_instruction(each.ident)  # no scan begins while it leaves
        door.record("off-boarding-begun", client.ident, {})
    door.note_access("off-boarding", export=True)
    partial = out.with_name(f".{out.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)  # of a try that was cut off
    engine = database.engine(door.home)
    try:
        partial.mkdir(mode=0o700)
        (partial / "rows").mkdir()
        keys = _recovery_keys(door)
        for key in keys:
            _copy_closed(key, partial / key.name)
        with database.explained(door.home), engine.snapshot(door.alias):
            engine.enter(door.alias, (door.organisation_id,))
            newest = door.newest_checkpoint()
            counts = {table: _write_rows(partial / "rows" / f"{table}.jsonl", rows) for table, rows in everything(door)}
            records = export_evidence(door, partial / "log")
        told = README.format(name=client.name, on=f"{now():%Y-%m-%d}", provider=provider.organisation_name)
        (partial / "README.txt").write_text(told, "utf-8")
        manifest = _manifest(partial)
        (partial / MANIFEST).write_bytes(manifest)
        _settle(partial)
        partial.rename(out)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        reason = os.strerror(error.errno).lower() if error.errno else type(error).__name__
        raise NotAllowed(
            f'"{out}" cannot be written: {reason}', hint="make room, or name another folder; no key was destroyed"
        ) from None
    done = {
        "name": client.name,
        "rows": {table: number for table, number in counts.items() if number},
        "records": records,
        "log_size": newest.size if newest is not None else 0,
        "manifest_sha256": hashlib.sha256(manifest).hexdigest(),
        "zip_sha256": zipped(out),
        "sealed_files": sum(each.action == "seal" for each in door.protected_files("applied")),
        "recovery_recipient": door.keys.recovery_recipient,
        "recovery_keys": [key.name for key in keys],
    }
    provider.step_of_leaving(client.ident, "exported", done)
    return done


def _write_rows(path: Path, rows: Any) -> int:
    number = 0
    with path.open("w", encoding="utf-8") as stream:
        for number, row in enumerate(rows, 1):  # noqa: B007 - the last number is how many there were
            stream.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
    if not number:
        path.unlink()
    return number


def _manifest(folder: Path) -> bytes:
    digests = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                digests[path.relative_to(folder).as_posix()] = hashlib.file_digest(stream, "sha256").hexdigest()
    return (json.dumps(digests, indent=1) + "\n").encode()


def _settle(folder: Path) -> None:
    """Closed to others, and on the disk before a key is destroyed."""
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(0o700)
        else:
            path.chmod(0o600)
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
    if os.name == "posix":
        for each in (folder, folder.parent):
            descriptor = os.open(each, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _copy_closed(source: Path, target: Path) -> None:
    with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
        stream.write(source.read_bytes())


def _recovery_keys(door: Workspace) -> tuple[Path, ...]:
    """Recovery keys of this organisation that still lie in the home folder."""
    mark = door.keys.recovery_recipient
    return tuple(path for path in recovery_files(door.home) if mark in path.read_text("utf-8", "replace"))


def _forget_recovery_keys(home: Path, names: list[str]) -> None:
    for path in recovery_files(home):
        if path.name in names:
            path.unlink(missing_ok=True)


def _certified(provider: Workspace, client: Client, step: Step, out: Path, *, is_recorded: bool) -> Path:
    from bailee.rendering import pdf

    _forget_recovery_keys(provider.home, step.told["recovery_keys"])
    content = pdf.render(certificate(provider.organisation_name, client.ident, step))
    try:
        out.mkdir(mode=0o700, exist_ok=True)
        path = out / CERTIFICATE
        path.write_bytes(content)
        path.chmod(0o600)
    except OSError:
        raise NotAllowed(
            f'"{out}" cannot be written', hint="the keys are destroyed; run the same again with another --out"
        ) from None
    if not is_recorded:
        told = {"name": step.told["name"], "certificate_sha256": hashlib.sha256(content).hexdigest()}
        provider.step_of_leaving(client.ident, "certified", told)
    return path


def certificate(provider: str, client: str, step: Step) -> Document:
    """What was handed over and destroyed, and what this does not reach."""
    told = step.told
    if "reason" in told:  # its keys were destroyed without handing anything over
        from bailee.operations.destroy_keys import certificate as of_destruction

        return of_destruction(provider, client, told, step.at)
    rows = sum(told["rows"].values())
    at = f"{step.at:%Y-%m-%d %H:%M:%S} UTC"
    return Document(
        "Certificate of off-boarding",
        "en",
        step.at.date(),
        (
            Paragraph(f"{told['name']} leaves {provider}.", strong=True),
            Table(
                "What was done",
                ("what", "how it stands"),
                (
                    ("client", f"{told['name']} ({client})"),
                    ("provider", provider),
                    ("by", step.by),
                    (
                        "handed over",
                        f"{rows:,} rows of {len(told['rows'])} tables, and the log with {told['records']:,} records",
                    ),
                    ("SHA-256 of the list of digests (MANIFEST.json)", _grouped(told["manifest_sha256"])),
                    *(
                        (("SHA-256 of all of it as one ZIP", _grouped(told["zip_sha256"])),)
                        if told.get("zip_sha256")
                        else ()
                    ),
                    ("keys destroyed", at),
                    ("members", "all memberships ended at that moment"),
                ),
                widths=(1, 2),
            ),
            Heading(1, "What that means"),
            Paragraph(
                "All that was encrypted of this client in the store was under one bundle of keys of its own. That bundle was"
                " overwritten. What is left of those fields cannot be read by the provider, nor by whoever copies the store."
                " Fingerprints of values were made with the same keys: nobody can compare them with a value any more."
            ),
            Heading(1, "What this does not reach"),
            List((*_NOT_REACHED, _sealed(told["sealed_files"], told["recovery_recipient"]))),
            Paragraph(f"Recorded in the log of {provider} as “organisation-keys-destroyed” and “client-certified”."),
        ),
        author=provider,
        foot=f"{told['name']}: off-boarding, {at}",
    )


_NOT_REACHED = (
    (
        "Backups of the store that were made before that moment still hold the bundle. Whoever has such a backup and"
        " the master key can read what was in it until the backup is destroyed or has expired."
    ),
    (
        "The files of a PostgreSQL, its log of writes and its replicas may hold the old row until they are vacuumed"
        " and expired; a SQLite store was overwritten at once."
    ),
    (
        "Packets for counsel, her decisions and their grounds were privileged: they were not handed over by the provider,"
        " and nobody can read them in the store any more. Counsel has the packets."
    ),
    (
        "The store keeps its log, counts, categories and masked names of files: they hold no value, and they are"
        " needed to prove what was done."
    ),
    "The folder that was handed over can be read. Its copy at the provider is to be sealed, and deleted once the client has it.",
)


def _sealed(number: int, recipient: str) -> str:
    if not number:
        return "Files at the client were not touched."
    return (
        f"Files at the client were not touched. {number:,} of them are sealed: from now on the recovery key alone opens"
        f" them (its public part: {recipient})."
    )


def _grouped(digest: str) -> str:
    """In groups of eight, so that it breaks where it must.

    >>> _grouped("0123456789abcdef")
    '01234567 89abcdef'
    """
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
