"""Reports as they were made, how they look, when they are made again; and the figures of a time that they tell.

workspace.keep_report(…)            # with its files, in the transaction of its record
workspace.report_file(ident, "pdf")
workspace.moved(since, until)       # findings by category: at the beginning, new, gone, now
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bailee.deliveries.acts import Act as Delivered
from bailee.errors import InvalidInput
from bailee.findings import LIKELY_WEIGHT
from bailee.keys import MasterKey, OrganisationKeys
from bailee.permissions import Permission
from bailee.reports.brand import Brand
from bailee.reports.material import Moved
from bailee.store.database import explained
from bailee.store.rows.base import atomic, now
from bailee.store.rows.past import Past
from bailee.store.rows.settled import States

_PRESENT = """(CASE WHEN f.first_seen_id <= %s AND (f.gone_at IS NULL OR f.gone_at > %s) AND f.id NOT IN (
  SELECT b.finding_id FROM scan_change b WHERE b.organisation_id = %s AND b.scan_id > %s AND b.what = 'back'
    AND b.finding_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM scan_change g WHERE g.organisation_id = b.organisation_id AND g.finding_id = b.finding_id
        AND g.what = 'gone' AND g.scan_id > %s AND g.scan_id < b.scan_id)) THEN 1 ELSE 0 END)"""
_MOVED = f"""
SELECT category, SUM(was), SUM((1 - was) * here), SUM(was * (1 - here)), SUM(here) FROM (
  SELECT f.category AS category, {_PRESENT} AS was, {_PRESENT} AS here
  FROM finding f WHERE f.organisation_id = %s AND f.weight >= %s AND f.state <> %s) AS each_one
GROUP BY category HAVING SUM(was) + SUM(here) > 0 ORDER BY SUM(here) DESC, category
"""  # noqa: S608 - our own text twice; values are placeholders
_FACTORS = """
SELECT count(*) FROM account a WHERE a.ident IN ({}) AND a.is_active AND (
  EXISTS (SELECT 1 FROM mfa_authenticator m WHERE m.user_id = a.id AND m.type IN ('totp', 'webauthn'))
  OR EXISTS (SELECT 1 FROM socialaccount_socialaccount s WHERE s.user_id = a.id))"""


@dataclass(frozen=True, slots=True)
class KeptFile:
    form: str
    sha256: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class KeptReport:
    """One report as it was made."""

    ident: str
    kind: str
    since: date
    until: date
    schedule: str
    sealed: Mapping[str, Any] = field(repr=False)
    record: int
    by: str
    at: datetime
    files: tuple[KeptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Which report is made again, and to whom it goes."""

    ident: str
    kind: str
    every: str  # week, month, quarter
    forms: tuple[str, ...]
    recipients: tuple[str, ...] = field(repr=False)
    by: str
    at: datetime


