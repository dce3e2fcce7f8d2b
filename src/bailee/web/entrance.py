"""The one-time link of `bailee serve`: who opens it first, and presses the button, sets the server up; nobody else ever.

A mail scanner or a preview opens links: so opening shows, and only pressing enters. The link itself is kept nowhere, its
hash is; that it was used is a row, so that of several processes one alone lets somebody in.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from bailee.operations.serve_pages import LINK_VARIABLE


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def is_good(secret: str) -> bool:
    """Whether this is the link of the server that runs now, and nobody used it."""
    from bailee.web.accounts.models import UsedLink

    link = os.environ.get(LINK_VARIABLE, "")
    if not link or not hmac.compare_digest(link, _hash(secret)):
        return False
    return not UsedLink.objects.filter(link_hash=link).exists()


def enter(secret: str) -> bool:
    """Use it: True for the first one, False from then on."""
    from django.db import IntegrityError, transaction

    from bailee.web.accounts.models import UsedLink

    if not is_good(secret):
        return False
    try:
        with transaction.atomic():
            UsedLink.objects.create(link_hash=_hash(secret))
    except IntegrityError:
        return False
    return True
