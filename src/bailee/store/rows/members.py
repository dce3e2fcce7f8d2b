"""Members: who belongs to an organisation, in which role, until when; and how that changed.

A change is a row of the history (`member_change`, appended) beside the row that says how it is now, and a record of
evidence. A provider's person who changes there changes in the same transaction at every client that she is assigned to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bailee.errors import InvalidInput, NotAllowed
from bailee.keys import OrganisationKeys
from bailee.permissions import PROVIDER_ROLES, Permission, Role, may_grant, role_of
from bailee.store.organisations import append_change, begin_history, free_account, lay_member
from bailee.store.rows.base import is_standing, now
from bailee.store.rows.proven import Proven
from bailee.store.typed import typed_name

OWNERS = (Role.PROVIDER_OWNER, Role.CLIENT_OWNER)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of an organisation."""

    ident: str
    name: str
    account: str  # ident of the one who signs in; '' where only the command line is used
    role: Role
    through: str  # ident of the provider that she comes by, or ''
    until: datetime | None
    ended_at: datetime | None
    created_at: datetime

    @property
    def is_standing(self) -> bool:
        return is_standing(self.ended_at, self.until)


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which a member could open the organisation's data, and why."""

    member: str
    account: str
    role: Role
    through: str
    since: datetime
    until: datetime | None  # None: still
    how: str  # added, assigned, broke-glass, role, account
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a member's history, decrypted."""

    member: str
    account: str
    role: str
    through: str
    until: datetime | None
    change: str
    by: str
    at: datetime
    reason: str = ""


def spans(lines: Iterable[Line], *, end: datetime | None = None) -> tuple[Span, ...]:
    """From when to when each member could open the data: pure, over lines in the order in which they were written.

    `end`: when the organisation's keys were destroyed.
    """
    made: list[Span] = []
    open_: dict[str, Line] = {}

    def close(line: Line, at: datetime | None) -> None:
        over = min((each for each in (at, line.until) if each is not None), default=None)
        if over is None or over > line.at:
            who = (line.member, line.account, role_of(line.role), line.through)
            made.append(Span(*who, line.at, over, line.change, line.by, line.reason))

    for line in lines:
        if (before := open_.pop(line.member, None)) is not None:
            close(before, line.at)
        if line.change != "ended":
            open_[line.member] = line
    for line in open_.values():
        close(line, end)
    return tuple(sorted(made, key=lambda span: (span.since, span.member)))


