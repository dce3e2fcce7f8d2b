"""HaloPSA.

Its REST interface (https://haloservicedesk.com/apidoc/): OAuth 2.0 client credentials at `/auth/token`, then `POST /api/Tickets` with a
list of one: without an `id` it makes a ticket, with one it changes it. Our reference ends the summary, for that is what `search` looks in.

>>> summary("Card numbers: 12 findings", "bailee-3fa2c1d9")
'Card numbers: 12 findings [bailee-3fa2c1d9]'
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from bailee.outward import NoAnswer, Reach, ask
from bailee.tickets.drafts import LONGEST_TITLE, Draft, Field, Seen
from bailee.vocabulary import Severity

TITLE = "HaloPSA"
ACCESS = (
    Field("address", "Address", "as in https://yourcompany.halopsa.com"),
    Field("client_id", "Client id", "of an API application with client credentials", is_secret=True),
    Field("client_secret", "Client secret", "of the same application", is_secret=True),
    Field("tenant", "Tenant", "of a hosted Halo; empty: none", default=""),
)
MAPPING = (
    Field("client", "Client", "its number in Halo"),
    Field("type", "Ticket type", "its number in Halo"),
    Field("team", "Team", "its name; empty: as Halo chooses", default=""),
    Field("closed", "Status when it is closed", "its number in Halo", default="9"),
)
_PRIORITY = {Severity.LOW: 4, Severity.MEDIUM: 3, Severity.HIGH: 2, Severity.SEVERE: 1}
_EARLY = 60.0  # seconds before its end a token is not used any more


def summary(title: str, reference: str) -> str:
    """As a ticket is called there."""
    return f"{title[:LONGEST_TITLE]} [{reference}]"


def open_desk(told: Mapping[str, str], reach: Reach) -> HaloPSA:
    return HaloPSA(told, reach)


class HaloPSA:
    """One installation, with the secret of an API application."""

    def __init__(self, told: Mapping[str, str], reach: Reach) -> None:
        self._told, self._root, self._reach = told, told["address"].rstrip("/"), reach
        self._token, self._until = "", 0.0

    def test(self) -> str:
        return f"{len(self._listed(count=1))} tickets seen"

    def find(self, reference: str) -> Seen | None:
        found = self._listed(search=reference, count=10)
        return next((self._seen(each) for each in found if f"[{reference}]" in str(each.get("summary", ""))), None)

    def make(self, draft: Draft, mapping: Mapping[str, str]) -> Seen:
        told: dict[str, Any] = {
            "summary": summary(draft.title, draft.reference),
            "details": draft.text,
            "client_id": _number(mapping["client"]),
            "tickettype_id": _number(mapping["type"]),
            "priority_id": _PRIORITY[draft.severity],
            "dont_do_rules": False,
        }
        told |= {"team": mapping["team"]} if mapping.get("team") else {}
        return self._seen(self._posted(told))

    def change(self, number: str, draft: Draft, mapping: Mapping[str, str]) -> Seen:
        told: dict[str, Any] = {
            "id": _number(number),
            "summary": summary(draft.title, draft.reference),
            "details": draft.text,
            "priority_id": _PRIORITY[draft.severity],
        }
        told |= {} if draft.is_open else {"status_id": _number(mapping["closed"])}
        return self._seen(self._posted(told))

    def look(self, numbers: tuple[str, ...]) -> dict[str, Seen]:
        found: dict[str, Seen] = {}
        for number in numbers:
            try:
                found[number] = self._seen(self._asked("GET", f"/api/Tickets/{quote(number, safe='')}"))
            except NoAnswer as fault:
                if fault.reason != "gone":
                    raise
        return found

    def _posted(self, told: Mapping[str, Any]) -> Any:
        made = self._asked("POST", "/api/Tickets", [told])
        return made[0] if isinstance(made, list) and made else made

    def _listed(self, **asked: object) -> list[dict[str, Any]]:
        told = self._asked("GET", "/api/Tickets?" + urlencode(asked))
        found = told.get("tickets") if isinstance(told, dict) else None
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise NoAnswer("unreadable")
        return found

    def _asked(self, method: str, path: str, told: Any = None) -> Any:
        if time.monotonic() >= self._until:
            self._sign_in()
        body = json.dumps(told).encode() if told is not None else None
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        return ask(method, self._root + path, reach=self._reach, body=body, headers=headers).json()

    def _sign_in(self) -> None:
        told = self._told
        tenant = "?" + urlencode({"tenant": told["tenant"]}) if told.get("tenant") else ""
        form = {
            "grant_type": "client_credentials",
            "client_id": told["client_id"],
            "client_secret": told["client_secret"],
            "scope": "all",
        }
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            got = ask(
                "POST",
                f"{self._root}/auth/token{tenant}",
                reach=self._reach,
                body=urlencode(form).encode(),
                headers=kind,
            ).json()
        except NoAnswer as fault:
            raise (NoAnswer("refused", status=fault.status) if fault.status == 400 else fault) from None
        if not isinstance(got, dict) or not isinstance(got.get("access_token"), str):
            raise NoAnswer("unreadable")
        lasts = got.get("expires_in")
        self._token = got["access_token"]
        self._until = time.monotonic() + max(0.0, (lasts if isinstance(lasts, (int, float)) else 300) - _EARLY)

    def _seen(self, told: Any) -> Seen:
        if not isinstance(told, dict) or not isinstance(told.get("id"), int):
            raise NoAnswer("unreadable")
        closed = str(told.get("dateclosed") or "")
        is_closed = bool(closed) and not closed.startswith(("1899", "1900", "0001"))  # how it writes that there is none
        return Seen(str(told["id"]), not is_closed, f"status {told['status_id']}" if told.get("status_id") else "")


def _number(text: str) -> int:
    """NoAnswer where a person mapped a word to what Halo calls by a number."""
    if not text.isascii() or not text.isdigit():
        raise NoAnswer("invalid")
    return int(text[:12])
