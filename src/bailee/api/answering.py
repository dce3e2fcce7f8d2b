"""What is answered: how it is written, by which tag it is known again, and what is kept of it for a while."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from threading import Lock
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from bailee.api.interface import Call, Endpoint
from bailee.api.problems import Problem

JSON, PROBLEM = "application/json", "application/problem+json"


def refusal(problem: Problem) -> HttpResponse:
    answer = HttpResponse(msgspec.json.encode(problem.shape()), status=problem.status, content_type=PROBLEM)
    for name, value in problem.headers.items():
        answer[name] = value
    return answer


def answered(endpoint: Endpoint, value: Any) -> HttpResponse:
    if endpoint.answer is None:
        return HttpResponse(status=204)
    content = encoded(value)
    return sent(endpoint, content, tag_of(content))


def sent(endpoint: Endpoint, content: bytes, tag: str) -> HttpResponse:
    answer = HttpResponse(content, status=endpoint.status, content_type=JSON)
    answer["ETag"] = tag
    return answer


class _Made:
    """The last tables that were computed, by what they stand on: a program that asks each minute costs a look at the log.

    Whoever asks came through the door before; the tag names the organisation, so nobody meets another one's.
    """

    MOST = 32

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> bytes | None:
        with self._lock:
            return self._kept.get(tag)

    def keep(self, tag: str, content: bytes) -> None:
        with self._lock:
            self._kept[tag] = content
            while len(self._kept) > self.MOST:
                self._kept.popitem(last=False)


made = _Made()


def encoded(value: Any) -> bytes:
    """As it is sent."""
    return value if isinstance(value, bytes) else msgspec.json.encode(value)


def etag(value: Any) -> str:
    """What `ETag` says where this value is answered."""
    return tag_of(encoded(value))


def tag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def matches(header: str, tag: str) -> bool:
    """If-None-Match compares weakly: by what is in quotes."""
    return any(each.strip().removeprefix("W/") in (tag, "*") for each in header.split(","))


def check_unchanged(call: Call, value: Any) -> None:
    """Problem where If-Match names another state than the one that there is: somebody was faster."""
    if call.if_match and not any(each.strip() in (etag(value), "*") for each in call.if_match.split(",")):
        raise Problem("changed-meanwhile", "Somebody decided it meanwhile; nothing was changed.", "read it again first")


def unchanged(tag: str) -> HttpResponse:
    answer = HttpResponse(status=304)
    answer["ETag"] = tag
    return answer


def accepts(header: str) -> bool:
    """Whether a program takes JSON.

    >>> accepts(""), accepts("text/html, */*;q=0.1"), accepts("text/csv"), accepts("application/json;q=0")
    (True, True, False, False)
    """
    if not header.strip():
        return True
    for each in header.split(","):
        kind, *options = (part.strip().lower() for part in each.split(";"))
        refused = any(re.fullmatch(r"q=0(\.0*)?", option) for option in options)
        if kind in (JSON, PROBLEM, "application/*", "*/*") and not refused:
            return True
    return False


def finished(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """HEAD is answered as GET is, without the body; nothing of it is kept where others could find it."""
    answer.setdefault("Cache-Control", "private, no-store")
    answer.setdefault("Vary", "Authorization, Cookie")
    answer["Content-Length"] = str(len(answer.content))
    if answer.status_code in (204, 304):
        del answer["Content-Length"]
        del answer["Content-Type"]
    if request.method == "HEAD":
        answer.content = b""
    return answer
