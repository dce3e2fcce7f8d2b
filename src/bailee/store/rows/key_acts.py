"""Acts about keys: kits that were printed, drills that were held, destructions that were asked for and approved.

workspace.add_key_act("drilled", {"recipient": recipient, "by": "age 1.2.1"})
workspace.key_acts()                                # newest first
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.proven import Proven

KIT, DRILLED, FAILED = "kit-made", "drilled", "drill-failed"
ASKED, WITHDRAWN, DESTROYED = "destruction-asked", "destruction-withdrawn", "destroyed"
ACTS = (KIT, DRILLED, FAILED, ASKED, WITHDRAWN, DESTROYED)


@dataclass(frozen=True, slots=True)
class KeyAct:
    """One of them. `about`: ident of the organisation whose keys it is about."""

    number: int
    about: str
    act: str
    by: str
    at: datetime
    told: Mapping[str, Any] = field(repr=False)


class KeyActs(Proven):
    def add_key_act(self, act: str, told: Mapping[str, Any], *, about: str = "") -> None:
        """Append one; the record of it is the caller's, in the same transaction."""
        from bailee.store.models import KeyAct as Row

        if act not in ACTS:
            raise ValueError(act)
        with self.transaction(Permission.MANAGE_KEYS):
            kept = self._encrypted("key_act.told", dict(told))
            self._add(Row, about=about or self.organisation, act=act, told=kept, by=self.member, at=now())

    def destroy_own_keys(self, details: Mapping[str, Any]) -> datetime:
        """Empty this organisation's keys; the last record of its log, in the same transaction, says so. Nothing of it opens any more."""
        from bailee.store.models import Organisation

        self.require(Permission.OFF_BOARD)
        with self.transaction(Permission.MANAGE_KEYS):
            self._engine.serialise(self.alias, self.organisation_id)
            self.record("keys-destroyed", self.organisation, dict(details))
            Organisation.objects.using(self.alias).filter(pk=self.organisation_id).update(wrapped_keys=b"")
        return now()

    def recovery_since(self) -> datetime | None:
        """From when something depends on the recovery key: a file was sealed, or its page was printed; None where nothing does."""
        from django.db.models import Min

        from bailee.store.models import KeyAct as Row
        from bailee.store.models import ProtectedFile

        with self._reading():
            printed = self._rows(Row).filter(about=self.organisation, act=KIT).aggregate(at=Min("at"))["at"]
            sealed = self._rows(ProtectedFile).filter(action="seal", state="applied")
            first = sealed.aggregate(at=Min("changed_at"))["at"]
        return min((at for at in (printed, first) if at is not None), default=None)

    def drills_of(self, recipient: str) -> tuple[datetime | None, datetime | None]:
        """When a recovery key last opened a sealed file, and when it last failed since; for whoever asks: days, no more."""
        from bailee.store.models import KeyAct as Row

        with self._reading():
            rows = list(self._rows(Row).filter(about=self.organisation, act__in=(DRILLED, FAILED)).order_by("-pk"))
        drilled = failed = None
        for row in rows:
            if self._decrypted("key_act.told", row.told).get("recipient") != recipient:
                continue  # of the key before
            if row.act == DRILLED:
                drilled = row.at
                break
            failed = failed or row.at
        return drilled, failed

    def key_acts(self, *, about: str = "", acts: Sequence[str] = ACTS) -> tuple[KeyAct, ...]:
        """Newest first. What is told of them is for whoever manages keys; others get when, and what."""
        from bailee.store.models import KeyAct as Row

        is_told = self.may(Permission.MANAGE_KEYS)
        with self._reading():
            rows = list(self._rows(Row).filter(about=about or self.organisation, act__in=acts).order_by("-pk"))
        return tuple(
            KeyAct(
                row.pk, row.about, row.act, row.by, row.at, self._decrypted("key_act.told", row.told) if is_told else {}
            )
            for row in rows
        )
