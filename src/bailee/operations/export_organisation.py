"""Everything of an organisation out, in open formats with a schema: to keep, to read elsewhere, to go in again elsewhere.

    done = export_organisation(workspace, Path("acme"), recipients=("age1…",))
    import_organisation(home, Path("acme"), identities=("AGE-SECRET-KEY-1…",))

What lies encrypted in the store is sealed to the recipients, or readable where somebody asks for that by name. Keys leave only
sealed, and only where that is asked for. The log goes along whole, and still verifies on the other side.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput
from bailee.exchange import Manifest, Writing, encoded, line
from bailee.exchange.folder import Hashed
from bailee.exchange.schemas import schema
from bailee.keys.organisation import public_seal_key
from bailee.permissions import Permission
from bailee.store import closed, database, key_rows
from bailee.store.exchange_rows import IMPORTED, LEFT_OUT, Numbers, carried, columns, newest_record, opened, rows_out
from bailee.store.models.incidents import TABLES as INCIDENT_TABLES
from bailee.store.models.reviews import PRIVILEGED
from bailee.store.workspace import Workspace

EXPORTED = "organisation-exported"
PRIVATE = "private.bailee"
KEYS = "keys.age"
_README = """\
Everything that bailee holds of {name} ({ident}), in open formats. docs/export.md says what each file is.

