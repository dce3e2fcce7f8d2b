"""Reviewed: what counsel was asked and decided, and whom privilege is open to. Appended, and encrypted whole.

Everybody may know by whom a text is reviewed, when, and until when: `reviews`. What was decided and why is privileged:
counsel and the client's owner read it, somebody of the provider only whom counsel let in.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bailee.counsel.reviews import Decision, How, Scope, Verdict
from bailee.counsel.texts import TextKind
from bailee.errors import InvalidInput, NotAllowed
from bailee.permissions import Permission, Role
from bailee.store.rows.base import now
from bailee.store.rows.proven import Proven
from bailee.store.tokens import BEGINNINGS


@dataclass(frozen=True, slots=True)
class KeptPacket:
    """A packet as it went out."""

    ident: str
    document: Mapping[str, Any] = field(repr=False)  # Document.as_data
    items: tuple[Mapping[str, Any], ...] = field(repr=False)  # what was asked, with the hash of the words
    due_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PrivilegeGiven:
    """Something that was released by name, or somebody of the provider who was let in or shut out again."""

    act: str  # released, admitted, shut-out
    about: str
    to: str = field(repr=False)  # whom, by name
    reason: str = field(repr=False)
    by: str
    at: datetime


class Reviewed(Proven):
    def reviews(self) -> tuple[Decision, ...]:
        """Decisions without what is privileged in them: enough to know for which words they stand. Oldest first."""
        return tuple(_bare(each) for each in self._decided() if each.is_about_words)

    def counsel_decisions(self) -> tuple[Decision, ...]:
        """Decisions with their grounds, oldest first. NotAllowed for whom privilege is not open to."""
        self.require_privilege()
        return self._decided()

    def answered_questions(self, on: date) -> frozenset[tuple[str, str]]:
        """Questions that counsel answered, with the hash of what was asked: they are not asked again until the answer ends."""
        return frozenset(
            (each.text, each.sha256)
            for each in self._decided()
            if not each.is_about_words and (each.expires_on is None or each.expires_on >= on)
        )

    def released_decisions(self) -> tuple[Decision, ...]:
        """Those that counsel released by name, with their grounds: anybody may have them."""
        released = self.released()
        return tuple(each for each in self._decided() if each.ident in released)

    @property
    def sees_privileged(self) -> bool:
        """Whether privilege is open to this member: counsel, the owner of the organisation, and whom counsel let in."""
        if not self.may(Permission.SEE_PRIVILEGED):
            return False
        return self.role in (Role.COUNSEL, Role.CLIENT_OWNER) or not self.through or self.member in self.admitted()

    def require_privilege(self) -> None:
        """NotAllowed where it is not."""
        self.require(Permission.SEE_PRIVILEGED)
        if not self.sees_privileged:
            raise NotAllowed(
                "this is between the client and its counsel",
                hint="counsel lets somebody of the provider in, by name, on the page Counsel",
            )

    def record_decisions(self, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
        """Append them, all or none, each with its record. Counsel's own act; what is noted for counsel, the owner's."""
        from bailee.store.models import CounselDecision as Row

        for how in {each.how for each in decisions}:
            self.require(Permission.REVIEW if how is How.SIGNED_IN else Permission.RECORD_REVIEW)
        kept = []
        permission = (
            Permission.REVIEW if all(each.how is How.SIGNED_IN for each in decisions) else Permission.RECORD_REVIEW
        )
        with self.transaction(permission):
            for each in decisions:
                made = replace(each, ident=f"decision-{secrets.token_hex(4)}", by=self.member, at=now())
                told = self._encrypted("counsel_decision.told", _as_told(made))
                self._add(Row, ident=made.ident, told=told, by=self.member, at=made.at)
                self.record("counsel-decided", made.ident, _proof(made))
                kept.append(made)
        return tuple(kept)

    def save_packet(
        self, ident: str, document: Mapping[str, Any], items: Sequence[Mapping[str, Any]], *, due_on: date | None
    ) -> KeptPacket:
        """Keep what was asked. The same packet again is not kept twice."""
        from bailee.store.models import CounselPacket as Row

        permission = Permission.REVIEW if self.may(Permission.REVIEW) else Permission.RECORD_REVIEW
        with self.transaction(permission):
            kept = self._rows(Row).filter(ident=ident).first()
            if kept is None:
                told = {"document": document, "items": list(items), "due_on": due_on.isoformat() if due_on else None}
                sealed = self._encrypted("counsel_packet.told", told)
                kept = self._add(Row, ident=ident, told=sealed, by=self.member, at=now())
                self.record("counsel-packet-made", ident, {"items": len(items)})
            return self._packet(kept)

    def packets(self) -> tuple[KeptPacket, ...]:
        """Packets that were made, newest first. NotAllowed for whom privilege is not open to."""
        from bailee.store.models import CounselPacket as Row

        self.require_privilege()
        with self._reading():
            return tuple(self._packet(row) for row in self._rows(Row).order_by("-pk"))

    def packet_items(self, ident: str) -> tuple[Mapping[str, Any], ...] | None:
        """What a packet asked, by its number: a decision that comes back is held against it. None where there is none."""
        from bailee.store.models import CounselPacket as Row

        with self._reading():
            row = self._rows(Row).filter(ident=ident).first()
        return self._packet(row).items if row is not None else None

    def release(self, ident: str, *, to: str, reason: str) -> None:
        """Counsel releases one decision or packet, by name. It cannot be taken back: it is known then."""
        if ident not in {each.ident for each in self._decided()} and self.packet_items(ident) is None:
            raise InvalidInput("there is no such decision or packet", hint="the page Counsel lists them")
        self._privilege("released", ident, to=to, reason=reason)

    def admit(self, member: str, *, to: str, reason: str) -> None:
        """Counsel lets somebody of the provider read what is privileged."""
        self._privilege("admitted", member, to=to, reason=reason)

    def shut_out(self, member: str, *, to: str, reason: str = "") -> None:
        """And takes that back."""
        self._privilege("shut-out", member, to=to, reason=reason or "no longer needed")

    def privilege_acts(self) -> tuple[PrivilegeGiven, ...]:
        """What was released and who was let in, oldest first."""
        self.require_privilege()
        return self._given()

    def released(self) -> frozenset[str]:
        """Idents of decisions and packets that counsel released."""
        return frozenset(each.about for each in self._given() if each.act == "released")

    def admitted(self) -> frozenset[str]:
        """Members of the provider whom counsel let in, for as long as they belong to it without a break: whoever is assigned
        anew is let in anew."""
        inside: dict[str, datetime] = {}
        for each in self._given():
            if each.act == "admitted":
                inside[each.about] = each.at
            elif each.act == "shut-out":
                inside.pop(each.about, None)
        began = self._began(inside)
        return frozenset(member for member, at in inside.items() if at >= began.get(member, at))

    def _began(self, members: Iterable[str]) -> Mapping[str, datetime]:
        """When each of them last began to belong to it, or ceased to."""
        from django.db.models import Max

        from bailee.store.models import MemberChange

        with self._reading():
            lines = self._rows(MemberChange).filter(member__in=sorted(members), change__in=BEGINNINGS).order_by()
            return dict(lines.values_list("member").annotate(newest=Max("at")))

    def _privilege(self, act: str, about: str, *, to: str, reason: str) -> None:
        from bailee.store.models import PrivilegeAct as Row

        said = {"to": " ".join(to.split()), "reason": " ".join(reason.split())}
        if not all(said.values()):
            raise InvalidInput("say to whom, and why", hint="a name, and a reason in a sentence")
        if max(map(len, said.values())) > 2_000:
            raise InvalidInput("this is too long", hint="at most 2,000 letters")
        with self.transaction(Permission.REVIEW):
            self._add(
                Row, act=act, about=about, told=self._encrypted("privilege_act.told", said), by=self.member, at=now()
            )
            self.record(f"privilege-{act}", about, {})

    def _given(self) -> tuple[PrivilegeGiven, ...]:
        from bailee.store.models import PrivilegeAct as Row

        with self._reading():
            rows = list(self._rows(Row).order_by("pk"))
        return tuple(
            PrivilegeGiven(row.act, row.about, by=row.by, at=row.at, **self._decrypted("privilege_act.told", row.told))
            for row in rows
        )

    def _decided(self) -> tuple[Decision, ...]:
        from bailee.store.models import CounselDecision as Row

        with self._reading():
            rows = list(self._rows(Row).order_by("pk"))
        return tuple(
            _decision(self._decrypted("counsel_decision.told", row.told), row.ident, row.by, row.at) for row in rows
        )

    def _packet(self, row: Any) -> KeptPacket:
        told = self._decrypted("counsel_packet.told", row.told)
        due = date.fromisoformat(told["due_on"]) if told["due_on"] else None
        return KeptPacket(row.ident, told["document"], tuple(told["items"]), due, row.by, row.at)


_OUTSIDE = ("ident", "by", "at")


def _as_told(decision: Decision) -> dict[str, Any]:
    values = {name: value for name, value in asdict(decision).items() if name not in _OUTSIDE}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _decision(told: dict[str, Any], ident: str, by: str, at: datetime) -> Decision:
    made: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    made |= {
        "kind": TextKind(told["kind"]),
        "verdict": Verdict(told["verdict"]),
        "scope": Scope(told["scope"]),
        "how": How(told["how"]),
        "decided_on": date.fromisoformat(told["decided_on"]),
        "expires_on": date.fromisoformat(told["expires_on"]) if told["expires_on"] else None,
    }
    return Decision(ident=ident, by=by, at=at, **made)


def _bare(decision: Decision) -> Decision:
    """What everybody may know of it: that counsel refused is a deliberation, whose words are no review."""
    bare = replace(decision, ground="", packet="")
    return replace(bare, reviewer="", firm="", before=()) if decision.verdict is Verdict.REFUSE else bare


def _proof(decision: Decision) -> dict[str, Any]:
    """What the log says of it: which words were read, and how it was told. Never the verdict, nor what was asked."""
    proof: dict[str, Any] = {"kind": decision.kind.value, "how": decision.how.value}
    if decision.is_about_words:
        proof |= {"sha256": decision.sha256, "decided_on": decision.decided_on.isoformat()}
    if decision.paper_sha256:
        proof["paper_sha256"] = decision.paper_sha256
    return proof
