"""What is refused before the door is reached, a page for people elsewhere, is a problem detail here too."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from django.http import HttpRequest, HttpResponse

from bailee.api.problems import KINDS, Problem

_SAID = {
    "malformed": ("The request, or the name of the host in it, makes no sense.", ""),
    "not-signed-in": ("This session has ended.", "sign in again, or send `Authorization: Bearer bailee_…`"),
    "length-required": ("A body is sent with its Content-Length.", ""),
    "too-large": ("The body is larger than anything that is taken here.", ""),
    "cannot-read": ("The store cannot be used at the moment.", "try again in a minute"),
    "fault-of-ours": ("Nothing was changed by this request.", "try again; then report it"),
}


class Problems:
    """Outermost: below /api/ no answer is a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not request.path.startswith("/api/") or answer.status_code < 300:
            return answer
        if answer.status_code in (304, 405) or "json" in answer.get("Content-Type", ""):
            return answer
        # a session that has ended, or that a second factor is missing from, is led to a page for people
        by_status = {KINDS[kind][0]: kind for kind in _SAID}
        kind = by_status.get(401 if answer.status_code in (301, 302, 303, 403) else answer.status_code, "malformed")
        problem = Problem(kind, *_SAID[kind])
        content = msgspec.json.encode(problem.shape())
        told = HttpResponse(content, status=problem.status, content_type="application/problem+json")
        for name, value in answer.items():
            if name not in ("Content-Type", "Content-Length", "Content-Encoding", "Location"):
                told[name] = value
        told.cookies = answer.cookies
        return told
