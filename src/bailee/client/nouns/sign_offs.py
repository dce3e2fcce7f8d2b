"""SignOffs. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator

import bailee.client.shapes.common as common
import bailee.client.shapes.sign_offs as shapes
from bailee.client.asking import Asking


class SignOffs(Asking):
    def ask_for_sign_offs(self, notice: str, body: shapes.SignOffsAsk) -> shapes.AskedPeople:
        """Ask people to sign a version, or see whom it would ask. Takes `write-notices`."""
        found: shapes.AskedPeople = self._ask(
            "POST", self._at("organisations", self.organisation, "sign-offs", notice, "requests"), None, body, once=True
        )
        return found

    def list_sign_offs(self) -> shapes.Register:
        """How each notice that staff signs stands. Takes `write-notices`."""
        found: shapes.Register = self._ask("GET", self._at("organisations", self.organisation, "sign-offs"), None, None)
        return found

    def list_signers(
        self,
        notice: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        version: int | None = None,
        state: str | None = None,
        department: str | None = None,
        manager: str | None = None,
    ) -> shapes.Signers:
        """Who on the roster signed a version, and who has not. Takes `write-notices`."""
        found: shapes.Signers = self._ask(
            "GET",
            self._at("organisations", self.organisation, "sign-offs", notice, "people"),
            {
                "limit": limit,
                "cursor": cursor,
                "version": version,
                "state": state,
                "department": department,
                "manager": manager,
            },
            None,
        )
        return found

    def all_signers(
        self,
        notice: str,
        *,
        version: int | None = None,
        state: str | None = None,
        department: str | None = None,
        manager: str | None = None,
    ) -> Iterator[shapes.Signer]:
        """The same, page after page."""
        return self._each(
            lambda cursor: self.list_signers(
                notice, version=version, state=state, department=department, manager=manager, limit=500, cursor=cursor
            )
        )

    def print_sheets(self, notice: str, body: shapes.Sheets) -> bytes:
        """A sheet to sign for everybody who was asked and has not. Takes `write-notices`."""
        found: bytes = self._ask(
            "POST", self._at("organisations", self.organisation, "sign-offs", notice, "sheets"), None, body, raw=True
        )
        return found

    def record_sign_off(self, notice: str, body: shapes.Statement) -> common.Counted:
        """Note that somebody signed a version. Takes `write-notices`."""
        found: common.Counted = self._ask(
            "POST",
            self._at("organisations", self.organisation, "sign-offs", notice, "statements"),
            None,
            body,
            once=True,
        )
        return found
