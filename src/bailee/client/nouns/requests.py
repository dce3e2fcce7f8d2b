"""Requests. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import bailee.client.shapes.requests as shapes
from bailee.client.asking import Asking


class Requests(Asking):
    def download_letter(self, subjectrequest: str, letter: str) -> bytes:
        """A letter about it as PDF; nothing is changed. Takes `handle-requests`."""
        found: bytes = self._ask(
            "GET",
            self._at("organisations", self.organisation, "requests", subjectrequest, "letters", letter),
            None,
            None,
            raw=True,
        )
        return found

    def list_requests(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        view: Literal["all", "ended", "open"] | None = None,
    ) -> shapes.DataSubjectRequests:
        """Requests of people about their own data: open ones by the day on which they are due. Takes `handle-requests`."""
        found: shapes.DataSubjectRequests = self._ask(
            "GET",
            self._at("organisations", self.organisation, "requests"),
            {"limit": limit, "cursor": cursor, "view": view},
            None,
        )
        return found

    def all_requests(
        self, *, view: Literal["all", "ended", "open"] | None = None
    ) -> Iterator[shapes.DataSubjectRequest]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_requests(view=view, limit=500, cursor=cursor))

    def make_request_package(self, subjectrequest: str) -> bytes:
        """The package that answers it, `for-them.zip`, beside `look-first.json`: what somebody has to look at by hand.
        Takes `handle-requests`."""
        found: bytes = self._ask(
            "POST",
            self._at("organisations", self.organisation, "requests", subjectrequest, "package"),
            None,
            None,
            raw=True,
        )
        return found

    def make_statement_of_request(self, subjectrequest: str, body: shapes.StatementOf) -> bytes:
        """What is held about whom it is from, as a file. Takes `handle-requests`."""
        found: bytes = self._ask(
            "POST",
            self._at("organisations", self.organisation, "requests", subjectrequest, "statement"),
            None,
            body,
            raw=True,
        )
        return found

    def receive_request(self, body: shapes.New) -> shapes.WholeRequest:
        """Take in a request that came by mail, phone or on paper. Takes `handle-requests`."""
        found: shapes.WholeRequest = self._ask(
            "POST", self._at("organisations", self.organisation, "requests"), None, body, once=True
        )
        return found

    def show_request(self, subjectrequest: str) -> shapes.WholeRequest:
        """One request: its days, what was done, what is left to do. Takes `handle-requests`."""
        found: shapes.WholeRequest = self._ask(
            "GET", self._at("organisations", self.organisation, "requests", subjectrequest), None, None
        )
        return found

    def work_on_request(
        self,
        subjectrequest: str,
        body: shapes.Confirm
        | shapes.Match
        | shapes.AskIdentity
        | shapes.Identify
        | shapes.AskMeaning
        | shapes.Clarify
        | shapes.Join
        | shapes.Extend
        | shapes.Except
        | shapes.DoneIn
        | shapes.Tell
        | shapes.RequestStepsAnswer
        | shapes.Refuse
        | shapes.RequestStepsWithdraw
        | shapes.RequestStepsReopen
        | shapes.Note,
    ) -> shapes.WholeRequest:
        """One step of it, from the confirmation to the answer. Takes `handle-requests`."""
        found: shapes.WholeRequest = self._ask(
            "POST",
            self._at("organisations", self.organisation, "requests", subjectrequest, "acts"),
            None,
            body,
            once=True,
        )
        return found