class Reported(Past):
    # how they look

    def report_brand(self) -> Brand:
        """This organisation's own; empty fields where it says nothing."""
        from bailee.store.models import ReportBrand as Row

        with self._reading():
            row = self._rows(Row).order_by("-pk").first()
        if row is None:
            return Brand()
        return _brand(self.keys.decrypt_field("report_brand.told", bytes(row.told)))

    def provider_brand(self) -> Brand:
        """Of the provider whose client this organisation is; empty where it has none."""
        from bailee.store.models import Organisation
        from bailee.store.models import ReportBrand as Row

        if self.provider_number is None:
            return Brand()
        with explained(self.home), atomic(self.alias):
            self._engine.enter(self.alias, (self.provider_number,))
            theirs = Organisation.objects.using(self.alias).filter(pk=self.provider_number).first()
            row = Row.objects.using(self.alias).filter(organisation_id=self.provider_number).order_by("-pk").first()
            self._engine.enter(self.alias, (self.organisation_id,))
        if row is None or theirs is None or not theirs.wrapped_keys:
            return Brand()
        keys = OrganisationKeys.open(MasterKey.open(self.home), theirs.ident, bytes(theirs.wrapped_keys))
        return _brand(keys.decrypt_field("report_brand.told", bytes(row.told)))

    def save_report_brand(self, brand: Brand) -> None:
        """In the transaction that is open."""
        from bailee.store.models import ReportBrand as Row

        self.require(Permission.CHANGE_SETTINGS)
        told = {
            "name": brand.name,
            "logo": base64.b64encode(brand.logo).decode(),
            "accent": brand.accent,
            "closing": brand.closing,
        }
        self._add(Row, told=self._encrypted("report_brand.told", told), by=self.member, at=now())

    # what was made

    def keep_report(
        self, ident: str, kind: str, since: date, until: date, *, schedule: str, sealed: Mapping[str, Any], record: int,
        files: Mapping[str, bytes],
    ) -> None:  # fmt: skip
        """With its files, in the transaction that is open."""
        from bailee.store.models import KeptReport as Row
        from bailee.store.models import ReportFile

        self.require(Permission.EXPORT)
        self._add(
            Row, ident=ident, kind=kind, since=since, until=until, schedule=schedule, sealed=dict(sealed), record=record,
            by=self.member, at=now(),
        )  # fmt: skip
        for form, content in files.items():
            digest = hashlib.sha256(content).hexdigest()
            closed = self.keys.encrypt_field("report_file.document", content)
            self._add(ReportFile, report=ident, form=form, sha256=digest, size=len(content), document=closed)

    def kept_reports(
        self, *, ident: str = "", schedule: str | None = None, skip: int = 0, limit: int = 200
    ) -> tuple[KeptReport, ...]:
        """Newest first, without what is in them."""
        from bailee.store.models import KeptReport as Row
        from bailee.store.models import ReportFile

        with self._reading():
            asked = self._rows(Row).order_by("-pk")
            if ident:
                asked = asked.filter(ident=ident)
            if schedule is not None:
                asked = asked.filter(schedule=schedule)
            rows = list(asked[skip : skip + limit])
            listed = self._rows(ReportFile).filter(report__in=[row.ident for row in rows]).order_by("pk")
            files: dict[str, list[KeptFile]] = {}
            for report, form, sha256, size in listed.values_list("report", "form", "sha256", "size"):
                files.setdefault(report, []).append(KeptFile(form, sha256, size))
        return tuple(
            KeptReport(
                row.ident, row.kind, row.since, row.until, row.schedule, row.sealed, row.record, row.by, row.at,
                tuple(files.get(row.ident, ())),
            )
            for row in rows
        )  # fmt: skip

    def kept_report(self, ident: str) -> KeptReport:
        """One of them. InvalidInput where there is none."""
        found = self.kept_reports(ident=ident, limit=1) if ident else ()
        if not found:
            raise InvalidInput("there is no such report", hint="`bailee report list` names those that were made")
        return found[0]

    def report_file(self, ident: str, form: str) -> bytes:
        """One form of a report, byte for byte as it was made. InvalidInput where it was not made in that form."""
        from bailee.store.models import ReportFile

        with self._reading():
            row = self._rows(ReportFile).filter(report=ident, form=form).first()
        if row is None:
            raise InvalidInput("this report was not made in that form", hint="make it anew, and choose the form")
        return self.keys.decrypt_field("report_file.document", bytes(row.document))

    # when they are made again

    def report_schedules(self) -> tuple[Schedule, ...]:
        """Those that stand."""
        from bailee.store.models import ReportSchedule as Row

        newest: dict[str, Any] = {}
        with self._reading():
            for row in self._rows(Row).order_by("pk"):
                newest[row.ident] = row
        made = []
        for row in newest.values():
            if not row.withdrawn:
                told = self._decrypted("report_schedule.told", row.told)
                forms, recipients = tuple(told["forms"]), tuple(told["recipients"])
                made.append(Schedule(row.ident, row.kind, row.every, forms, recipients, row.by, row.at))
        return tuple(made)

    def save_report_schedule(
        self,
        ident: str,
        kind: str,
        every: str,
        forms: Sequence[str],
        recipients: Sequence[str],
        *,
        withdrawn: bool = False,
    ) -> None:
        """In the transaction that is open."""
        from bailee.store.models import ReportSchedule as Row

        self.require(Permission.CHANGE_SETTINGS)
        told = self._encrypted("report_schedule.told", {"forms": list(forms), "recipients": list(recipients)})
        self._add(Row, ident=ident, kind=kind, every=every, told=told, withdrawn=withdrawn, by=self.member, at=now())

    # figures of a time

    def moved(self, since: datetime, until: datetime) -> tuple[Moved, ...]:
        """Findings, likely and up and not dismissed, by category: present at the beginning, new, gone, present at the end."""
        with self._reading():
            ends = [(self._last_scan(moment) or 0, moment) for moment in (since, until)]
            values = [part for scan, moment in ends for part in (scan, moment, self.organisation_id, scan, scan)]
            rows = self._written(_MOVED, *values, self.organisation_id, LIKELY_WEIGHT, States.DISMISSED.value)
        return tuple(
            Moved(category, int(was), int(new), int(gone), int(here)) for category, was, new, gone, here in rows
        )

    def done_between(self, since: datetime, until: datetime) -> dict[str, int]:
        """What was done after one moment and up to another, by what it is called."""
        from bailee.store import models

        def within(model: Any, field_name: str, **asked: Any) -> Any:
            limits = {f"{field_name}__gt": since, f"{field_name}__lte": until}
            return self._rows(model).filter(**limits, **asked)

        with self._reading():
            closed = within(models.TaskEvent, "at", act__in=("done", "met")).values("task").distinct().count()
            return {
                "scans": within(models.Scan, "ended_at", state="finished").count(),
                "judged": within(models.Decision, "decided_at").count(),
                "protected": within(models.ProtectedFileChange, "at", state="applied").count(),
                "notices": within(models.NoticeVersion, "published_at", state="published").count(),
                "signed": within(models.SignOff, "signed_at").count(),
                "delivered": within(
                    models.DeliveryEvent, "at", act__in=(Delivered.SENT.value, Delivered.HANDED.value)
                ).count(),
                "requests": within(models.RequestAct, "at", act="answered").count(),
                "tasks": closed,
                "alerts": within(models.AlertEvent, "at", act="raised").count(),
            }

    def second_factors(self, accounts: Sequence[str]) -> int | None:
        """How many of these accounts have a second factor, a passkey, or sign in by another service; None where nobody can sign in here."""
        from django.db import connections

        with self._reading(), connections[self.alias].cursor() as cursor:
            there = connections[self.alias].introspection.table_names(cursor)
            if not {"account", "mfa_authenticator", "socialaccount_socialaccount"} <= set(there):
                return None
            if not accounts:
                return 0
            marks = ",".join(["%s"] * len(accounts))
            cursor.execute(_FACTORS.format(marks), list(accounts))
            return int(cursor.fetchone()[0])


def _brand(plain: bytes) -> Brand:
    told = json.loads(plain)
    return Brand(told["name"], base64.b64decode(told["logo"]), told["accent"], told["closing"])
