"""Clients: the organisations that a provider looks after, and which of its people reach which of them.

A person of the provider has a row of her own in each client that she is assigned to, with the role that she has at home.
Who breaks the glass has one that ends by itself. Each change is a record in both logs, in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bailee.errors import InvalidInput, NotAllowed
from bailee.keys import MasterKey, OrganisationKeys
from bailee.permissions import PROVIDER_ROLES, Permission, Role, role_of
from bailee.store.organisations import (
    append_change,
    begin_history,
    begin_log,
    free_account,
    lay_member,
    lay_organisation,
    record_at,
)
from bailee.store.rows.accesses import Access, Accesses, between, opened
from bailee.store.rows.base import is_standing, now
from bailee.store.rows.devices import Devices
from bailee.store.rows.members import Span, history_of, spans
from bailee.store.tenancy import idents_at_clients
from bailee.store.typed import typed_name

DEFAULT_HOURS, MOST_HOURS = 1, 24
FEWEST_LETTERS = 10  # of a reason


@dataclass(frozen=True, slots=True)
class Client:
    """An organisation that this provider looks after."""

    ident: str
    name: str
    number: int
    created_at: datetime
    assigned: tuple[str, ...]  # idents, at the provider, of those who reach it now
    as_member: str  # what whoever asks is called there; '' where she does not reach it
    state: str  # active, leaving, uncertified (its keys are destroyed, its certificate is to be written), gone

    @property
    def is_mine(self) -> bool:
        return bool(self.as_member)


@dataclass(frozen=True, slots=True)
class AtClient:
    """Something that was, or could be, opened at a client by a person of the provider. `person` is her ident at home."""

    client: str
    client_name: str
    person: str
    what: Access | Span


class Clients(Accesses, Devices):
    def become_provider(self) -> None:
        """This organisation looks after others from now on; its owners are a provider's owners."""
        from bailee.store.models import Member, Organisation

        with self.transaction():
            if self.role not in (Role.CLIENT_OWNER, Role.PROVIDER_OWNER):
                raise NotAllowed("only an owner makes an organisation a provider", hint="ask its owner")
            ours = Organisation.objects.using(self.alias).get(pk=self.organisation_id)
            if ours.provider_id is not None:
                raise InvalidInput("a client of a provider is no provider itself")
            if ours.is_provider:
                return
            ours.is_provider = True
            ours.save(using=self.alias, update_fields=["is_provider"])
            for row in self._rows(Member).filter(role__in=[Role.CLIENT_OWNER.value, "owner"]):
                begin_history(self.alias, row)
                row.role = Role.PROVIDER_OWNER.value
                row.save(using=self.alias, update_fields=["role"])
                append_change(self.alias, row, "role", self.member)
            self.record("became-provider", self.organisation, {})
        self.is_provider, self.role = True, Role.PROVIDER_OWNER

    def clients(self, *, gone: bool = False) -> tuple[Client, ...]:
        """Clients of this provider by name, also those that one is not assigned to; `gone`: also who left."""
        from bailee.store.models import Member, OffBoarding

        self.require(Permission.SEE_CLIENTS)
        with self._reading_clients() as there:
            assigned: dict[int, list[str]] = {}
            mine: dict[int, str] = {}
            for row in Member.objects.using(self.alias).filter(organisation_id__in=there, through=self.organisation):
                if is_standing(row.ended_at, row.until):
                    assigned.setdefault(row.organisation_id, []).append(self._at_home(row.ident))
                    if self._at_home(row.ident) == self.member:
                        mine[row.organisation_id] = row.ident
            steps = dict(self._rows(OffBoarding).order_by("pk").values_list("client", "step"))
        found = [
            Client(
                row.ident,
                row.name,
                number,
                row.created_at,
                tuple(sorted(assigned.get(number, ()))),
                mine.get(number, ""),
                _state(bool(row.wrapped_keys), steps.get(row.ident)),
            )
            for number, row in there.items()
        ]
        found = [each for each in found if gone or each.state != "gone"]
        return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.ident)))

    def add_client(self, name: str) -> str:
        """A new client with keys of its own, to which whoever adds it is assigned; its ident."""
        name = typed_name(name, "a client")
        with self.transaction(Permission.ADD_CLIENTS):
            self._engine.serialise(self.alias, 0)
            self._must_be_provider()
            if any(each.name.casefold() == name.casefold() for each in self._client_rows().values()):
                raise InvalidInput("there is a client of this name already", hint="`bailee clients` lists them")
            me = self._colleague(self.member)
            master = MasterKey.open(self.home)
            row, keys = lay_organisation(self.home, self.alias, master, name, provider=self.organisation_id)
            lay_member(self.alias, row.pk, keys, me.ident, change="assigned", by=me.ident, **self._as_member(me))
            begin_log(self.home, self.alias, row, keys, me.ident, provider=self.organisation)
            self._engine.enter(self.alias, (self.organisation_id,))
            self.record("client-added", row.ident, {})
            return str(row.ident)

    def assign(self, client: str, member: str, *, until: datetime | None = None) -> None:
        """Let a person of this provider work with a client, in the role that she has here."""
        if until is not None and until <= now():
            raise InvalidInput("this assignment would be over before it began")
        with self.transaction(Permission.ASSIGN):
            self._reach(client, member, "assigned", "member-assigned", until=until, by=self.member)

    def end_assignment(self, client: str, member: str) -> None:
        """From now on she reaches the client no more."""
        from bailee.store.models import Member

        with self.transaction(Permission.ASSIGN):
            row = self._client_row(client)
            with self._about(row.pk):
                rows = Member.objects.using(self.alias).filter(organisation_id=row.pk, through=self.organisation)
                there = rows.filter(ident__in=idents_at_clients(self.organisation, member)).first()
                if there is None or not is_standing(there.ended_at, there.until):
                    raise InvalidInput(
                        "this person is not assigned to this client", hint="`bailee clients` lists who is"
                    )
                begin_history(self.alias, there)
                there.ended_at = now()
                there.save(using=self.alias, update_fields=["ended_at"])
                append_change(self.alias, there, "ended", self.member)
                self._record_at(row, "assignment-ended", there.ident)
            self.record("assignment-ended", member, {"client": row.ident})

    def break_glass(self, client: str, reason: str, *, hours: float = DEFAULT_HOURS) -> datetime:
        """Reach a client that one is not assigned to, for a while, and say why; until when. The client is told by its log."""
        reason = " ".join(reason.split())
        if not FEWEST_LETTERS <= len(reason) <= 1000:
            raise InvalidInput(
                "say in a sentence why", hint=f"{FEWEST_LETTERS} to 1,000 letters: the client will read it"
            )
        if not 0 < hours <= MOST_HOURS:
            raise InvalidInput(f"the glass is broken for at most {MOST_HOURS} hours", hint="ask to be assigned instead")
        until = now() + timedelta(hours=hours)
        with self.transaction(Permission.BREAK_GLASS):
            self._reach(client, self.member, "broke-glass", "glass-broken", until=until, by=self.member, reason=reason)
        return until

    def broken_glass(self) -> tuple[Span, ...]:
        """Each time that somebody reached this organisation without being assigned to it, newest first."""
        found = [span for span in self.member_spans() if span.how == "broke-glass"]
        return tuple(sorted(found, key=lambda span: span.since, reverse=True))

    def client_accesses(
        self, *, since: datetime | None = None, until: datetime | None = None, client: str = ""
    ) -> tuple[AtClient, ...]:
        """Which person of this provider did open which client's data, newest first."""
        from bailee.store.models import Access as Row

        with self._reading_clients(Permission.SEE_ACCESS) as there:
            wanted = [number for number, row in there.items() if not client or row.ident == client]
            found = Row.objects.using(self.alias).filter(organisation_id__in=wanted, through=self.organisation)
            rows = list(between(found, since, until))
        return tuple(
            AtClient(
                there[row.organisation_id].ident, there[row.organisation_id].name, self._at_home(row.member), access
            )
            for row, access in zip(rows, opened(rows), strict=True)
        )

    def client_spans(self, *, client: str = "") -> tuple[AtClient, ...]:
        """Which person of this provider could open which client's data, from when to when."""
        from bailee.store.models import Member, MemberChange

        master = MasterKey.open(self.home)
        found = []
        with self._reading_clients(Permission.SEE_ACCESS) as there:
            for number, row in there.items():
                if client and row.ident != client:
                    continue
                changes = MemberChange.objects.using(self.alias).filter(
                    organisation_id=number, through=self.organisation
                )
                members = Member.objects.using(self.alias).filter(organisation_id=number, through=self.organisation)
                keys = self._keys_of(row, master) if row.wrapped_keys else None
                end = None if row.wrapped_keys else self._gone_at(row.ident)
                for span in spans(history_of(changes, members, keys), end=end):
                    found.append(AtClient(row.ident, row.name, self._at_home(span.member), span))
        return tuple(sorted(found, key=lambda each: (each.what.since, each.client)))  # type: ignore[union-attr]

    # within a transaction

    def _reach(
        self, client: str, member: str, change: str, action: str, *, until: datetime | None, by: str, reason: str = ""
    ) -> None:
        """Give a person of this provider her row at a client, or open the one that she had."""
        from bailee.store.models import Member

        row, person = self._client_row(client), self._colleague(member)
        until = min(
            (each for each in (until, person.until) if each is not None), default=None
        )  # never longer than at home
        keys = self._keys_of(row)
        details = {} if until is None else {"until": until.isoformat(timespec="minutes")}
        with self._about(row.pk):
            rows = Member.objects.using(self.alias).filter(organisation_id=row.pk)
            there = rows.filter(
                through=self.organisation, ident__in=idents_at_clients(self.organisation, person.ident)
            ).first()
            if there is not None and is_standing(there.ended_at, there.until):
                if change == "broke-glass" or (there.until is None and until is None):
                    raise InvalidInput(
                        "this person reaches this client already", hint="`bailee clients` lists who does"
                    )
                begin_history(self.alias, there)
            hidden = keys.encrypt_field("member_change.reason", reason.encode()) if reason else None
            if there is None:
                free_account(self.alias, row.pk, person.account)
                first, second = idents_at_clients(self.organisation, person.ident)
                ident = second if rows.filter(ident=first).exists() else first
                told = self._as_member(person) | {"until": until}
                lay_member(self.alias, row.pk, keys, ident, change=change, by=by, reason=hidden, **told)
            else:
                ident = there.ident
                if there.account != person.account:
                    free_account(self.alias, row.pk, person.account)
                there.role, there.account = person.role, person.account
                there.until, there.ended_at = until, None
                there.save(using=self.alias)
                append_change(self.alias, there, change, by, reason=hidden)
            self._record_at(row, action, ident, keys=keys, role=role_of(person.role).value, **details)
        self.record(action, person.ident, {"client": row.ident, **details})

    @contextmanager
    def _about(self, *numbers: int) -> Iterator[None]:
        """In a transaction of ours: a part of it that is about clients, too. After a fault the transaction is over anyway."""
        self._engine.enter(self.alias, (self.organisation_id, *numbers))
        yield
        self._engine.enter(self.alias, (self.organisation_id,))

    @contextmanager
    def _reading_clients(self, permission: Permission = Permission.SEE_CLIENTS) -> Iterator[dict[int, Any]]:
        """A transaction that reads the rows of all clients of this provider; their organisations by number."""
        self.require(permission)
        self._must_be_provider()
        from bailee.store import database
        from bailee.store.rows.base import atomic

        with database.explained(self.home), atomic(self.alias):
            self._engine.enter(self.alias, (self.organisation_id,))
            there = self._client_rows()
            with self._about(*there):
                yield there

    def _client_rows(self) -> dict[int, Any]:
        from bailee.store.models import Organisation

        rows = Organisation.objects.using(self.alias).filter(provider_id=self.organisation_id).order_by("pk")
        return {row.pk: row for row in rows}

    def _client_row(self, client: str) -> Any:
        self._must_be_provider()
        row = next((row for row in self._client_rows().values() if row.ident == client), None)
        if row is None:
            raise InvalidInput("there is no such client", hint="`bailee clients` lists them")
        if not row.wrapped_keys:
            raise InvalidInput("this client has left, and its keys were destroyed")
        return row

    def _must_be_provider(self) -> None:
        if not self.is_provider:
            raise InvalidInput(
                "this organisation has no clients, for it is no provider",
                hint="`bailee clients become-provider` makes it one",
            )

    def _colleague(self, member: str) -> Any:
        from bailee.store.models import Member

        row = self._rows(Member).filter(ident=member).first()
        if row is None or not is_standing(row.ended_at, row.until):
            raise InvalidInput("there is no such person at this provider", hint="`bailee members` lists them")
        if role_of(row.role) not in PROVIDER_ROLES:
            raise InvalidInput(
                f"a {role_of(row.role).label} works for no client", hint="give her a role of a provider first"
            )
        return row

    def _as_member(self, person: Any) -> dict[str, Any]:
        return {
            "name": self.keys.decrypt_field("member.name", bytes(person.name)).decode(),
            "role": person.role,
            "account": person.account,
            "until": person.until,
            "through": self.organisation,
        }

    def _keys_of(self, row: Any, master: MasterKey | None = None) -> OrganisationKeys:
        return OrganisationKeys.open(master or MasterKey.open(self.home), row.ident, bytes(row.wrapped_keys))

    def _record_at(
        self, row: Any, action: str, subject: str, *, keys: OrganisationKeys | None = None, **details: Any
    ) -> None:
        record_at(self.home, self.alias, row, keys or self._keys_of(row), self.member, action, subject, **details)

    def _at_home(self, ident: str) -> str:
        return ident.removesuffix(f"@{self.organisation}")

    def _gone_at(self, client: str) -> datetime | None:
        from bailee.store.models import OffBoarding

        row = self._rows(OffBoarding).filter(client=client, step="keys-destroyed").order_by("pk").first()
        return row.at if row is not None else None

    def _follow(self, row: Any, change: str) -> None:
        """A person of a provider changed: so she does at every client, in the same transaction."""
        if not self.is_provider:
            return
        from bailee.store.models import Member

        there = self._client_rows()
        with self._about(*there):
            rows: Iterable[Any] = Member.objects.using(self.alias).filter(
                organisation_id__in=there,
                through=self.organisation,
                ident__in=idents_at_clients(self.organisation, row.ident),
            )
            for each in rows:
                if not is_standing(each.ended_at, each.until) or not there[each.organisation_id].wrapped_keys:
                    continue
                begin_history(self.alias, each)
                ends = change == "ended" or role_of(row.role) not in PROVIDER_ROLES
                each.ended_at, each.role = (now() if ends else None), (each.role if ends else row.role)
                each.save(using=self.alias)
                said = "ended" if ends else change
                append_change(self.alias, each, said, self.member)
                action = "assignment-ended" if ends else "member-role-changed"
                self._record_at(there[each.organisation_id], action, each.ident, role=role_of(each.role).value)


def _state(has_keys: bool, step: str | None) -> str:
    """How a client stands, from its keys and the last step of its leaving."""
    if has_keys:
        return "active" if step is None else "leaving"
    return "uncertified" if step == "keys-destroyed" else "gone"
