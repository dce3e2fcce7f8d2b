"""Secrets in links: which organisation they are of, and 192 random bits. Rows keep their hash alone.

>>> token, kept = new(7)
>>> whose(token), hash_of(token) == kept
(7, True)
>>> whose("7-short"), whose("x-" + "a" * 32)
(None, None)
"""

from __future__ import annotations

import hashlib
import re
import secrets

_TOKEN = re.compile(r"([1-9][0-9]{0,17})-[A-Za-z0-9_-]{32}", re.ASCII)


def new(organisation: int) -> tuple[str, str]:
    """A token and what the row keeps of it."""
    token = f"{organisation}-{secrets.token_urlsafe(24)}"
    return token, hash_of(token)


def whose(token: str) -> int | None:
    """The number of the organisation; None where this is no token."""
    found = _TOKEN.fullmatch(token)
    return int(found[1]) if found else None


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
