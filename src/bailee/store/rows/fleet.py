"""The fleet: codes to enrol with, agents, what each is to do, what it handed in, what happened to it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.sources.addresses import Address
from bailee.store import link_tokens
from bailee.store.rows.base import now
from bailee.store.rows.devices import Devices
from bailee.store.rows.places import Place, Places

SCHEME = "agent"  # of the addresses of places that an agent reads
MOST = 10_000  # devices of one code
LONGEST = timedelta(days=90)  # that a code is good


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """A code with which devices enrol; the code itself was shown once."""

    ident: str
    site: str
    most: int
    used: int
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def fault(self, at: datetime) -> str:
        """Why nobody enrols with it any more; empty while one may."""
        if self.revoked_at is not None:
            return "was revoked"
        if self.expires_at <= at:
            return "has expired"
        return "was used as often as it may" if self.used >= self.most else ""


@dataclass(frozen=True, slots=True)
class Agent:
    """One installation. `name`, of its device, may be a person's."""

    ident: str
    device: str  # ident
    name: str = field(repr=False)
    system: str
    site: str
    state: str  # active, halted, revoked, removed
    why: str
    version: str
    acked: int
    report: Mapping[str, Any]
    enrolled_at: datetime
    last_seen_at: datetime
    code: str


@dataclass(frozen=True, slots=True)
class Lease:
    """One job of one device."""

    row: int
    ident: str
    device: str
    place: int
    told: Mapping[str, Any] = field(repr=False)
    state: str
    attempt: int
    agent: str  # ident; '' where none has it
    asked_by: str
    asked_at: datetime
    until: datetime | None
    gate: Mapping[str, Any]
    ended_at: datetime | None
    cause: str
    scan: int | None


@dataclass(frozen=True, slots=True)
class AgentEvent:
    """What happened to an agent, or to a code."""

    agent: str
    kind: str
    why: str
    by: str
    at: datetime