rows/*.jsonl      one table a file, one row a line; schemas/*.json say what stands in a line
{private}
manifest.json     the SHA-256 of each file, and the public keys of the log

bailee import THIS-FOLDER --home NEW-HOME      brings it into another store, on either database
"""
_CLEAR = """\
private/*.jsonl   of the same rows what lies encrypted in the store, READABLE HERE: names, addresses, reasons
private/files/    certificates and policies among it

This folder is personal data. Keep it where nobody else can read it, and delete it when it has served."""
_SEALED = """\
private.bailee    of the same rows what lies encrypted in the store, sealed. With a key of one of its recipients:
                  tar xf private.bailee && age -d -i YOUR-KEY backup.age > private.jsonl"""
_HOW = """\
Private fields of an export of bailee: JSON lines, sealed. With a key of one of its recipients:

    age -d -i YOUR-KEY backup.age > private.jsonl
"""
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What went out."""

    folder: Path
    rows: dict[str, int]
    records: int  # of the log
    sha256: str  # of the manifest
    is_sealed: bool
    has_keys: bool

    @property
    def all_rows(self) -> int:
        return sum(self.rows.values())


def export_organisation(
    workspace: Workspace,
    out: Path,
    *,
    recipients: tuple[str, ...] = (),
    in_clear: bool = False,
    with_keys: bool = False,
    progress: Progress = lambda table, rows: None,
) -> Exported:
    """Write all of it into a new folder; that it was taken stands in the log, with the SHA-256 of its manifest.

    `recipients`: age keys that open what is sealed; none: the organisation's recovery key. `in_clear`: nothing is sealed. `with_keys`:
    the organisation's keys go along, sealed to the recovery key and the recipients. NotAllowed for who may not manage keys.
    """
    workspace.require(Permission.EXPORT)
    workspace.require(Permission.MANAGE_KEYS)  # whoever takes all of it away: its owner
    if in_clear and recipients and not with_keys:
        raise InvalidInput("say one of both", hint="--recipient seals what is private, --clear leaves it readable")
    to = recipients or (workspace.keys.recovery_recipient,)
    left_out = dict(LEFT_OUT)
    if not workspace.sees_privileged:
        left_out |= dict.fromkeys(PRIVILEGED, "privileged: counsel lets in who may take it")
        if workspace.privileged_idents():
            left_out |= dict.fromkeys(INCIDENT_TABLES, "an incident is privileged: counsel lets in who may take it")
    models = [model for model in carried() if model._meta.db_table not in left_out]
    with Writing(out) as folder:
        engine = database.engine(workspace.home)
        with database.explained(workspace.home), engine.snapshot(workspace.alias):
            engine.enter(workspace.alias, (workspace.organisation_id,))
            told, size = _organisation(workspace)
            if in_clear:
                rows = _write(workspace, folder, _Clear(folder), models, size, progress)
            else:
                with closed.writing(folder.taken(PRIVATE), recipients=to, readme=lambda how: _HOW) as stream:
                    rows = _write(workspace, folder, _Sealed(stream), models, size, progress)
                folder.noted(PRIVATE)
        for model in models:
            table, about = model._meta.db_table, " ".join((model.__doc__ or "").split())
            shapes = [schema(table, about, columns(model), is_private=each) for each in (False, True)]
            if not any(each.is_private for each in columns(model)):
                shapes = shapes[:1]
            content = json.dumps(
                {"rows": shapes[0], **({"private": shapes[1]} if shapes[1:] else {})}, indent=1, ensure_ascii=False
            )
            folder.write(f"schemas/{table}.json", f"{content}\n".encode())
        readme = _README.format(name=told["name"], ident=told["ident"], private=_CLEAR if in_clear else _SEALED)
        folder.write("README.txt", readme.encode())
        if with_keys:
            folder.write(KEYS, _sealed_keys(workspace, to))
        made = Manifest(
            database.our_version(),
            told,
            {table: rows.get(table, 0) for table in sorted(each._meta.db_table for each in models)},
            "clear" if in_clear else "sealed",
            with_keys,
            _log(workspace, size),
            dict(sorted(left_out.items())),
            dict(sorted(folder.digests.items())),
        )
        sha256 = folder.finish(made)
        # after the snapshot, so that of one state there is one export; before the folder has its name: none leaves unseen
        with workspace.transaction(Permission.EXPORT):
            workspace.record(
                EXPORTED,
                workspace.organisation,
                {"manifest_sha256": sha256, "rows": sum(rows.values()), "sealed": not in_clear, "with_keys": with_keys},
            )
        workspace.note_access("organisation-export", export=True)
        folder.take_name()
    return Exported(out, rows, size, sha256, not in_clear, with_keys)


def _organisation(workspace: Workspace) -> tuple[dict[str, Any], int]:
    """What the manifest says of it, and how far its log goes: a record of an import that nothing followed is about the copy."""
    from bailee.store.models import Organisation

    row = Organisation.objects.using(workspace.alias).get(pk=workspace.organisation_id)
    size, action = newest_record(workspace)
    told = {
        "ident": row.ident,
        "name": row.name,
        "number": workspace.log_number,
        "created_at": row.created_at.isoformat(),
        "is_provider": row.is_provider,
    }
    return told, size - (action == IMPORTED)


def _log(workspace: Workspace, size: int) -> dict[str, Any]:
    """Public keys that signed it, and up to which size each did; seal keys, oldest first."""
    keys = workspace.keys
    retired = [(key.hex(), until) for key, until in keys.retired_log_keys]
    before = [(key, until) for key, until in retired if until < size]
    now = next((key for key, until in retired if until >= size), keys.verify_key.hex())
    seals = [base64.b64encode(each).decode() for each in keys.retired_seal_keys]
    own = base64.b64encode(public_seal_key(keys.seal_key_der)).decode()
    return {
        "size": size,
        "keys": [{"key": key, "until": until} for key, until in before] + [{"key": now, "until": None}],
        "seal_keys": seals if _is_a_copy(workspace, size) else [*seals, own],
    }


def _is_a_copy(workspace: Workspace, size: int) -> bool:
    """Whether the present keys of seals and log were made for a copy that nothing was done in yet."""
    return any(until >= size for _, until in workspace.keys.retired_log_keys)


class _Clear:
    """What is private, readable: a file a table, and documents beside."""

    def __init__(self, folder: Writing) -> None:
        self.folder = folder
        self.stream: Any = None
        self.closing: Any = None

    def begin(self, table: str) -> None:
        self.end()
        self.closing = self.folder.opened(f"private/{table}.jsonl")
        self.stream = self.closing.__enter__()

    def put(self, table: str, number: int, told: dict[str, Any]) -> None:
        self.stream.write(f"{line({'number': number, **told})}\n".encode())

    def keep(self, table: str, number: int, column: str) -> Any:
        def kept(document: bytes) -> str:
            name = f"private/files/{table}/{number}-{column}.{_form(document)}"
            self.folder.write(name, document)
            return name

        return kept

    def end(self) -> None:
        if self.closing is not None:
            self.closing.__exit__(None, None, None)
            self.closing = None


class _Sealed:
    """What is private, into one stream that is sealed as it comes: nothing of it touches a disk in the clear."""

    def __init__(self, stream: Any) -> None:
        self.stream = Hashed(stream)
        self.lines = 0

    def begin(self, table: str) -> None:
        """One stream for all tables."""

    def put(self, table: str, number: int, told: dict[str, Any]) -> None:
        self.stream.write(f"{line({'table': table, 'number': number, **told})}\n".encode())
        self.lines += 1

    def keep(self, table: str, number: int, column: str) -> Any:
        return None

    def end(self) -> None:
        told = {"end": {"lines": self.lines, "sha256": self.stream.digest.hexdigest()}}
        self.stream.write(f"{line(told)}\n".encode())


def _form(document: bytes) -> str:
    return "pdf" if document.startswith(b"%PDF-") else "zip" if document.startswith(b"PK\x03\x04") else "bin"


def _write(
    workspace: Workspace, folder: Writing, private: _Clear | _Sealed, models: list[Any], size: int, progress: Progress
) -> dict[str, int]:
    numbers: dict[str, Numbers] = {}
    rows: dict[str, int] = {}
    for model in models:
        table = model._meta.db_table
        if any(each.is_private for each in columns(model)):
            private.begin(table)
        with folder.opened(f"rows/{table}.jsonl") as stream:
            for public, kept in rows_out(workspace, model, numbers, log_size=size):
                number = rows[table] = public["number"]
                stream.write(f"{line(public)}\n".encode())
                if kept:
                    told = {
                        column: _plain(workspace, table, column, each, private.keep(table, number, column))
                        for column, each in kept.items()
                    }
                    private.put(table, number, told)
        progress(table, rows.get(table, 0))
    private.end()
    return rows


def _plain(workspace: Workspace, table: str, column: str, kept: bytes | None, keep: Any) -> Any:
    if kept is None:
        return None
    found = opened(workspace.keys, table, column, kept)
    if found is None:  # hashes of a store of before, which were not encrypted
        return {"raw": base64.b64encode(kept).decode()}
    return encoded(found, keep)


def _sealed_keys(workspace: Workspace, to: tuple[str, ...]) -> bytes:
    import pyrage
    from pyrage import x25519

    bundle = key_rows.read(workspace)
    told = {
        "organisation": bundle.organisation,
        "keys": {name: base64.b64encode(key).decode() for name, key in bundle.keys.items()},
        "made_at": dict(bundle.made_at),
    }
    whom = {*to, workspace.keys.recovery_recipient}
    try:
        sealed = pyrage.encrypt(line(told).encode(), [x25519.Recipient.from_str(each) for each in sorted(whom)])
    except pyrage.RecipientError:
        raise InvalidInput("this is no age recipient", hint="one begins with age1…; `age-keygen` makes one") from None
    return bytes(sealed)
