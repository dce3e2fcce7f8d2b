"""Programs: tokens that this member gave to some, and answers that are given again where a request comes twice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bailee.permissions import Permission
from bailee.store.rows.base import Door, now

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as its member sees it: never the token itself."""

    ident: str
    name: str
    permissions: tuple[Permission, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None

    def is_good(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given before, to a request with the same idempotency key."""

    same_body: bool
    answer: dict[str, Any]


class Programs(Door):
    def tokens(self) -> tuple[Token, ...]:
        """This member's own, newest first."""
        from bailee.store.models import ApiToken

        with self._reading():
            rows = list(self._rows(ApiToken).filter(member_id=self.member_id).order_by("-created_at", "-pk"))
        return tuple(self._token(row) for row in rows)

    def _token(self, row: Any) -> Token:
        return Token(
            row.ident,
            str(self._decrypted("api_token.name", row.name)),
            tuple(each for each in Permission if each.value in row.permissions),
            row.created_at,
            row.expires_at,
            row.revoked_at,
            row.last_used_at,
        )

    def add_token(
        self, ident: str, name: str, digest: str, permissions: frozenset[Permission], expires_at: datetime
    ) -> None:
        from bailee.store.models import ApiToken

        with self.transaction(Permission.USE_API):
            self._add(
                ApiToken,
                ident=ident,
                member_id=self.member_id,
                name=self._encrypted("api_token.name", name),
                digest=digest,
                permissions=sorted(permissions),
                created_at=now(),
                expires_at=expires_at,
            )

    def revoke_token(self, ident: str) -> bool:
        """From now on it is refused. Whether there was one to revoke; what was revoked stays so."""
        from bailee.store.models import ApiToken

        own = Permission.SEE_OWN if self.may(Permission.SEE_OWN) else Permission.USE_API
        with self.transaction(own):
            rows = self._rows(ApiToken).filter(member_id=self.member_id, ident=ident, revoked_at=None)
            return bool(rows.update(revoked_at=now()))

    def one_at_a_time(self) -> None:
        """In a transaction: of this organisation's others that ask the same none goes on before this one ends."""
        self._engine.serialise(self.alias, self.organisation_id)

    def answer_given(self, key_print: str, body_print: str) -> Given | None:
        """What a request with this key was answered within a day. Inside the transaction that acts on it."""
        from bailee.store.models import ApiAnswer

        self._engine.serialise(
            self.alias, self.organisation_id
        )  # of two that come at once the second finds the first's
        rows = self._rows(ApiAnswer)
        rows.filter(at__lt=now() - KEPT).delete()
        row = rows.filter(member_id=self.member_id, key_print=key_print).first()
        if row is None:
            return None
        return Given(row.body_print == body_print, self._decrypted("api_answer.answer", row.answer))

    def keep_answer(self, key_print: str, body_print: str, answer: dict[str, Any]) -> None:
        """In the transaction that did what the answer says."""
        from bailee.store.models import ApiAnswer

        self._add(
            ApiAnswer,
            member_id=self.member_id,
            key_print=key_print,
            body_print=body_print,
            answer=self._encrypted("api_answer.answer", json.loads(json.dumps(answer))),
            at=now(),
        )
