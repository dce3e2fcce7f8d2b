"""What a roster says of one person. Personal data of ours: encrypted as one field, and never in a `repr`.

>>> pat = Details("Pat Doe", emails=("pat@example.org",), born=date(1980, 2, 29))
>>> pat, Details.of(pat.as_json()) == pat, pat.email
(Details(), True, 'pat@example.org')
>>> Details.of({"name": "Pat Doe", "email": "pat@example.org", "number": "7"}).emails  # as earlier versions kept it
('pat@example.org',)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Details:
    """Each field as it was given, blanks tidied."""

    name: str = field(repr=False)
    given: str = field(repr=False, default="")
    surname: str = field(repr=False, default="")
    former: str = field(repr=False, default="")  # surname of before, such as before a marriage
    nickname: str = field(repr=False, default="")
    emails: tuple[str, ...] = field(repr=False, default=())
    phones: tuple[str, ...] = field(repr=False, default=())
    number: str = field(repr=False, default="")  # employee's, customer's
    born: date | None = field(repr=False, default=None)
    address: str = field(repr=False, default="")
    site: str = field(repr=False, default="")
    department: str = field(repr=False, default="")
    manager: str = field(repr=False, default="")
    language: str = field(repr=False, default="")

    @property
    def email(self) -> str:
        return self.emails[0] if self.emails else ""

    def as_json(self) -> dict[str, Any]:
        """What is encrypted: fields that say something."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
            for name, value in told.items()
            if value
        }

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Details:
        known = {each.name for each in fields(cls)}
        values = {name: value for name, value in told.items() if name in known}
        if told.get("email"):
            values.setdefault("emails", [told["email"]])
        values |= {name: tuple(values[name]) for name in ("emails", "phones") if name in values}
        if values.get("born"):
            values["born"] = date.fromisoformat(values["born"])
        return cls(**{"name": "", **values})


def changed_fields(before: Details, after: Details) -> tuple[str, ...]:
    """Names of the fields in which they differ; what a list has no column for is not changed by it.

    >>> changed_fields(Details("A", number="1"), Details("B"))
    ('name',)
    """
    return tuple(
        each.name
        for each in fields(Details)
        if (now := getattr(after, each.name)) and now != getattr(before, each.name)
    )


def merged(before: Details, after: Details) -> Details:
    """What is known after a list was read: its fields, and those of before that it says nothing of."""
    told = {each.name: getattr(after, each.name) or getattr(before, each.name) for each in fields(Details)}
    return Details(**told)
