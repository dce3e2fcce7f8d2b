"""The gate: which notices reached whom, and who opened it by name."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bailee.deliveries import Act
from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.base import now, today
from bailee.store.rows.named import Named
from bailee.store.rows.told import Told
from bailee.vocabulary import STAFF

# words of acts, which are those of the standings that they bring about
_GOING = (Act.SENT.value, Act.HANDED.value)
_BACK = (Act.FAILED.value, Act.UNREACHABLE.value)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom some versions of a notice reached. `on`: the day on which they reached the last; None while somebody is left."""

    on: date | None
    how: str  # in words: sent to everyone, signed
    missing: int = 0
    of: int | None = None  # None: no roster says who it concerns
    signed_on: date | None = None  # the day on which the last of the signers had signed; None while one has not
    unsigned: int = 0  # of the signers
    signers: int = 0  # who have to sign: everyone, or those hired since a day


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

    def reached(
        self,
        versions: Collection[tuple[str, int, str]],
        person: str = "",
        on: date | None = None,
        hired_since: date | None = None,
        zones: Collection[str] = (),
    ) -> Reach:
        """Since when any of these published versions (kind, version, language) is with one person, or with all staff on the roster.

        One that was sent to all reached whoever worked here on that day, but for those from whom it came back; who came later
        has to have it delivered, or sign it. `hired_since`: only who was hired then or later has to sign, and of whom nobody knows when.
        """
        with self._reading():
            rows = [row for row in self._published() if (row.notice.kind, row.version, row.language) in set(versions)]
            sent = [(row.pk, _day(row.sent_to_all_at, zones).isoformat()) for row in rows if row.sent_to_all_at]
            day = (on or today()).isoformat()
            if person:
                from bailee.store.models import RosterPerson

                number = self._rows(RosterPerson).filter(ident=person).values_list("pk", flat=True).first()
                if number is None:
                    raise InvalidInput(
                        "there is no such person on the roster", hint="`bailee people roster` lists them"
                    )
                return self._reached(f"p.id = {number}", (), [row.pk for row in rows], sent, hired_since, zones)
            staff = ",".join(f"'{each.value}'" for each in STAFF)
            working = f"p.category IN ({staff}) AND (p.left_on IS NULL OR p.left_on > %s) AND (p.joined_on IS NULL OR p.joined_on <= %s)"
            found = self._reached(working, (day, day), [row.pk for row in rows], sent, hired_since, zones)
            if found.of:
                return found
            noted = min((each for _, each in sent), default=None)
            return Reach(date.fromisoformat(noted) if noted else None, "sent to everyone" if noted else "", 0, None)

    def _published(self) -> list[Any]:
        from bailee.store.models import NoticeVersion as Row

        return list(self._rows(Row).filter(state="published").select_related("notice").defer("content"))

    def _reached(
        self,
        whose: str,
        whom: Sequence[str],
        versions: Sequence[int],
        sent: Sequence[tuple[int, str]],
        hired_since: date | None,
        zones: Collection[str],
    ) -> Reach:
        """One statement over the roster: what a program asks many times a minute is not put together from four.

        What came back does not count, and from what was sent once more the days run anew; what was handed over stays so.
        """
        listed, ours = ",".join(map(str, versions)) or "0", self.organisation_id
        back, going = (",".join(f"'{each}'" for each in some) for some in (_BACK, _GOING))
        signatures = (
            "SELECT person_id AS person, signed_at AS moment, signed_at AS signed, 0 AS noted "  # noqa: S608 - words and numbers of ours
            f"FROM sign_off WHERE organisation_id = {ours} AND version_id IN ({listed})"
        )
        deliveries = (
            f'SELECT d.person_id, e."on", NULL, 0 FROM delivery_event e JOIN delivery d ON d.id = e.delivery_id '  # noqa: S608 - numbers of ours
            f"JOIN campaign c ON c.id = d.campaign_id WHERE e.organisation_id = {ours} AND c.version_id IN ({listed}) "
            f"AND d.standing IN ({going}) AND e.act IN ({going}) "
            f"AND (e.act = '{Act.HANDED.value}' OR NOT EXISTS (SELECT 1 FROM delivery_event f "
            f"WHERE f.organisation_id = {ours} AND f.delivery_id = e.delivery_id AND f.id > e.id AND f.act IN ({back})))"
        )
        came = [signatures, deliveries]
        came += [
            f"SELECT p.id, '{day}', NULL, 1 FROM roster_person p WHERE p.organisation_id = {ours} AND (p.joined_on IS NULL OR p.joined_on <= '{day}') "  # noqa: S608 - numbers of ours
            f"AND NOT EXISTS (SELECT 1 FROM delivery d JOIN campaign c ON c.id = d.campaign_id WHERE d.organisation_id = {ours} "
            f"AND d.person_id = p.id AND c.version_id = {version} AND d.standing NOT IN ({going}) "
            f"AND EXISTS (SELECT 1 FROM delivery_event f WHERE f.organisation_id = {ours} AND f.delivery_id = d.id AND f.act IN ({back})))"
            for version, day in sent
        ]
        signs = f"(p.joined_on IS NULL OR p.joined_on >= '{hired_since.isoformat()}')" if hired_since else "1 = 1"
        ((of, missing, last, signers, unsigned, last_signed, noted, without),) = self._written(
            "SELECT count(*), count(CASE WHEN s.first IS NULL THEN 1 END), max(s.first), "  # noqa: S608 - numbers of ours
            f"count(CASE WHEN {signs} THEN 1 END), count(CASE WHEN {signs} AND s.signed IS NULL THEN 1 END), "
            f"max(CASE WHEN {signs} THEN s.signed END), max(s.noted), count(CASE WHEN s.signed IS NULL THEN 1 END) "
            "FROM roster_person p LEFT JOIN "
            "(SELECT person, min(moment) AS first, min(signed) AS signed, max(noted) AS noted "
            f"FROM ({' UNION ALL '.join(came)}) u GROUP BY person) s ON s.person = p.id "
            f"WHERE p.organisation_id = {ours} AND {whose}",
            *whom,
        )
        if whom:
            how = "signed by, or delivered to, everyone" if without else "signed by everyone"
        else:
            how = "delivered to them" if without else "signed"
        signed_on = None if unsigned or last_signed is None else _day(last_signed, zones)
        if missing:
            return Reach(None, "", missing, of, signed_on, unsigned, signers)
        return Reach(
            _day(last, zones) if last else None,
            "sent to everyone" if noted else how,
            0,
            of,
            signed_on,
            unsigned,
            signers,
        )

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


def _day(at: datetime | str, zones: Collection[str] = ()) -> date:
    """The day of a time where the server stands or, where it is later there, where a law counts its days: no day is counted twice.

    SQLite hands a time over as the text that it keeps, in UTC. A day that somebody noted comes as midnight, or without a time.

    >>> morning = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
    >>> str(_day(morning, ["Australia/Canberra"]))
    '2026-11-22'
    """
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    moment = read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    if moment.time() == time(0):
        return moment.date()
    places = (moment.astimezone(), *(moment.astimezone(ZoneInfo(zone)) for zone in zones))
    return max(each.date() for each in places)
