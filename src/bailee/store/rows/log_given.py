"""Who outside keeps checkpoints of the log, what was given to whom, and stamps of time that were asked for.

workspace.holders()             # who is given the newest checkpoint, and how often
workspace.given()               # what went out, and whether it arrived as far as can be known
workspace.log_stamps()          # times of somebody else's, and what refused to give one
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.proven import Proven


@dataclass(frozen=True, slots=True)
class Holder:
    """Who keeps checkpoints elsewhere."""

    ident: str
    means: str  # mail, folder
    name: str = field(repr=False)
    where: str = field(repr=False)  # an e-mail address, or a folder
    every: str  # day, week, month
    added_at: datetime
    by: str
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A checkpoint that went out. `state`: kept (it arrived, as far as can be known), waiting (in the outbox), failed."""

    holder: str
    size: int
    means: str
    at: datetime
    by: str
    state: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time of somebody else's for a checkpoint, or that none was given."""

    size: int
    at: datetime
    said_at: datetime | None
    service: str
    fault: str
    token: bytes = field(repr=False, default=b"")


class LogGivens(Proven):
    # --- holders

    def holders(self, *, ended: bool = False) -> tuple[Holder, ...]:
        """Those who are given checkpoints, the first one first."""
        from bailee.store.models import LogHolder as Row

        self.require(Permission.SEE_EVIDENCE)
        with self._reading():
            rows = self._rows(Row).order_by("pk")
            rows = list(rows if ended else rows.filter(ended_at=None))
        return tuple(_holder(row, **self._decrypted("log_holder.told", row.told)) for row in rows)

    def add_holder(self, means: str, name: str, where: str, every: str) -> str:
        """Another one; her ident. The record of it is the caller's, in the same transaction."""
        from bailee.store.models import LogHolder as Row

        ident = f"holder-{secrets.token_hex(4)}"
        with self.transaction(Permission.CHANGE_SETTINGS):
            told = self._encrypted("log_holder.told", {"name": name, "where": where})
            self._add(Row, ident=ident, means=means, told=told, every=every, added_at=now(), by=self.member)
        return ident

    def end_holder(self, ident: str) -> None:
        from bailee.store.models import LogHolder as Row

        with self.transaction(Permission.CHANGE_SETTINGS):
            if not self._rows(Row).filter(ident=ident, ended_at=None).update(ended_at=now()):
                raise InvalidInput(
                    "nobody of this ident keeps checkpoints", hint="`bailee evidence holders` lists them"
                )

    # --- what was given

    def note_given(self, holder: str, size: int, means: str, *, mail: str = "", fault: str = "") -> None:
        from bailee.store.models import LogGiven as Row

        with self.transaction(Permission.EXPORT):
            self._add(Row, holder=holder, size=size, means=means, mail=mail, fault=fault, at=now(), by=self.member)

    def given(self, limit: int = 200) -> tuple[Given, ...]:
        """What went out, newest first."""
        from bailee.store.models import LogGiven as Row
        from bailee.store.models import MailMessage

        self.require(Permission.SEE_EVIDENCE)
        with self._reading():
            return _newest(self._rows(Row), self._rows(MailMessage), limit)

    # --- stamps

    def add_stamp(self, size: int, token: bytes, *, said_at: datetime | None, service: str, fault: str) -> None:
        from bailee.store.models import LogStamp as Row

        with self.transaction(Permission.EXPORT):
            kept = self._encrypted("log_stamp.token", token.hex())
            self._add(Row, size=size, token=kept, said_at=said_at, service=service, fault=fault, at=now())

    def log_stamps(self, limit: int = 50) -> tuple[Stamp, ...]:
        """What was asked for, newest first."""
        from bailee.store.models import LogStamp as Row

        self.require(Permission.SEE_EVIDENCE)
        with self._reading():
            rows = list(self._rows(Row).order_by("-pk")[:limit])
        return tuple(
            Stamp(
                row.size, row.at, row.said_at, row.service, row.fault,
                bytes.fromhex(self._decrypted("log_stamp.token", row.token)),
            )
            for row in rows
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How an organisation's log is kept elsewhere, as can be known without its keys: nobody's name, and no address."""

    holders: tuple[Holder, ...]
    given: tuple[Given, ...]  # newest first
    stamps: tuple[Stamp, ...]  # newest first, without what they hold
    size: int  # of the log
    times: tuple[tuple[int, str], ...]  # of the newest records, the oldest first


def standing(alias: str, organisation: int) -> Standing:
    """In a transaction that is about this organisation, among others."""
    from bailee.store.models import EvidenceRecord, LogGiven, LogHolder, LogStamp, MailMessage

    def ours(model: Any) -> Any:
        return model.objects.using(alias).filter(organisation_id=organisation)

    records = list(
        ours(EvidenceRecord).exclude(at="").order_by("-sequence").values_list("sequence", "at")[:_LOOKED_BACK]
    )
    stamps = ours(LogStamp).order_by("-pk").defer("token")[:50]
    return Standing(
        tuple(_holder(row, name="", where="") for row in ours(LogHolder).filter(ended_at=None).order_by("pk")),
        _newest(ours(LogGiven), ours(MailMessage), 200),
        tuple(Stamp(row.size, row.at, row.said_at, row.service, row.fault) for row in stamps),
        records[0][0] if records else 0,
        tuple(reversed(records)),
    )


_LOOKED_BACK = 1_000  # records


def _holder(row: Any, *, name: str, where: str) -> Holder:
    return Holder(row.ident, row.means, name, where, row.every, row.added_at, row.by, row.ended_at)


def _newest(rows: Any, messages: Any, limit: int) -> tuple[Given, ...]:
    found = list(rows.order_by("-pk")[:limit])
    asked = messages.filter(ident__in=[row.mail for row in found if row.mail])
    mails = {row.ident: row for row in asked.only("ident", "sent_at", "given_up_at", "fault")}
    return tuple(_given(row, mails.get(row.mail)) for row in found)


def _given(row: Any, mail: Any) -> Given:
    fault = row.fault
    if row.means == "mail" and not fault:
        if mail is None or mail.sent_at is not None:
            state = "kept"
        elif mail.given_up_at is not None:
            state, fault = "failed", f"no mail server took it ({mail.fault or 'given up'})"
        else:
            state, fault = "waiting", f"it waits in the outbox{f' ({mail.fault})' if mail.fault else ''}"
    else:
        state = "failed" if fault else "kept"
    return Given(row.holder, row.size, row.means, row.at, row.by, state, fault)
