"""Proven: one record of evidence for every change, in the same transaction."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from bailee.evidence import kept, log
from bailee.keys import OrganisationKeys
from bailee.store.rows.base import Door, seeing


def append_record(
    home: Path, alias: str, keys: OrganisationKeys, newest: log.CheckpointRow | None, record: log.Record
) -> log.Row:
    """Insert a record and its checkpoint in the transaction that is open; after it, move the checkpoint kept as a file."""
    from django.db import transaction

    from bailee.store.models import Checkpoint, EvidenceRecord

    appended = log.append(newest, record, keys.sign, keys.verify_key, keys.retired_log_keys)
    EvidenceRecord.objects.using(alias).create(**asdict(appended.row))
    Checkpoint.objects.using(alias).create(**asdict(appended.checkpoint))

    def at(size: int) -> log.CheckpointRow | None:
        rows = Checkpoint.objects.using(alias).filter(organisation_id=record.organisation_id, size=size)
        values = rows.values(*log.CHECKPOINT_COLUMNS).first()
        return log.CheckpointRow(**values) if values else None

    def keep() -> None:
        # of many records in one transaction only the last one moves the file
        with seeing(home, alias, record.organisation_id):
            if at(appended.checkpoint.size + 1) is None:
                kept.keep(home, appended.checkpoint, at, keys.verify_key, keys.retired_log_keys)

    transaction.on_commit(keep, using=alias)
    return appended.row


class Proven(Door):
    def record(self, action: str, subject: str, details: dict[str, Any] | None = None) -> log.Row:
        """Append one record: `action` in kebab-case, `subject` an ident, `details` idents and counts; never a value.

        Call it inside `transaction()`, beside the change that it proves; alone it makes a transaction of its own.
        """
        with self.transaction():
            self._engine.serialise(self.alias, self.organisation_id)  # a log has one newest record
            record = log.Record(self.organisation_id, log.now(), self.member, action, subject, details or {})
            return append_record(self.home, self.alias, self.keys, self.newest_checkpoint(), record)

    def newest_checkpoint(self) -> log.CheckpointRow | None:
        from bailee.store.models import Checkpoint

        with self._reading():
            values = self._rows(Checkpoint).order_by("-size").values(*log.CHECKPOINT_COLUMNS).first()
            return log.CheckpointRow(**values) if values else None

    def evidence_page(self, after: int, limit: int) -> tuple[log.Row, ...]:
        """Some records, oldest first, after one by its sequence."""
        from bailee.store.models import EvidenceRecord

        with self._reading():
            rows = self._rows(EvidenceRecord).filter(sequence__gt=after).order_by("sequence", "pk")
            return tuple(log.Row(**values) for values in rows.values(*log.ROW_COLUMNS)[:limit])

    def evidence(self) -> tuple[tuple[log.Row, ...], tuple[log.CheckpointRow, ...]]:
        """Every record and every checkpoint, as they lie in the store."""
        from bailee.store.models import Checkpoint, EvidenceRecord

        with self._reading():
            records = self._rows(EvidenceRecord).order_by("sequence", "pk").values(*log.ROW_COLUMNS)
            checkpoints = self._rows(Checkpoint).order_by("size", "pk").values(*log.CHECKPOINT_COLUMNS)
            return (
                tuple(log.Row(**values) for values in records),
                tuple(log.CheckpointRow(**values) for values in checkpoints),
            )
