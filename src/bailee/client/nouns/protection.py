"""Protection. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import bailee.client.shapes.common as common
import bailee.client.shapes.protection as shapes
from bailee.client.asking import Asking


class Protection(Asking):
    def approve_proposals(self, body: shapes.ProtectionDecision) -> shapes.Proposals:
        """Approve what somebody else proposed. Takes `protect`."""
        found: shapes.Proposals = self._ask(
            "POST", self._at("organisations", self.organisation, "protection", "approvals"), None, body, once=True
        )
        return found

    def choose_protection(self, body: shapes.Choices) -> common.Work:
        """Do what is proposed for these files, by a worker. Takes `protect`."""
        found: common.Work = self._ask(
            "POST", self._at("organisations", self.organisation, "protection", "choices"), None, body, once=True
        )
        return found

    def download_erasure(self, erasure: str) -> bytes:
        """The certificate of an erasure as PDF. Takes `export`."""
        found: bytes = self._ask(
            "GET", self._at("organisations", self.organisation, "protection", "erasures", erasure), None, None, raw=True
        )
        return found

    def erase_approved(self, body: shapes.Batch) -> common.Work:
        """Erase what was approved, by a worker. Takes `protect`."""
        found: common.Work = self._ask(
            "POST", self._at("organisations", self.organisation, "protection", "erasures"), None, body, once=True
        )
        return found

    def follow_up_by_hand(self, body: shapes.Propose) -> shapes.ByHandList:
        """What the newest scan says of each; what is proven gone is closed. Takes `protect`."""
        found: shapes.ByHandList = self._ask(
            "POST",
            self._at("organisations", self.organisation, "protection", "by-hand", "looks"),
            None,
            body,
            once=True,
        )
        return found

    def list_by_hand(self, *, store: str | None = None) -> shapes.ToDo:
        """What is to be protected by hand, the worst first. Takes `see-findings`."""
        found: shapes.ToDo = self._ask(
            "GET", self._at("organisations", self.organisation, "protection", "by-hand"), {"store": store}, None
        )
        return found

    def list_erasures(self, *, as_of: date | str | None = None, known_on: date | str | None = None) -> shapes.Erasures:
        """Certificates of what was erased. Takes `see-findings`."""
        found: shapes.Erasures = self._ask(
            "GET",
            self._at("organisations", self.organisation, "protection", "erasures"),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def list_proposals(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
        open: bool | None = None,
    ) -> shapes.Proposals:
        """What cannot be undone, and waits for a second person. Takes `see-findings`."""
        found: shapes.Proposals = self._ask(
            "GET",
            self._at("organisations", self.organisation, "protection", "proposals"),
            {"limit": limit, "cursor": cursor, "as_of": as_of, "known_on": known_on, "open": open},
            None,
        )
        return found

    def all_proposals(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None, open: bool | None = None
    ) -> Iterator[shapes.ProposalShape]:
        """The same, page after page."""
        return self._each(
            lambda cursor: self.list_proposals(as_of=as_of, known_on=known_on, open=open, limit=500, cursor=cursor)
        )

    def list_protected(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
    ) -> shapes.ProtectedFiles:
        """What was done, newest first. Takes `see-findings`."""
        found: shapes.ProtectedFiles = self._ask(
            "GET",
            self._at("organisations", self.organisation, "protection", "files"),
            {"limit": limit, "cursor": cursor, "as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def all_protected(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> Iterator[shapes.ProtectedShape]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_protected(as_of=as_of, known_on=known_on, limit=500, cursor=cursor))

    def list_protection_proofs(self) -> shapes.ProvenFiles:
        """Whether what was done still stands, file by file. Takes `see-findings`."""
        found: shapes.ProvenFiles = self._ask(
            "GET", self._at("organisations", self.organisation, "protection", "proofs"), None, None
        )
        return found

    def plan_protection(
        self, *, limit: int | None = None, cursor: str | None = None, act: str | None = None
    ) -> shapes.ProtectionPlan:
        """What is proposed for each file, and why, the worst first. Takes `see-findings`."""
        found: shapes.ProtectionPlan = self._ask(
            "GET",
            self._at("organisations", self.organisation, "protection", "plan"),
            {"limit": limit, "cursor": cursor, "act": act},
            None,
        )
        return found

    def all_plan_protection(self, *, act: str | None = None) -> Iterator[shapes.Proposed]:
        """The same, page after page."""
        return self._each(lambda cursor: self.plan_protection(act=act, limit=500, cursor=cursor))

    def propose_by_hand(self, body: shapes.Propose) -> shapes.ByHandList:
        """Keep what is to be done by hand, as one batch. Takes `protect`."""
        found: shapes.ByHandList = self._ask(
            "POST", self._at("organisations", self.organisation, "protection", "by-hand"), None, body, once=True
        )
        return found

    def refuse_proposals(self, body: shapes.ProtectionDecision) -> shapes.Proposals:
        """Say no. Takes `protect`."""
        found: shapes.Proposals = self._ask(
            "POST", self._at("organisations", self.organisation, "protection", "refusals"), None, body, once=True
        )
        return found

    def undo_protection(self, body: shapes.Undo) -> common.Work:
        """Put files back, by a worker. Takes `protect`."""
        found: common.Work = self._ask(
            "POST", self._at("organisations", self.organisation, "protection", "undoings"), None, body, once=True
        )
        return found

    def withdraw_proposals(self, body: shapes.ProtectionDecision) -> shapes.Proposals:
        """Take back what was proposed. Takes `protect`."""
        found: shapes.Proposals = self._ask(
            "POST", self._at("organisations", self.organisation, "protection", "withdrawals"), None, body, once=True
        )
        return found
