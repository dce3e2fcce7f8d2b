"""Asking the API as programs do: over HTTP, of a server that a person could have started."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from waiting import PATIENCE

ROOT = "/api/v1"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)


@dataclass(frozen=True)
class Api:
    """`token`, where one is given, is sent along; `at` is the organisation that addresses without a slash are below."""

    port: int
    token: str = ""
    at: str = ""

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: dict[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Answer:
        address = f"{ROOT}{path}" if path.startswith("/") else f"{ROOT}/organisations/{self.at}/{path}"
        sent = {"Connection": "close"} | ({"Authorization": f"Bearer {self.token}"} if self.token else {})
        content = raw
        if body is not None:
            content, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, address, content, sent | (headers or {}))
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, body: Any, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("POST", path, body, headers=named)
