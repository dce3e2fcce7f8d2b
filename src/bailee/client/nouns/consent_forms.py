"""ConsentForms. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import bailee.client.shapes.consent_forms as shapes
from bailee.client.asking import Asking


class ConsentForms(Asking):
    def list_consent_forms(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> shapes.Forms:
        """The newest version of each form. Takes `see-stores`."""
        found: shapes.Forms = self._ask(
            "GET",
            self._at("organisations", self.organisation, "consent-forms"),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def list_consent_links(
        self, consentform: str, *, limit: int | None = None, cursor: str | None = None
    ) -> shapes.Links:
        """Links to people's own pages, newest first. Takes `write-notices`."""
        found: shapes.Links = self._ask(
            "GET",
            self._at("organisations", self.organisation, "consent-forms", consentform, "links"),
            {"limit": limit, "cursor": cursor},
            None,
        )
        return found

    def all_consent_links(self, consentform: str) -> Iterator[shapes.LinkShape]:
        """The same, page after page."""
        return self._each(lambda cursor: self.list_consent_links(consentform, limit=500, cursor=cursor))

    def list_consents(
        self,
        consentform: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        as_of: date | str | None = None,
        known_on: date | str | None = None,
    ) -> shapes.PersonLines:
        """Who said what, newest first. Takes `see-stores`."""
        found: shapes.PersonLines = self._ask(
            "GET",
            self._at("organisations", self.organisation, "consent-forms", consentform, "people"),
            {"limit": limit, "cursor": cursor, "as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def all_consents(
        self, consentform: str, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> Iterator[shapes.PersonLine]:
        """The same, page after page."""
        return self._each(
            lambda cursor: self.list_consents(consentform, as_of=as_of, known_on=known_on, limit=500, cursor=cursor)
        )

    def mail_consent_link(self, consentform: str, body: shapes.NewLink) -> shapes.MailedLink:
        """Mail somebody the address of her own page. Takes `write-notices`."""
        found: shapes.MailedLink = self._ask(
            "POST",
            self._at("organisations", self.organisation, "consent-forms", consentform, "links"),
            None,
            body,
            once=True,
        )
        return found

    def make_consent_form(self, body: shapes.NewForm) -> shapes.MadeForm:
        """Keep a form, or the next version of one. Takes `write-notices`."""
        found: shapes.MadeForm = self._ask(
            "POST", self._at("organisations", self.organisation, "consent-forms"), None, body, once=True
        )
        return found

    def rest_on_other_basis(self, consentform: str, body: shapes.Instead) -> shapes.FormShape:
        """Its purposes rest on another basis. Takes `write-notices`."""
        found: shapes.FormShape = self._ask(
            "POST",
            self._at("organisations", self.organisation, "consent-forms", consentform, "instead"),
            None,
            body,
            once=True,
        )
        return found

    def revoke_consent_link(self, consentform: str, consentlink: str) -> None:
        """It opens nothing any more. Takes `write-notices`."""
        self._ask(
            "DELETE",
            self._at("organisations", self.organisation, "consent-forms", consentform, "links", consentlink),
            None,
            None,
        )

    def show_consent_form(
        self, consentform: str, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> shapes.FormShape:
        """One form, and how weak consent is there. Takes `see-stores`."""
        found: shapes.FormShape = self._ask(
            "GET",
            self._at("organisations", self.organisation, "consent-forms", consentform),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def show_consent_receipt(self, consentform: str, *, person: str | None = None) -> dict[str, Any]:
        """What a person keeps, as JSON-LD. Takes `write-notices`."""
        found: dict[str, Any] = self._ask(
            "GET",
            self._at("organisations", self.organisation, "consent-forms", consentform, "receipt"),
            {"person": person},
            None,
        )
        return found
