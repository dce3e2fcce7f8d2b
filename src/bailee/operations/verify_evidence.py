"""Verify the log of a home folder: every organisation's, as the database holds it now, whoever wrote there.

Rows are read as they lie, by SQL and without the models, since a row that was tampered with may be no row of a model any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bailee.errors import BrokenEvidence, CannotRead
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
from bailee.evidence.verify import Broken, Kept, Report, verify
from bailee.keys import MasterKey, OrganisationKeys
from bailee.store import database
from bailee.store.key_rows import DESTROYED
from bailee.store.rows.base import atomic


def verify_evidence(home: Path, elsewhere: Sequence[Path] = ()) -> Report:
    """What is broken in the log of a home folder, or of an exported one. `elsewhere`: checkpoints that somebody kept.

    CannotRead where there is no log to verify, or a kept checkpoint cannot be read; a copied home folder will do.
    """
    home = home.absolute()
    if standalone.is_export(home):
        return _verify_export(home, elsewhere)
    if not database.exists(home):
        raise CannotRead(
            f'there is no store and no exported log in "{home}"', hint="name the home folder, or what `export` wrote"
        )
    notes = [Kept(str(path), _note(path)) for path in elsewhere]
    broken: list[Broken] = []
    alias = database.connect(home)
    stands_on = database.engine(home)
    with database.explained(home), atomic(alias):
        stands_on.enter(alias, (), "*")
        organisations = _select(alias, "organisation", ("organisation_id", "ident", "wrapped_keys"), broken)
        stands_on.enter(alias, [number for number, _, _ in organisations if isinstance(number, int)])
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
    for number, ident, wrapped in organisations:
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
        owner = _owner(note, keys)
        if owner is None:
            broken.append(Broken(0, 0, "kept", f"the checkpoint in {note.name} is of no organisation in this store"))
        else:
            outside.setdefault(owner, []).append(note)
    rows = [row for row in rows if row.organisation_id not in gone]
    checkpoints = [each for each in checkpoints if each.organisation_id not in gone]
    report = verify(rows, checkpoints, keys, outside, retired)
    return Report(report.records, tuple(sorted({*broken, *report.broken})))


def _note(path: Path) -> str:
    note = kept.read_file(path)
    if note is None:
        raise CannotRead(f"there is no checkpoint {path}", hint="name a file that `bailee evidence checkpoint` filled")
    return note


def _owner(note: Kept, keys: dict[int, bytes]) -> int | None:
    try:
        head, _, _ = checkpoint.read(note.note)
    except BrokenEvidence:
        return next(iter(keys), None)  # reported there as what it is
    return next((number for number in keys if origin(number) == head.origin), None)


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


def _verify_export(folder: Path, elsewhere: Sequence[Path]) -> Report:
    records, faults = standalone.verify(folder, [(str(path), _note(path)) for path in elsewhere])
    return Report(records, tuple(Broken(0, number, column, reason) for number, column, reason in faults))
