"""ConnectWise PSA (Manage).

Its REST interface, version 3.0 (https://developer.connectwise.com/Products/ConnectWise_PSA/REST): basic authentication as
`company+public:private`, a `clientId` header that ConnectWise gives to whoever writes a program, changes as JSON Patch (RFC 6902),
lists by `conditions`. Our reference lies in `externalXRef`, by which a ticket is found again.

>>> quoted('Lind "North"')
'"Lind North"'
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from bailee.outward import NoAnswer, Reach, ask
from bailee.tickets.drafts import LONGEST_TITLE, Draft, Field, Seen
from bailee.vocabulary import Severity

TITLE = "ConnectWise PSA"
ACCESS = (
    Field("address", "Address", "as in https://api-na.myconnectwise.net/v4_6_release/apis/3.0"),
    Field("company", "Company id", "what you type into Company when you sign in"),
    Field("public_key", "Public key", "of an API member", is_secret=True),
    Field("private_key", "Private key", "of an API member", is_secret=True),
    Field("client_id", "clientId", "of developer.connectwise.com", is_secret=True),
)
MAPPING = (
    Field("company", "Company", "its identifier in ConnectWise, as in LindDental"),
    Field("board", "Service board", "its name, as in Privacy"),
    Field("type", "Type", "of the board; empty: none", default=""),
    Field("open", "Status while it is open", "of the board; empty: the board's own", default=""),
    Field("closed", "Status when it is closed", "of the board", default=">Closed"),
)
# Its priorities are free words of each installation; severity and impact are fixed words of the schema.
_HOW_BAD = {Severity.LOW: "Low", Severity.MEDIUM: "Medium", Severity.HIGH: "High", Severity.SEVERE: "High"}
_PAGE = 100


def quoted(text: str) -> str:
    """A text of its conditions: there is no way to write a quote within one, so there is none."""
    return f'"{text.replace(chr(34), "").replace(chr(92), "")}"'


def open_desk(told: Mapping[str, str], reach: Reach) -> ConnectWise:
    return ConnectWise(told, reach)


class ConnectWise:
    """One installation, with the keys of an API member."""

    def __init__(self, told: Mapping[str, str], reach: Reach) -> None:
        self._root, self._reach = told["address"].rstrip("/"), reach
        pair = f"{told['company']}+{told['public_key']}:{told['private_key']}".encode()
        self._headers = {
            "Authorization": "Basic " + base64.b64encode(pair).decode(),
            "clientId": told["client_id"],
            "Content-Type": "application/json",
        }

    def test(self) -> str:
        told = self._asked("GET", "/system/info")
        return f"version {str(told.get('version', ''))[:40]}" if isinstance(told, dict) else ""

    def find(self, reference: str) -> Seen | None:
        found = self._listed(f"externalXRef={quoted(reference)}", 2)
        return next((_seen(each) for each in found if each.get("externalXRef") == reference), None)

    def make(self, draft: Draft, mapping: Mapping[str, str]) -> Seen:
        told: dict[str, Any] = {
            "summary": draft.title[:LONGEST_TITLE],
            "initialDescription": draft.text,
            "company": {"identifier": mapping["company"]},
            "board": {"name": mapping["board"]},
            "severity": _HOW_BAD[draft.severity],
            "impact": _HOW_BAD[draft.severity],
            "externalXRef": draft.reference,
        }
        told |= {"type": {"name": mapping["type"]}} if mapping.get("type") else {}
        told |= {"status": {"name": mapping["open"]}} if mapping.get("open") else {}
        return _seen(self._asked("POST", "/service/tickets", told))

    def change(self, number: str, draft: Draft, mapping: Mapping[str, str]) -> Seen:
        changes: list[dict[str, Any]] = [
            {"op": "replace", "path": "summary", "value": draft.title[:LONGEST_TITLE]},
            {"op": "replace", "path": "severity", "value": _HOW_BAD[draft.severity]},
            {"op": "replace", "path": "impact", "value": _HOW_BAD[draft.severity]},
        ]
        if not draft.is_open:
            changes.append({"op": "replace", "path": "status", "value": {"name": mapping["closed"]}})
        self._asked(
            "POST",
            f"/service/tickets/{quote(number, safe='')}/notes",
            {"text": draft.text, "internalAnalysisFlag": True, "detailDescriptionFlag": False, "resolutionFlag": False},
        )
        return _seen(self._asked("PATCH", f"/service/tickets/{quote(number, safe='')}", changes))

    def look(self, numbers: tuple[str, ...]) -> dict[str, Seen]:
        found: dict[str, Seen] = {}
        for start in range(0, len(numbers), _PAGE):
            some = [number for number in numbers[start : start + _PAGE] if number.isdigit()]
            for each in self._listed(f"id in ({','.join(some)})", _PAGE) if some else ():
                found[str(each["id"])] = _seen(each)
        return found

    def _listed(self, conditions: str, most: int) -> list[dict[str, Any]]:
        asked = urlencode(
            {"conditions": conditions, "pageSize": most, "fields": "id,externalXRef,closedFlag,status/name"}
        )
        told = self._asked("GET", f"/service/tickets?{asked}")
        if not isinstance(told, list) or not all(isinstance(each, dict) and "id" in each for each in told):
            raise NoAnswer("unreadable")
        return told

    def _asked(self, method: str, path: str, told: Any = None) -> Any:
        body = json.dumps(told).encode() if told is not None else None
        return ask(method, self._root + path, reach=self._reach, body=body, headers=self._headers).json()


def _seen(told: Any) -> Seen:
    if not isinstance(told, dict) or not isinstance(told.get("id"), int):
        raise NoAnswer("unreadable")
    status = told.get("status")
    return Seen(
        str(told["id"]),
        not told.get("closedFlag"),
        str(status.get("name", ""))[:60] if isinstance(status, dict) else "",
    )
