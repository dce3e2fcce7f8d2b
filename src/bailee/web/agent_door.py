"""The agents' own door, before Django: no session, no form, no middleware; requests that a device signed.

POST /agent/v1/enrol      a code, the device's key             a device comes in
POST /agent/v1/poll       signed                               what is to be done
POST /agent/v1/push       signed, with a sealed piece          the number up to which everything arrived
POST /agent/v1/goodbye    signed                               it was uninstalled

A poll that finds nothing is what most of a fleet's requests are: it takes less than a millisecond of processor.
"""

from __future__ import annotations

import json
import os
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterable
from email.utils import formatdate
from pathlib import Path
from threading import Lock
from typing import Any

from bailee import logs, settings
from bailee.errors import CannotRead, Error, InvalidInput, NotAllowed
from bailee.fleet import signing
from bailee.fleet.pieces import SEALED
from bailee.operations import serve_agents
from bailee.operations.enrol_agent import enrol
from bailee.store.fleet_door import Refusal

ROOT = "/agent/v1/"
LARGEST = SEALED + (64 << 10)  # of a body: a piece, and what it says of itself
_STATUS = {
    200: "200 OK", 400: "400 Bad Request", 401: "401 Unauthorized", 403: "403 Forbidden", 404: "404 Not Found",
    405: "405 Method Not Allowed", 409: "409 Conflict", 413: "413 Content Too Large", 426: "426 Upgrade Required",
    429: "429 Too Many Requests", 500: "500 Internal Server Error", 503: "503 Service Unavailable",
}  # fmt: skip
_SIGNED = ("content-digest", "bailee-agent-chain", "signature-input", "signature")

Environment = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environment, Start], Iterable[bytes]]


class Pace:
    """How often somebody may come: so many at once, and so many a second after that. Of the latest thousands alone.

    >>> pace = Pace(burst=2, a_second=0.0)
    >>> [pace.lets("a") for _ in range(3)], pace.lets("b")
    ([True, True, False], True)
    """

    def __init__(self, *, burst: float, a_second: float, most: int = 20_000) -> None:
        self.burst, self.a_second, self.most = burst, a_second, most
        self.left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.lock = Lock()

    def lets(self, who: str) -> bool:
        at = time.monotonic()
        with self.lock:
            left, since = self.left.pop(who, (self.burst, at))
            left = min(self.burst, left + (at - since) * self.a_second)
            self.left[who] = (left - 1 if left >= 1 else left, at)
            if len(self.left) > self.most:
                self.left.popitem(last=False)
            return left >= 1


class AgentDoor:
    """In front of the application: takes what is an agent's, and hands on the rest."""

    def __init__(self, application: Application, home: Path, oldest: str = "") -> None:
        self.application, self.home, self.oldest = application, home, oldest
        # By address: a code has 192 bits, and guessing costs us; an office of 300 devices behind one address comes in a minute.
        self.enrolments = Pace(burst=60, a_second=5.0)
        self.strangers = Pace(burst=60, a_second=2.0)  # by address: requests that no known key signed
        self.agents = Pace(burst=200, a_second=10.0)  # by agent

    def __call__(self, environment: Environment, start: Start) -> Iterable[bytes]:
        path = str(environment.get("PATH_INFO", ""))
        if not path.startswith(ROOT):
            return self.application(environment, start)
        status, told = self._answer(path, environment)
        content = json.dumps(told, separators=(",", ":")).encode()
        heads = [
            ("Content-Type", "application/json"), ("Content-Length", str(len(content))), ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"), ("Date", formatdate(usegmt=True)), ("Server", "bailee"),
        ]  # fmt: skip
        start(_STATUS.get(status, f"{status} Refused"), heads)
        return [content]

    def _answer(self, path: str, environment: Environment) -> tuple[int, dict[str, Any]]:
        try:
            return 200, self._act(path.removeprefix(ROOT), path, environment)
        except Refusal as refusal:
            told = {"error": refusal.code, "says": str(refusal), "hint": refusal.hint, **refusal.told}
            return refusal.status, told
        except InvalidInput as error:
            return 400, {"error": "malformed", "says": str(error), "hint": error.hint}
        except NotAllowed as error:
            return 403, {"error": "not-allowed", "says": str(error), "hint": error.hint}
        except CannotRead as error:
            return 503, {"error": "busy", "says": str(error), "hint": "the agent tries again"}
        except Error as error:
            return 500, {"error": "failed", "says": str(error)}
        except Exception as error:  # noqa: BLE001 - its message may hold anybody's data
            frames = [each for each in traceback.extract_tb(error.__traceback__) if "bailee" in each.filename]
            where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
            logs.event("agent-request-failed", "error", error=type(error).__name__, where=where)
            return 500, {"error": "failed", "says": "nothing was changed by this request"}

    def _act(self, what: str, path: str, environment: Environment) -> dict[str, Any]:
        if what not in ("enrol", "poll", "push", "goodbye"):
            raise Refusal(404, "not-there", "there is no such door")
        if environment.get("REQUEST_METHOD") != "POST":
            raise Refusal(405, "no-such-method", "agents POST")
        who, body = str(environment.get("REMOTE_ADDR", "")), _body(environment)
        if what == "enrol":
            if not self.enrolments.lets(who):
                raise Refusal(429, "too-many", "too many devices enrol from here", "wait a minute")
            return enrol(self.home, _shape(body), oldest=self.oldest)
        heads = {name: str(environment.get(f"HTTP_{name.upper().replace('-', '_')}", "")) for name in _SIGNED}
        signed = signing.parse(heads, path, body)
        if not self.agents.lets(signed.keyid):
            raise Refusal(429, "too-many", "this agent comes too often", "it comes less often by itself")
        head, _, content = body.partition(b"\n")
        told = _shape(head)
        try:
            if what == "poll":
                return serve_agents.poll(self.home, signed, told, oldest=self.oldest)
            if what == "push":
                return serve_agents.push(self.home, signed, told, content, oldest=self.oldest)
            return serve_agents.goodbye(self.home, signed, told)
        except Refusal as refusal:
            if refusal.status == 401 and not self.strangers.lets(who):
                raise Refusal(429, "too-many", "too many requests that nobody known signed", "wait a minute") from None
            raise


def agent_door(application: Application, home: Path) -> AgentDoor:
    """The door as this server's settings have it."""
    return AgentDoor(application, home, str(settings.read(os.environ)["agent_oldest"]))


def _body(environment: Environment) -> bytes:
    length = str(environment.get("CONTENT_LENGTH") or "0")
    if not length.isascii() or not length.isdigit():
        raise Refusal(400, "malformed", "its length is not said")
    if int(length) > LARGEST:
        raise Refusal(413, "too-big", f"a request of an agent has at most {LARGEST >> 20} MB")
    content: bytes = environment["wsgi.input"].read(int(length)) if int(length) else b""
    return content


def _shape(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content) if len(content) <= 64 << 10 else None
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Refusal(400, "malformed", "this is not what an agent says")
    return told
