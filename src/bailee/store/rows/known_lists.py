"""Known lists: values that the organisation knows, as keyed hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bailee.errors import InvalidInput
from bailee.keys import FINGERPRINT_BYTES
from bailee.permissions import Permission
from bailee.store.rows.base import Door, now
from bailee.vocabulary import SubjectCategory

if TYPE_CHECKING:
    from bailee.known_values import KnownList


class KnownLists(Door):
    def known_lists(self) -> tuple[KnownList, ...]:
        """Lists of values that the organisation knows, by name."""
        from bailee.store.models import KnownList as Row

        with self._reading():
            rows = list(self._rows(Row).order_by("name"))
            if not rows:
                return ()
            from bailee.known_values import KnownList  # with the detectors, which few commands need

            return tuple(
                KnownList(
                    row.name,
                    row.category,
                    row.detector,
                    SubjectCategory(row.subject),
                    tuple(row.labels),
                    tuple(row.outlines),
                    row.count,
                    self._opened_prints(bytes(row.prints)),
                )
                for row in rows
            )

    def _opened_prints(self, kept: bytes) -> bytes:
        """Hashes of a list; an earlier bailee kept them as they are, and then they are a multiple of their length."""
        if len(kept) % FINGERPRINT_BYTES == 0:
            return kept
        return self.keys.decrypt_field("known_list.prints", kept)

    def save_known_list(self, known: KnownList) -> None:
        """Keep a list; one of the same name is replaced."""
        from bailee.store.models import KnownList as Row

        values = {
            "category": known.category,
            "detector": known.detector,
            "subject": known.subject.value,
            "labels": list(known.labels),
            "outlines": list(known.outlines),
            "count": known.count,
            # as scanners make them, for they look values up; so they lie here encrypted
            "prints": self.keys.encrypt_field("known_list.prints", known.prints),
            "changed_at": now(),
        }
        with self.transaction(Permission.DECLARE):
            if not self._rows(Row).filter(name=known.name).update(**values):
                self._add(Row, name=known.name, **values)

    def forget_known_list(self, name: str) -> None:
        """Remove a list with all its hashes."""
        from bailee.store.models import KnownList as Row

        with self.transaction(Permission.DECLARE):
            if not self._rows(Row).filter(name=name).delete()[0]:
                raise InvalidInput(f'there is no list "{name}"', hint="`bailee known-values list` names them")
