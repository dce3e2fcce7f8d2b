r"""Tasks as a calendar that other programs subscribe to: RFC 5545, a to-do for each task, and an all-day event for each day.

>>> from bailee.permissions import Role
>>> each = Entry("sign-x", "Sign; all, of \"x\"", "open", Severity.HIGH, date(2026, 11, 28), "a law", "38 of 44", "sources", datetime(2026, 11, 1, tzinfo=UTC))
>>> text = calendar("Northgate IT", "northgate-it", [each])
>>> [line for line in text.split("\r\n") if line.startswith(("UID", "DUE", "SUMMARY"))]
['UID:sign-x.todo@northgate-it.bailee', 'SUMMARY:Sign\\; all\\, of "x"', 'DUE;VALUE=DATE:20261128', 'UID:sign-x.day@northgate-it.bailee', 'SUMMARY:Sign\\; all\\, of "x" (act by Fri 27 Nov)']

Days are all-day dates without a time zone: the day that a law names is the same day wherever the calendar is read. The same tasks give the
same bytes, and an identifier never changes, so that a program that asks again finds its entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bailee.tasks.due import act_by
from bailee.vocabulary import Severity

_OCTETS = 75  # of a line, without its end (3.1)
_PRIORITY = {Severity.SEVERE: 1, Severity.HIGH: 3, Severity.MEDIUM: 5, Severity.LOW: 9}
_STATUS = {"done": "COMPLETED", "started": "IN-PROCESS", "ended": "CANCELLED"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A task as a calendar shows it: its own words, and nobody's name."""

    ident: str
    title: str
    state: str
    severity: Severity
    due_on: date | None
    source: str  # of the day
    closes: str  # what closes it, and what is missing
    citation: str
    changed_at: datetime
    done_on: date | None = None
    address: str = ""


def calendar(name: str, organisation: str, entries: Iterable[Entry]) -> str:
    """The whole calendar, lines ended and folded as the standard asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//bailee//tasks//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(f'Privacy tasks, {name}')}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    for entry in sorted(entries, key=lambda each: each.ident):
        lines += _todo(entry, organisation)
        if entry.due_on is not None and entry.state not in ("done", "ended"):
            lines += _day(entry, organisation)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _todo(entry: Entry, organisation: str) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield from _both(entry, f"{entry.ident}.todo@{organisation}.bailee", entry.title)
    if entry.due_on is not None:
        yield f"DUE;VALUE=DATE:{entry.due_on:%Y%m%d}"
    yield f"STATUS:{_STATUS.get(entry.state, 'NEEDS-ACTION')}"
    if entry.state == "done":
        yield "PERCENT-COMPLETE:100"
        if entry.done_on is not None:
            yield f"COMPLETED:{entry.done_on:%Y%m%d}T000000Z"
    yield "END:VTODO"


def _day(entry: Entry, organisation: str) -> Iterator[str]:
    day = entry.due_on or date.min
    last = act_by(day)
    said = f" (act by {last:%a} {last.day} {last:%b})" if last != day else ""
    yield "BEGIN:VEVENT"
    yield from _both(entry, f"{entry.ident}.day@{organisation}.bailee", f"{entry.title}{said}")
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _both(entry: Entry, uid: str, title: str) -> Iterator[str]:
    yield f"UID:{uid}"
    yield f"DTSTAMP:{entry.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"LAST-MODIFIED:{entry.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SUMMARY:{escaped(title)}"
    told = [
        f"Due: {entry.source}." if entry.source else "",
        f"Closed by: {entry.closes}" if entry.closes else "",
        entry.citation,
    ]
    yield f"DESCRIPTION:{escaped(chr(10).join(each for each in told if each))}"
    yield f"PRIORITY:{_PRIORITY[entry.severity]}"
    yield "CLASS:CONFIDENTIAL"
    if entry.address:
        yield f"URL:{entry.address}"


def escaped(text: str) -> str:
    r"""Text as 3.3.11 has it; control characters have no place in it.

    >>> escaped("a\\b; c, d\ne\x07")
    'a\\\\b\\; c\\, d\\ne'
    """
    plain = "".join(letter for letter in text.replace("\r\n", "\n") if letter == "\n" or letter.isprintable())
    for letter, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(letter, instead)
    return plain


def folded(line: str) -> Iterator[str]:
    """Parts of at most 75 octets, broken between letters, each but the first with a space in front.

    >>> [len(part.encode()) for part in folded("é" * 60)], "".join(part.lstrip(" ") for part in folded("é" * 60)) == "é" * 60
    ([74, 47], True)
    """
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8", "replace"))
        if size + octets > _OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + octets
    yield part
