"""What templates know beside what a view gives them: pages that allauth's own views render get no frame from `answers.page`."""

from __future__ import annotations

import json
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import reverse

from bailee.web.browsers import browser

PREFIX = "/account/"


def _url(name: str, **params: Any) -> str:
    return reverse(name, kwargs=params or None)


def context(request: HttpRequest) -> dict[str, Any]:
    """`url(name, …)`; `told()`: what the last act said, once; `issuers()`: by whose sign-in one may come; `as_json(…)`."""
    told: dict[str, Any] = {
        "url": _url,
        "told": lambda: [str(each) for each in get_messages(request)],
        "issuers": lambda: [
            {"name": each.name, "url": each.get_login_url(request)} for each in get_adapter().list_providers(request)
        ],
        "browser": browser,
        "as_json": lambda value: json.dumps(value, default=_plain),
    }
    if request.path.startswith(PREFIX):
        from bailee.web.frame import frame_of

        told["layout"] = frame_of(request)
    return told


def _plain(value: Any) -> Any:
    """What the library of passkeys gives beside plain values."""
    return value.value if hasattr(value, "value") else dict(value)
