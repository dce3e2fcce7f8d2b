"""What people type into forms, and what they are told where it cannot be taken.

>>> day("2026-11-26"), day_or_none("")
(datetime.date(2026, 11, 26), None)
>>> plain(InvalidInput("this is no day", hint="write it as year-month-day"))
'This is no day. Write it as year-month-day.'
>>> plain(InvalidInput("no such desk", hint="`bailee ticket list` names them"))
'No such desk.'
>>> plain(InvalidInput("Write a folder.", hint="such as /srv/shares/hr"))
'Write a folder. Such as /srv/shares/hr.'
"""

from __future__ import annotations

from datetime import date

from bailee.errors import Error, InvalidInput
from bailee.store.rows.base import now
from bailee.web import words


def day(text: str) -> date:
    """A day as a form sends it. InvalidInput where it is none, or was left out."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput("this is no day", hint="write it as year-month-day, such as 2026-11-26") from None


def day_or_none(text: str) -> date | None:
    """The same of a field that may be left out."""
    return day(text) if text.strip() else None


def day_or_today(text: str) -> date:
    """The same, where today is meant when nothing was said."""
    return day_or_none(text) or now().astimezone().date()


def plain(fault: Error) -> str:
    """A fault in a sentence or two, without a hint that is about the command line. Pages say every fault by it."""
    about_us = "--" in fault.hint or "`" in fault.hint or "bailee " in fault.hint
    return " ".join(map(closed, filter(None, (str(fault), "" if about_us else fault.hint))))


def closed(text: str) -> str:
    """A text as a sentence: its first letter large, a full stop where it has no end of its own."""
    said = words.sentence(text.strip())
    return said if said.endswith((".", "?", "!", "…")) or not said else f"{said}."
