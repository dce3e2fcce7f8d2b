"""Who asks, and where she, or her token, may do what; and the description of the API itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bailee.api.interface import Call, Endpoint, Scope, Shape
from bailee.permissions import Permission, Role


class Organisation(Shape, frozen=True, kw_only=True):
    """A place in one organisation."""

    ident: str
    name: str
    role: Role
    member: str
    permissions: tuple[Permission, ...]  # of the role, and of the token where one asks
    provider: str | None  # ident of who looks after it
    is_provider: bool
    until: datetime | None


class OwnToken(Shape, frozen=True, kw_only=True):
    """The token that asks."""

    ident: str
    expires_at: datetime


class Me(Shape, frozen=True, kw_only=True):
    """Who asks."""

    account: str | None  # None where a token asks
    token: OwnToken | None
    organisations: tuple[Organisation, ...]


def me(call: Call) -> Me:
    token = OwnToken(ident=call.token.ident, expires_at=call.token.expires_at) if call.token else None
    places = tuple(
        Organisation(
            ident=each.membership.organisation,
            name=each.membership.name,
            role=each.membership.role,
            member=each.membership.member,
            permissions=tuple(sorted(each.permissions)),
            provider=each.membership.provider or None,
            is_provider=each.membership.is_provider,
            until=each.membership.until,
        )
        for each in call.grants
    )
    return Me(account=call.account or None, token=token, organisations=places)


def description(call: Call) -> bytes:
    from bailee.api.openapi import document

    return document()


ENDPOINTS = (
    Endpoint("GET", "me", "who_am_i", "Who asks, and what she may do where", me, None, Me, Scope.ACCOUNT),
    Endpoint("GET", "openapi.json", "openapi", "This description", description, None, dict[str, Any], Scope.OPEN),
)
