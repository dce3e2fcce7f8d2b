"""Sittings: browsers that are open for somebody without an account, and may be ended from elsewhere.

ident = workspace.open_sitting(Sort.PERSON, seconds=7200)    # the browser keeps the ident
workspace.is_sitting(ident)                                  # asked at each page
workspace.end_sitting(ident)                                 # closed there, too
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.asking import moment
from bailee.store.rows.base import now
from bailee.store.rows.proven import Proven


class Sort(StrEnum):
    PERSON = "person"  # who came by her link
    DEVICE = "device"  # in the office, on which one after the other signs


_BEGAN = {Sort.PERSON: "own-page-opened", Sort.DEVICE: "kiosk-started"}  # as the log says it


@dataclass(frozen=True, slots=True)
class Sitting:
    """One browser. `name`: whose page it is, or who started the device."""

    ident: str
    sort: Sort
    name: str = field(repr=False)
    began_at: datetime
    ends_at: datetime
    witness: str = field(repr=False, default="")


class Sittings(Proven):
    def open_sitting(self, sort: Sort, *, seconds: int, witness: str = "") -> str:
        """It is open for this member from now on; its ident, which the browser keeps."""
        from bailee.store.models import Sitting as Row

        needed = Permission.SEE_OWN if sort is Sort.PERSON else Permission.WRITE_NOTICES
        ident, at = f"sitting-{secrets.token_hex(8)}", now()
        with self.transaction(needed):
            self._add(
                Row,
                ident=ident,
                sort=sort.value,
                member=self.member,
                witness=self._encrypted("sitting.witness", witness) if witness else None,
                began_at=at,
                ends_at=at + timedelta(seconds=seconds),
            )
            self.record(_BEGAN[sort], self.member, {"sitting": ident})
        return ident

    def is_sitting(self, ident: str) -> bool:
        """Whether a browser is still open for this member."""
        from bailee.store.models import Sitting as Row

        with self._reading():
            rows = self._rows(Row).filter(ident=ident, member=self.member, ended_at=None, ends_at__gt=now())
            return bool(rows.exists())

    def sittings(self) -> tuple[Sitting, ...]:
        """Those that are open, the newest first."""
        from bailee.store.models import Member as MemberRow
        from bailee.store.models import Sitting as Row

        with self._reading():
            rows = list(self._rows(Row).filter(ended_at=None, ends_at__gt=now()).order_by("-pk"))
            members = self._rows(MemberRow).filter(ident__in={row.member for row in rows})
            names = {each.ident: self.keys.decrypt_field("member.name", bytes(each.name)).decode() for each in members}
            return tuple(
                Sitting(
                    row.ident, Sort(row.sort), names.get(row.member, ""), moment(row.began_at), moment(row.ends_at),
                    self._decrypted("sitting.witness", row.witness) if row.witness else "",
                )
                for row in rows
            )  # fmt: skip

    def end_sitting(self, ident: str) -> None:
        """Closed at once, whoever sits there. InvalidInput where none of that ident is open."""
        with self.transaction(Permission.WRITE_NOTICES):
            if not self._end_sitting(ident):
                raise InvalidInput("nothing of that ident is open", hint="`bailee sign-off open` lists what is")

    def leave_sitting(self, ident: str) -> None:
        """Whoever sits there is done; nothing where it is closed already."""
        with self.transaction(Permission.SEE_OWN):
            self._end_sitting(ident, member=self.member)

    def _end_sitting(self, ident: str, **of: Any) -> bool:
        from bailee.store.models import Sitting as Row

        row = self._rows(Row).filter(ident=ident, ended_at=None, ends_at__gt=now(), **of).first()
        if row is None:
            return False
        row.ended_at, row.ended_by = now(), self.member
        row.save(using=self.alias, update_fields=["ended_at", "ended_by"])
        self.record("sitting-ended", row.member, {"sitting": ident, "sort": row.sort})
        return True