class Fleet(Places, Devices):
    # codes

    def add_enrolment_code(self, *, most: int, expires_at: datetime, site: str = "") -> tuple[str, str]:
        """Its ident, and the code, which is kept nowhere."""
        from bailee.store.models import EnrolmentCode as Row

        if not 1 <= most <= MOST or not now() < expires_at <= now() + LONGEST:
            raise InvalidInput(
                "this code would be good for too many devices, or too long",
                hint=f"1 to {MOST:,} devices, {LONGEST.days} days",
            )
        code, kept = link_tokens.new(self.organisation_id)
        ident = f"code-{secrets.token_hex(4)}"
        with self.transaction(Permission.MANAGE_STORES):
            row = self._site_row(site) if site else None
            self._add(
                Row,
                ident=ident,
                digest=kept,
                site=row,
                most=most,
                made_by=self.member,
                made_at=now(),
                expires_at=expires_at,
            )
            told = {
                "devices": most,
                "until": expires_at.isoformat(),
                **({"site": row.ident} if row is not None else {}),
            }
            self.record("enrolment-code-made", ident, told)
        return ident, code

    def enrolment_codes(self) -> tuple[EnrolmentCode, ...]:
        """The newest first."""
        from bailee.store.models import EnrolmentCode as Row

        with self._reading():
            return tuple(_code(row) for row in self._rows(Row).select_related("site").order_by("-pk"))

    def revoke_enrolment_code(self, ident: str) -> None:
        """Nobody enrols with it any more; who did stays."""
        from bailee.store.models import EnrolmentCode as Row

        with self.transaction(Permission.MANAGE_STORES):
            if not self._rows(Row).filter(ident=ident, revoked_at=None).update(revoked_at=now()):
                raise InvalidInput("there is no such code, or it was revoked", hint="`bailee fleet codes` lists them")
            self.record("enrolment-code-revoked", ident, {})

    def use_enrolment_code(self, digest: str) -> EnrolmentCode | None:
        """Count one use, inside a transaction; None where there is none, or it is not good any more."""
        from django.db.models import F

        from bailee.store.models import EnrolmentCode as Row

        rows = self._rows(Row).filter(digest=digest)
        used = rows.filter(revoked_at=None, expires_at__gt=now(), used__lt=F("most")).update(used=F("used") + 1)
        row = rows.select_related("site").first() if used else None
        return _code(row) if row is not None else None

    def enrolment_code_of(self, digest: str) -> EnrolmentCode | None:
        from bailee.store.models import EnrolmentCode as Row

        with self._reading():
            row = self._rows(Row).select_related("site").filter(digest=digest).first()
        return _code(row) if row is not None else None

    # agents

    def add_agent(self, device: str, public_key: bytes, code: str, version: str) -> str:
        """An agent on a device, in place of those that were active there; its ident."""
        from bailee.store.models import Agent as Row

        at, ident = now(), f"agent-{secrets.token_hex(6)}"
        with self.transaction(Permission.MANAGE_STORES):
            row = self._device_row(device)
            if self._rows(Row).filter(public_key=public_key).exists():
                raise InvalidInput("this key is an agent's already", hint="each installation makes one of its own")
            for before in self._rows(Row).filter(device=row, state="active"):
                self._end(before, "removed", "the device was enrolled anew")
            self._add(
                Row,
                ident=ident,
                device=row,
                public_key=public_key,
                code=code,
                version=version,
                enrolled_at=at,
                last_seen_at=at,
            )
            self.note_agent(ident, "enrolled", "")
            self.record("agent-enrolled", ident, {"device": device, "code": code, "version": version})
        return ident

    def agents(self, *, ident: str = "", device: str = "") -> tuple[Agent, ...]:
        """All of them, the one that was heard of last first; or this one, or those of this device."""
        from bailee.store.models import Agent as Row

        chosen = {name: value for name, value in (("ident", ident), ("device__ident", device)) if value}
        with self._reading():
            rows = self._rows(Row).filter(**chosen).select_related("device", "device__site")
            return tuple(
                Agent(
                    row.ident, row.device.ident, self._decrypted("device.name", row.device.name), row.device.system,
                    row.device.site.name if row.device.site is not None else "", row.state, row.why, row.version,
                    row.acked, row.report, row.enrolled_at, row.last_seen_at, row.code,
                )
                for row in rows.order_by("-last_seen_at", "-pk")
            )  # fmt: skip

    def revoke_agent(self, ident: str, why: str) -> None:
        """Nothing is taken of it any more."""
        with self.transaction(Permission.MANAGE_STORES):
            self._end(self._agent_row(ident), "revoked", why)
            self.record("agent-revoked", ident, {})

    def let_go_on(self, ident: str) -> None:
        """One that was halted is heard again: whichever of the two comes first goes on, and the other halts it anew."""
        with self.transaction(Permission.MANAGE_STORES):
            row = self._agent_row(ident)
            if row.state != "halted":
                raise InvalidInput(f"this agent is {row.state}, not halted")
            row.state, row.why, row.ended_at, row.chain = "active", "", None, ""
            row.save(using=self.alias)
            self.note_agent(ident, "let-go-on", "")
            self.record("agent-let-go-on", ident, {})

    def let_all_go_on(self) -> tuple[str, ...]:
        """Every halted one is heard again; which they were. One that runs twice halts itself anew at the first request of the other."""
        from bailee.store.models import Agent as Row

        with self.transaction(Permission.MANAGE_STORES):
            halted = tuple(self._rows(Row).filter(state="halted").order_by("pk").values_list("ident", flat=True))
            for ident in halted:
                self.let_go_on(ident)
        return halted

    def note_agent(self, agent: str, kind: str, why: str) -> None:
        from bailee.store.models import AgentEvent as Row

        self._add(Row, agent=agent, kind=kind, why=why, by=self.member, at=now())

    def agent_events(self, agent: str = "", limit: int = 100) -> tuple[AgentEvent, ...]:
        """What happened, the newest first; of one agent or code, or of all."""
        from bailee.store.models import AgentEvent as Row

        with self._reading():
            rows = self._rows(Row).filter(**({"agent": agent} if agent else {})).order_by("-at", "-pk")[:limit]
            return tuple(AgentEvent(row.agent, row.kind, row.why, row.by, row.at) for row in rows)

    def _end(self, row: Any, state: str, why: str) -> None:
        row.state, row.why, row.ended_at = state, why, now()
        row.save(using=self.alias)
        self.note_agent(row.ident, state, why)

    def _agent_row(self, ident: str) -> Any:
        from bailee.store.models import Agent as Row

        row = self._rows(Row).filter(ident=ident).first()
        if row is None:
            raise InvalidInput("there is no such agent", hint="`bailee fleet` lists them")
        return row

    # jobs

    def agent_place(self, device: str, path: str) -> Place:
        """The place of a path on a device, made when it is first asked for."""
        from bailee.store.models import Place as Row

        place = self.add_place(Address(SCHEME, device, path=path.replace("\\", "/").strip("/")))
        with self.transaction(Permission.SCAN):
            self._rows(Row).filter(pk=place.ident, device=None).update(device=self._device_row(device))
        return place

    def add_lease(self, device: str, place: Place, told: Mapping[str, Any]) -> str:
        """A job for whoever runs on a device; its ident. One that waits for the same place is the same one."""
        from bailee.store.models import AgentLease as Row

        with self.transaction(Permission.SCAN):
            row = self._device_row(device)
            waits = self._rows(Row).filter(device=row, place_id=place.ident, state="waiting").first()
            if waits is not None:
                waits.told = self._encrypted("agent_lease.told", dict(told))
                waits.save(using=self.alias)
                return str(waits.ident)
            ident = f"lease-{secrets.token_hex(6)}"
            self._add(
                Row, ident=ident, device=row, place_id=place.ident, told=self._encrypted("agent_lease.told", dict(told)),
                asked_by=self.member, asked_at=now(),
            )  # fmt: skip
        return ident

    def leases(
        self, *, ident: str = "", device: str = "", states: Sequence[str] = (), limit: int = 200
    ) -> tuple[Lease, ...]:
        """The newest first."""
        from bailee.store.models import AgentLease as Row

        chosen: dict[str, Any] = {"ident": ident} if ident else {}
        chosen |= {"device__ident": device} if device else {}
        chosen |= {"state__in": list(states)} if states else {}
        with self._reading():
            rows = self._rows(Row).filter(**chosen).select_related("device", "agent").order_by("-asked_at", "-pk")
            return tuple(self._lease(row) for row in rows[:limit])

    def last_taken_in(self, lease: Lease, device: int, agent: int) -> str:
        """The job at the place of another one that this agent did last, and that was taken in whole; empty where there is none, or
        somebody else read there since."""
        from bailee.store.models import AgentLease as Row

        with self._reading():
            there = self._rows(Row).filter(device_id=device, place_id=lease.place, scan__isnull=False)
            last = there.order_by("-scan_id", "-pk").first()
            return last.ident if last is not None and last.state == "done" and last.agent_id == agent else ""

    def withdraw_lease(self, ident: str, why: str = "withdrawn") -> None:
        """Nobody wants it any more; what was handed in of it is let go of."""
        from bailee.store.models import AgentLease as Row

        with self.transaction(Permission.SCAN):
            open_ = self._rows(Row).filter(ident=ident, state__in=("waiting", "running"))
            if not open_.update(state="withdrawn", ended_at=now(), cause=why):
                raise InvalidInput("there is no such job, or it has ended", hint="`bailee fleet jobs` lists them")
            self._drop_pieces(self._rows(Row).get(ident=ident).pk)
            self.record("agent-job-withdrawn", ident, {})

    def give_lease(self, row: int, agent: int, until: datetime, gate: Mapping[str, Any]) -> bool:
        """An agent has it from now on; False where somebody else took it meanwhile. Inside a transaction."""
        from django.db.models import F, Q

        from bailee.store.models import AgentLease as Row

        free = Q(state="waiting") | Q(state="running", until__lt=now()) | Q(state="running", agent_id=agent)
        given = self._rows(Row).filter(free, pk=row)
        return bool(
            given.update(
                state="running",
                agent_id=agent,
                attempt=F("attempt") + 1,
                given_at=now(),
                until=until,
                gate=dict(gate),
                cause="",
            )
        )

    def hold_lease(self, row: int, cause: str) -> None:
        """It waits, and says for what."""
        from bailee.store.models import AgentLease as Row

        self._rows(Row).filter(pk=row).exclude(cause=cause).update(cause=cause)

    # what arrived

    def arrived_leases(self, limit: int) -> tuple[Lease, ...]:
        """Those that are here whole, the oldest first."""
        from bailee.store.models import AgentLease as Row

        with self._reading():
            rows = self._rows(Row).filter(state="arrived").select_related("device", "agent").order_by("asked_at", "pk")
            return tuple(self._lease(row) for row in rows[:limit])

    def pieces_of(self, lease: Lease) -> Iterator[bytes]:
        """Its sealed pieces, of the newest reading, in order. InvalidInput where one of them is missing."""
        from bailee.store.models import AgentPush as Row

        pieces = self._rows(Row).filter(
            lease_id=lease.row, attempt=lease.attempt, agent__ident=lease.agent, outcome="waiting"
        )
        with self._reading():
            first = pieces.filter(piece=0).order_by("-sequence").values_list("sequence", flat=True).first()
            listed = list(
                pieces.filter(sequence__gte=first).order_by("sequence").values_list("pk", "piece", "is_last")
            ) if first is not None else []  # fmt: skip
        if [number for _, number, _ in listed] != list(range(len(listed))) or not listed or not listed[-1][2]:
            raise InvalidInput("a part of what the agent read did not arrive")
        for row, _, _ in listed:
            with self._reading():
                yield bytes(self._rows(Row).values_list("body", flat=True).get(pk=row))

    def settle_lease(self, lease: Lease, state: str, cause: str = "", scan: int | None = None) -> None:
        """It was taken in, failed, or waits to be done again; its pieces are let go of."""
        from bailee.store.models import AgentLease as Row

        with self.transaction(Permission.SCAN):
            over = {} if state == "waiting" else {"ended_at": now()}
            self._rows(Row).filter(pk=lease.row).update(state=state, cause=cause, scan_id=scan, **over)
            self._drop_pieces(lease.row, "taken-in" if state == "done" else "refused")

    def _drop_pieces(self, lease: int, outcome: str = "refused") -> None:
        from bailee.store.models import AgentPush as Row

        waiting = self._rows(Row).filter(lease_id=lease, outcome="waiting")
        waiting.update(outcome=outcome, body=None, settled_at=now())

    def _lease(self, row: Any) -> Lease:
        return Lease(
            row.pk, row.ident, row.device.ident, row.place_id, self._decrypted("agent_lease.told", row.told), row.state,
            row.attempt, row.agent.ident if row.agent is not None else "", row.asked_by, row.asked_at, row.until, row.gate,
            row.ended_at, row.cause, row.scan_id,
        )  # fmt: skip


def _code(row: Any) -> EnrolmentCode:
    return EnrolmentCode(
        row.ident, row.site.name if row.site is not None else "", row.most, row.used, row.made_by, row.made_at,
        row.expires_at, row.revoked_at,
    )  # fmt: skip
