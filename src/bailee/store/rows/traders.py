"""Traders: what people said of whose a client's data is, a person's or a firm's. It wins over what the data itself tells."""

from __future__ import annotations

from collections.abc import Iterable

from bailee.permissions import Permission
from bailee.store.rows.base import Door, now
from bailee.vocabulary import SubjectCategory


class Traders(Door):
    def whose_decisions(self) -> dict[tuple[str, str], SubjectCategory]:
        """What was said, by each normal form of the client: the latest counts."""
        from bailee.store.models import WhoseDecision as Row

        said: dict[tuple[str, str], SubjectCategory] = {}
        with self._reading():
            for pairs, subject in self._rows(Row).order_by("pk").values_list("fingerprints", "subject"):
                said |= {(form, printed): SubjectCategory(subject) for form, printed in pairs}
        return said

    def decide_whose(self, fingerprints: Iterable[tuple[str, str]], subject: SubjectCategory, *, reason: str) -> None:
        """Append that a client is a person or a firm."""
        from bailee.store.models import WhoseDecision as Row

        with self.transaction(Permission.DECIDE_FINDINGS):
            self._add(
                Row,
                fingerprints=sorted(list(pair) for pair in fingerprints),
                subject=subject.value,
                reason=self._encrypted("whose_decision.reason", reason),
                by=self.member,
                at=now(),
            )
