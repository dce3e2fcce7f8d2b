"""Notices. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import bailee.client.shapes.notices as shapes
from bailee.client.asking import Asking


class Notices(Asking):
    def answer_for_notice(self, notice: str, body: shapes.Answered) -> shapes.DeclaredKinds:
        """Declare what a notice still has to be told. Takes `write-notices`."""
        found: shapes.DeclaredKinds = self._ask(
            "POST", self._at("organisations", self.organisation, "notices", notice, "answers"), None, body, once=True
        )
        return found

    def compare_notice_versions(
        self, notice: str, *, before: int | None = None, after: int | None = None, language: str | None = None
    ) -> shapes.Comparison:
        """What changed between two versions, clause by clause, and why. Takes `see-table`."""
        found: shapes.Comparison = self._ask(
            "GET",
            self._at("organisations", self.organisation, "notices", notice, "comparison"),
            {"before": before, "after": after, "language": language},
            None,
        )
        return found

    def download_notice_version(
        self,
        notice: str,
        version: str,
        noticeform: str,
        *,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
        language: str | None = None,
    ) -> bytes:
        """One version as PDF, HTML or text; of a policy the file that was handed over. Takes `export`."""
        found: bytes = self._ask(
            "GET",
            self._at("organisations", self.organisation, "notices", notice, "versions", version, noticeform),
            {"as_of": as_of, "known_on": known_on, "language": language},
            None,
            raw=True,
        )
        return found

    def draft_notice(self, notice: str, body: shapes.NoticeWorkDrafting) -> shapes.DraftedVersion:
        """Compose a notice from what is held, declared and owed, and keep it. Takes `write-notices`."""
        found: shapes.DraftedVersion = self._ask(
            "POST", self._at("organisations", self.organisation, "notices", notice, "drafts"), None, body, once=True
        )
        return found

    def list_notice_versions(
        self, notice: str, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> shapes.Versions:
        """Versions of a notice, in all its languages. Takes `see-table`."""
        found: shapes.Versions = self._ask(
            "GET",
            self._at("organisations", self.organisation, "notices", notice, "versions"),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def list_notices(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
    ) -> shapes.Notices:
        """Notices, those that need somebody first. Takes `see-table`."""
        found: shapes.Notices = self._ask(
            "GET",
            self._at("organisations", self.organisation, "notices"),
            {"limit": limit, "cursor": cursor, "as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def all_notices(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> Iterator[shapes.NoticeLine]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_notices(as_of=as_of, known_on=known_on, limit=500, cursor=cursor))

    def note_notice_sent(self, notice: str, version: str, body: shapes.Sent) -> shapes.Version:
        """Note that it was sent to everyone concerned. Takes `write-notices`."""
        found: shapes.Version = self._ask(
            "POST",
            self._at("organisations", self.organisation, "notices", notice, "versions", version, "sendings"),
            None,
            body,
            once=True,
        )
        return found

    def plan_publication(self, notice: str, version: str, *, language: str | None = None) -> shapes.Publishing:
        """What publishing a version would mean, and what stops it. Takes `see-table`."""
        found: shapes.Publishing = self._ask(
            "GET",
            self._at("organisations", self.organisation, "notices", notice, "versions", version, "publication"),
            {"language": language},
            None,
        )
        return found

    def publish_notice(self, notice: str, version: str, body: shapes.Publish) -> shapes.Version:
        """Publish a version. Takes `write-notices`."""
        found: shapes.Version = self._ask(
            "POST",
            self._at("organisations", self.organisation, "notices", notice, "versions", version, "publication"),
            None,
            body,
            once=True,
        )
        return found

    def say_notice_words(self, notice: str, body: shapes.NewWords) -> shapes.Wordings:
        """Say declared words in another language. Takes `write-notices`."""
        found: shapes.Wordings = self._ask(
            "POST", self._at("organisations", self.organisation, "notices", notice, "words"), None, body, once=True
        )
        return found

    def show_notice_version(
        self,
        notice: str,
        version: str,
        *,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
        language: str | None = None,
    ) -> shapes.WholeVersion:
        """One version with its text. Takes `see-table`."""
        found: shapes.WholeVersion = self._ask(
            "GET",
            self._at("organisations", self.organisation, "notices", notice, "versions", version),
            {"as_of": as_of, "known_on": known_on, "language": language},
            None,
        )
        return found

    def show_notice_words(self, notice: str, *, language: str | None = None) -> shapes.Wordings:
        """Declared words in another language. Takes `see-table`."""
        found: shapes.Wordings = self._ask(
            "GET",
            self._at("organisations", self.organisation, "notices", notice, "words"),
            {"language": language},
            None,
        )
        return found

    def show_open_of_notice(self, notice: str) -> shapes.StillOpen:
        """What a notice still has to be told. Takes `see-table`."""
        found: shapes.StillOpen = self._ask(
            "GET", self._at("organisations", self.organisation, "notices", notice, "open"), None, None
        )
        return found

    def show_policy_points(self, notice: str, version: str, *, language: str | None = None) -> shapes.Points:
        """How a policy stands to what is held and owed. Takes `see-table`."""
        found: shapes.Points = self._ask(
            "GET",
            self._at("organisations", self.organisation, "notices", notice, "versions", version, "points"),
            {"language": language},
            None,
        )
        return found

    def take_policy(self, notice: str, body: shapes.PolicyFile) -> shapes.TakenPolicy:
        """Take over a policy that there is already. Takes `write-notices`."""
        found: shapes.TakenPolicy = self._ask(
            "POST", self._at("organisations", self.organisation, "notices", notice, "policies"), None, body, once=True
        )
        return found
