"""Roster. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import bailee.client.shapes.common as common
import bailee.client.shapes.roster as shapes
from bailee.client.asking import Asking


class Roster(Asking):
    def declare_roster(self, body: shapes.RosterList) -> shapes.RosterPlan:
        """Take over a list of people, or see what it would change. Takes `declare`."""
        found: shapes.RosterPlan = self._ask(
            "POST", self._at("organisations", self.organisation, "roster", "lists"), None, body, once=True
        )
        return found

    def end_person(self, rosterperson: str, body: common.OnDay) -> common.Counted:
        """Note that somebody left. Takes `declare`."""
        found: common.Counted = self._ask(
            "POST", self._at("organisations", self.organisation, "roster", rosterperson, "end"), None, body, once=True
        )
        return found

    def list_roster(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
        subject: common.SubjectCategory | None = None,
        ended: bool | None = None,
        met: bool | None = None,
    ) -> shapes.RosterPage:
        """The roster by name. Takes `declare`."""
        found: shapes.RosterPage = self._ask(
            "GET",
            self._at("organisations", self.organisation, "roster"),
            {
                "limit": limit,
                "cursor": cursor,
                "as_of": as_of,
                "known_on": known_on,
                "subject": subject,
                "ended": ended,
                "met": met,
            },
            None,
        )
        return found

    def all_roster(
        self,
        *,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
        subject: common.SubjectCategory | None = None,
        ended: bool | None = None,
        met: bool | None = None,
    ) -> Iterator[shapes.RosterPersonShape]:
        """The same, page after page."""
        return self._each(
            lambda cursor: self.list_roster(
                as_of=as_of, known_on=known_on, subject=subject, ended=ended, met=met, limit=500, cursor=cursor
            )
        )
