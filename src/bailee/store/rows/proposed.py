"""Proposed: what is to be done with files, who decided about it, and certificates of what was erased.

workspace.add_proposals([...])                                # one batch: one decision is for all of it
workspace.decide_proposals(idents, "approved", reason="…")    # by another member than the one who proposed it
workspace.proposals(state="approved")
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.base import Door, now

WAITING = "proposed"
OPEN = ("proposed", "approved")


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a proposal at one moment."""

    act: str  # approved, refused, withdrawn, applied, stopped, left
    reason: str = field(repr=False)
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptProposal:
    """A proposal in the store. `details`: exact path, what the file was then, why, what breaks; decrypted."""

    ident: str
    batch: str
    act: str
    playbook: str
    state: str
    locator: str  # masked, for people
    store: str
    by: str
    at: datetime
    details: Mapping[str, Any] = field(repr=False)
    events: tuple[Decided, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def approved(self) -> Decided | None:
        """The approval that counts; None where there is none, or it was taken back."""
        deciding = ("approved", "refused", "withdrawn", "stopped")
        last = next((each for each in reversed(self.events) if each.act in deciding), None)
        return last if last is not None and last.act == "approved" else None


@dataclass(frozen=True, slots=True)
class KeptCertificate:
    """A certificate of what was erased in one go."""

    ident: str
    at: datetime
    sha256: str
    told: Mapping[str, Any] = field(repr=False)


class Proposed(Door):
    def proposals(
        self, *, state: str | Sequence[str] | None = None, idents: Sequence[str] = ()
    ) -> tuple[KeptProposal, ...]:
        """Oldest first. `idents`: of proposals, or of batches."""
        from bailee.store.models import ProtectionEvent, ProtectionProposal

        self.require(Permission.SEE_FINDINGS)
        with self._reading():
            rows = self._rows(ProtectionProposal).order_by("pk")
            if state is not None:
                rows = rows.filter(state__in=(state,) if isinstance(state, str) else tuple(state))
            if idents:
                from django.db.models import Q

                rows = rows.filter(Q(ident__in=tuple(idents)) | Q(batch__in=tuple(idents)))
            found = list(rows)
            events: dict[int, list[Decided]] = {}
            told = self._rows(ProtectionEvent).order_by("pk")
            if idents or state is not None:
                told = told.filter(proposal__in=rows.order_by().values("pk"))
            for event in told:
                says = self._decrypted("protection_event.says", event.says)
                events.setdefault(event.proposal_id, []).append(Decided(event.act, says, event.by, event.at))
        return tuple(
            KeptProposal(
                row.ident,
                row.batch,
                row.act,
                row.playbook,
                row.state,
                row.locator,
                row.store,
                row.by,
                row.at,
                self._decrypted("protection_proposal.details", row.details),
                tuple(events.get(row.pk, ())),
            )
            for row in found
        )

    def add_proposals(self, proposed: Iterable[Mapping[str, Any]], *, batch: str = "") -> tuple[str, ...]:
        """Keep what is proposed, as one batch; idents in the same order. Each: act, playbook, locator (masked), store, details."""
        from bailee.store.models import ProtectionProposal

        batch, at, idents = batch or f"batch-{secrets.token_hex(4)}", now(), []
        with self.transaction(Permission.PROTECT):
            for each in proposed:
                ident = f"prop-{secrets.token_hex(5)}"
                self._add(
                    ProtectionProposal,
                    ident=ident,
                    batch=batch,
                    act=each["act"],
                    playbook=each["playbook"],
                    state=WAITING,
                    locator=each["locator"],
                    store=each["store"],
                    details=self._encrypted("protection_proposal.details", each["details"]),
                    by=self.member,
                    at=at,
                )
                idents.append(ident)
        return tuple(idents)

    def decide_proposals(
        self, idents: Sequence[str], act: str, *, reason: str = "", states: Sequence[str] = OPEN
    ) -> None:
        """Append what was decided about proposals, or became of them. InvalidInput where one is not there, or is not in one
        of `states` any more: somebody else decided meanwhile."""
        from bailee.store.models import ProtectionEvent, ProtectionProposal

        with self.transaction(Permission.PROTECT):
            numbers = dict(self._rows(ProtectionProposal).filter(ident__in=tuple(idents)).values_list("ident", "pk"))
            for ident in idents:
                rows = self._rows(ProtectionProposal).filter(pk=numbers.get(ident), state__in=tuple(states))
                if not rows.update(state=act):
                    raise InvalidInput(
                        f'the proposal "{ident}" is not there, or was decided',
                        hint="`bailee protect proposals` lists what waits",
                    )
                says = self._encrypted("protection_event.says", reason)
                self._add(ProtectionEvent, proposal_id=numbers[ident], act=act, says=says, by=self.member, at=now())

    def forget_details(self, idents: Sequence[str], name: str) -> None:
        """Take one of the details out of proposals: what was needed until they were carried out, and is nobody's business then."""
        from bailee.store.models import ProtectionProposal

        field = "protection_proposal.details"
        with self.transaction(Permission.PROTECT):
            for row in self._rows(ProtectionProposal).filter(ident__in=tuple(idents)):
                details = {key: value for key, value in self._decrypted(field, row.details).items() if key != name}
                self._rows(ProtectionProposal).filter(pk=row.pk).update(details=self._encrypted(field, details))

    def keep_erasure(self, ident: str, told: Mapping[str, Any], document: bytes, sha256: str) -> None:
        """Keep a certificate; the record of it is the caller's, in the same transaction."""
        from bailee.store.models import ErasureCertificate

        with self.transaction(Permission.PROTECT):
            self._add(
                ErasureCertificate,
                ident=ident,
                told=self._encrypted("erasure_certificate.told", dict(told)),
                document=self.keys.encrypt_field("erasure_certificate.document", document),
                sha256=sha256,
                at=now(),
            )

    def erasures(self) -> tuple[KeptCertificate, ...]:
        """Certificates of what was erased, oldest first."""
        from bailee.store.models import ErasureCertificate

        self.require(Permission.SEE_FINDINGS)
        with self._reading():
            rows = list(self._rows(ErasureCertificate).order_by("pk").defer("document"))
        return tuple(
            KeptCertificate(row.ident, row.at, row.sha256, self._decrypted("erasure_certificate.told", row.told))
            for row in rows
        )

    def erasure_document(self, ident: str) -> bytes:
        """The PDF of a certificate. InvalidInput where there is none of that name."""
        from bailee.store.models import ErasureCertificate

        self.require(Permission.SEE_FINDINGS)
        with self._reading():
            row = self._rows(ErasureCertificate).filter(ident=ident).first()
        if row is None:
            raise InvalidInput(f'there is no certificate "{ident}"', hint="`bailee protect certificate` lists them")
        return self.keys.decrypt_field("erasure_certificate.document", bytes(row.document))
