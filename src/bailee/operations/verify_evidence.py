"""Verify the log of a home folder: every organisation's, as the database holds it now, whoever wrote there.

Rows are read as they lie, by SQL and without the models, since a row that was tampered with may be no row of a model any more.
"""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from bailee.errors import BrokenEvidence, CannotRead, InvalidInput
from bailee.evidence import checkpoint, kept, standalone
from bailee.evidence.log import (
    CHECKPOINT_COLUMNS,
    CHECKPOINT_TABLE,
    RECORD_TABLE,
    ROW_COLUMNS,
    CheckpointRow,
    Row,
    origin,
)
from bailee.evidence.verify import Broken, Kept, Note, Report, verify
from bailee.keys import MasterKey, OrganisationKeys
from bailee.store import database
from bailee.store.key_rows import DESTROYED
from bailee.store.rows.base import atomic
from bailee.store.workspace import Workspace

_LARGEST = 4 << 30  # bytes of what a ZIP holds


def verify_evidence(home: Path, elsewhere: Sequence[Path] = (), *, trust: bytes | None = None) -> Report:
    """What is broken in the log of a home folder, or of an exported one, a proof or a binder (also as a ZIP).

    `elsewhere`: checkpoints that somebody kept; `trust`: root certificates (PEM) of time-stamp services.
    CannotRead where there is no log to verify, or a kept checkpoint cannot be read; a copied home folder will do.
    """
    home = home.absolute()
    if home.suffix.lower() == ".zip" and home.is_file():
        with _unpacked(home) as folder:
            return _verify_export(folder, elsewhere, trust)
    if standalone.is_export(home) or ((home / standalone.MANIFEST).is_file() and not database.exists(home)):
        return _verify_export(home, elsewhere, trust)
    if not database.exists(home):
        raise CannotRead(
            f'there is no store and no exported log in "{home}"', hint="name the home folder, or what `export` wrote"
        )
    notes = [Kept(str(path), kept_note(path)) for path in elsewhere]
    broken: list[Broken] = []
    alias = database.connect(home)
    stands_on = database.engine(home)
    with database.explained(home), atomic(alias):
        stands_on.enter(alias, (), "*")
        organisations = _select(
            alias, "organisation", ("organisation_id", "ident", "wrapped_keys", "log_number"), broken
        )
        stands_on.enter(alias, [number for number, *_ in organisations if isinstance(number, int)])
        rows = [Row(*values) for values in _select(alias, RECORD_TABLE, ROW_COLUMNS, broken)]
        checkpoints = [
            CheckpointRow(*values) for values in _select(alias, CHECKPOINT_TABLE, CHECKPOINT_COLUMNS, broken)
        ]
    master = MasterKey.open(home)
    keys: dict[int, bytes] = {}
    retired: dict[int, tuple[tuple[bytes, int], ...]] = {}
    # what a provider's log says of a client whom it off-boarded; that log is verified with the others
    destroyed = {(row.subject, row.organisation_id) for row in rows if row.action == DESTROYED}
    outside: dict[int, list[Kept]] = {}
    gone: set[int] = set()  # organisations whose keys were destroyed on purpose: their logs say nothing any more
    called: dict[int, int] = {}  # by which number a log calls its organisation, where it came from another store
    for number, ident, wrapped, log_number in organisations:
        if log_number is not None:
            called[number] = log_number
        if wrapped is not None and not bytes(wrapped) and any(i == ident and by != number for i, by in destroyed):
            gone.add(number)
            continue
        try:
            opened = OrganisationKeys.open(master, ident, wrapped)
            keys[number], retired[number] = opened.verify_key, opened.retired_log_keys
        except (CannotRead, TypeError, AttributeError):
            reason = "the keys of this organisation were changed or destroyed; its log cannot be verified"
            broken.append(Broken(number if isinstance(number, int) else 0, 0, "keys", reason))
            continue
        if not any(row.organisation_id == number for row in rows):
            broken.append(Broken(number, 0, "record", "every record is missing; a log begins with its organisation"))
        beside = kept.read(home, number)
        if beside is None:
            broken.append(Broken(number, 0, "kept", f"the checkpoint {kept.path(home, number)} is missing"))
        else:
            outside[number] = [Kept(str(kept.path(home, number)), beside)]
    if not organisations:
        broken.append(Broken(0, 0, "record", "the store names no organisation; a log begins with its organisation"))
    for note in notes:
        owner = _owner(note, keys, called, retired)
        if owner is None:
            broken.append(Broken(0, 0, "kept", f"the checkpoint in {note.name} is of no organisation in this store"))
        else:
            outside.setdefault(owner, []).append(note)
    rows = [row for row in rows if row.organisation_id not in gone]
    checkpoints = [each for each in checkpoints if each.organisation_id not in gone]
    report = _verified(rows, checkpoints, keys, outside, retired, called)
    return Report(report.records, tuple(sorted({*broken, *report.broken})), report.notes)


