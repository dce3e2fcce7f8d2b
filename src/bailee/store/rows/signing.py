"""Asked to sign: who was asked to sign which version, what came of it, and the certificate of each signature.

    requests = workspace.ask_to_sign(version, people, due_on=day)      # one a person and version, however often it is asked
    with workspace.answering(request.ident) as request:                # one at a time: two tabs are one answer
        workspace.note_signing(request, "declined", says="ask my lawyer")

Events are appended, encrypted where somebody says something; a request's state is what they come to.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.asking import moment
from bailee.store.rows.base import now
from bailee.store.rows.proven import Proven
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.told import NoticeVersion, SignOff, Told

OPEN = "asked"
_BATCH = 500
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another one


@dataclass(frozen=True, slots=True)
class SignRequest:
    """One person, asked to sign one version. `state`: asked, signed, declined, withdrawn."""

    ident: str
    kind: str
    version: int
    language: str
    person: str  # ident in the roster
    state: str
    sheet: str
    asks_check: bool
    due_on: date | None
    asked_by: str
    asked_at: datetime
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    member: str = ""
    is_locked: bool = False  # its PIN was wrong too often
    rhythm: Mapping[str, Any] | None = field(hash=False, default=None)  # of reminders; none where a delivery reminds

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


@dataclass(frozen=True, slots=True)
class SignEvent:
    """What happened to a request."""

    request: str
    act: str
    at: datetime
    by: str
    how: str = ""
    says: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A signature's sealed evidence and the document that shows it. `fault`: why nobody else stamped its time yet."""

    sign_off: str
    evidence: Mapping[str, Any] = field(repr=False)
    document: bytes = field(repr=False)
    sha256: str
    made_at: datetime
    stamped_at: datetime | None
    stamped_by: str = ""
    fault: str = ""


TRIES = 5


