"""Asking as an actor does, and what an answer shows: its state, and whether anything of the other tenant stands in it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus, urlencode

import pypdfium2
from django.conf import settings
from django.http.cookie import SimpleCookie
from django.test import Client

from isolation.tenants import Actor

SIGN_IN = "/account/login/"
HEADERS_OF_OURS = ("X-Injected", "Set-Cookie2")


def opened(content: bytes) -> str:
    """What an answer says, however it is packed: also in a zip, on the pages of a PDF and in what it carries."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(f"{name} {opened(archive.read(name))}" for name in archive.namelist())
    if content.startswith(b"%PDF-"):
        document = pypdfium2.PdfDocument(content)
        try:
            pages = [page.get_textpage().get_text_bounded() for page in document]
            carried = [
                opened(bytes(document.get_attachment(number).get_data()))
                for number in range(document.count_attachments())
            ]
            return " ".join([*pages, *carried])
        finally:
            document.close()
    return content.decode("utf-8", "replace")


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    location: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_sign_in(self) -> bool:
        return self.status in (301, 302, 303) and self.location.startswith(SIGN_IN)

    @property
    def is_granted(self) -> bool:
        """Somebody who may do it was let in; an act may still say that its form makes no sense."""
        return (self.status < 400 and not self.is_sign_in) or self.status in (400, 409, 412, 422)


@dataclass
class Asker:
    """Sends requests, counts them, and looks for words that must not come back."""

    requests: int = 0
    broken: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    clients: dict[bool, Client] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)  # by actor: what the next page may say again

    def _client(self, is_checked: bool) -> Client:
        if is_checked not in self.clients:
            self.clients[is_checked] = Client(enforce_csrf_checks=is_checked, raise_request_exception=False)
        return self.clients[is_checked]

    def ask(
        self,
        actor: Actor,
        method: str,
        address: str,
        *,
        query: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        body: Any = None,
        forbidden: tuple[str, ...] = (),
        is_checked: bool = False,
    ) -> Answer:
        """One request. `forbidden`: words of the other tenant's that are not in the request; `is_checked`: as a browser with
        no token of a form.
        """
        client = self._client(is_checked)
        client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: actor.session} if actor.session else {})
        extra: dict[str, Any] = {"HTTP_HOST": "127.0.0.1"}
        if actor.token:
            extra["HTTP_AUTHORIZATION"] = f"Bearer {actor.token}"
        content, kind = b"", ""
        if body is not None:
            content, kind = json.dumps(body).encode(), "application/json"
        elif form is not None:
            content, kind = urlencode(form).encode(), "application/x-www-form-urlencoded"
        path = address + (f"?{urlencode(query)}" if query else "")
        raw = client.generic(method, path, content, content_type=kind or "application/octet-stream", **extra)
        self.requests += 1
        text = opened(b"".join(raw.streaming_content) if raw.streaming else raw.content)  # type: ignore[arg-type]
        headers = dict(raw.items())
        answer = Answer(raw.status_code, text, headers.get("Location", ""), headers)
        said = f"{actor.name}: {method} {path[:200]}"
        if answer.status >= 500:
            self.broken.append(f"{said} was answered with {answer.status}")
        if any(name in headers for name in HEADERS_OF_OURS):
            self.broken.append(f"{said} could write a header")
        sent = (
            unquote_plus(f"{path} {content.decode()}") + f" {path} {content.decode()} {self.typed.get(actor.name, '')}"
        )
        if answer.location:
            self.typed[actor.name] = sent
        elif headers.get("Content-Type", "").startswith("text/html"):
            self.typed.pop(actor.name, None)
        whole = text + " ".join(f"{name}: {value}" for name, value in headers.items())
        found = next((word for word in forbidden if word in whole and word not in sent), None)
        if found is not None:
            self.seen.append(f"{said} showed {found!r}")
        return answer