def _verified(
    rows: Sequence[Row],
    checkpoints: Sequence[CheckpointRow],
    keys: Mapping[int, bytes],
    outside: Mapping[int, Sequence[Kept]],
    retired: Mapping[int, tuple[tuple[bytes, int], ...]],
    called: Mapping[int, int],
) -> Report:
    """All logs; one that came from another store by itself, for it calls its organisation as that store did."""
    own = {number: key for number, key in keys.items() if number not in called}
    report = verify(
        [row for row in rows if row.organisation_id not in called],
        [each for each in checkpoints if each.organisation_id not in called],
        own,
        outside,
        retired,
    )
    for number, name in called.items():
        if number not in keys:
            continue
        moved = verify(
            [replace(row, organisation_id=name) for row in rows if row.organisation_id == number],
            [replace(each, organisation_id=name) for each in checkpoints if each.organisation_id == number],
            {name: keys[number]},
            {name: outside.get(number, ())},
            {name: retired[number]},
        )
        report = Report(
            report.records + moved.records,
            (*report.broken, *(replace(each, organisation_id=number) for each in moved.broken)),
            (*report.notes, *(replace(each, organisation_id=number) for each in moved.notes)),
        )
    return report


def verify_own(workspace: Workspace) -> Report:
    """The log of one organisation alone, as its members see it: against the checkpoint beside the store."""
    rows, checkpoints = workspace.evidence()
    number, keys = workspace.log_number, workspace.keys
    beside = kept.read(workspace.home, workspace.organisation_id)
    outside = {number: [Kept("the file beside the store", beside)]} if beside is not None else {}
    report = verify(rows, checkpoints, {number: keys.verify_key}, outside, {number: keys.retired_log_keys})
    if beside is not None:
        return report
    missing = Broken(number, 0, "kept", "the checkpoint beside the store is missing")
    return Report(report.records, (missing, *report.broken), report.notes)


def kept_note(path: Path) -> str:
    """The checkpoint in a file that somebody kept, or in a mail that was saved. CannotRead where there is none."""
    note = kept.read_file(path)
    if note is None:
        raise CannotRead(f"there is no checkpoint {path}", hint="name a file that `bailee evidence checkpoint` filled")
    return standalone.note_in(note)


def _owner(
    note: Kept,
    keys: Mapping[int, bytes],
    called: Mapping[int, int],
    retired: Mapping[int, tuple[tuple[bytes, int], ...]],
) -> int | None:
    try:
        head, _, _ = checkpoint.read(note.note)
    except BrokenEvidence:
        return next(iter(keys), None)  # reported there as what it is
    named = [number for number in keys if origin(called.get(number, number)) == head.origin]
    for number in named if len(named) > 1 else ():  # two stores called theirs the same: who signed it tells
        with suppress(BrokenEvidence):
            checkpoint.opened(note.note, keys[number], retired[number])
            return number
    return named[0] if named else None


def _select(alias: str, table: str, columns: Sequence[str], broken: list[Broken]) -> list[tuple[Any, ...]]:
    """Columns of a table as they lie; a table or a column that is no longer there is broken evidence."""
    from django.db import OperationalError, ProgrammingError, connections

    with connections[alias].cursor() as cursor:
        there = connections[alias].introspection.table_names(cursor)
        if table in there:
            try:
                cursor.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1, 2")  # noqa: S608 - our own names
                rows: list[tuple[Any, ...]] = cursor.fetchall()
                return rows
            except (OperationalError, ProgrammingError) as error:
                if database.fault(error, Path()) is not None:  # full, locked, damaged: not a matter of evidence
                    raise
        broken.append(Broken(0, 0, table, "this table, or a column of it, is missing"))
        return []


def _verify_export(folder: Path, elsewhere: Sequence[Path], trust: bytes | None) -> Report:
    found = standalone.examine(folder, [(str(path), kept_note(path)) for path in elsewhere], trust)
    broken = tuple(Broken(0, number, column, reason) for number, column, reason in found.faults)
    return Report(found.records, broken, tuple(Note(0, number, text) for number, text in found.notes))


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """The folder in a ZIP, for as long as the block lasts. BrokenEvidence where the ZIP is cut off or damaged."""
    try:
        with tempfile.TemporaryDirectory(prefix="bailee-verify-") as name, zipfile.ZipFile(path) as archive:
            if sum(each.file_size for each in archive.infolist()) > _LARGEST:
                raise CannotRead(f'"{path}" holds more than {_LARGEST >> 30} GB', hint="unpack it, and name the folder")
            archive.extractall(name)  # it takes absolute names and `..` for parts of the folder
            inside = [each for each in Path(name).iterdir() if each.is_dir()]
            yield inside[0] if len(inside) == 1 and not standalone.is_export(Path(name)) else Path(name)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise BrokenEvidence(
            f'"{path}" is a ZIP that is cut off or damaged', hint="ask for another copy; nothing in it can be relied on"
        ) from None


def verify_growth(file: Path, elsewhere: Sequence[Path], key: bytes) -> list[str]:
    """What is wrong with a proof that a log only grew since a checkpoint that somebody kept, by the log's public key."""
    if len(elsewhere) != 1:
        raise InvalidInput("name the older checkpoint too", hint="--checkpoint FILE: the one that you kept")
    return standalone.growth_faults(kept_note(elsewhere[0]), file.read_text("utf-8", "replace"), [(key, 0)])
