"""Proofs read off what the store keeps of the tree, a few rows each; and erasing a record while the tree stays whole.

workspace.inclusion(17)                         # that record 17 is in the log of the newest checkpoint
workspace.consistency(kept_note)                # that the log of the newest checkpoint begins with that one's
workspace.erase_records([17], "person-asked")   # its texts go, its leaf stays, a record says so
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bailee.errors import BrokenEvidence, InvalidInput
from bailee.evidence import checkpoint, log, proofs
from bailee.evidence.merkle import extends, includes
from bailee.permissions import Permission
from bailee.store.asking import written
from bailee.store.rows.proven import Proven


class LogProofs(Proven):
    def checkpoint_at(self, size: int) -> str | None:
        """The note that was signed when the log had this size; None where it was signed later, with others."""
        from bailee.store.models import Checkpoint

        with self._reading():
            note = self._rows(Checkpoint).filter(size=size).values_list("note", flat=True).first()
        return note or None

    def inclusion(self, sequence: int) -> str:
        """C2SP tlog-proof of one record, to the newest checkpoint. InvalidInput where there is no such record."""
        note, head = self._newest()
        if not 0 < sequence <= head.size:
            raise InvalidInput(
                f"there is no record {sequence}", hint=f"the log has {head.size} of them, the first one is 1"
            )
        parts = proofs.inclusion_parts(sequence - 1, head.size)
        made, leaves = self._roots(parts, also=sequence)
        if not includes(leaves[sequence], sequence - 1, head.size, made, head.root):
            raise _broken()
        return proofs.inclusion_text(sequence - 1, made, note)

    def consistency(self, old: str, new: str = "") -> str:
        """Proof that the log of a newer checkpoint (else the newest) begins with that of an older one; both are signed notes.

        BrokenEvidence where one of them is of another log, or the log does not begin with it.
        """
        newest = self.newest_checkpoint()
        known = newest.size if newest is not None else 0
        note = new or (newest.note if newest is not None else "")
        first, head = (self._opened(each) for each in (old, note))
        if first.size > head.size:
            raise InvalidInput("the second checkpoint is the older one", hint="name the older one first")
        if not first.size:
            raise InvalidInput("a log of no records is the beginning of every one")
        if head.size > known:
            raise BrokenEvidence(
                f"that checkpoint is of {head.size} records, and this log has {known}: it was cut off",
                hint="keep this store as it is, and find out who wrote to it",
            )
        made, _ = self._roots(proofs.consistency_parts(first.size, head.size))
        if not extends(first.size, head.size, made, first.root, head.root):
            raise BrokenEvidence(
                f"the log of {head.size} records does not begin with the {first.size} of that checkpoint: it was written anew",
                hint="keep this store as it is, and find out who wrote to it",
            )
        return proofs.consistency_text(first.size, made, note)

    def _newest(self) -> tuple[str, checkpoint.Head]:
        newest = self.newest_checkpoint()
        if newest is None:
            raise BrokenEvidence("this log has no checkpoint", hint="run `bailee evidence verify`")
        return newest.note, self._opened(newest.note)

    def _opened(self, note: str) -> checkpoint.Head:
        head, _, _ = checkpoint.read(note)
        ours = log.origin(self.log_number)
        if head.origin != ours:
            raise BrokenEvidence(
                f"this checkpoint is of another log: {head.origin}, and this one is {ours}",
                hint="each client has a log of its own: name the client by --client",
            )
        return checkpoint.opened(note, self.keys.verify_key, self.keys.retired_log_keys)

    def _roots(self, parts: Sequence[proofs.Part], also: int = 0) -> tuple[list[bytes], dict[int, bytes]]:
        """Roots of parts of the tree; a proof that does not lead to the signed root is never given, so they are not checked here."""
        sizes, numbers = proofs.needed(parts)
        if also:
            numbers.add(also)
        try:
            with self._reading():
                edges = self._few("log_checkpoint", "size", "frontier", sizes)
                leaves = self._few("evidence_record", "sequence", "leaf", numbers)
            kept = {size: bytes.fromhex(edge[-64:]) for size, edge in edges.items()}
            found = {number: bytes.fromhex(leaf) for number, leaf in leaves.items()}
            return proofs.roots(parts, kept, found), found
        except (KeyError, ValueError):
            raise _broken() from None

    def _few(self, table: str, key: str, column: str, numbers: Iterable[int]) -> dict[int, str]:
        wanted = sorted(numbers)
        if not wanted:
            return {}
        places = ", ".join(["%s"] * len(wanted))
        statement = f"SELECT {key}, {column} FROM {table} WHERE organisation_id = %s AND {key} IN ({places})"  # noqa: S608 - our own names
        return dict(self._written(statement, self.organisation_id, *wanted))

    # --- erasing

    def erase_records(self, numbers: Sequence[int], reason: str) -> log.Row:
        """Empty records but for their leaves; the record that says so, in the same transaction. InvalidInput where one may not be."""
        from bailee.store.models import EvidenceRecord

        with self.transaction(Permission.HANDLE_REQUESTS):
            self._engine.serialise(self.alias, self.organisation_id)
            rows = {
                row.sequence: row
                for row in self._rows(EvidenceRecord).filter(sequence__in=sorted(set(numbers))).order_by("sequence")
            }
            for number in numbers:
                if number not in rows:
                    raise InvalidInput(f"there is no record {number}")
                if not rows[number].action:
                    raise InvalidInput(f"record {number} was erased already")
                if rows[number].action in log.STAYING:
                    raise InvalidInput(
                        f"record {number} may not be erased: the log stands on it",
                        hint="it names a key, an erasure or a proof, and nothing of a person",
                    )
            said = [
                {"sequence": row.sequence, "leaf": row.leaf, "action": row.action, "at": row.at}
                for row in rows.values()
            ]
            if not self._engine.needs_transactions:  # SQLite else leaves what was there in the free part of a page
                written(self.alias, "PRAGMA secure_delete = ON")
            emptied = self._rows(EvidenceRecord).filter(sequence__in=list(rows))
            emptied.update(**dict.fromkeys(log.ERASABLE, ""))
            return self.record(log.ERASED, "records", {"records": said, "reason": reason})


def _broken() -> BrokenEvidence:
    return BrokenEvidence(
        "what the store keeps of the tree does not lead to the signed root",
        hint="run `bailee evidence verify`: it says what was changed",
    )
