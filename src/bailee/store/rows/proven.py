"""Proven: one record of evidence for every change, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any

from bailee.evidence import kept, log
from bailee.keys import OrganisationKeys
from bailee.store.rows.base import Door, seeing
from bailee.store.webhook_lines import put_records


def append_record(
    home: Path,
    alias: str,
    keys: OrganisationKeys,
    newest: log.CheckpointRow | None,
    record: log.Record,
    number: int | None = None,
) -> log.Row:
    """Insert a record and its checkpoint in the transaction that is open; after it, move the checkpoint kept as a file.

    `number`: of the organisation in this store, where its log calls it by another one.
    """
    (row,) = append_records(home, alias, keys, newest, [record], number)
    return row


def append_records(
    home: Path,
    alias: str,
    keys: OrganisationKeys,
    newest: log.CheckpointRow | None,
    records: Sequence[log.Record],
    number: int | None = None,
) -> tuple[log.Row, ...]:
    """The same for several of one organisation at once: the last one's checkpoint signs for all."""
    from django.db import transaction

    from bailee.store.models import Checkpoint

    appended = log.append_all(newest, records, keys.sign, keys.verify_key, keys.retired_log_keys)
    if not appended:
        return ()
    last = appended[-1].checkpoint
    ours = last.organisation_id if number is None else number
    # written out: models and queries of Django's take longer than all else
    _insert(alias, log.RECORD_TABLE, ours, log.ROW_COLUMNS, [each.row for each in appended])
    _insert(alias, log.CHECKPOINT_TABLE, ours, log.CHECKPOINT_COLUMNS, [each.checkpoint for each in appended])

    def at(size: int) -> log.CheckpointRow | None:
        found = Checkpoint.objects.using(alias).filter(organisation_id=ours, size=size)
        values = found.values(*log.CHECKPOINT_COLUMNS).first()
        return log.CheckpointRow(**{**values, "organisation_id": last.organisation_id}) if values else None

    def keep() -> None:
        # of many records in one transaction only the last one moves the file
        with seeing(home, alias, ours):
            if at(last.size + 1) is None:
                kept.keep(home, last, at, keys.verify_key, keys.retired_log_keys, ours)

    transaction.on_commit(keep, using=alias)
    return tuple(each.row for each in appended)


def _insert(alias: str, table: str, number: int, columns: Sequence[str], rows: Sequence[object]) -> None:
    """Rows of an organisation, which the log may call otherwise than this store does: `number`, the first column, is the store's."""
    from django.db import connections

    values = attrgetter(*columns[1:])
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - our own names
    with connections[alias].cursor() as cursor:
        cursor.executemany(statement, [(number, *values(row)) for row in rows])


class Proven(Door):
    def record(self, action: str, subject: str, details: dict[str, Any] | None = None) -> log.Row:
        """Append one record: `action` in kebab-case, `subject` an ident, `details` idents and counts; never a value.

        Call it inside `transaction()`, beside the change that it proves; alone it makes a transaction of its own.
        """
        (row,) = self.record_all([(action, subject, details or {})])
        return row

    def record_all(self, told: Sequence[tuple[str, str, dict[str, Any]]]) -> tuple[log.Row, ...]:
        """Append several, each as (action, subject, details): signed once, ten times as fast as one after the other."""
        with self.transaction():
            self._engine.serialise(self.alias, self.organisation_id)  # a log has one newest record
            at = log.now()
            records = [log.Record(self.log_number, at, self.member, *each) for each in told]
            newest = self.newest_checkpoint()
            rows = append_records(self.home, self.alias, self.keys, newest, records, self.organisation_id)
            put_records(self, rows)
            return rows

    def newest_checkpoint(self) -> log.CheckpointRow | None:
        columns = ", ".join(log.CHECKPOINT_COLUMNS[1:])
        statement = (
            f"SELECT {columns} FROM {log.CHECKPOINT_TABLE} WHERE organisation_id = %s ORDER BY size DESC LIMIT 1"  # noqa: S608 - our own names
        )
        with self._reading():
            rows = self._written(statement, self.organisation_id)
        return log.CheckpointRow(self.log_number, *rows[0]) if rows else None

    def evidence_page(self, after: int, limit: int) -> tuple[log.Row, ...]:
        """Some records, oldest first, after one by its sequence."""
        from bailee.store.models import EvidenceRecord

        with self._reading():
            rows = self._rows(EvidenceRecord).filter(sequence__gt=after).order_by("sequence", "pk")
            found = rows.values(*log.ROW_COLUMNS)[:limit]
            return tuple(log.Row(**{**values, "organisation_id": self.log_number}) for values in found)

    def evidence(self) -> tuple[tuple[log.Row, ...], tuple[log.CheckpointRow, ...]]:
        """Every record and every checkpoint, as they lie in the store; the organisation as its log calls it."""
        with self._reading():
            records = self._all(log.RECORD_TABLE, log.ROW_COLUMNS, "sequence")
            checkpoints = self._all(log.CHECKPOINT_TABLE, log.CHECKPOINT_COLUMNS, "size")
        number = self.log_number
        return tuple(log.Row(number, *row) for row in records), tuple(
            log.CheckpointRow(number, *row) for row in checkpoints
        )

    def _all(self, table: str, columns: Sequence[str], key: str) -> list[Any]:
        statement = f"SELECT {', '.join(columns[1:])} FROM {table} WHERE organisation_id = %s ORDER BY {key}, id"  # noqa: S608 - our own names
        return self._written(statement, self.organisation_id)
