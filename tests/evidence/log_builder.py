"""A log of a few records, and the ways to lay hands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bailee.evidence.log import CheckpointRow, Record, Row, append
from bailee.evidence.verify import Kept, Report, verify
from bailee.keys import MasterKey, OrganisationKeys

MASTER = MasterKey.random()
KEYS, WRAPPED = OrganisationKeys.create(MASTER, "1")


@dataclass(frozen=True)
class Log:
    rows: tuple[Row, ...] = ()
    checkpoints: tuple[CheckpointRow, ...] = ()
    keys: OrganisationKeys = KEYS

    def check(self, *kept: str) -> Report:
        notes = [Kept("kept.txt", note) for note in kept]
        return verify(self.rows, self.checkpoints, {1: self.keys.verify_key}, {1: notes})

    def broken(self, *kept: str) -> set[tuple[int, str]]:
        return {(each.record, each.field) for each in self.check(*kept).broken}

    def row(self, index: int, **columns: object) -> Log:
        rows = list(self.rows)
        rows[index] = replace(rows[index], **columns)  # type: ignore[arg-type]
        return replace(self, rows=tuple(rows))

    def checkpoint(self, index: int, **columns: object) -> Log:
        rows = list(self.checkpoints)
        rows[index] = replace(rows[index], **columns)  # type: ignore[arg-type]
        return replace(self, checkpoints=tuple(rows))

    def without(self, rows: Sequence[int] = (), checkpoints: Sequence[int] = ()) -> Log:
        return replace(
            self,
            rows=tuple(row for index, row in enumerate(self.rows) if index not in rows),
            checkpoints=tuple(row for index, row in enumerate(self.checkpoints) if index not in checkpoints),
        )


def record(number: int) -> Record:
    return Record(1, f"2026-03-03T09:00:{number % 60:02}Z", f"member-{number}", "seen", f"file-{number}", {"n": number})


def log(size: int, keys: OrganisationKeys = KEYS) -> Log:
    rows: list[Row] = []
    checkpoints: list[CheckpointRow] = []
    for number in range(1, size + 1):
        made = append(checkpoints[-1] if checkpoints else None, record(number), keys.sign, keys.verify_key)
        rows.append(made.row)
        checkpoints.append(made.checkpoint)
    return Log(tuple(rows), tuple(checkpoints), keys)
