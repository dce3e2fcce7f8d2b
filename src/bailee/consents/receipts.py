"""A consent receipt: what a person keeps of what they said. JSON-LD in the words of W3C DPV, fields after ISO/IEC TS 27560.

A receipt names the record, what was shown by its hash, who is responsible, and each purpose with how it stands; how it is
withdrawn stands in it, too. It has no place for who the person is but what they are called in the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bailee.consents.records import Act, Event, Form, by_purpose, standing
from bailee.vocabularies import load

SCHEMA = "ISO/IEC TS 27560:2023"
_STATUS = {
    "given": "dpv:ConsentGiven",
    "refused": "dpv:ConsentRefused",
    "withdrawn": "dpv:ConsentWithdrawn",
    "expired": "dpv:ConsentExpired",
    "never-asked": "dpv:ConsentUnknown",
    "not-given": "dpv:ConsentUnknown",
}


def receipt(form: Form, events: Sequence[Event], *, principal: str, on: date, withdraw_at: str = "") -> dict[str, Any]:
    """The receipt of one person's events over one form. `principal` is what they are called in the record."""
    vocabulary = load("dpv")
    said = by_purpose([event for event in events if event.form[0] == form.kind])
    records = list(dict.fromkeys(event.record for event in events))
    return {
        "@context": {**dict(vocabulary.namespaces), "dct": "http://purl.org/dc/terms/", "bailee": "urn:bailee:"},
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": SCHEMA,
        "dct:identifier": records[-1] if records else "",
        "dct:issued": on.isoformat(),
        "dpv:hasDataSubject": principal,
        "dpv:hasDataController": {
            "@type": "dpv:DataController",
            "dct:title": form.controller,
            "dpv:hasContact": form.contact,
        },
        "dpv:hasNotice": {
            "@type": "dpv:ConsentNotice",
            "dct:title": form.title,
            "dct:hasVersion": form.version,
            "dct:language": form.language,
            "bailee:sha256": form.sha256,
        },
        "dpv:hasWithdrawalMethod": withdraw_at or form.contact or form.controller,
        "dpv:hasProcess": [
            {
                "@type": "dpv:Process",
                "dct:identifier": each.ident,
                "dpv:hasPurpose": each.words,
                "dpv:hasPersonalData": list(_terms(each.categories)),
                "dpv:hasRecipient": each.recipients,
                "dpv:hasStorageCondition": each.kept,
                "dpv:hasLegalBasis": "eu-gdpr:A6-1-a",
                "dpv:hasConsentStatus": _STATUS[(stands := standing(said.get(each.ident, ()), on=on)).state.value],
                "dpv:hasExpiry": stands.event.until.isoformat() if stands.event and stands.event.until else None,
                "bailee:events": [_event(event) for event in said.get(each.ident, ())],
            }
            for each in form.purposes
        ],
    }


def record_of(form: Form, events: Sequence[Event], *, principal: str) -> dict[str, Any]:
    """What is kept of one act of saying, with the purposes that it was about; who said it is what they are called in it."""
    told = receipt(form, events, principal=principal, on=events[-1].at.astimezone().date())
    said = [process for process in told["dpv:hasProcess"] if process["bailee:events"]]
    return told | {"@type": "dpv:ConsentRecord", "dpv:hasProcess": said}


def _event(event: Event) -> Mapping[str, Any]:
    return {
        "bailee:record": event.record,
        "bailee:act": event.act.value if isinstance(event.act, Act) else event.act,
        "dct:date": event.at.isoformat(),
        "bailee:how": event.how,
        "bailee:form": f"{event.form[0]} version {event.form[1]} ({event.form[2]})",
        "bailee:sha256": event.shown,
    }


def _terms(categories: Sequence[str]) -> Sequence[str]:
    vocabulary = load("dpv")
    found: list[str] = []
    for category in categories:
        mapped = vocabulary.of("categories", category)
        found += mapped.terms or mapped.broader
    return tuple(dict.fromkeys(found))
