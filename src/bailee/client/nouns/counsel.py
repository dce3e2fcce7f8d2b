"""Counsel. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

import bailee.client.shapes.counsel as shapes
from bailee.client.asking import Asking


class Counsel(Asking):
    def admit_to_privilege(self, body: shapes.Admission) -> shapes.Admitted:
        """Let somebody of the provider read it, or not any more. Takes `review`."""
        found: shapes.Admitted = self._ask(
            "POST", self._at("organisations", self.organisation, "counsel", "admissions"), None, body, once=True
        )
        return found

    def decide_as_counsel(self, body: shapes.Decide) -> shapes.TakenShape:
        """One decision, by counsel who asks. Takes `review`."""
        found: shapes.TakenShape = self._ask(
            "POST", self._at("organisations", self.organisation, "counsel", "decisions"), None, body, once=True
        )
        return found

    def download_packet(self, packet: str, packetform: str) -> bytes:
        """A packet as it went out. Takes `see-privileged`."""
        found: bytes = self._ask(
            "GET",
            self._at("organisations", self.organisation, "counsel", "packets", packet, packetform),
            None,
            None,
            raw=True,
        )
        return found

    def import_decisions(self, body: shapes.Filled) -> shapes.TakenShape:
        """Take over a filled-in decision file. Takes `see-privileged`."""
        found: shapes.TakenShape = self._ask(
            "POST", self._at("organisations", self.organisation, "counsel", "imports"), None, body, once=True
        )
        return found

    def list_decisions(self) -> shapes.Decisions:
        """What counsel decided, newest first. Takes `see-privileged`."""
        found: shapes.Decisions = self._ask(
            "GET", self._at("organisations", self.organisation, "counsel", "decisions"), None, None
        )
        return found

    def list_packets(self) -> shapes.Packets:
        """Packets that went to counsel, newest first. Takes `see-privileged`."""
        found: shapes.Packets = self._ask(
            "GET", self._at("organisations", self.organisation, "counsel", "packets"), None, None
        )
        return found

    def make_packet(self, body: shapes.CounselAsk) -> shapes.PacketLine:
        """Make the packet of today, and keep what it asks. Takes `see-privileged`."""
        found: shapes.PacketLine = self._ask(
            "POST", self._at("organisations", self.organisation, "counsel", "packets"), None, body, once=True
        )
        return found

    def record_review_on_paper(self, body: shapes.OnPaper) -> shapes.TakenShape:
        """Note that counsel reviewed a version on paper. Takes `record-review`."""
        found: shapes.TakenShape = self._ask(
            "POST", self._at("organisations", self.organisation, "counsel", "papers"), None, body, once=True
        )
        return found

    def release_privileged(self, body: shapes.Release) -> shapes.Decisions:
        """Let others read a decision or packet; for good. Takes `review`."""
        found: shapes.Decisions = self._ask(
            "POST", self._at("organisations", self.organisation, "counsel", "releases"), None, body, once=True
        )
        return found

    def show_packet(self, packet: str) -> shapes.OnePacket:
        """One packet: each thing to decide, with what it rests on. Takes `see-privileged`."""
        found: shapes.OnePacket = self._ask(
            "GET", self._at("organisations", self.organisation, "counsel", "packets", packet), None, None
        )
        return found
