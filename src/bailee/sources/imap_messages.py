"""What a mail server tells of a message: its number, size and day, and its bytes piece by piece."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from bailee.sources.imap_answers import Value, parse
from bailee.sources.imap_troubles import Hostile
from bailee.sources.interface import NotFetched
from bailee.vocabulary import Reason


@dataclass(frozen=True, slots=True)
class Message:
    uid: int
    size: int
    moment: datetime
    ident: int = 0  # Gmail's own, the same in each folder that shows the message

    @property
    def day(self) -> str:
        return self.moment.strftime("%Y-%m-%d")


def _pairs(answer: list[Value]) -> dict[bytes, Value]:
    """`1 (UID 7 RFC822.SIZE 44)` as names and values."""
    inner = answer[1] if len(answer) > 1 else None
    if not isinstance(inner, list):
        return {}
    pairs: dict[bytes, Value] = {}
    for name, value in zip(inner[::2], inner[1::2], strict=False):
        if isinstance(name, bytes):
            pairs[name.upper()] = value
    return pairs


def message_in(answer: list[Value]) -> Message | None:
    """None where it tells of something that we did not ask, such as a flag that another client set."""
    told = _pairs(answer)
    uid, size, date, ident = (told.get(name) for name in (b"UID", b"RFC822.SIZE", b"INTERNALDATE", b"X-GM-MSGID"))
    if not isinstance(uid, bytes) or not isinstance(date, bytes) or not isinstance(size, bytes):
        return None
    try:
        message = Message(int(uid), int(size), _moment(date), int(ident) if isinstance(ident, bytes) else 0)
    except (ValueError, OverflowError):
        raise Hostile from None
    if not (0 < message.uid < 1 << 32 and 0 <= message.size < 1 << 62):
        raise Hostile
    return message


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(rb" ?(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")


def _moment(date: bytes) -> datetime:
    """A clock that was never set makes 1900 or 9999; nobody's mail is from then.

    >>> _moment(b"17-Jul-1996 02:44:25 -0700").isoformat(), _moment(b" 1-Jan-0001 00:00:00 +0000").year
    ('1996-07-17T09:44:25+00:00', 1970)
    """
    found = _DATE.fullmatch(date)
    if found is None:
        raise ValueError
    day, month, year, hour, minute, second, sign, hours, minutes = (part.decode().lower() for part in found.groups())
    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
    if not 1970 < int(year) < 2200:
        return datetime(1970, 1, 1, tzinfo=UTC)
    at = (int(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute), min(int(second), 59))
    return datetime(*at, tzinfo=timezone(offset)).astimezone(UTC)


_PIECE = re.compile(rb"(?:BODY\[\]|RFC822)(?:<(\d+)>)?")


def piece_in(told: list[bytes | tuple[bytes, bytes]], uid: int, offset: int) -> bytes:
    """The piece of the message that begins at an offset; a server that knows no pieces gives the whole each time.

    NotFetched where the server has nothing of it: it was deleted in the meantime.
    """
    for answer in parse(told):
        pairs = _pairs(answer)
        if pairs.get(b"UID") not in (None, str(uid).encode()):
            continue
        for name, value in pairs.items():
            if (found := _PIECE.fullmatch(name)) is None:
                continue
            content = value if isinstance(value, bytes) else b""
            if found[1] is None:
                return content[offset:]
            if int(found[1]) != offset:
                raise Hostile
            return content
    raise NotFetched(Reason.VANISHED)
