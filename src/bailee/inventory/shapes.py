"""Activities and entries as programs read and write them: `docs/schemas/record.schema.json`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bailee.inventory.activities import ProcessingActivity, Transfer
from bailee.inventory.holdings import Holding
from bailee.inventory.record import Contact, Entry, Gap, Record
from bailee.inventory.retention import Length, Period, length_of
from bailee.people import PeopleRange
from bailee.vocabulary import LawfulBasis, Role, SubjectCategory


def activity_shape(activity: ProcessingActivity) -> dict[str, Any]:
    return {
        "name": activity.name,
        "role": activity.role.value,
        "purposes": [
            {"purpose": purpose, "basis": basis.value if basis else None} for purpose, basis in activity.purposes
        ],
        "categories": list(activity.categories),
        "subjects": [subject.value for subject in activity.subjects],
        "stores": list(activity.stores),
        "recipients": list(activity.recipients),
        "transfers": [
            {"country": each.country, "recipient": each.recipient, "safeguard": each.safeguard}
            for each in activity.transfers
        ],
        "retention": activity.retention,
        "period": {
            "at_most": _iso(activity.period.at_most),
            "at_least": _iso(activity.period.at_least),
            "event": activity.period.event,
        },
        "measures": list(activity.measures),
        "on_behalf_of": list(activity.on_behalf_of),
        "joint_with": list(activity.joint_with),
    }


def _iso(length: Length | None) -> str | None:
    return length.iso if length else None


def activity_of_shape(told: Mapping[str, Any]) -> ProcessingActivity:
    """The activity that `activity_shape` made it from. ValueError, KeyError or TypeError where it is none."""
    period = told.get("period") or {}
    return ProcessingActivity(
        _text(told["name"]),
        tuple(
            (_text(each["purpose"]), LawfulBasis(each["basis"]) if each.get("basis") else None)
            for each in told.get("purposes", ())
        ),
        _texts(told.get("categories", ())),
        tuple(map(SubjectCategory, _texts(told.get("subjects", ())))),
        _texts(told.get("stores", ())),
        _texts(told.get("recipients", ())),
        _text(told.get("retention", "")),
        Role(told.get("role", Role.CONTROLLER)),
        Period(_length(period.get("at_most")), _length(period.get("at_least")), _text(period.get("event", ""))),
        tuple(
            Transfer(_text(each["country"]), _text(each.get("recipient", "")), _text(each.get("safeguard", "")))
            for each in told.get("transfers", ())
        ),
        _texts(told.get("measures", ())),
        _texts(told.get("on_behalf_of", ())),
        _texts(told.get("joint_with", ())),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(values: Any) -> tuple[str, ...]:
    if isinstance(values, str):
        raise TypeError
    return tuple(map(_text, values))


def _length(told: Any) -> Length | None:
    if told is None:
        return None
    length = length_of(_text(told))
    if length is None:
        raise ValueError
    return length


def entry_shape(entry: Entry) -> dict[str, Any]:
    people = entry.people
    return activity_shape(entry.activity) | {
        "found": {
            "stores": list(entry.stores),
            "people": {"low": people.low, "high": people.high} if people else None,
            "since": entry.since.isoformat() if entry.since else None,
            "measures": list(entry.measures_found),
        },
        "gaps": [{"ident": gap.ident, "says": gap.says, "next": gap.next} for gap in entry.gaps],
    }


def entry_of_shape(told: Mapping[str, Any]) -> Entry:
    """The entry that `entry_shape` made it from, as far as it is told there. ValueError, KeyError or TypeError where it is none."""
    found = told["found"]
    people, since = found["people"], found["since"]
    held = Holding(
        "", SubjectCategory.PERSON, tuple(found["stores"]), PeopleRange(people["low"], people["high"]) if people else PeopleRange(0, 0),
        items=0, since=date.fromisoformat(since) if since else None,
    )  # fmt: skip
    gaps = tuple(Gap(gap["ident"], gap["says"], gap["next"]) for gap in told["gaps"])
    return Entry(activity_of_shape(told), gaps, (held,) if held.stores else (), tuple(found["measures"]))


def record_shape(record: Record) -> dict[str, Any]:
    return {
        "organisation": record.organisation,
        "on": record.on.isoformat(),
        "contacts": {sort: _contact(each) for sort, each in record.contacts.items()},
        "activities": [entry_shape(each) for each in record.entries],
    }


def _contact(contact: Contact) -> dict[str, str]:
    return {"name": contact.name, "contact": contact.contact}
