"""Proven: one record of evidence for every change, in the same transaction."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bailee.evidence import log
from bailee.store.rows.base import Door


class Proven(Door):
    def record(self, action: str, subject: str, details: dict[str, Any] | None = None) -> log.Row:
        """Append one record: `action` in kebab-case, `subject` an ident, `details` idents and counts; never a value.

        Call it inside `transaction()`, beside the change that it proves; alone it makes a transaction of its own.
        """
        from bailee.store.models import Checkpoint, EvidenceRecord

        with self.transaction():
            appended = log.append(
                self.newest_checkpoint(),
                log.Record(self.organisation_id, log.now(), self.member, action, subject, details or {}),
                self.keys.sign,
                self.keys.verify_key,
            )
            EvidenceRecord.objects.using(self.alias).create(**asdict(appended.row))
            Checkpoint.objects.using(self.alias).create(**asdict(appended.checkpoint))
            return appended.row

    def newest_checkpoint(self) -> log.CheckpointRow | None:
        from bailee.store.models import Checkpoint

        with self._reading():
            values = self._rows(Checkpoint).order_by("-size").values(*log.CHECKPOINT_COLUMNS).first()
            return log.CheckpointRow(**values) if values else None

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
