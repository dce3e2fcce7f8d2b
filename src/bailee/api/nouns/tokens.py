"""One's own tokens. A token makes no token: that takes a person (`bailee token create`, or the page)."""

from __future__ import annotations

from datetime import datetime

from bailee.api.interface import Call, Endpoint, Shape, shapes
from bailee.api.problems import NOT_THERE
from bailee.errors import InvalidInput
from bailee.operations.manage_tokens import revoke_token, tokens_of
from bailee.permissions import Permission


class Token(Shape, frozen=True, kw_only=True):
    """What it may do, and until when; never the token itself."""

    ident: str
    name: str
    permissions: tuple[Permission, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


class Tokens(Shape, frozen=True, kw_only=True):
    items: tuple[Token, ...]


def listing(call: Call) -> Tokens:
    return Tokens(items=shapes(tokens_of(call.workspace), Token))


def revoke(call: Call) -> None:
    try:
        revoke_token([call.workspace], call.path["token"])
    except InvalidInput:
        raise NOT_THERE from None


ENDPOINTS = (
    Endpoint("GET", "tokens", "list_tokens", "Your tokens", listing, Permission.USE_API, Tokens),
    Endpoint(
        "DELETE", "tokens/{token}", "revoke_token", "Refuse a token from now on", revoke, Permission.USE_API, None
    ),
)