class Signing(Told, Proven):
    def ask_to_sign(
        self,
        version: NoticeVersion,
        people: Sequence[RosterPerson],
        *,
        due_on: date | None = None,
        asks_check: bool = False,
        rhythm: Mapping[str, Any] | None = None,
    ) -> tuple[SignRequest, ...]:
        """Requests of all of them, made where there is none yet. One that was declined or withdrawn is asked anew."""
        from bailee.store.models import RosterPerson as PersonRow
        from bailee.store.models import SignEvent as EventRow
        from bailee.store.models import SignRequest as Row

        with self.transaction(Permission.WRITE_NOTICES):
            row = self._version_row(version.kind, version.version, version.language)
            if row.state != "published":
                raise InvalidInput("only a published version can be signed", hint="publish it first")
            at = now()
            for start in range(0, len(people), _BATCH):
                some = {each.ident: each for each in people[start : start + _BATCH]}
                numbers = dict(self._rows(PersonRow).filter(ident__in=list(some)).values_list("ident", "pk"))
                there = self._rows(Row).filter(version=row, person_id__in=numbers.values())
                again = list(there.exclude(state__in=(OPEN, "signed")))
                beat = {"rhythm": dict(rhythm)} if rhythm is not None else {}  # a delivery that asks again leaves it
                there.filter(state=OPEN).update(due_on=due_on, asks_check=asks_check, **beat)
                for each in again:
                    each.state, each.ended_at, each.asked_at, each.asked_by = OPEN, None, at, self.member
                    each.due_on, each.asks_check, each.rhythm = due_on, asks_check, dict(rhythm) if rhythm else None
                Row.objects.using(self.alias).bulk_update(
                    again, ["state", "ended_at", "asked_at", "asked_by", "due_on", "asks_check", "rhythm"]
                )
                taken = set(there.values_list("person_id", flat=True))
                new = [
                    Row(
                        organisation_id=self.organisation_id,
                        ident=f"sign-{secrets.token_hex(6)}",
                        version=row,
                        person_id=number,
                        state=OPEN,
                        email_print=self._address_print(some[ident].email),
                        number_print=self._number_print(some[ident].number),
                        sheet="".join(secrets.choice(_LETTERS) for _ in range(12)),
                        asks_check=asks_check,
                        due_on=due_on,
                        rhythm=dict(rhythm) if rhythm else None,
                        asked_by=self.member,
                        asked_at=at,
                    )
                    for ident in some  # in the order in which they were named
                    if (number := numbers.get(ident)) is not None and number not in taken
                ]
                made = Row.objects.using(self.alias).bulk_create(new)
                EventRow.objects.using(self.alias).bulk_create(
                    EventRow(organisation_id=self.organisation_id, request=each, act="asked", at=at, by=self.member)
                    for each in (*again, *made)
                )
            idents = {each.ident for each in people}
            return tuple(each for each in self.sign_requests(version) if each.person in idents)

    def sign_requests(self, version: NoticeVersion | None = None, *, state: str = "") -> tuple[SignRequest, ...]:
        """Requests over a version, whatever its language, or over all, in the order in which they were made."""
        with self._reading():
            rows = self._requests()
            if version is not None:
                rows = rows.filter(version__notice__kind=version.kind, version__version=version.version)
            if state:
                rows = rows.filter(state=state)
            return tuple(_request(row) for row in rows.order_by("pk").iterator(chunk_size=1_000))

    def sign_request(self, ident: str) -> SignRequest:
        """InvalidInput where there is no such one."""
        return self._one_request(ident=ident)

    def sign_request_of_sheet(self, code: str) -> SignRequest:
        """The one whose code stands on a sheet of paper, however it was typed. InvalidInput where it is none of ours."""
        return self._one_request(sheet="".join(code.upper().replace("-", " ").split())[:40])

    def sign_requests_of_number(self, number: str) -> tuple[SignRequest, ...]:
        """What waits for whoever has this employee number, or this address: as one types it at a kiosk."""
        said = number.strip()
        prints = {self._number_print(said), self._address_print(said)} - {""}
        with self._reading():
            from django.db.models import Q

            mine = Q(number_print__in=prints) | Q(email_print__in=prints)
            return tuple(_request(row) for row in self._requests().filter(mine, state=OPEN).order_by("pk"))

    def own_requests(self, email: str = "") -> tuple[SignRequest, ...]:
        """What this member is asked to sign, or was: by her link, or by the address that she signs in with."""
        from django.db.models import Q

        mine = Q(member=self.member)
        if email:
            mine |= Q(email_print=self._address_print(email))
        with self._reading():
            return tuple(_request(row) for row in self._requests().filter(mine).order_by("pk"))

    def sign_events(self, request: SignRequest | None = None, *, acts: Iterable[str] = ()) -> tuple[SignEvent, ...]:
        """What happened to a request, or to all of them, oldest first."""
        from bailee.store.models import SignEvent as Row

        with self._reading():
            rows = self._rows(Row).select_related("request")
            if request is not None:
                rows = rows.filter(request__ident=request.ident)
            if acts:
                rows = rows.filter(act__in=list(acts))
            return tuple(
                SignEvent(
                    row.request.ident,
                    row.act,
                    moment(row.at),
                    row.by,
                    row.how,
                    self._decrypted("sign_event.says", row.says) if row.says else "",
                )
                for row in rows.order_by("pk").iterator(chunk_size=1_000)
            )

    def sign_offs_of(self, person: str, kind: str) -> tuple[SignOff, ...]:
        """What one person on the roster signed of a kind of notice, oldest first."""
        from bailee.store.models import SignOff as Row

        with self._reading():
            rows = self._rows(Row).filter(person__ident=person, version__notice__kind=kind)
            return tuple(
                SignOff(
                    row.ident,
                    kind,
                    row.version.version,
                    row.version.language,
                    self._decrypted("sign_off.name", row.name),
                    person,
                    row.identified_by,
                    row.statement_sha256,
                    moment(row.signed_at),
                )
                for row in rows.select_related("version").order_by("signed_at", "pk")
            )

    @contextmanager
    def answering(self, ident: str) -> Iterator[SignRequest]:
        """A request in a transaction in which nobody else answers it."""
        with self.transaction(Permission.SIGN_OWN):
            self._engine.serialise(self.alias, self.organisation_id)
            yield self.sign_request(ident)

    def note_signing(self, request: SignRequest, act: str, *, how: str = "", says: str = "") -> None:
        """Append what happened, and let the state follow, in the transaction that is open."""
        from bailee.store.models import SignEvent as EventRow
        from bailee.store.models import SignRequest as Row

        with self.transaction(Permission.SIGN_OWN):
            row = self._rows(Row).get(ident=request.ident)
            at = now()
            self._add(
                EventRow,
                request=row,
                act=act,
                at=at,
                by=self.member,
                how=how,
                says=self._encrypted("sign_event.says", says) if says else None,
            )
            if act in ("signed", "declined", "withdrawn"):
                row.state, row.ended_at, row.pin_hash = act, at, ""
            elif act == "opened" and row.opened_at is None:
                row.opened_at = at
            row.save(using=self.alias, update_fields=["state", "ended_at", "opened_at", "pin_hash"])

    def know_signer(self, request: SignRequest, member: str) -> None:
        """From now on the request stands on this member's page."""
        from bailee.store.models import SignRequest as Row

        with self.transaction(Permission.SIGN_OWN):
            self._rows(Row).filter(person__ident=request.person).update(member=member)

    # PINs of a kiosk

    def give_pins(self, requests: Sequence[SignRequest]) -> dict[str, str]:
        """A PIN for each request that is open, in place of one of before; shown once and kept as a keyed hash."""
        from bailee.store.models import SignRequest as Row

        with self.transaction(Permission.WRITE_NOTICES):
            given = {each.ident: f"{secrets.randbelow(10**6):06}" for each in requests if each.is_open}
            idents = list(given)
            for start in range(0, len(idents), _BATCH):
                rows = list(self._rows(Row).filter(ident__in=idents[start : start + _BATCH], state=OPEN))
                for row in rows:
                    row.pin_hash, row.pin_tries = self.fingerprint("sign-pin", f"{row.ident}\x00{given[row.ident]}"), 0
                Row.objects.using(self.alias).bulk_update(rows, ["pin_hash", "pin_tries"])
            return given

    def try_pin(self, request: SignRequest, pin: str) -> int | None:
        """None where it is right; else how many tries are left. Five wrong ones end it, until another one is given."""
        from bailee.store.models import SignRequest as Row

        with self.transaction(Permission.SIGN_OWN):
            self._engine.serialise(self.alias, self.organisation_id)
            row = self._rows(Row).get(ident=request.ident)
            if not row.pin_hash or row.pin_tries >= TRIES:
                return 0
            printed = self.fingerprint("sign-pin", f"{row.ident}\x00{''.join(pin.split())}")
            if secrets.compare_digest(printed, str(row.pin_hash)):
                self._rows(Row).filter(pk=row.pk).update(pin_tries=0)
                return None
            row.pin_tries += 1
            row.save(using=self.alias, update_fields=["pin_tries"])
            return TRIES - int(row.pin_tries)

    # certificates

    def keep_certificate(self, sign_off: SignOff, evidence: Mapping[str, Any], document: bytes, sha256: str) -> None:
        """Keep what was sealed, in the transaction that is open."""
        from bailee.store.models import SignCertificate as Row
        from bailee.store.models import SignOff as SignOffRow

        with self.transaction(Permission.SIGN_OWN):
            self._add(
                Row,
                sign_off=self._rows(SignOffRow).get(ident=sign_off.ident),
                evidence=self._encrypted("sign_certificate.evidence", dict(evidence)),
                document=self.keys.encrypt_field("sign_certificate.document", document),
                sha256=sha256,
                made_at=now(),
                due_at=now(),
            )

    def certificate(self, sign_off: str) -> Certificate:
        """InvalidInput where the signature has none: one that was noted before there were any."""
        from bailee.store.models import SignCertificate as Row

        with self._reading():
            row = self._rows(Row).select_related("sign_off").filter(sign_off__ident=sign_off).first()
        if row is None:
            raise InvalidInput(
                "there is no certificate of this signature", hint="bailee sign-off list shows those there are"
            )
        return self._certificate(row)

    def certificates_to_stamp(self, limit: int = 100) -> tuple[Certificate, ...]:
        """Those without a time stamp of somebody else, as far as one is to be asked for now."""
        from bailee.store.models import SignCertificate as Row

        with self._reading():
            rows = self._rows(Row).select_related("sign_off").filter(stamped_at=None, due_at__lte=now())
            return tuple(self._certificate(row) for row in rows.order_by("due_at", "pk")[:limit])

    def certificates_pending(self) -> int:
        """How many have no time stamp of somebody else."""
        from bailee.store.models import SignCertificate as Row

        with self._reading():
            return int(self._rows(Row).filter(stamped_at=None).count())

    def stamp_certificate(self, certificate: Certificate, document: bytes, sha256: str, at: datetime, by: str) -> None:
        """A time stamp was added."""
        from bailee.store.models import SignCertificate as Row

        with self.transaction(Permission.SIGN_OWN):
            self._rows(Row).filter(sign_off__ident=certificate.sign_off, stamped_at=None).update(
                document=self.keys.encrypt_field("sign_certificate.document", document),
                sha256=sha256,
                stamped_at=at,
                stamped_by=by[:200],
                fault="",
            )

    def put_stamp_off(self, certificate: Certificate, fault: str) -> None:
        """There is none yet: ask again later, each time after longer, up to a day."""
        from bailee.store.models import SignCertificate as Row

        with self.transaction(Permission.SIGN_OWN):
            row = self._rows(Row).filter(sign_off__ident=certificate.sign_off, stamped_at=None).first()
            if row is not None:
                row.tries, row.fault = row.tries + 1, fault
                row.due_at = now() + timedelta(minutes=min(5 * 2 ** min(row.tries, 10), 24 * 60))
                row.save(using=self.alias, update_fields=["tries", "fault", "due_at"])

    # rows

    def _requests(self) -> Any:
        from bailee.store.models import SignRequest as Row

        return self._rows(Row).select_related("version__notice", "person")

    def _one_request(self, **by: str) -> SignRequest:
        with self._reading():
            row = self._requests().filter(**by).first()
        if row is None:
            raise InvalidInput("nobody was asked to sign by that", hint="bailee sign-off list shows who was asked")
        return _request(row)

    def _address_print(self, email: str) -> str:
        return self.fingerprint("sign-email", email.strip().casefold()) if "@" in email else ""

    def _number_print(self, number: str) -> str:
        return self.fingerprint("sign-number", number.strip().casefold()) if number.strip() else ""

    def _certificate(self, row: Any) -> Certificate:
        return Certificate(
            row.sign_off.ident,
            self._decrypted("sign_certificate.evidence", row.evidence),
            self.keys.decrypt_field("sign_certificate.document", bytes(row.document)),
            row.sha256,
            moment(row.made_at),
            moment(row.stamped_at),
            row.stamped_by,
            row.fault,
        )


def _request(row: Any) -> SignRequest:
    return SignRequest(
        row.ident,
        row.version.notice.kind,
        row.version.version,
        row.version.language,
        row.person.ident,
        row.state,
        row.sheet,
        row.asks_check,
        row.due_on,
        row.asked_by,
        moment(row.asked_at),
        moment(row.opened_at),
        moment(row.ended_at),
        row.member,
        row.pin_tries >= TRIES,
        row.rhythm,
    )
