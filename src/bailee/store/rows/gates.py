"""The gate: which notices reached whom, and who opened it by name."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bailee.deliveries import Act, Standing
from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.named import Named
from bailee.store.rows.told import Told
from bailee.vocabulary import STAFF

_REACHED = tuple(each.value for each in Standing if each.reached)
_GOING = (Act.SENT.value, Act.HANDED.value)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom some versions of a notice reached. `on`: the day on which they reached the last; None while somebody is left."""

    on: date | None
    how: str  # in words: sent to everyone, signed
    missing: int = 0
    of: int | None = None  # None: no roster says who it concerns


@dataclass(frozen=True, slots=True)
class GateOverride:
    """Somebody opened the gate by name."""

    ident: str
    sort: str
    name: str = field(repr=False)  # empty: everything of the sort
    reason: str = field(repr=False)
    until: date | None
    by: str
    known_from: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """A published version of a notice to staff: which data and which tools it names."""

    kind: str
    version: int
    language: str
    categories: frozenset[str]
    tools: frozenset[str]


class Gates(Told, Named):
    def published_naming(self, kinds: Collection[str], categories: Collection[str]) -> tuple[tuple[str, int, str], ...]:
        """Published versions of these kinds of notice that name one of these categories, the oldest first."""
        from bailee.store.models import NoticeVersion as Row

        with self._reading():
            rows = (
                self._rows(Row).filter(state="published", notice__kind__in=sorted(kinds)).order_by("published_at", "pk")
            )
            columns = ("notice__kind", "version", "language", "content__purposes")
            return tuple(
                (kind, version, language)
                for kind, version, language, named in rows.values_list(*columns)
                if not set(categories).isdisjoint(named or ())
            )

    def published_to_staff(self, kinds: Collection[str]) -> tuple[Published, ...]:
        """Published versions of these kinds of notice, the oldest first."""
        from bailee.store.models import NoticeVersion as Row

        with self._reading():
            rows = (
                self._rows(Row).filter(state="published", notice__kind__in=sorted(kinds)).order_by("published_at", "pk")
            )
            columns = ("notice__kind", "version", "language", "content__purposes", "content__tools")
            return tuple(
                Published(kind, version, language, frozenset(named or ()), frozenset(tools or ()))
                for kind, version, language, named, tools in rows.values_list(*columns)
            )

    def reached(self, versions: Collection[tuple[str, int, str]], person: str = "", on: date | None = None) -> Reach:
        """Since when any of these published versions (kind, version, language) is with one person, or with all staff on the roster.

        One that was sent to all reached whoever worked here on that day; who came later has to have signed it.
        """
        with self._reading():
            rows = [row for row in self._published() if (row.notice.kind, row.version, row.language) in set(versions)]
            sent = min((row.sent_to_all_at.date() for row in rows if row.sent_to_all_at), default=None)
            numbers = [row.pk for row in rows]
            if person:
                return self._reached_one(person, numbers, sent)
            return self._reached_all(numbers, sent, on)

    def _published(self) -> list[Any]:
        from bailee.store.models import NoticeVersion as Row

        return list(self._rows(Row).filter(state="published").select_related("notice").defer("content"))

    def _reached_one(self, person: str, versions: list[int], sent: date | None) -> Reach:
        from django.db.models import Min

        from bailee.store.models import DeliveryEvent, RosterPerson, SignOff

        row = self._rows(RosterPerson).filter(ident=person).only("pk", "joined_on").first()
        if row is None:
            raise InvalidInput("there is no such person on the roster", hint="`bailee people roster` lists them")
        signs = self._rows(SignOff).filter(version__in=versions, person=row.pk)
        signed = signs.aggregate(first=Min("signed_at"))["first"]
        came = self._rows(DeliveryEvent).filter(
            delivery__campaign__version__in=versions,
            delivery__person=row.pk,
            delivery__standing__in=_REACHED,
            act__in=_GOING,
        )
        delivered = came.aggregate(first=Min("on"))["first"]
        days = []
        if sent is not None and (row.joined_on is None or row.joined_on <= sent):
            days.append((sent, "sent to everyone"))
        if signed is not None:
            days.append((signed.date(), "signed"))
        if delivered is not None:
            days.append((delivered, "delivered to them"))
        if not days:
            return Reach(None, "", 1, 1)
        day, how = min(days)
        return Reach(day, how, 0, 1)

    def _reached_all(self, versions: list[int], sent: date | None, on: date | None) -> Reach:
        """One statement over the roster: what a program asks many times a minute is not put together from four."""
        day = (on or now().date()).isoformat()
        late = "p.joined_on > %s" if sent is not None else "1 = 1"
        listed = ",".join(map(str, versions)) or "0"
        staff = ",".join(f"'{each.value}'" for each in STAFF)
        reached, going = (",".join(f"'{each}'" for each in some) for some in (_REACHED, _GOING))
        ((count, missing, last_late, unreached, last),) = self._written(
            f"SELECT count(*), count(CASE WHEN {late} AND s.first IS NULL THEN 1 END), max(CASE WHEN {late} THEN s.first END), "  # noqa: S608 - words of ours
            "count(CASE WHEN s.first IS NULL THEN 1 END), max(s.first) FROM roster_person p LEFT JOIN "
            "(SELECT person_id, min(moment) AS first FROM ("
            f"SELECT person_id, signed_at AS moment FROM sign_off WHERE organisation_id = %s AND version_id IN ({listed}) "
            'UNION ALL SELECT d.person_id, e."on" FROM delivery_event e JOIN delivery d ON d.id = e.delivery_id '
            f"JOIN campaign c ON c.id = d.campaign_id WHERE e.organisation_id = %s AND c.version_id IN ({listed}) "
            f"AND d.standing IN ({reached}) AND e.act IN ({going})) u GROUP BY person_id) s "
            f"ON s.person_id = p.id WHERE p.organisation_id = %s AND p.category IN ({staff}) "
            "AND (p.left_on IS NULL OR p.left_on > %s) AND (p.joined_on IS NULL OR p.joined_on <= %s)",
            *((sent.isoformat(),) * 2 if sent is not None else ()), *(self.organisation_id,) * 3, day, day,
        )  # fmt: skip
        if not count:
            return Reach(sent, "sent to everyone" if sent else "", 0, None)
        ends = []
        if sent is not None and not missing:
            came_late = _day(last_late)
            ends.append((max(sent, came_late) if came_late else sent, "sent to everyone"))
        if not unreached and (reached_last := _day(last)) is not None:
            ends.append((reached_last, "signed by, or delivered to, everyone"))
        if not ends:
            return Reach(None, "", missing, count)
        day_of, how = min(ends)
        return Reach(day_of, how, 0, count)

    def gate_overrides(self, sort: str | None = None, name: str | None = None) -> tuple[GateOverride, ...]:
        """Overrides that stand, the newest first; of a thing those of its sort as a whole, too."""
        from bailee.store.models import GateOverride as Row

        with self._reading():
            rows = self._rows(Row).order_by("pk")
            if sort is not None:
                rows = rows.filter(sort=sort)
            if name is not None:
                rows = rows.filter(name_fingerprint__in=["", self._gate_print(name)])
            latest = {row.ident: row for row in rows}
            standing = [row for row in latest.values() if not row.withdrawn]
            return tuple(self._override(row) for row in reversed(standing))

    def add_gate_override(self, sort: str, name: str, reason: str, until: date | None) -> str:
        """Append one; its ident."""
        ident = secrets.token_hex(6)
        self._append_override(ident, sort, name, reason, until, withdrawn=False)
        return ident

    def withdraw_gate_override(self, ident: str) -> None:
        """Take one back. InvalidInput where none of that name stands."""
        found = next((each for each in self.gate_overrides() if each.ident == ident), None)
        if found is None:
            raise InvalidInput("there is no such override", hint="`bailee gate overrides` lists them")
        self._append_override(ident, found.sort, found.name, found.reason, found.until, withdrawn=True)

    def _append_override(
        self, ident: str, sort: str, name: str, reason: str, until: date | None, *, withdrawn: bool
    ) -> None:
        from bailee.store.models import GateOverride as Row

        with self.transaction(Permission.SCAN):
            self._add(
                Row,
                ident=ident,
                sort=sort,
                name_fingerprint=self._gate_print(name),
                name=self._encrypted("gate_override.name", name),
                reason=self._encrypted("gate_override.reason", reason),
                until=until,
                by=self.member,
                withdrawn=withdrawn,
                known_from=now(),
            )

    def _gate_print(self, name: str) -> str:
        return self.fingerprint("gate", " ".join(name.casefold().split())) if name.strip() else ""

    def _override(self, row: Any) -> GateOverride:
        return GateOverride(
            row.ident,
            row.sort,
            self._decrypted("gate_override.name", row.name),
            self._decrypted("gate_override.reason", row.reason),
            row.until,
            row.by,
            row.known_from,
        )


def _day(at: Any) -> date | None:
    """The day of the earliest or latest of some times: SQLite hands it over as the text that it keeps."""
    return datetime.fromisoformat(at).date() if isinstance(at, str) else at.date() if at is not None else None
