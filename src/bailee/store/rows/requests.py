"""Requests: what people asked about their own data, and what was done about each.

ident = workspace.add_request(request, prints)                     # by a member who may, or by the page
workspace.add_request_act(ident, "confirmed", on=day, details={…})   # the record is the caller's
workspace.requests(), workspace.request(ident), workspace.request_acts()
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from bailee.data_subject_requests.clocks import Deadline
from bailee.data_subject_requests.requests import Contact, Done, Request, due, joined_by, next_due, state_of
from bailee.data_subject_requests.rights import Right
from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.asking import moment
from bailee.store.rows.base import Door, now

Prints = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RequestDay:
    """What is due next of an open request."""

    request: str
    due: Deadline


class Requests(Door):
    def add_request(self, request: Request, prints: Prints) -> None:
        """Append it, in the transaction that is open."""
        from bailee.store.models import DataSubjectRequest as Row

        with self.transaction(self.taking_requests):
            self._add(
                Row,
                ident=request.ident,
                rights=[right.value for right in request.rights],
                laws=list(request.laws),
                channel=request.channel,
                received_on=request.received_on,
                place=request.place,
                appeals=request.appeals,
                told=self._encrypted("data_subject_request.told", asdict(request.contact)),
                prints=[list(pair) for pair in prints],
                by=self.member,
                at=now(),
            )

    @property
    def taking_requests(self) -> Permission:
        """What adding one takes: who handles them, or whoever asks about their own."""
        return Permission.HANDLE_REQUESTS if self.may(Permission.HANDLE_REQUESTS) else Permission.SIGN_OWN

    def requests(self) -> tuple[Request, ...]:
        """All of them, oldest first."""
        self.require(Permission.HANDLE_REQUESTS)
        return self._every_request()

    def request_days(self) -> tuple[RequestDay, ...]:
        """What is due next of each that is open: no more than its day, so for whoever plans. Tasks are the same for everybody."""
        every, acts = self._every_request(), self._every_act()
        joined = joined_by(every, acts)
        found = []
        for each in every:
            own = acts.get(each.ident, ())
            if state_of(own).is_open and (next_ := next_due(due(each, own, joined.get(each.ident, ())))) is not None:
                found.append(RequestDay(each.ident, next_))
        return tuple(found)

    def _every_request(self) -> tuple[Request, ...]:
        from bailee.store.models import DataSubjectRequest as Row

        with self._reading():
            return tuple(self._data_request(row) for row in self._rows(Row).order_by("pk").iterator(chunk_size=1_000))

    def request(self, ident: str) -> Request:
        """InvalidInput where there is none."""
        from bailee.store.models import DataSubjectRequest as Row

        self.require(Permission.HANDLE_REQUESTS)
        with self._reading():
            row = self._rows(Row).filter(ident=ident).first()
        if row is None:
            raise InvalidInput(f'there is no request "{ident[:60]}"', hint="bailee request list shows those there are")
        return self._data_request(row)

    def own_data_requests(self) -> tuple[Request, ...]:
        """Those that this member made on a page of her own."""
        from bailee.store.models import DataSubjectRequest as Row

        self.require(Permission.SEE_OWN)
        with self._reading():
            rows = self._rows(Row).filter(by=self.member, channel="own-page").order_by("pk")
            return tuple(self._data_request(row) for row in rows)

    def request_prints(self) -> dict[str, frozenset[tuple[str, str]]]:
        """By what each who asked is known again: keyed, and no value."""
        from bailee.store.models import DataSubjectRequest as Row

        with self._reading():
            rows = self._rows(Row).values_list("ident", "prints")
            return {ident: frozenset((form, printed) for form, printed in prints) for ident, prints in rows}

    def add_request_act(self, ident: str, act: str, *, on: date, details: Mapping[str, Any] | None = None) -> None:
        """Append what was done, in the transaction that is open. InvalidInput where there is no such request."""
        from bailee.store.models import DataSubjectRequest as RequestRow
        from bailee.store.models import RequestAct as Row

        with self.transaction(self.taking_requests):
            row = self._rows(RequestRow).filter(ident=ident).first()
            if row is None or (not self.may(Permission.HANDLE_REQUESTS) and row.by != self.member):
                raise InvalidInput(f'there is no request "{ident[:60]}"')
            self._add(
                Row,
                request=row,
                act=act,
                on=on,
                told=self._encrypted("request_act.told", dict(details or {})),
                by=self.member,
                at=now(),
            )

    def request_acts(self, idents: Collection[str] = ()) -> dict[str, tuple[Done, ...]]:
        """What was done about each, oldest first; about some where they are named. Whoever made one sees its acts too."""
        by = "" if self.may(Permission.HANDLE_REQUESTS) else self.member
        return self._every_act(idents, by=by)

    def _every_act(self, idents: Collection[str] = (), *, by: str = "") -> dict[str, tuple[Done, ...]]:
        from bailee.store.models import RequestAct as Row

        found: dict[str, list[Done]] = defaultdict(list)
        with self._reading():
            rows = self._rows(Row).select_related("request").order_by("pk")
            if idents:
                rows = rows.filter(request__ident__in=list(idents))
            if by:
                rows = rows.filter(request__by=by)
            for row in rows.iterator(chunk_size=1_000):
                told = self._decrypted("request_act.told", row.told)
                found[row.request.ident].append(Done(row.act, row.on, told, row.by, moment(row.at)))
        return {ident: tuple(acts) for ident, acts in found.items()}

    def asked_by_page_since(self, since: datetime) -> int:
        """How many came by the page since then: it takes no more than a person could read."""
        from bailee.store.models import DataSubjectRequest as Row

        with self._reading():
            return int(self._rows(Row).filter(channel="page", at__gte=since).count())

    def is_request_page_open(self) -> bool:
        from bailee.store.models import RequestPage as Row

        with self._reading():
            last = self._rows(Row).order_by("-pk").values_list("is_open", flat=True).first()
        return bool(last)

    def set_request_page(self, is_open: bool) -> None:
        """Open or close the page for people without an account, in the transaction that is open."""
        from bailee.store.models import RequestPage as Row

        with self.transaction(Permission.HANDLE_REQUESTS):
            self._add(Row, is_open=is_open, by=self.member, at=now())

    def hold_prints(self) -> dict[str, frozenset[tuple[str, str]]]:
        """By which forms the person of each legal hold is known; of one that is about nobody alone, none."""
        from bailee.store.models import LegalHold as Row

        with self._reading():
            rows = self._rows(Row).filter(act="placed").order_by("pk").values_list("ident", "fingerprints")
            return {ident: frozenset((form, printed) for form, printed in prints) for ident, prints in rows}

    def _data_request(self, row: Any) -> Request:
        return Request(
            row.ident,
            tuple(map(Right, row.rights)),
            tuple(row.laws),
            row.channel,
            row.received_on,
            row.place,
            Contact(**self._decrypted("data_subject_request.told", row.told)),
            row.by,
            moment(row.at),
            row.appeals,
        )
