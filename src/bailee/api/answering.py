"""What is answered: how it is written, by which tag it is known again, and what is kept of it for a while."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from threading import Lock
from typing import Any

import msgspec
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from bailee.api.interface import Call, Endpoint, File
from bailee.api.problems import Problem

JSON, PROBLEM = "application/json", "application/problem+json"


def refusal(problem: Problem) -> HttpResponse:
    answer = HttpResponse(msgspec.json.encode(problem.shape()), status=problem.status, content_type=PROBLEM)
    for name, value in problem.headers.items():
        answer[name] = value
    return answer


def answered(endpoint: Endpoint, value: Any) -> HttpResponseBase:
    if endpoint.answer is None:
        return HttpResponse(status=204)
    if isinstance(value, File):
        return _file(endpoint, value)
    content = encoded(value)
    return sent(endpoint, content, tag_of(content))


def sent(endpoint: Endpoint, content: bytes, tag: str) -> HttpResponse:
    answer = HttpResponse(content, status=endpoint.status, content_type=JSON)
    answer["ETag"] = tag
    return answer


def _file(endpoint: Endpoint, file: File) -> HttpResponseBase:
    """A file under its name; one on the disk is known again by its size and age, and sent piece by piece."""
    answer: HttpResponseBase
    if isinstance(file.content, bytes):
        answer, tag = HttpResponse(file.content), tag_of(file.content)
    else:
        opened = file.content.open("rb")
        known = file.content.stat()
        answer, tag = FileResponse(opened), tag_of(f"{file.name} {known.st_size} {known.st_mtime_ns}".encode())
        answer["Content-Length"] = str(known.st_size)
    answer.status_code = endpoint.status
    answer["Content-Type"], answer["ETag"] = file.media_type, tag
    answer["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
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


def accepts(header: str, media: tuple[str, ...] = ()) -> bool:
    """Whether a program takes JSON, or one of the media types that there are instead.

    >>> accepts(""), accepts("text/html, */*;q=0.1"), accepts("text/csv"), accepts("application/json;q=0")
    (True, True, False, False)
    """
    if not header.strip():
        return True
    taken = {JSON, PROBLEM, "application/*", "*/*", *media, *(f"{each.partition('/')[0]}/*" for each in media)}
    for each in header.split(","):
        kind, *options = (part.strip().lower() for part in each.split(";"))
        refused = any(re.fullmatch(r"q=0(\.0*)?", option) for option in options)
        if kind in taken and not refused:
            return True
    return False


def finished(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """HEAD is answered as GET is, without the body; nothing of it is kept where others could find it."""
    answer.setdefault("Cache-Control", "private, no-store")
    answer.setdefault("Vary", "Authorization, Cookie")
    if isinstance(answer, HttpResponse):
        answer["Content-Length"] = str(len(answer.content))
    if answer.status_code in (204, 304):
        del answer["Content-Length"]
        del answer["Content-Type"]
    if request.method == "HEAD" and isinstance(answer, HttpResponse):
        answer.content = b""
    elif request.method == "HEAD":
        answer.close()
        bare = HttpResponse(status=answer.status_code)
        for name, value in answer.items():
            bare[name] = value
        return bare
    return answer
