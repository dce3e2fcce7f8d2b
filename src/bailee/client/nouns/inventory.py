"""Inventory. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import bailee.client.shapes.common as common
import bailee.client.shapes.inventory as shapes
from bailee.client.asking import Asking


class Inventory(Asking):
    def declare_activity(self, body: shapes.NewActivity) -> shapes.Activity:
        """Declare a processing activity. Takes `declare`."""
        found: shapes.Activity = self._ask(
            "POST", self._at("organisations", self.organisation, "inventory"), None, body, once=True
        )
        return found

    def draft_activities(self, body: shapes.InventoryDrafting) -> shapes.Drafts:
        """Draft activities, from what was found or from a template. Takes `declare`."""
        found: shapes.Drafts = self._ask(
            "POST", self._at("organisations", self.organisation, "inventory", "drafts"), None, body, once=True
        )
        return found

    def export_record(
        self, recordform: str, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> bytes:
        """A copy of the record in a format. Takes `export`."""
        found: bytes = self._ask(
            "GET",
            self._at("organisations", self.organisation, "inventory", "exports", recordform),
            {"as_of": as_of, "known_on": known_on},
            None,
            raw=True,
        )
        return found

    def import_record(self, body: shapes.Import) -> shapes.ImportedShape:
        """Take over the activities of a record. Takes `declare`."""
        found: shapes.ImportedShape = self._ask(
            "POST", self._at("organisations", self.organisation, "inventory", "imports"), None, body, once=True
        )
        return found

    def list_drafts(self) -> shapes.Drafts:
        """Activities that wait for a person. Takes `see-table`."""
        found: shapes.Drafts = self._ask(
            "GET", self._at("organisations", self.organisation, "inventory", "drafts"), None, None
        )
        return found

    def list_templates(self) -> shapes.Templates:
        """Sorts of businesses whose usual activities are known. Takes `see-table`."""
        found: shapes.Templates = self._ask(
            "GET", self._at("organisations", self.organisation, "inventory", "templates"), None, None
        )
        return found

    def name_contact(self, body: shapes.ContactOf) -> common.InventoryContactShape:
        """Name whom the record names. Takes `declare`."""
        found: common.InventoryContactShape = self._ask(
            "POST", self._at("organisations", self.organisation, "inventory", "contacts"), None, body, once=True
        )
        return found

    def settle_draft(self, body: shapes.InventorySettled) -> shapes.Drafts:
        """Declare a draft as it stands, or drop it. Takes `declare`."""
        found: shapes.Drafts = self._ask(
            "POST",
            self._at("organisations", self.organisation, "inventory", "drafts", "settlings"),
            None,
            body,
            once=True,
        )
        return found

    def show_record(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
    ) -> shapes.RecordOf:
        """The record of processing. Takes `see-table`."""
        found: shapes.RecordOf = self._ask(
            "GET",
            self._at("organisations", self.organisation, "inventory"),
            {"limit": limit, "cursor": cursor, "as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def all_show_record(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> Iterator[common.EntryShape]:
        """The same, page after page."""
        return self._each(lambda cursor: self.show_record(as_of=as_of, known_on=known_on, limit=500, cursor=cursor))

    def withdraw_activity(self, body: shapes.NamedOne) -> common.Counted:
        """It is no more, from today on. Takes `declare`."""
        found: common.Counted = self._ask(
            "POST", self._at("organisations", self.organisation, "inventory", "withdrawals"), None, body, once=True
        )
        return found
