"""How people are written to, as the organisation chose: appended, and the last choice counts."""

from __future__ import annotations

from dataclasses import dataclass

from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.proven import Proven


@dataclass(frozen=True, slots=True)
class Correspondence:
    """`language`: of people whose own nobody knows. `copies`: who signed gets the certificate by mail."""

    language: str = "en"
    copies: bool = True


class Correspondences(Proven):
    def correspondence(self) -> Correspondence:
        """What counts now."""
        from bailee.store.models import Correspondence as Row

        with self._reading():
            row = self._rows(Row).order_by("-pk").first()
            return Correspondence(row.language, row.copies) if row is not None else Correspondence()

    def choose_correspondence(self, chosen: Correspondence) -> None:
        """From now on people are written to like this. Choosing what counts already is no change."""
        from bailee.store.models import Correspondence as Row

        with self.transaction(Permission.WRITE_NOTICES):
            if chosen == self.correspondence():
                return
            self._add(Row, language=chosen.language, copies=chosen.copies, by=self.member, at=now())
            self.record(
                "correspondence-chosen", self.organisation, {"language": chosen.language, "copies": chosen.copies}
            )
