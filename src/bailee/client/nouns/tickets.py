"""Tickets. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import bailee.client.shapes.common as common
import bailee.client.shapes.tickets as shapes
from bailee.client.asking import Asking


class Tickets(Asking):
    def change_ticket_keys(self, desk: str, body: shapes.DeskKeys) -> shapes.TicketDesk:
        """Other keys, or another address. Takes `change-settings`."""
        found: shapes.TicketDesk = self._ask(
            "POST",
            self._at("organisations", self.organisation, "tickets", "desks", desk, "keys"),
            None,
            body,
            once=True,
        )
        return found

    def connect_chat_channel(self, body: shapes.NewChannel) -> shapes.ChatChannel:
        """Have a channel hear of what happens from now on. Takes `change-settings`."""
        found: shapes.ChatChannel = self._ask(
            "POST", self._at("organisations", self.organisation, "tickets", "channels"), None, body, once=True
        )
        return found

    def connect_ticket_desk(self, body: shapes.NewDesk) -> shapes.TicketDesk:
        """Connect one; nothing goes there before something is mapped. Takes `change-settings`."""
        found: shapes.TicketDesk = self._ask(
            "POST", self._at("organisations", self.organisation, "tickets", "desks"), None, body, once=True
        )
        return found

    def disconnect_chat_channel(self, channel: str) -> None:
        """It hears of nothing any more. Takes `change-settings`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "tickets", "channels", channel), None, None)

    def disconnect_ticket_desk(self, desk: str) -> None:
        """Let go of one: its keys are forgotten, tickets stay there. Takes `change-settings`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "tickets", "desks", desk), None, None)

    def end_ticket_rule(self, ticketrule: str) -> None:
        """Nothing new becomes a ticket by it. Takes `change-settings`."""
        self._ask("DELETE", self._at("organisations", self.organisation, "tickets", "rules", ticketrule), None, None)

    def list_chat_channels(self) -> shapes.ChatChannels:
        """Channels of a chat, and what each hears of. Takes `see-alerts`."""
        found: shapes.ChatChannels = self._ask(
            "GET", self._at("organisations", self.organisation, "tickets", "channels"), None, None
        )
        return found

    def list_ticket_desks(self) -> shapes.TicketDesks:
        """Systems that tickets are made in. Takes `see-alerts`."""
        found: shapes.TicketDesks = self._ask(
            "GET", self._at("organisations", self.organisation, "tickets", "desks"), None, None
        )
        return found

    def list_ticket_faults(self) -> shapes.TicketFaults:
        """What does not come through, and why. Takes `see-alerts`."""
        found: shapes.TicketFaults = self._ask(
            "GET", self._at("organisations", self.organisation, "tickets", "faults"), None, None
        )
        return found

    def list_ticket_rules(self) -> shapes.TicketRules:
        """What becomes a ticket, and where it goes. Takes `see-alerts`."""
        found: shapes.TicketRules = self._ask(
            "GET", self._at("organisations", self.organisation, "tickets", "rules"), None, None
        )
        return found

    def list_ticket_systems(self) -> shapes.TicketSystems:
        """Systems and chats that can be connected, and what each asks for. Takes `see-alerts`."""
        found: shapes.TicketSystems = self._ask(
            "GET", self._at("organisations", self.organisation, "tickets", "systems"), None, None
        )
        return found

    def list_tickets(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        of: Literal["alert", "findings", "incident", "task"] | None = None,
        about: str | None = None,
        past: bool | None = None,
    ) -> shapes.Tickets:
        """How tickets stand. Takes `see-alerts`."""
        found: shapes.Tickets = self._ask(
            "GET",
            self._at("organisations", self.organisation, "tickets"),
            {"limit": limit, "cursor": cursor, "of": of, "about": about, "past": past},
            None,
        )
        return found

    def all_tickets(
        self,
        *,
        of: Literal["alert", "findings", "incident", "task"] | None = None,
        about: str | None = None,
        past: bool | None = None,
    ) -> Iterator[shapes.Ticket]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_tickets(of=of, about=about, past=past, limit=500, cursor=cursor))

    def map_tickets(self, body: shapes.NewTicketRule) -> shapes.TicketRule:
        """Say what becomes a ticket from now on. Takes `change-settings`."""
        found: shapes.TicketRule = self._ask(
            "POST", self._at("organisations", self.organisation, "tickets", "rules"), None, body, once=True
        )
        return found

    def tell_tickets(self) -> common.Work:
        """Have a worker tell what is due, and look at how open tickets stand. Takes `do-tasks`."""
        found: common.Work = self._ask(
            "POST", self._at("organisations", self.organisation, "tickets", "turns"), None, {}, once=True
        )
        return found

    def test_ticket_desk(self, desk: str) -> shapes.DeskTest:
        """Ask it whether it lets us in; nothing is made there. Takes `change-settings`."""
        found: shapes.DeskTest = self._ask(
            "POST", self._at("organisations", self.organisation, "tickets", "desks", desk, "test"), None, {}, once=True
        )
        return found
