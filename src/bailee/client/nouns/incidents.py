"""Incidents. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.common as common
import bailee.client.shapes.incidents as shapes
from bailee.client.asking import Asking


class Incidents(Asking):
    def approve_letters(self, incident: str, body: shapes.Approval) -> shapes.LettersPlan:
        """Approve their words, as counsel. Takes `handle-requests`."""
        found: shapes.LettersPlan = self._ask(
            "POST",
            self._at("organisations", self.organisation, "incidents", incident, "letters", "approval"),
            None,
            body,
            once=True,
        )
        return found

    def decide_incident(
        self,
        incident: str,
        body: shapes.Told | shapes.NotNotify | shapes.Notify | shapes.Close | shapes.IncidentWorkReopen,
    ) -> common.SheetShape:
        """Who was told, who is not and why; close it, or open it again. Takes `handle-requests`."""
        found: common.SheetShape = self._ask(
            "POST",
            self._at("organisations", self.organisation, "incidents", incident, "decisions"),
            None,
            body,
            once=True,
        )
        return found

    def download_sheet(self, incident: str, sheet: str) -> bytes:
        """A sheet as it was printed, as PDF. Takes `export`."""
        found: bytes = self._ask(
            "GET",
            self._at("organisations", self.organisation, "incidents", incident, "sheets", sheet),
            None,
            None,
            raw=True,
        )
        return found

    def list_incident_duties(self, incident: str) -> shapes.IncidentDuties:
        """What is due by when after an incident. Takes `see-stores`."""
        found: shapes.IncidentDuties = self._ask(
            "GET", self._at("organisations", self.organisation, "incidents", incident, "duties"), None, None
        )
        return found

    def list_incidents(
        self, *, limit: int | None = None, cursor: str | None = None, closed: bool | None = None
    ) -> shapes.Incidents:
        """Incidents, newest first. Takes `see-stores`."""
        found: shapes.Incidents = self._ask(
            "GET",
            self._at("organisations", self.organisation, "incidents"),
            {"limit": limit, "cursor": cursor, "closed": closed},
            None,
        )
        return found

    def all_incidents(self, *, closed: bool | None = None) -> Iterator[shapes.Incident]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_incidents(closed=closed, limit=500, cursor=cursor))

    def list_letters(
        self, incident: str, *, limit: int | None = None, cursor: str | None = None
    ) -> shapes.LetterPieces:
        """What became of each letter. Takes `handle-requests`."""
        found: shapes.LetterPieces = self._ask(
            "GET",
            self._at("organisations", self.organisation, "incidents", incident, "letters", "pieces"),
            {"limit": limit, "cursor": cursor},
            None,
        )
        return found

    def all_letters(self, incident: str) -> Iterator[shapes.LetterPiece]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_letters(incident, limit=500, cursor=cursor))

    def list_sheets(
        self, incident: str, *, limit: int | None = None, cursor: str | None = None
    ) -> shapes.PrintedSheets:
        """Its sheets that were printed. Takes `see-stores`."""
        found: shapes.PrintedSheets = self._ask(
            "GET",
            self._at("organisations", self.organisation, "incidents", incident, "sheets"),
            {"limit": limit, "cursor": cursor},
            None,
        )
        return found

    def all_sheets(self, incident: str) -> Iterator[shapes.PrintedSheet]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_sheets(incident, limit=500, cursor=cursor))

    def mail_letters(self, incident: str) -> shapes.MailedLetters:
        """Put the letters into the outbox. Takes `handle-requests`."""
        found: shapes.MailedLetters = self._ask(
            "POST",
            self._at("organisations", self.organisation, "incidents", incident, "letters", "mail"),
            None,
            None,
            once=True,
        )
        return found

    def mark_privileged(self, incident: str, body: shapes.Privilege) -> common.SheetShape:
        """Mark it as privileged, or take that back: as counsel. Takes `do-tasks`."""
        found: common.SheetShape = self._ask(
            "POST",
            self._at("organisations", self.organisation, "incidents", incident, "privilege"),
            None,
            body,
            once=True,
        )
        return found

    def note_run_posted(self, incident: str, body: shapes.PostedRun) -> common.Counted:
        """Note that letters were brought to the post. Takes `handle-requests`."""
        found: common.Counted = self._ask(
            "POST",
            self._at("organisations", self.organisation, "incidents", incident, "letters", "postings"),
            None,
            body,
            once=True,
        )
        return found

    def note_run_returned(self, incident: str, body: shapes.ReturnedLetters) -> common.Counted:
        """Note letters that came back. Takes `handle-requests`."""
        found: common.Counted = self._ask(
            "POST",
            self._at("organisations", self.organisation, "incidents", incident, "letters", "returns"),
            None,
            body,
            once=True,
        )
        return found

    def plan_letters(self, incident: str) -> shapes.LettersPlan:
        """Who gets which letter, and what they lack. Takes `handle-requests`."""
        found: shapes.LettersPlan = self._ask(
            "GET", self._at("organisations", self.organisation, "incidents", incident, "letters"), None, None
        )
        return found

    def print_forms(self, incident: str) -> bytes:
        """What authorities ask for, as PDF. Takes `handle-requests`."""
        found: bytes = self._ask(
            "POST", self._at("organisations", self.organisation, "incidents", incident, "forms"), None, None, raw=True
        )
        return found

    def print_letters(self, incident: str, body: shapes.Printing) -> bytes:
        """Letters as PDF files in a ZIP, with the list for the post office; `made.json` names their run. Takes `handle-
        requests`."""
        found: bytes = self._ask(
            "POST",
            self._at("organisations", self.organisation, "incidents", incident, "letters", "print"),
            None,
            body,
            raw=True,
        )
        return found

    def print_sheet(self, incident: str) -> bytes:
        """The sheet as PDF; kept as it was. Takes `do-tasks`."""
        found: bytes = self._ask(
            "POST", self._at("organisations", self.organisation, "incidents", incident, "sheet"), None, None, raw=True
        )
        return found

    def report_incident(self, body: shapes.Reported) -> common.SheetShape:
        """Report an incident: clocks run from its discovery. Takes `do-tasks`."""
        found: common.SheetShape = self._ask(
            "POST", self._at("organisations", self.organisation, "incidents"), None, body, once=True
        )
        return found

    def say_about_incident(
        self,
        incident: str,
        body: shapes.Fact
        | shapes.Encryption
        | shapes.Discovered
        | shapes.Determined
        | shapes.Words
        | shapes.NewStep
        | shapes.StepDone
        | shapes.IncidentWorkAnswer,
    ) -> common.SheetShape:
        """Say what is known: a fact, a step, an answer, words of its letters. Takes `do-tasks`."""
        found: common.SheetShape = self._ask(
            "POST", self._at("organisations", self.organisation, "incidents", incident, "facts"), None, body, once=True
        )
        return found

    def show_incident(self, incident: str) -> common.SheetShape:
        """The sheet of an incident. Takes `see-stores`."""
        found: common.SheetShape = self._ask(
            "GET", self._at("organisations", self.organisation, "incidents", incident), None, None
        )
        return found
