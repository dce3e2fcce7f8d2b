"""Deliveries. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import bailee.client.shapes.common as common
import bailee.client.shapes.deliveries as shapes
from bailee.client.asking import Asking


class Deliveries(Asking):
    def end_delivery(self, delivery: str) -> shapes.DeliveryShape:
        """Remind nobody any more. Takes `write-notices`."""
        found: shapes.DeliveryShape = self._ask(
            "POST", self._at("organisations", self.organisation, "deliveries", delivery, "end"), None, None, once=True
        )
        return found

    def list_deliveries(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
    ) -> shapes.Deliveries:
        """Deliveries of notices, newest first. Takes `see-table`."""
        found: shapes.Deliveries = self._ask(
            "GET",
            self._at("organisations", self.organisation, "deliveries"),
            {"limit": limit, "cursor": cursor, "as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def all_deliveries(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> Iterator[shapes.DeliveryShape]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_deliveries(as_of=as_of, known_on=known_on, limit=500, cursor=cursor))

    def list_delivery_pieces(
        self,
        delivery: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        standing: shapes.ActsStanding | None = None,
    ) -> shapes.DeliveryPieces:
        """Whom it goes to, person by person. Takes `write-notices`."""
        found: shapes.DeliveryPieces = self._ask(
            "GET",
            self._at("organisations", self.organisation, "deliveries", delivery, "pieces"),
            {"limit": limit, "cursor": cursor, "standing": standing},
            None,
        )
        return found

    def all_delivery_pieces(
        self, delivery: str, *, standing: shapes.ActsStanding | None = None
    ) -> Iterator[shapes.Piece]:
        """The same, page after page."""
        return self._each(
            lambda cursor: self.list_delivery_pieces(delivery, standing=standing, limit=500, cursor=cursor)
        )

    def make_letters(self, delivery: str) -> bytes:
        """Letters that wait to be posted, as PDF files in a ZIP. Takes `write-notices`."""
        found: bytes = self._ask(
            "POST",
            self._at("organisations", self.organisation, "deliveries", delivery, "letters"),
            None,
            None,
            raw=True,
        )
        return found

    def note_handed_over(self, delivery: str, body: shapes.Handed) -> common.Counted:
        """Note who was given a copy by hand. Takes `write-notices`."""
        found: common.Counted = self._ask(
            "POST",
            self._at("organisations", self.organisation, "deliveries", delivery, "handovers"),
            None,
            body,
            once=True,
        )
        return found

    def note_letters_posted(self, delivery: str, body: shapes.Posted) -> common.Counted:
        """Note that the letters were brought to the post. Takes `write-notices`."""
        found: common.Counted = self._ask(
            "POST",
            self._at("organisations", self.organisation, "deliveries", delivery, "postings"),
            None,
            body,
            once=True,
        )
        return found

    def note_letters_returned(self, delivery: str, body: shapes.Returned) -> common.Counted:
        """Note letters that came back. Takes `write-notices`."""
        found: common.Counted = self._ask(
            "POST",
            self._at("organisations", self.organisation, "deliveries", delivery, "returns"),
            None,
            body,
            once=True,
        )
        return found

    def show_delivery(self, delivery: str) -> shapes.WholeDelivery:
        """One delivery, and why some were not reached. Takes `see-table`."""
        found: shapes.WholeDelivery = self._ask(
            "GET", self._at("organisations", self.organisation, "deliveries", delivery), None, None
        )
        return found

    def start_delivery(self, body: shapes.Start) -> shapes.DeliveriesPlan:
        """Send a published notice to those whom it concerns, or see whom it would reach. Takes `write-notices`."""
        found: shapes.DeliveriesPlan = self._ask(
            "POST", self._at("organisations", self.organisation, "deliveries"), None, body, once=True
        )
        return found

    def try_delivery_again(self, delivery: str) -> shapes.DeliveriesAgain:
        """Send again to those whom it did not reach. Takes `write-notices`."""
        found: shapes.DeliveriesAgain = self._ask(
            "POST", self._at("organisations", self.organisation, "deliveries", delivery, "tries"), None, None, once=True
        )
        return found