class Members(Proven):
    def member_list(self, *, ended: bool = False) -> tuple[Member, ...]:
        """Who belongs to it now; `ended`: also who did."""
        from bailee.store.models import Member as Row

        with self._reading():
            rows = list(self._rows(Row).order_by("pk"))
        found = [
            Member(
                row.ident,
                self.keys.decrypt_field("member.name", bytes(row.name)).decode(),
                row.account,
                role_of(row.role),
                row.through,
                row.until,
                row.ended_at,
                row.created_at,
            )
            for row in rows
        ]
        return tuple(each for each in found if ended or each.is_standing)

    def add_member(
        self, name: str, role: Role, *, ident: str = "", account: str = "", until: datetime | None = None
    ) -> str:
        """Another person of this organisation; her ident. InvalidInput where it is taken, or the role is none of here."""
        from bailee.store.models import Member as Row

        name = typed_name(name, "a member")
        with self.transaction(Permission.MANAGE_MEMBERS):
            self._may_grant(role)
            if until is not None and until <= now():
                raise InvalidInput("this membership would be over before it began")
            free_account(self.alias, self.organisation_id, account)
            ident = ident or self._free_ident(name)
            if not re.fullmatch(r"[a-z0-9][a-z0-9._@-]{0,79}", ident):
                raise InvalidInput("an ident is of small letters, figures, and . _ @ -", hint="such as alice")
            if self._rows(Row).filter(ident=ident).exists():
                raise InvalidInput("there is a member of this ident already", hint="choose another one")
            given = {"name": name, "role": role, "account": account, "until": until, "by": self.member}
            lay_member(self.alias, self.organisation_id, self.keys, ident, **given)  # type: ignore[arg-type]
            self.record("member-added", ident, {"role": role.value, **_until(until)})
        return ident

    def change_role(self, ident: str, role: Role) -> None:
        """Another role from the next request on, at her provider's clients too. Whoever she may not be made by is left alone."""
        with self.transaction(Permission.MANAGE_MEMBERS):
            row = self._member_row(ident)
            self._may_grant(role)
            self._keep_an_owner(row, role)
            row.role = role.value
            self._changed(row, "role", "member-role-changed", {"role": role.value})

    def end_member(self, ident: str) -> None:
        """From now on she is no member here, nor at any client that she came to by this organisation."""
        with self.transaction(Permission.MANAGE_MEMBERS):
            row = self._member_row(ident)
            self._keep_an_owner(row, None)
            row.ended_at = now()
            self._changed(row, "ended", "member-ended", {})

    def provider_name(self) -> str:
        """What the provider is called whose client this organisation is; empty where it has none."""
        return self._of_provider("name")

    def provider_ident(self) -> str:
        """Its ident; empty where there is none."""
        return self._of_provider("ident")

    def _of_provider(self, column: str) -> str:
        from bailee.store.database import explained
        from bailee.store.models import Organisation
        from bailee.store.rows.base import atomic

        if self.provider_number is None:
            return ""
        with explained(self.home), atomic(self.alias):
            self._engine.enter(self.alias, (self.provider_number,))
            told = Organisation.objects.using(self.alias).filter(pk=self.provider_number).values_list(column, flat=True)
            found = str(told.first() or "")
            self._engine.enter(self.alias, (self.organisation_id,))
        return found

    def member_spans(self) -> tuple[Span, ...]:
        """From when to when each member could open this organisation's data, oldest first."""
        self.require(Permission.SEE_ACCESS)
        with self._reading():
            return spans(history(self))

    def _may_grant(self, role: Role) -> None:
        from bailee.store.models import Organisation

        if not may_grant(self.role, role):
            raise NotAllowed(f"as {self.role.label} you make nobody a {role.label}", hint="ask an owner")
        ours = Organisation.objects.using(self.alias).get(pk=self.organisation_id)
        if role in PROVIDER_ROLES and not ours.is_provider:
            raise InvalidInput(
                f"a {role.label} is a person of a provider", hint="assign one of the provider's people instead"
            )
        if role is Role.CLIENT_OWNER and ours.is_provider:
            raise InvalidInput("the owner of a provider is a provider owner")

    def _member_row(self, ident: str) -> Any:
        """One that may be changed here. A person of the provider is changed at the provider."""
        from bailee.store.models import Member as Row

        # of two owners who end each other at once the second finds that she is the last
        self._engine.serialise(self.alias, self.organisation_id)
        row = self._rows(Row).filter(ident=ident).first()
        if row is None or not is_standing(row.ended_at, row.until):
            raise InvalidInput("there is no such member in this organisation", hint="`bailee members` lists them")
        if row.through:
            raise InvalidInput(
                "this person comes by the provider", hint="end the assignment: bailee clients assign --end"
            )
        if not may_grant(self.role, role_of(row.role)):
            raise NotAllowed(
                f"as {self.role.label} you change no {role_of(row.role).label}",
                hint="ask an owner of this organisation",
            )
        begin_history(self.alias, row)
        return row

    def _keep_an_owner(self, row: Any, role: Role | None) -> None:
        """An organisation without an owner could never have one again."""
        if role_of(row.role) not in OWNERS or role in OWNERS:
            return
        others = [each for each in self.member_list() if each.role in OWNERS and each.ident != row.ident]
        if not any(each.until is None for each in others):
            raise InvalidInput("this is the last owner", hint="make somebody else an owner first")

    def _changed(self, row: Any, change: str, action: str, details: dict[str, Any]) -> None:
        row.save(using=self.alias)
        append_change(self.alias, row, change, self.member)
        self.record(action, row.ident, details)
        self._follow(row, change)

    def _follow(self, row: Any, change: str) -> None:
        """A person of a provider changes at its clients, too (clients.py); where there are none, nowhere else."""

    def _free_ident(self, name: str) -> str:
        from bailee.store.models import Member as Row

        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "member"
        taken = set(self._rows(Row).values_list("ident", flat=True))
        ident, number = plain, 2
        while ident in taken:
            ident, number = f"{plain}-{number}", number + 1
        return ident


def history(door: Members) -> list[Line]:
    """Lines of all members, in the transaction that is open."""
    from bailee.store.models import Member as Row
    from bailee.store.models import MemberChange

    return history_of(door._rows(MemberChange), door._rows(Row), door.keys)


def history_of(changes: Any, members: Any, keys: OrganisationKeys | None) -> list[Line]:
    """Lines in the order in which they happened; of a member from before there was a history, how she is now."""
    lines = [
        Line(
            each.member,
            each.account,
            each.role,
            each.through,
            each.until,
            each.change,
            each.by,
            each.at,
            keys.decrypt_field("member_change.reason", bytes(each.reason)).decode() if each.reason and keys else "",
        )
        for each in changes.order_by("at", "pk")
    ]
    there = {line.member for line in lines}
    lines += [
        Line(row.ident, row.account, row.role, row.through, row.until, "added", "", row.created_at)
        for row in members
        if row.ident not in there
    ]
    return sorted(lines, key=lambda line: line.at)


def _until(until: datetime | None) -> dict[str, str]:
    return {} if until is None else {"until": until.isoformat(timespec="minutes")}
