"""Links to people's own pages of consent: made, with a code or without, listed, and revoked.

ident, token = workspace.add_consent_link(principal, "staff-photos", code="123456")   # the token is kept nowhere
workspace.try_consent_code(ident, "123456")                                            # None: it is right
workspace.revoke_consent_link(ident)
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store import link_tokens
from bailee.store.asking import moment
from bailee.store.rows.base import now
from bailee.store.rows.consents import Consents, Principal

LINK_DAYS = 90
TRIES = 5


@dataclass(frozen=True, slots=True)
class ConsentLink:
    """`asks_code`: its address alone opens nothing."""

    ident: str
    kind: str
    language: str
    principal: Principal
    expires_at: datetime
    revoked_at: datetime | None
    made_at: datetime
    asks_code: bool = False
    is_locked: bool = False  # its code was wrong too often

    def is_open(self, at: datetime) -> bool:
        return self.revoked_at is None and not self.is_locked and self.expires_at > at


class ConsentLinks(Consents):
    def add_consent_link(
        self, principal: Principal, kind: str, language: str = "en", *, code: str = ""
    ) -> tuple[str, str]:
        """The ident of a link to a person's own page, and its secret, which is kept nowhere. `code`: it asks for it."""
        from bailee.store.models import ConsentLink as Row
        from bailee.store.models import RosterPerson

        token, kept = link_tokens.new(self.organisation_id)
        ident = f"consent-{secrets.token_hex(4)}"
        with self.transaction(Permission.WRITE_NOTICES):
            person = self._rows(RosterPerson).filter(ident=principal.person).first() if principal.person else None
            self._add(
                Row,
                ident=ident,
                token_hash=kept,
                kind=kind,
                language=language,
                principal=principal.key,
                person=person,
                name=self._encrypted("consent_link.name", principal.name),
                code_hash=self._code_print(ident, code) if code else "",
                made_at=now(),
                expires_at=now() + timedelta(days=LINK_DAYS),
            )
        return ident, token

    def consent_link(self, token_hash: str) -> ConsentLink | None:
        """The link with this hash, where there is one."""
        return self._one_link(token_hash=token_hash)

    def consent_links(self, kind: str, *, start: int = 0, count: int = 100) -> tuple[ConsentLink, ...]:
        """Links to pages about a form, the newest first; some of them."""
        from bailee.store.models import ConsentLink as Row

        with self._reading():
            rows = self._rows(Row).filter(kind=kind).select_related("person").order_by("-pk")[start : start + count]
            return tuple(map(self._link, rows))

    def revoke_consent_link(self, ident: str) -> ConsentLink:
        """It opens nothing from now on; what was said by it stays. InvalidInput where there is none, or it was revoked."""
        from bailee.store.models import ConsentLink as Row

        with self.transaction(Permission.WRITE_NOTICES):
            found = self._one_link(ident=ident)
            if found is None:
                raise InvalidInput("there is no such link", hint="`bailee consent links FORM` lists them")
            if found.revoked_at is not None:
                raise InvalidInput("this link was revoked before")
            self._rows(Row).filter(ident=ident).update(revoked_at=now(), revoked_by=self.member)
            return found

    def try_consent_code(self, ident: str, code: str) -> int | None:
        """None where it is right; else how many tries are left. Five wrong ones end the link."""
        from bailee.store.models import ConsentLink as Row

        with self.transaction(Permission.SEE_OWN):
            self._engine.serialise(self.alias, self.organisation_id)
            row = self._rows(Row).get(ident=ident)
            if row.tries >= TRIES:
                return 0
            if secrets.compare_digest(str(row.code_hash), self._code_print(ident, code)):
                return None
            row.tries += 1
            row.save(using=self.alias, update_fields=["tries"])
            return TRIES - int(row.tries)

    def _code_print(self, ident: str, code: str) -> str:
        return self.fingerprint("link-code", f"{ident}\x00{''.join(code.split())}")

    def _one_link(self, **by: str) -> ConsentLink | None:
        from bailee.store.models import ConsentLink as Row

        with self._reading():
            row = self._rows(Row).filter(**by).select_related("person").first()
            return self._link(row) if row is not None else None

    def _link(self, row: Any) -> ConsentLink:
        name = self._decrypted("consent_link.name", row.name)
        principal = Principal(row.principal, name, row.person.ident if row.person else None)
        return ConsentLink(
            row.ident, row.kind, row.language, principal, moment(row.expires_at), moment(row.revoked_at), moment(row.made_at),
            bool(row.code_hash), row.tries >= TRIES,
        )  # fmt: skip
