"""Pieces as an agent makes them, handed in by hand: what a scan found is made up, how it goes to the server is not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from bailee.agent.folder import Folder
from bailee.agent.line import Line
from bailee.agent.spool import Job, Spool
from bailee.findings import Finding
from bailee.fleet.pieces import Cutter, packed
from bailee.items import ItemFacts
from bailee.keys import ScannerKeys, fingerprint
from bailee.scanner.events import Event, ItemRead
from bailee.vocabulary import Confidence, Locator, SubjectCategory


def found(folder: Folder, file: str, numbers: Iterable[int], device: int = 0) -> list[Event]:
    """A file that was read, with a made-up SSN for each number."""
    key, _ = folder.enrolment().keys
    events: list[Event] = []
    for number in numbers:
        printed = fingerprint(key, "us-ssn", f"{number:09}")
        ident = fingerprint(key, "finding", f"{file} {number}")
        events.append(
            Finding(
                ident,
                Locator((file,)),
                "us-ssn",
                "social-security-number",
                SubjectCategory.EMPLOYEE,
                number,
                1,
                Confidence.LIKELY,
                0.9,
                printed,
                (),
                fingerprint(key, "group", f"{number}"),
            )
        )
    return [*events, ItemRead(Locator((file,)), ItemFacts(10, 1, inode=7, device=device), "text/plain", "ab" * 16)]


def seal(folder: Folder, body: bytes) -> bytes:
    enrolment = folder.enrolment()
    return ScannerKeys(*enrolment.keys, enrolment.recipient).seal(body)


def spooled(folder: Folder, lease: dict[str, Any], events: Iterable[Event], **end: Any) -> Spool:
    """A job that was taken on and read: its pieces wait in the spool."""
    spool = Spool(folder.database)
    spool.take_on(Job(lease["ident"], lease["attempt"], lease["told"], lease.get("slip") or {}, lease["until"]))
    for few in Cutter().cut(events):
        spool.put(lease["ident"], seal(folder, packed(few)))
    told = {"ended": "whole", "says": "", "staff": [], "conduct": {}} | end
    spool.put(lease["ident"], seal(folder, b"end\n" + json.dumps(told).encode()), is_last=True)
    return spool


def given(line: Line) -> dict[str, Any]:
    """A job, as the server gives it."""
    lease: dict[str, Any] = line.ask("poll", {"hold": 0, "running": [], "report": {}, "free": True})["lease"]
    return lease
